// SPDX-License-Identifier: Apache-2.0
#include "graph/journeys.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::graph {
namespace {

Travellers people_at(const CaseStore& store, const StopRow& stop) {
    if (stop.people.count == 0) {
        return std::nullopt;
    }
    const auto rows = CaseStore::rows(store.stop_people, stop.people);
    std::vector<std::uint32_t> people(rows.begin(), rows.end());
    std::sort(people.begin(), people.end());
    return people;
}

/// Appends the itinerary of an incident; `shielded` is scratch.
void append(const CaseStore& store,
            const IncidentRow& incident,
            PlaceLevel level,
            Disclosure disclosure,
            std::vector<PlaceIndex>& shielded,
            std::vector<Visit>& visits) {
    const std::size_t first = visits.size();
    if (incident.stops.count == 0) {
        return;
    }
    shielded_places(store, incident, shielded);
    for (const StopRow& stop : store.stops_of(incident)) {
        if (stop.place == no_place) {
            continue;
        }
        const PlaceIndex place =
            store.raised(shown_place(store, shielded, stop.place, disclosure), level);
        Visit visit{place, stop.arrived, stop.departed, stop.mode, people_at(store, stop), false};
        if (visits.size() > first) {
            Visit& last = visits.back();
            const bool within = store.holds(last.place, place);
            if (within || store.holds(place, last.place)) {
                last.place = within ? place : last.place;
                if (!last.arrived.is_known()) {
                    last.arrived = visit.arrived;
                }
                last.departed = visit.departed.is_known() ? visit.departed : last.departed;
                if (last.mode == TransportMode::unknown) {
                    last.mode = visit.mode;
                }
                last.people = joined(last.people, visit.people);
                continue;
            }
        }
        visits.push_back(std::move(visit));
    }
}

} // namespace

Travellers joined(const Travellers& a, const Travellers& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    std::vector<std::uint32_t> both;
    std::set_union(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(both));
    return both;
}

Travellers common(const Travellers& a, const Travellers& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    std::vector<std::uint32_t> both;
    std::set_intersection(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(both));
    return both;
}

std::uint64_t
victims_among(const CaseStore& store, const IncidentRow& incident, const Travellers& people) {
    std::uint64_t victims = 0;
    for (std::uint32_t i = 0; i < incident.people.count; ++i) {
        const std::uint32_t row = incident.people.first + i;
        const bool travelled = !people || std::binary_search(people->begin(), people->end(), row);
        if (travelled && store.people[row].role == PersonRole::victim) {
            victims += store.people[row].count.least;
        }
    }
    return victims;
}

std::vector<Visit> itinerary(const CaseStore& store,
                             const IncidentRow& incident,
                             PlaceLevel level,
                             Disclosure disclosure) {
    std::vector<PlaceIndex> shielded;
    std::vector<Visit> visits;
    append(store, incident, level, disclosure, shielded, visits);
    return visits;
}

Journeys::Journeys(const CaseSelection& selection, PlaceLevel level)
    : m_store(&selection.store()), m_level(level),
      m_incidents(selection.incidents().begin(), selection.incidents().end()),
      m_pieces((m_incidents.size() + piece_incidents - 1) / piece_incidents) {
    tbb::parallel_for(std::size_t{0}, m_pieces.size(), [&](std::size_t p) {
        Piece& piece = m_pieces[p];
        std::vector<PlaceIndex> shielded;
        const std::size_t last = std::min(m_incidents.size(), (p + 1) * piece_incidents);
        std::size_t stops = 0; // reserved at once: growing would touch as much memory again
        for (std::size_t k = p * piece_incidents; k < last; ++k) {
            stops += m_store->incidents[m_incidents[k]].stops.count;
        }
        piece.visits.reserve(stops);
        piece.end.reserve(last - p * piece_incidents);
        for (std::size_t k = p * piece_incidents; k < last; ++k) {
            append(*m_store, m_store->incidents[m_incidents[k]], level, selection.disclosure(),
                   shielded, piece.visits);
            piece.end.push_back(static_cast<std::uint32_t>(piece.visits.size()));
        }
    });
}

Journeys::Journeys(const Journeys& told, std::span<const InferredStop> stops)
    : m_store(told.m_store), m_level(told.m_level), m_incidents(told.m_incidents),
      m_pieces(told.m_pieces.size()) {
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const InferredStop& stop = stops[i];
        const bool ordered = i == 0 || std::pair(stops[i - 1].position, stops[i - 1].before) <=
                                           std::pair(stop.position, stop.before);
        if (!ordered || stop.position >= m_incidents.size() || stop.before == 0 ||
            stop.before >= told.visits(stop.position).size()) {
            throw std::invalid_argument("journeys: inferred stop " + std::to_string(i) +
                                        " before visit " + std::to_string(stop.before) +
                                        " of journey " + std::to_string(stop.position) +
                                        " is not between two visits, or out of order");
        }
    }
    auto next = stops.begin();
    for (std::size_t k = 0; k < m_incidents.size(); ++k) {
        Piece& piece = m_pieces[k / piece_incidents];
        const auto visits = told.visits(k);
        for (std::size_t v = 0; v < visits.size(); ++v) {
            for (; next != stops.end() && next->position == k && next->before == v; ++next) {
                Visit stop;
                stop.place = next->place;
                stop.inferred = true;
                piece.visits.push_back(std::move(stop));
            }
            piece.visits.push_back(visits[v]);
        }
        piece.end.push_back(static_cast<std::uint32_t>(piece.visits.size()));
    }
}

} // namespace sandhan::graph
