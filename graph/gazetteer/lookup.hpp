// SPDX-License-Identifier: Apache-2.0
// The places that one part of a text may mean.
#pragma once

#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/place_parts.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::graph::gazetteer {

struct Candidate {
    std::uint32_t place;
    Quality quality;
    std::uint8_t distance = 0; ///< rank of nearness, when Quality::fuzzy or by_sound: 0 is nearest
    bool by_sound = false;     ///< another script, read letter by letter
    std::uint32_t key = none;  ///< the spelling it comes near to
};

/// Places with this very name, sorted, one entry each. A code of two or three letters counts only
/// in capitals.
[[nodiscard]] std::vector<Candidate> named(const Image& image, const PlacePart& part);

/// Places that a misspelling (or a reading of another script) may mean: in a district its
/// localities; in a state its districts and localities; in India its districts, states and cities
/// of standing; in another country all that is known of it; `none`: what is of standing anywhere.
/// Sorted, one entry each.
/// Cost  a pass over the shapes of the names in the scope that may be letters away, a binary search
///       for those that sound alike, and a comparison for the few that are left: 1 to 10 us.
[[nodiscard]] std::vector<Candidate>
misspelt(const Image& image, const PlacePart& part, std::uint32_t scope);

/// What misspelt() said lately, for one thread and one image: of many texts that differ in one part
/// the others are looked up once.
class MisspeltMemo {
  public:
    /// Remembers so many texts.
    explicit MisspeltMemo(std::size_t slots) : m_slots(slots) {}

    /// Valid until the next text is asked for.
    const std::vector<Candidate>&
    get(const Image& image, const PlacePart& part, std::uint32_t scope);

  private:
    struct Slot {
        std::string key; ///< of the part; empty: free
        std::uint32_t scope = none;
        std::vector<Candidate> found;
    };

    std::vector<Slot> m_slots;
};

} // namespace sandhan::graph::gazetteer
