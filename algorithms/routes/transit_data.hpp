// SPDX-License-Identifier: Apache-2.0
// Journeys and places as the inference of transit stops takes them.
#pragma once

#include "algorithms/routes/transit_ways.hpp"
#include "graph/journeys.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace sandhan::algorithms {

/// What the inference knows of a place.
struct TransitPlace {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t region = none; ///< its state, or what is coarser: equal for places of one
    std::uint32_t vertex = none; ///< of the network; none: only other journeys tell
    double latitude = std::numeric_limits<double>::quiet_NaN();
    double longitude = std::numeric_limits<double>::quiet_NaN();
    bool known = true; ///< else it is neither guessed nor the end of a gap
};

/// The places of a journey as recorded, neighbours different, and how one came to each.
struct TransitJourney {
    std::vector<graph::PlaceIndex> places;
    std::vector<graph::TransportMode> modes;
};

/// The journeys at hand and what is known of every place of their store. Journey i is that of
/// journeys.incidents()[i], without stops where it has fewer than two places.
struct TransitData {
    std::vector<TransitJourney> journeys;
    std::vector<TransitPlace> places;
};
[[nodiscard]] TransitData transit_data(const graph::Journeys& journeys,
                                       const DistrictNetwork& network);

} // namespace sandhan::algorithms
