// SPDX-License-Identifier: Apache-2.0
// From the parts of a text to one place, or to the reasons why there is none.
#pragma once

#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/lookup.hpp"
#include "graph/gazetteer/place_parts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::graph::gazetteer {

struct Decision {
    MatchStatus status = MatchStatus::unknown;
    std::uint32_t place = none;            ///< what is certain, `none` if nothing is
    std::vector<std::uint32_t> candidates; ///< ambiguous: all that fit
    /// district_only, or unknown without a contradiction: the village as written
    std::string unknown_locality;
    std::vector<std::string> reasons; ///< with Explain::yes
};

enum class Explain : std::uint8_t { no, yes };

/// The place that explains most parts: a part is explained by a place when one of its readings is
/// that place or holds it, or is what records write beside it. Among equals the higher standing
/// wins, then a part written earlier, then the better spelling; what is equal in all of these is
/// ambiguous. Parts left over are looked for as misspellings within what was found; a village's
/// name that is known elsewhere only by its sound.
[[nodiscard]] Decision
decide(const Image& image, const PlaceParts& text, Explain explain, MisspeltMemo& memo);

/// "Jibantala, South 24 Parganas, West Bengal".
[[nodiscard]] std::string label_of(const Image& image, std::uint32_t place);

} // namespace sandhan::graph::gazetteer
