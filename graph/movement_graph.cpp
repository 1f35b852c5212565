// SPDX-License-Identifier: Apache-2.0
#include "graph/movement_graph.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace sandhan::graph {
namespace {

using People = std::optional<std::vector<std::uint32_t>>; // nothing: every victim

People people_at(const CaseStore& store, const StopRow& stop) {
    if (stop.people.count == 0) {
        return std::nullopt;
    }
    const auto rows = CaseStore::rows(store.stop_people, stop.people);
    std::vector<std::uint32_t> people(rows.begin(), rows.end());
    std::sort(people.begin(), people.end());
    return people;
}

People joined(const People& a, const People& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    std::vector<std::uint32_t> both;
    std::set_union(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(both));
    return both;
}

People common(const People& a, const People& b) {
    if (!a || !b) {
        return a ? a : b;
    }
    std::vector<std::uint32_t> both;
    std::set_intersection(a->begin(), a->end(), b->begin(), b->end(), std::back_inserter(both));
    return both;
}

std::uint64_t
victims_among(const CaseStore& store, const IncidentRow& incident, const People& people) {
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

/// What one incident adds to one flow.
struct Passage {
    PlaceIndex origin, destination;
    IncidentIndex incident;
    std::uint64_t victims;
    FuzzyDate time;
    std::array<bool, transport_modes> modes;
};

void add_mode(Passage& passage, TransportMode mode) {
    if (mode != TransportMode::unknown) {
        passage.modes[static_cast<std::size_t>(mode)] = true;
    }
}

void add_passages(const CaseStore& store,
                  IncidentIndex index,
                  PlaceLevel level,
                  FlowKind kind,
                  Disclosure disclosure,
                  std::vector<Passage>& passages) {
    const IncidentRow& incident = store.incidents[index];
    const std::vector<Visit> visits = itinerary(store, incident, level, disclosure);
    if (visits.size() < 2) {
        return;
    }
    if (kind == FlowKind::ends) {
        if (visits.front().place == visits.back().place) {
            return;
        }
        Passage whole{visits.front().place, visits.back().place, index, 0, {}, {}};
        People travellers;
        for (const Visit& visit : visits) {
            travellers = joined(travellers, visit.people);
            whole.time = whole.time.hull(visit.arrived).hull(visit.departed);
            add_mode(whole, visit.mode);
        }
        whole.victims = victims_among(store, incident, travellers);
        passages.push_back(whole);
        return;
    }
    for (std::size_t i = 1; i < visits.size(); ++i) {
        const Visit& from = visits[i - 1];
        const Visit& to = visits[i];
        Passage leg{from.place, to.place, index, 0, from.departed.hull(to.arrived), {}};
        if (!leg.time.is_known()) {
            leg.time = from.arrived.hull(to.departed);
        }
        add_mode(leg, to.mode);
        leg.victims = victims_among(store, incident, common(from.people, to.people));
        passages.push_back(leg);
    }
}

} // namespace

std::vector<Visit> itinerary(const CaseStore& store,
                             const IncidentRow& incident,
                             PlaceLevel level,
                             Disclosure disclosure) {
    const std::vector<PlaceIndex> shielded = shielded_places(store, incident);
    std::vector<Visit> visits;
    for (const StopRow& stop : store.stops_of(incident)) {
        if (stop.place == no_place) {
            continue;
        }
        const PlaceIndex place =
            store.raised(shown_place(store, shielded, stop.place, disclosure), level);
        Visit visit{place, stop.arrived, stop.departed, stop.mode, people_at(store, stop)};
        if (!visits.empty()) {
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
                last.people =
                    last.people && visit.people ? joined(last.people, visit.people) : std::nullopt;
                continue;
            }
        }
        visits.push_back(std::move(visit));
    }
    return visits;
}

