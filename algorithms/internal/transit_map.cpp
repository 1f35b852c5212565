// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/transit_map.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace sandhan::algorithms::internal {
namespace {

using graph::PlaceIndex;
using graph::TransportMode;

double km_between(const TransitPlace& a, const TransitPlace& b) {
    constexpr double degree = 3.14159265358979323846 / 180.0;
    constexpr double earth_km = 6371.0;
    const double s = std::sin((b.latitude - a.latitude) * degree / 2);
    const double t = std::sin((b.longitude - a.longitude) * degree / 2);
    const double h = s * s + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * t * t;
    return 2 * earth_km * std::asin(std::min(std::sqrt(h), 1.0)); // NaN stays NaN
}

} // namespace

TransitMap::TransitMap(std::span<const TransitPlace> places, const DistrictNetwork& network)
    : m_places(places), m_network(network) {
    m_place_of.assign(network.network.vertex_count(), graph::no_place);
    for (std::size_t p = places.size(); p-- > 1;) { // the first of several stands
        if (places[p].known && places[p].vertex < m_place_of.size()) {
            m_place_of[places[p].vertex] = static_cast<PlaceIndex>(p);
        }
    }
}

TransitPoint TransitMap::point_of(std::uint32_t vertex) const {
    const PlaceIndex place = m_place_of[vertex];
    return place != graph::no_place ? place : static_cast<TransitPoint>(m_places.size()) + vertex;
}

bool TransitMap::is_gap(PlaceIndex x, PlaceIndex y, TransportMode mode, double least_km) const {
    const TransitPlace& a = m_places[x];
    const TransitPlace& b = m_places[y];
    if (x == y || !a.known || !b.known) {
        return false;
    }
    if (a.vertex == TransitPlace::none || b.vertex == TransitPlace::none) {
        return a.region != b.region;
    }
    return mode != TransportMode::air && !m_network.are_neighbours(a.vertex, b.vertex) &&
           km_between(a, b) >= least_km;
}

bool TransitMap::fits(const TransitStops& way, PlaceIndex x, PlaceIndex y) const {
    double km = 0.0;
    PlaceIndex at = x;
    for (const TransitPoint p : way) {
        if (p == x || p == y) {
            return false;
        }
        if (p < m_places.size()) {
            km += km_between(m_places[at], m_places[p]);
            at = p;
        }
    }
    km += km_between(m_places[at], m_places[y]);
    constexpr double detour = 2.0;
    constexpr double any_km = 300.0;
    // Written so that places without a point fit.
    return !(km > detour * km_between(m_places[x], m_places[y]) + any_km);
}

void TransitMap::search(const std::vector<Ends>& ends, const graph::RunControl& control) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> origins; // by destination
    for (const auto& [from, to] : ends) {
        const std::uint32_t x = m_places[from].vertex;
        const std::uint32_t y = m_places[to].vertex;
        if (x != TransitPlace::none && y != TransitPlace::none) {
            origins[y].push_back(x);
        }
    }
    std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> tasks(origins.begin(),
                                                                            origins.end());
    std::vector<std::vector<std::vector<TransitWay>>> found(tasks.size());
    tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t i) {
        control.checkpoint();
        auto& from = tasks[i].second;
        std::sort(from.begin(), from.end());
        from.erase(std::unique(from.begin(), from.end()), from.end());
        constexpr double rest = 0.02;
        found[i] = m_network.network.likely_ways(from, tasks[i].first, most_transit_ways, rest);
    });
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        for (std::size_t k = 0; k < tasks[i].second.size(); ++k) {
            m_ways[{tasks[i].second[k], tasks[i].first}] = std::move(found[i][k]);
        }
    }
}

std::vector<TransitMap::Way> TransitMap::ways_between(PlaceIndex x, PlaceIndex y) const {
    std::vector<Way> ways;
    const auto known = m_ways.find({m_places[x].vertex, m_places[y].vertex});
    if (known == m_ways.end()) {
        return ways;
    }
    for (const TransitWay& way : known->second) {
        TransitStops stops;
        for (const std::uint32_t v : way.changes) {
            stops.push_back(point_of(v));
        }
        if (stops.size() <= most_stops_between && fits(stops, x, y)) {
            ways.push_back({std::move(stops), way.probability});
        }
    }
    return ways;
}

ModeShares TransitMap::mode_shares(TransitPoint last, PlaceIndex to) const {
    ModeShares share{};
    constexpr double other = 0.02; // of each mode, whatever the network says
    share.fill(other);
    const double rest = 1.0 - other * static_cast<double>(transit_modes);
    const std::uint32_t a = vertex_of(last);
    const std::uint32_t b = m_places[to].vertex;
    const double rail = a == TransitPlace::none || b == TransitPlace::none
                            ? -1.0
                            : m_network.network.rail_share(a, b);
    if (rail < 0.0) { // nothing is known of it
        share.fill(1.0 / static_cast<double>(transit_modes));
    } else {
        share[static_cast<std::size_t>(TransportMode::rail)] += rest * rail;
        share[static_cast<std::size_t>(TransportMode::road)] += rest * (1.0 - rail);
    }
    return share;
}

} // namespace sandhan::algorithms::internal
