// SPDX-License-Identifier: Apache-2.0
// What journeys tell of the stops between two of their places, found by likeness. Not installed.
#pragma once

#include "algorithms/internal/transit_map.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// Kind of likeness and what is alike.
using LikenessKey = std::array<std::uint32_t, 5>;

/// A gap to be filled: its ends, and the journeys it is of.
struct TransitQuestion {
    std::uint32_t told = 0;              ///< see ToldStops::groups
    std::uint32_t before = 0, after = 0; ///< positions in the journey
    graph::PlaceIndex hidden = graph::no_place;
};

/// A list of stops as some journeys tell it, and by which mode they came behind the last of them.
struct SeenStops {
    std::uint32_t stops; ///< number of the list
    graph::TransportMode mode;
    double journeys;
};

class ToldStops {
  public:
    /// All are held by reference. Requires  as many modes as places, and no place beyond `places`.
    ToldStops(std::span<const TransitJourney> journeys, std::span<const TransitPlace> places);

    /// Journeys of two places or more that tell the very same, by what they tell.
    struct Group {
        const TransitJourney* journey = nullptr;
        std::vector<std::uint32_t> members;
    };
    std::vector<Group> groups;

    [[nodiscard]] const TransitJourney& journey_of(const TransitQuestion& question) const {
        return *groups[question.told].journey;
    }
    /// The list of a number.
    [[nodiscard]] const TransitStops& stops(std::uint32_t number) const { return m_stops[number]; }

    /// The likenesses of the part of a journey between positions i and j, in the order of
    /// Similarity; one_end has two.
    [[nodiscard]] std::array<LikenessKey, 5>
    keys_of(const TransitJourney& journey, std::size_t i, std::size_t j) const;
    /// What other journeys tell under a likeness; the journey itself taken out once.
    [[nodiscard]] std::vector<SeenStops> seen_under(const LikenessKey& key,
                                                    const TransitQuestion& question) const;
    /// Adds those of other groups that stopped at a place, under a likeness; some twice.
    void add_stopped_at(graph::PlaceIndex place,
                        const LikenessKey& key,
                        const TransitQuestion& question,
                        std::vector<std::uint32_t>& journeys) const;

  private:
    /// What journeys tell between two of their places.
    struct Segment {
        LikenessKey key;
        std::uint32_t stops;       ///< number of the list
        graph::TransportMode mode; ///< how they came to the second
        std::uint32_t told;
    };

    void group(std::span<const TransitJourney> journeys);
    void collect();
    void count();
    template <class Visit>
    void each_part(const TransitJourney& journey, Visit visit) const;

    std::span<const TransitPlace> m_places;
    std::map<TransitStops, std::uint32_t> m_numbers;
    std::vector<TransitStops> m_stops;
    std::vector<Segment> m_segments;
    std::vector<LikenessKey> m_keys;
    std::vector<std::size_t> m_first; ///< of each key, in m_seen
    std::vector<SeenStops> m_seen;
};

} // namespace sandhan::algorithms::internal
