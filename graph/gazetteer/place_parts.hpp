// SPDX-License-Identifier: Apache-2.0
// A place as people write it, taken apart: `Vill. Rampur, PS Canning (South 24 Pgs) 743329`.
#pragma once

#include "graph/gazetteer/image.hpp"
#include "graph/incident.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::gazetteer {

/// What a word beside a name says it is.
enum class Hint : std::uint8_t {
    none,
    village,  ///< village, gram; also the field `locality`
    locality, ///< police station, post office, tehsil, town: in a place, not always the place
    district,
    state,
    country,
};

struct PlacePart {
    std::string shown; ///< as written
    std::string key;   ///< its words as index_key() makes them
    Hint hint = Hint::none;
    bool field = false;     ///< came in the field of that name, not in free text
    bool bracketed = false; ///< stood in brackets
    bool capitals = false;  ///< written in capitals only: may be a code
};

struct PlaceParts {
    std::vector<PlacePart> parts; ///< in the order written
    std::vector<std::uint32_t> pincodes;
};

/// Text beyond the first 400 bytes or 8 parts is not read: no address is longer, and the decision
/// compares every part with every other.
inline constexpr std::size_t longest_text = 400;
inline constexpr std::size_t most_parts = 8;

/// Splits at commas and the like; at brackets and dashes unless the whole is a known name
/// (`24-Parganas (South)`); at words such as PS, Dist. and Vill.; and, in a text without commas
/// or in its last part, before a known district, state or country (`Pune Maharashtra`).
[[nodiscard]] PlaceParts parts_of(const PlaceText& text, const Image& image);

/// `north`, `new east`: district names only beside their state (Sikkim, Delhi).
[[nodiscard]] bool only_directions(std::string_view key);

} // namespace sandhan::graph::gazetteer
