// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/ways.hpp"

#include "graph/transport.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>

namespace sandhan::algorithms::generator {
namespace {

using graph::TransportMode;

constexpr std::uint32_t change_minutes = 120;
/// 35 km/h over a road a third longer than the straight line.
constexpr std::uint32_t road_minutes_per_100_km = 228;
/// Trains that run less than daily are no usual way.
constexpr std::uint16_t least_weekly = 7;

/// A car or bus passes through districts; people stop where they change. Legs by road that follow
/// one another become one.
Way without_road_stops(const Way& way) {
    Way kept;
    for (const WayStop& stop : way) {
        const bool goes_on = stop.mode == TransportMode::road && !kept.empty() &&
                             kept.back().mode == TransportMode::road;
        if (goes_on) {
            const std::uint32_t so_far = kept.back().minutes;
            kept.back() = stop;
            kept.back().minutes += so_far;
        } else {
            kept.push_back(stop);
        }
    }
    return kept;
}

std::uint32_t minutes_of(const Way& way) {
    std::uint32_t sum = 0;
    for (const WayStop& stop : way) {
        sum += stop.minutes + change_minutes;
    }
    return sum;
}

} // namespace

Ways::Ways(const Places& places) : m_places(places) {
    m_links.resize(places.all().size());
    m_gates.resize(places.all().size());
    const auto join = [&](std::uint32_t a, std::uint32_t b, std::uint32_t minutes,
                          TransportMode mode) {
        const auto x = places.by_lgd().find(a);
        const auto y = places.by_lgd().find(b);
        if (x != places.by_lgd().end() && y != places.by_lgd().end()) {
            m_links[x->second].push_back({y->second, minutes, mode});
            m_links[y->second].push_back({x->second, minutes, mode});
        }
    };
    for (const graph::RailLink& link : graph::rail_links()) {
        if (link.weekly >= least_weekly) {
            join(link.a, link.b, link.minutes, TransportMode::rail);
        }
    }
    for (const graph::RoadLink& link : graph::road_links()) {
        join(link.a, link.b, 30 + link.km * road_minutes_per_100_km / 100, TransportMode::road);
    }
    for (const Gateway& gate : gateways()) {
        const PlaceIndex abroad = places.at("place:" + std::string(gate.abroad));
        const PlaceIndex district = places.at("place:" + std::string(gate.district));
        m_gates[abroad].push_back({district, gate.mode, gate.minutes});
    }
}

Way Ways::within_india(PlaceIndex from, PlaceIndex to, std::span<const PlaceIndex> avoided) const {
    constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max();
    struct Reached {
        std::uint32_t minutes = far;
        PlaceIndex before = 0;
        TransportMode mode = TransportMode::unknown;
        std::uint32_t leg = 0;
    };
    std::vector<Reached> reached(m_places.all().size());
    using Entry = std::tuple<std::uint32_t, PlaceIndex>; // ties go to the lesser place
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next;
    reached[from].minutes = 0;
    next.emplace(0, from);
    while (!next.empty()) {
        const auto [minutes, place] = next.top();
        next.pop();
        if (minutes != reached[place].minutes) {
            continue;
        }
        if (place == to) {
            break;
        }
        for (const Link& link : m_links[place]) {
            const bool shut = std::find(avoided.begin(), avoided.end(), link.to) != avoided.end() &&
                              link.to != to;
            const bool direct = place == from && link.to == to && !avoided.empty();
            const std::uint32_t arrival = minutes + link.minutes + change_minutes;
            if (!shut && !direct && arrival < reached[link.to].minutes) {
                reached[link.to] = {arrival, place, link.mode, link.minutes};
                next.emplace(arrival, link.to);
            }
        }
    }
    if (reached[to].minutes == far) {
        return {};
    }
    Way way;
    for (PlaceIndex at = to; at != from; at = reached[at].before) {
        way.push_back({at, reached[at].mode, reached[at].leg});
    }
    way.push_back({from, TransportMode::unknown, 0});
    std::reverse(way.begin(), way.end());
    return without_road_stops(way);
}

Way Ways::quickest(PlaceIndex from, PlaceIndex to, std::span<const PlaceIndex> avoided) const {
    // A place in India is its own gate, at no cost.
    const auto gates = [&](PlaceIndex place) {
        return m_gates[place].empty() ? std::vector<Gate>{{place, TransportMode::unknown, 0}}
                                      : m_gates[place];
    };
    Way best;
    for (const Gate& out : gates(from)) {
        for (const Gate& in : gates(to)) {
            const auto shut = [&](const Gate& gate, PlaceIndex end) {
                return gate.district != end &&
                       std::find(avoided.begin(), avoided.end(), gate.district) != avoided.end();
            };
            if (shut(out, from) || shut(in, to)) {
                continue;
            }
            Way way;
            if (out.district == in.district) {
                way = {{out.district, TransportMode::unknown, 0}};
            } else {
                way = within_india(out.district, in.district, avoided);
                if (way.empty()) {
                    continue;
                }
            }
            if (out.district != from) {
                way.front().mode = out.mode;
                way.front().minutes = out.minutes;
                way.insert(way.begin(), WayStop{from, TransportMode::unknown, 0});
            }
            if (in.district != to) {
                way.push_back({to, in.mode, in.minutes});
            }
            if (best.empty() || minutes_of(way) < minutes_of(best)) {
                best = std::move(way);
            }
        }
    }
    return best;
}

Ways::Pair Ways::both(PlaceIndex from, PlaceIndex to) const {
    Pair pair{quickest(from, to, {}), {}};
    if (pair.usual.empty()) {
        pair.usual = straight(from, to);
    }
    std::vector<PlaceIndex> avoided;
    for (std::size_t i = 1; i + 1 < pair.usual.size(); ++i) {
        avoided.push_back(pair.usual[i].place);
    }
    if (avoided.empty()) {
        avoided.push_back(from); // nothing to avoid but the direct leg
    }
    pair.other = quickest(from, to, avoided);
    // A detour of more than half the time again is nobody's way.
    if (!pair.other.empty() && 2 * minutes_of(pair.other) > 3 * minutes_of(pair.usual) + 600) {
        pair.other.clear();
    }
    return pair;
}

Way Ways::straight(PlaceIndex from, PlaceIndex to) const {
    Way way{{from, TransportMode::unknown, 0}};
    const auto leg = [&](PlaceIndex a, PlaceIndex b) {
        const auto km = static_cast<std::uint32_t>(rough_km(m_places[a], m_places[b]));
        const bool near = km < 200;
        way.push_back({b, near ? TransportMode::road : TransportMode::rail,
                       30 + (near ? km * road_minutes_per_100_km / 100 : km * 14 / 10)});
    };
    PlaceIndex at = from;
    if (!m_gates[from].empty()) {
        const Gate& out = m_gates[from].front();
        way.push_back({out.district, out.mode, out.minutes});
        at = out.district;
    }
    const PlaceIndex goal = m_gates[to].empty() ? to : m_gates[to].front().district;
    if (at != goal) {
        leg(at, goal);
    }
    if (goal != to) {
        way.push_back({to, m_gates[to].front().mode, m_gates[to].front().minutes});
    }
    return way;
}

} // namespace sandhan::algorithms::generator
