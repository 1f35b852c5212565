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

/// Whom two stops of one journey name; everyone only where neither names anybody.
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

void add_ends(const CaseStore& store,
              IncidentIndex index,
              const std::vector<Visit>& visits,
              std::vector<Passage>& passages) {
    if (visits.front().place == visits.back().place) {
        return;
    }
    Passage whole{visits.front().place, visits.back().place, index, 0, {}, {}};
    People travellers;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        travellers = joined(travellers, visits[i].people);
        whole.time = whole.time.hull(visits[i].arrived).hull(visits[i].departed);
        if (i > 0) { // how they came to the first place is no part of the journey
            add_mode(whole, visits[i].mode);
        }
    }
    whole.victims = victims_among(store, store.incidents[index], travellers);
    passages.push_back(whole);
}

void add_legs(const CaseStore& store,
              IncidentIndex index,
              const std::vector<Visit>& visits,
              std::vector<Passage>& passages) {
    struct Leg {
        Passage passage;
        People travellers;
    };
    std::map<std::pair<PlaceIndex, PlaceIndex>, Leg> legs;
    for (std::size_t i = 1; i < visits.size(); ++i) {
        const Visit& from = visits[i - 1];
        const Visit& to = visits[i];
        FuzzyDate time = from.departed.hull(to.arrived);
        if (!time.is_known()) {
            time = from.arrived.hull(to.departed);
        }
        const People travellers = common(from.people, to.people);
        const Leg first{{from.place, to.place, index, 0, time, {}}, travellers};
        const auto [at, is_new] = legs.try_emplace({from.place, to.place}, first);
        Leg& leg = at->second;
        if (!is_new) { // taken again: it counts once, with everyone who took it either time
            leg.passage.time = leg.passage.time.hull(time);
            leg.travellers =
                leg.travellers && travellers ? joined(leg.travellers, travellers) : std::nullopt;
        }
        add_mode(leg.passage, to.mode);
    }
    for (auto& [ends, leg] : legs) {
        leg.passage.victims = victims_among(store, store.incidents[index], leg.travellers);
        passages.push_back(leg.passage);
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
                last.people = joined(last.people, visit.people);
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
    std::vector<Passage> passages; // one a flow and incident
    for (const IncidentIndex i : incidents) {
        const std::vector<Visit> visits = itinerary(store, store.incidents[i], level, disclosure);
        if (visits.size() >= 2) {
            (kind == FlowKind::ends ? add_ends : add_legs)(store, i, visits, passages);
        }
    }
    std::sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) {
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
        for (; i < passages.size() && passages[i].origin == flow.origin &&
               passages[i].destination == flow.destination;
             ++i) {
            Passage& passage = passages[i];
            if (std::find(passage.modes.begin(), passage.modes.end(), true) ==
                passage.modes.end()) {
                passage.modes[static_cast<std::size_t>(TransportMode::unknown)] = true;
            }
            for (std::size_t m = 0; m < transport_modes; ++m) {
                flow.modes[m] += passage.modes[m] ? 1U : 0U;
            }
            flow.evidence.push_back(passage.incident);
            flow.victims += passage.victims;
            flow.time = flow.time.hull(passage.time);
            confidences.push_back(store.incidents[passage.incident].confidence);
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
