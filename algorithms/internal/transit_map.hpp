// SPDX-License-Identifier: Apache-2.0
// The places of journeys upon the network of trains and roads. Not installed.
#pragma once

#include "algorithms/routes/transit_data.hpp"
#include "algorithms/routes/transit_ways.hpp"
#include "graph/run_control.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// A place of the data, or beyond those a vertex of the network that no record names.
using TransitPoint = std::uint32_t;
using TransitStops = std::vector<TransitPoint>;

inline constexpr std::size_t most_stops_between = 4; ///< of a way; more is no way but a tour
inline constexpr std::size_t most_transit_ways = 40; ///< of the network, and of each likeness

inline constexpr std::size_t transit_modes = 6;
using ModeShares = std::array<double, transit_modes>; ///< by TransportMode

class TransitMap {
  public:
    /// Both are held by reference.
    TransitMap(std::span<const TransitPlace> places, const DistrictNetwork& network);

    [[nodiscard]] bool is_known(graph::PlaceIndex place) const { return m_places[place].known; }
    /// The place of a point, or no_place.
    [[nodiscard]] graph::PlaceIndex place_of(TransitPoint point) const {
        return point < m_places.size() ? point : graph::no_place;
    }
    [[nodiscard]] std::uint32_t vertex_of(TransitPoint point) const {
        return point < m_places.size() ? m_places[point].vertex
                                       : point - static_cast<TransitPoint>(m_places.size());
    }

    /// Whether a leg from x to y by this mode is one that may hide stops; see infer_transit().
    [[nodiscard]] bool is_gap(graph::PlaceIndex x,
                              graph::PlaceIndex y,
                              graph::TransportMode mode,
                              double least_km) const;
    /// Whether a way seen elsewhere can be one between these ends: no great detour.
    [[nodiscard]] bool
    fits(const TransitStops& way, graph::PlaceIndex x, graph::PlaceIndex y) const;

    /// A way between two places by train and road alone.
    struct Way {
        TransitStops stops;
        double probability;
    };
    using Ends = std::pair<graph::PlaceIndex, graph::PlaceIndex>;
    /// Looks for the likely ways between these pairs; ways_between() has them afterwards.
    void search(const std::vector<Ends>& ends, const graph::RunControl& control);
    /// Those with few enough stops that fit; none where that was not looked for.
    [[nodiscard]] std::vector<Way> ways_between(graph::PlaceIndex x, graph::PlaceIndex y) const;

    /// P(mode | the last ride is from `last` to `to`), from the network.
    [[nodiscard]] ModeShares mode_shares(TransitPoint last, graph::PlaceIndex to) const;

  private:
    [[nodiscard]] TransitPoint point_of(std::uint32_t vertex) const;

    std::span<const TransitPlace> m_places;
    const DistrictNetwork& m_network;
    std::vector<graph::PlaceIndex> m_place_of; ///< of each vertex
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<TransitWay>> m_ways;
};

} // namespace sandhan::algorithms::internal
