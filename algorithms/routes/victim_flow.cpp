// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/victim_flow.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::CaseStore;
using graph::Edge;
using graph::IncidentIndex;
using graph::Travellers;
using graph::Vertex;
using graph::Visit;

/// An incident's victims among travellers, and whether it has any.
class Victims {
  public:
    Victims(const CaseStore& store, IncidentIndex index)
        : m_store(store), m_incident(store.incidents[index]), m_index(index) {
        m_recorded = among(std::nullopt) > 0;
    }

    void add_to(Passing& passing, const Travellers& travellers) const {
        const std::uint64_t victims = m_recorded ? among(travellers) : 0;
        passing.evidence.push_back(m_index);
        passing.victims += victims;
        passing.unrecorded += m_recorded ? 0 : 1;
        passing.expected += m_incident.confidence * static_cast<double>(m_recorded ? victims : 1);
    }

  private:
    [[nodiscard]] std::uint64_t among(const Travellers& travellers) const {
        return graph::victims_among(m_store, m_incident, travellers);
    }

    const CaseStore& m_store;
    const graph::IncidentRow& m_incident;
    IncidentIndex m_index;
    bool m_recorded = false;
};

/// From places to vertices.
std::vector<Vertex> vertices_of(const graph::MovementGraph& g) {
    std::vector<Vertex> vertex(g.store().places.size(), graph::no_vertex);
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        vertex[g.place(v)] = v;
    }
    return vertex;
}

Edge edge_between(const graph::MovementGraph& g, Vertex from, Vertex to) {
    const auto row = g.out_neighbours(from);
    const auto at = std::lower_bound(row.begin(), row.end(), to);
    return g.out_edges(from)[static_cast<std::size_t>(at - row.begin())];
}

} // namespace

VictimFlow victim_flow(const graph::Journeys& journeys, const graph::MovementGraph& g) {
    const std::vector<Vertex> vertex = vertices_of(g);
    VictimFlow result;
    result.legs.resize(g.edge_count());
    result.places.resize(g.vertex_count());
    std::map<Edge, Travellers> legs; // of the incident at hand
    std::map<Vertex, Travellers> places;
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto visits = journeys.visits(k);
        if (visits.empty()) {
            continue;
        }
        legs.clear();
        places.clear();
        for (std::size_t i = 0; i < visits.size(); ++i) {
            const Vertex here = vertex[visits[i].place];
            // Who stops twice counts once; everyone where one of the times names nobody.
            const auto take = [](auto& taken, auto key, const Travellers& travellers) {
                const auto [at, is_new] = taken.try_emplace(key, travellers);
                if (!is_new) {
                    at->second = at->second && travellers ? graph::joined(at->second, travellers)
                                                          : std::nullopt;
                }
            };
            take(places, here, visits[i].people);
            if (i > 0) {
                take(legs, edge_between(g, vertex[visits[i - 1].place], here),
                     graph::common(visits[i - 1].people, visits[i].people));
            }
        }
        const Victims victims(journeys.store(), journeys.incidents()[k]);
        for (const auto& [edge, travellers] : legs) {
            victims.add_to(result.legs[edge], travellers);
        }
        for (const auto& [place, travellers] : places) {
            victims.add_to(result.places[place], travellers);
        }
    }
    return result;
}

std::vector<ObservedRoute> observed_routes(const graph::Journeys& journeys,
                                           const graph::MovementGraph& g,
                                           std::span<const unsigned char> origins,
                                           std::span<const unsigned char> destinations) {
    if (origins.size() != g.vertex_count() || destinations.size() != g.vertex_count()) {
        throw std::invalid_argument("observed_routes: one flag a vertex is needed, twice");
    }
    const std::vector<Vertex> vertex = vertices_of(g);
    std::map<std::vector<Vertex>, Passing> together;
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto visits = journeys.visits(k);
        if (visits.size() < 2 || origins[vertex[visits.front().place]] == 0 ||
            destinations[vertex[visits.back().place]] == 0) {
            continue;
        }
        std::vector<Vertex> stops;
        Travellers travellers;
        for (const Visit& visit : visits) {
            stops.push_back(vertex[visit.place]);
            travellers = graph::joined(travellers, visit.people);
        }
        Victims(journeys.store(), journeys.incidents()[k])
            .add_to(together[std::move(stops)], travellers);
    }
    std::vector<ObservedRoute> routes;
    routes.reserve(together.size());
    for (auto& [stops, passing] : together) {
        routes.push_back({stops, std::move(passing)});
    }
    return routes;
}

} // namespace sandhan::algorithms