std::vector<Flow> flows(const CaseStore& store,
                        std::span<const IncidentIndex> incidents,
                        PlaceLevel level,
                        FlowKind kind,
                        Disclosure disclosure) {
    std::vector<Passage> passages;
    for (const IncidentIndex i : incidents) {
        add_passages(store, i, level, kind, disclosure, passages);
    }
    std::stable_sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) {
        return std::tuple(a.origin, a.destination, a.incident) <
               std::tuple(b.origin, b.destination, b.incident);
    });

    std::vector<Flow> result;
    std::vector<double> confidences;
    for (std::size_t i = 0; i < passages.size();) {
        Flow flow;
        flow.origin = passages[i].origin;
        flow.destination = passages[i].destination;
        confidences.clear();
        while (i < passages.size() && passages[i].origin == flow.origin &&
               passages[i].destination == flow.destination) {
            Passage merged = passages[i]; // a leg taken twice by one incident counts once
            for (++i; i < passages.size() && passages[i].origin == flow.origin &&
                      passages[i].destination == flow.destination &&
                      passages[i].incident == merged.incident;
                 ++i) {
                merged.victims = std::max(merged.victims, passages[i].victims);
                merged.time = merged.time.hull(passages[i].time);
                for (std::size_t m = 0; m < transport_modes; ++m) {
                    merged.modes[m] = merged.modes[m] || passages[i].modes[m];
                }
            }
            const bool none =
                std::find(merged.modes.begin(), merged.modes.end(), true) == merged.modes.end();
            if (none) {
                merged.modes[static_cast<std::size_t>(TransportMode::unknown)] = true;
            }
            for (std::size_t m = 0; m < transport_modes; ++m) {
                flow.modes[m] += merged.modes[m] ? 1U : 0U;
            }
            flow.evidence.push_back(merged.incident);
            flow.victims += merged.victims;
            flow.time = flow.time.hull(merged.time);
            confidences.push_back(store.incidents[merged.incident].confidence);
            flow.expected_incidents += confidences.back();
        }
        flow.confidence = combined_confidence(confidences);
        result.push_back(std::move(flow));
    }
    std::sort(result.begin(), result.end(), [&](const Flow& a, const Flow& b) {
        const auto id = [&](PlaceIndex place) { return store.text(store.places[place].id); };
        return std::pair(id(a.origin), id(a.destination)) <
               std::pair(id(b.origin), id(b.destination));
    });
    return result;
}

struct MovementGraph::Parts {
    std::vector<PlaceIndex> place;
    std::vector<Flow> flows;
    std::vector<VertexPair> edges;
};

MovementGraph::Parts MovementGraph::assemble(const CaseGraph& cases, PlaceLevel level) {
    const CaseStore& store = cases.store();
    Parts parts;
    for (const IncidentIndex i : cases.incidents()) {
        for (const Visit& visit : itinerary(store, store.incidents[i], level, cases.disclosure())) {
            parts.place.push_back(visit.place);
        }
    }
    const auto by_id = [&](PlaceIndex a, PlaceIndex b) {
        return store.text(store.places[a].id) < store.text(store.places[b].id);
    };
    std::sort(parts.place.begin(), parts.place.end(), by_id);
    parts.place.erase(std::unique(parts.place.begin(), parts.place.end()), parts.place.end());
    std::vector<Vertex> vertex(store.places.size(), no_vertex);
    for (Vertex v = 0; v < parts.place.size(); ++v) {
        vertex[parts.place[v]] = v;
    }
    parts.flows = graph::flows(store, cases.incidents(), level, FlowKind::legs, cases.disclosure());
    for (const Flow& flow : parts.flows) {
        parts.edges.push_back({vertex[flow.origin], vertex[flow.destination]});
    }
    return parts;
}

MovementGraph::MovementGraph(const CaseGraph& cases, PlaceLevel level)
    : MovementGraph(cases.store(), level, assemble(cases, level)) {}

MovementGraph::MovementGraph(const CaseStore& store, PlaceLevel level, Parts&& parts)
    : DirectedGraph(static_cast<Vertex>(parts.place.size()), std::move(parts.edges)),
      m_store(&store), m_level(level), m_place(std::move(parts.place)),
      m_flows(std::move(parts.flows)) {}

std::vector<double> MovementGraph::strengths() const {
    std::vector<double> result;
    result.reserve(m_flows.size());
    for (const Flow& flow : m_flows) {
        result.push_back(static_cast<double>(flow.evidence.size()));
    }
    return result;
}

} // namespace sandhan::graph
