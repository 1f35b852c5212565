// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/told_stops.hpp"

#include <algorithm>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

using graph::PlaceIndex;

TransitStops between(const TransitJourney& journey, std::size_t i, std::size_t j) {
    return {journey.places.begin() + static_cast<std::ptrdiff_t>(i) + 1,
            journey.places.begin() + static_cast<std::ptrdiff_t>(j)};
}

} // namespace

ToldStops::ToldStops(std::span<const TransitJourney> journeys, std::span<const TransitPlace> places)
    : m_places(places) {
    group(journeys);
    collect();
    count();
}

void ToldStops::group(std::span<const TransitJourney> journeys) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t j = 0; j < journeys.size(); ++j) {
        if (journeys[j].places.size() >= 2) {
            order.push_back(j);
        }
    }
    const auto content = [&](std::uint32_t j) {
        return std::tie(journeys[j].places, journeys[j].modes);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return content(a) < content(b); });
    for (const std::uint32_t j : order) {
        if (groups.empty() || content(groups.back().members.front()) != content(j)) {
            groups.push_back({&journeys[j], {}});
        }
        groups.back().members.push_back(j);
    }
}

std::array<LikenessKey, 5>
ToldStops::keys_of(const TransitJourney& journey, std::size_t i, std::size_t j) const {
    const auto& places = journey.places;
    const PlaceIndex x = places[i];
    const PlaceIndex y = places[j];
    // Who sets out in a state and who changes there are not alike.
    const std::uint32_t ends = (i == 0 ? 1U : 0U) + (j + 1 == places.size() ? 2U : 0U);
    return {LikenessKey{0, x, y, places.front(), places.back()}, LikenessKey{1, x, y, 0, 0},
            LikenessKey{2, x, m_places[y].region, ends, 0},
            LikenessKey{3, m_places[x].region, y, ends, 0},
            LikenessKey{4, m_places[x].region, m_places[y].region, ends, 0}};
}

/// Calls with (i, j) for each pair of places between which the journey tells a way.
template <class Visit>
void ToldStops::each_part(const TransitJourney& journey, Visit visit) const {
    const auto& places = journey.places;
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t j = i + 1; j < places.size() && j - i <= most_stops_between + 1; ++j) {
            const TransitStops stops = between(journey, i, j);
            const bool told = places[i] != places[j] && m_places[places[i]].known &&
                              m_places[places[j]].known &&
                              std::all_of(stops.begin(), stops.end(), [&](TransitPoint p) {
                                  return m_places[p].known && p != places[i] && p != places[j];
                              });
            if (told) {
                visit(i, j);
            }
        }
    }
}

void ToldStops::collect() {
    for (const Group& told : groups) {
        each_part(*told.journey, [&](std::size_t i, std::size_t j) {
            m_numbers.try_emplace(between(*told.journey, i, j), 0);
        });
    }
    for (auto& [stops, number] : m_numbers) { // in their own order, whoever came first
        number = static_cast<std::uint32_t>(m_stops.size());
        m_stops.push_back(stops);
    }
    for (std::uint32_t t = 0; t < groups.size(); ++t) {
        const TransitJourney& journey = *groups[t].journey;
        each_part(journey, [&](std::size_t i, std::size_t j) {
            const std::uint32_t stops = m_numbers.at(between(journey, i, j));
            for (const LikenessKey& key : keys_of(journey, i, j)) {
                m_segments.push_back({key, stops, journey.modes[j], t});
            }
        });
    }
    std::sort(m_segments.begin(), m_segments.end(), [](const Segment& a, const Segment& b) {
        return std::tie(a.key, a.stops, a.mode, a.told) < std::tie(b.key, b.stops, b.mode, b.told);
    });
}

void ToldStops::count() {
    for (const Segment& segment : m_segments) {
        if (m_keys.empty() || m_keys.back() != segment.key) {
            m_keys.push_back(segment.key);
            m_first.push_back(m_seen.size());
        }
        const auto journeys = static_cast<double>(groups[segment.told].members.size());
        const bool new_one = m_seen.size() == m_first.back() ||
                             m_seen.back().stops != segment.stops ||
                             m_seen.back().mode != segment.mode;
        if (new_one) {
            m_seen.push_back({segment.stops, segment.mode, 0.0});
        }
        m_seen.back().journeys += journeys;
    }
    m_first.push_back(m_seen.size());
}

std::vector<SeenStops> ToldStops::seen_under(const LikenessKey& key,
                                             const TransitQuestion& question) const {
    const auto at = std::lower_bound(m_keys.begin(), m_keys.end(), key);
    if (at == m_keys.end() || *at != key) {
        return {};
    }
    const auto k = static_cast<std::size_t>(at - m_keys.begin());
    std::vector<SeenStops> seen(m_seen.begin() + static_cast<std::ptrdiff_t>(m_first[k]),
                                m_seen.begin() + static_cast<std::ptrdiff_t>(m_first[k + 1]));
    const TransitJourney& own = journey_of(question);
    each_part(own, [&](std::size_t i, std::size_t j) {
        const auto keys = keys_of(own, i, j);
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
            const std::uint32_t stops = m_numbers.at(between(own, i, j));
            for (SeenStops& one : seen) {
                one.journeys -= one.stops == stops && one.mode == own.modes[j] ? 1.0 : 0.0;
            }
        }
    });
    seen.erase(std::remove_if(seen.begin(), seen.end(),
                              [](const SeenStops& one) { return one.journeys <= 0.0; }),
               seen.end());
    return seen;
}

void ToldStops::add_stopped_at(PlaceIndex place,
                               const LikenessKey& key,
                               const TransitQuestion& question,
                               std::vector<std::uint32_t>& journeys) const {
    const auto less = [](const Segment& a, const LikenessKey& b) { return a.key < b; };
    for (auto at = std::lower_bound(m_segments.begin(), m_segments.end(), key, less);
         at != m_segments.end() && at->key == key; ++at) {
        const TransitStops& stops = m_stops[at->stops];
        if (at->told != question.told &&
            std::find(stops.begin(), stops.end(), place) != stops.end()) {
            const auto& members = groups[at->told].members;
            journeys.insert(journeys.end(), members.begin(), members.end());
        }
    }
}

} // namespace sandhan::algorithms::internal
