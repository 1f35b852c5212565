// SPDX-License-Identifier: Apache-2.0
// The ways between two districts: trains with their changes, roads between neighbours.
#pragma once

#include "algorithms/generator/places.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::generator {

/// A stop of a way and how one comes to it; the first stop's leg is empty.
struct WayStop {
    PlaceIndex place = 0;
    graph::TransportMode mode = graph::TransportMode::unknown;
    std::uint32_t minutes = 0; ///< of the leg that ends here
};
using Way = std::vector<WayStop>;

class Ways {
  public:
    explicit Ways(const Places& places);

    /// The quickest way by direct trains and by road between neighbouring districts, a change
    /// costing two hours, that touches none of `avoided`; where that names anything, also not the
    /// leg from one end straight to the other. Empty when nothing joins the two. Places abroad are
    /// reached through the quickest of their gateways. Legs by road that follow one another are
    /// one. Cost  one search of 786 districts and 42,693 links: about a millisecond.
    [[nodiscard]] Way
    quickest(PlaceIndex from, PlaceIndex to, std::span<const PlaceIndex> avoided) const;
    /// The quickest way, and a second one that keeps clear of the first one's stops. The second is
    /// empty when there is none.
    struct Pair {
        Way usual, other;
    };
    [[nodiscard]] Pair both(PlaceIndex from, PlaceIndex to) const;
    /// Without a search: by road when near, by rail when far, through a gateway to and from abroad.
    [[nodiscard]] Way straight(PlaceIndex from, PlaceIndex to) const;

  private:
    struct Link {
        PlaceIndex to;
        std::uint32_t minutes;
        graph::TransportMode mode;
    };
    struct Gate {
        PlaceIndex district;
        graph::TransportMode mode;
        std::uint32_t minutes;
    };
    [[nodiscard]] Way
    within_india(PlaceIndex from, PlaceIndex to, std::span<const PlaceIndex> avoided) const;

    const Places& m_places;
    std::vector<std::vector<Link>> m_links; ///< by place
    std::vector<std::vector<Gate>> m_gates; ///< by place; empty in India
};

} // namespace sandhan::algorithms::generator
