// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/linked_suspects.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

namespace sandhan::algorithms {

using graph::AssociationGraph;
using graph::CaseStore;
using graph::Edge;
using graph::IncidentIndex;
using graph::PlaceIndex;
using graph::Vertex;

namespace {

std::vector<std::vector<Vertex>> components(const AssociationGraph& g) {
    std::vector<unsigned char> seen(g.vertex_count(), 0);
    std::vector<std::vector<Vertex>> result;
    for (Vertex start = 0; start < g.vertex_count(); ++start) {
        if (seen[start] != 0) {
            continue;
        }
        seen[start] = 1;
        std::vector<Vertex> component{start};
        for (std::size_t next = 0; next < component.size(); ++next) {
            for (const Vertex u : g.out_neighbours(component[next])) {
                if (seen[u] == 0) {
                    seen[u] = 1;
                    component.push_back(u);
                }
            }
        }
        std::sort(component.begin(), component.end());
        result.push_back(std::move(component));
    }
    return result;
}

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The states (or countries, where no state is known) of an incident's journey and scenes.
void add_states(const CaseStore& store, IncidentIndex i, std::vector<PlaceIndex>& states) {
    const auto add = [&](PlaceIndex place) {
        const PlaceIndex state = store.raised(place, graph::PlaceLevel::state);
        if (state != graph::no_place && !store.is_unresolved(state)) {
            states.push_back(state);
        }
    };
    for (const auto& stop : store.stops_of(store.incidents[i])) {
        add(stop.place);
    }
    for (const auto& scene : store.places_of(store.incidents[i])) {
        add(scene.place);
    }
}

} // namespace

std::vector<SuspectGroup> suspect_groups(const AssociationGraph& g) {
    const CaseStore& store = g.store();
    std::vector<SuspectGroup> groups;
    for (auto& component : components(g)) {
        const auto people = std::count_if(component.begin(), component.end(),
                                          [&](Vertex v) { return g.is_person(v); });
        if (people < 2) {
            continue;
        }
        SuspectGroup group;
        for (const Vertex v : component) {
            group.incidents.insert(group.incidents.end(), g.incidents(v).begin(),
                                   g.incidents(v).end());
            for (std::size_t i = 0; i < g.out_degree(v); ++i) {
                if (v < g.out_neighbours(v)[i]) {
                    group.ties.push_back(g.out_edges(v)[i]);
                }
            }
        }
        sort_unique(group.incidents);
        for (const IncidentIndex i : group.incidents) {
            add_states(store, i, group.states);
        }
        sort_unique(group.states);
        std::sort(group.states.begin(), group.states.end(), [&](PlaceIndex a, PlaceIndex b) {
            return store.text(store.places[a].id) < store.text(store.places[b].id);
        });
        std::sort(group.ties.begin(), group.ties.end(), [&](Edge a, Edge b) {
            return std::tuple(-g.strength(a), a) < std::tuple(-g.strength(b), b);
        });
        group.members = std::move(component);
        groups.push_back(std::move(group));
    }
    const auto people_in = [&](const SuspectGroup& group) {
        return std::count_if(group.members.begin(), group.members.end(),
                             [&](Vertex v) { return g.is_person(v); });
    };
    std::sort(groups.begin(), groups.end(), [&](const SuspectGroup& a, const SuspectGroup& b) {
        return std::tuple(b.incidents.size(), people_in(b), a.members.front()) <
               std::tuple(a.incidents.size(), people_in(a), b.members.front());
    });
    return groups;
}

std::vector<LinkedSuspect> linked_with(const AssociationGraph& g, Vertex of) {
    constexpr double far = std::numeric_limits<double>::infinity();
    std::vector<double> distance(g.vertex_count(), far);
    std::vector<Vertex> parent(g.vertex_count(), graph::no_vertex);
    using Item = std::pair<double, Vertex>;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
    distance[of] = 0.0;
    queue.emplace(0.0, of);
    while (!queue.empty()) {
        const auto [d, v] = queue.top();
        queue.pop();
        if (d > distance[v]) {
            continue;
        }
        for (std::size_t i = 0; i < g.out_degree(v); ++i) {
            const Vertex u = g.out_neighbours(v)[i];
            const double through = d + 1.0 / g.strength(g.out_edges(v)[i]);
            if (through < distance[u] || (through == distance[u] && v < parent[u])) {
                if (through < distance[u]) {
                    queue.emplace(through, u);
                }
                distance[u] = through;
                parent[u] = v;
            }
        }
    }
    std::vector<LinkedSuspect> result;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (v == of || distance[v] == far) {
            continue;
        }
        LinkedSuspect linked{v, 1.0 / distance[v], {}};
        for (Vertex at = v; at != graph::no_vertex; at = parent[at]) {
            linked.via.push_back(at);
        }
        std::reverse(linked.via.begin(), linked.via.end());
        result.push_back(std::move(linked));
    }
    std::sort(result.begin(), result.end(), [](const LinkedSuspect& a, const LinkedSuspect& b) {
        return std::tuple(-a.score, a.vertex) < std::tuple(-b.score, b.vertex);
    });
    return result;
}

} // namespace sandhan::algorithms
