// SPDX-License-Identifier: Apache-2.0
// Which districts of India a direct train or a road joins.
#pragma once

#include <cstdint>
#include <span>

namespace sandhan::graph {

/// Two districts, by their LGD codes, the lesser first; it goes both ways.
struct RailLink {
    std::uint16_t a, b;
    std::uint16_t minutes; ///< median of the trains, estimated from their end-to-end time
    std::uint16_t weekly;  ///< trains a week, both ways together
    friend bool operator==(const RailLink&, const RailLink&) = default;
};

/// Districts that share a border, or nearly; the lesser code first.
struct RoadLink {
    std::uint16_t a, b;
    std::uint16_t km; ///< straight, between the two district points
    friend bool operator==(const RoadLink&, const RoadLink&) = default;
};

/// Pairs of districts with a direct mail or express train (no change, at least two services a
/// week, timetable of about 2022-23), ordered by a, then b. Suburban and passenger trains are not
/// in the source, so 220 districts have no rail link: roads bridge them.
[[nodiscard]] std::span<const RailLink> rail_links();
/// Neighbouring districts, ordered by a, then b. Islands have none.
[[nodiscard]] std::span<const RoadLink> road_links();

} // namespace sandhan::graph
