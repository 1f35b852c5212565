// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/cells.hpp"

#include "algorithms/internal/requirements.hpp"
#include "graph/movement_graph.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {

using graph::IncidentIndex;
using graph::PlaceIndex;
using graph::Vertex;

namespace {

void score_members(Cell& cell) {
    const auto [least, most] = std::minmax_element(
        cell.members.begin(), cell.members.end(),
        [](const CellMember& a, const CellMember& b) { return a.within < b.within; });
    if (least->within == most->within) {
        return; // by the extremes, as the mean of equal numbers need not be that number
    }
    // Of three in a row the one between has 1.4; a few strong ones among many weak have far more.
    constexpr double at_core = 0.5;
    const auto n = static_cast<double>(cell.members.size());
    double mean = 0.0;
    for (const CellMember& member : cell.members) {
        mean += member.within / n;
    }
    double variance = 0.0;
    for (const CellMember& member : cell.members) {
        variance += (member.within - mean) * (member.within - mean) / n;
    }
    for (CellMember& member : cell.members) {
        member.within_score = (member.within - mean) / std::sqrt(variance);
        member.core = member.within_score >= at_core;
    }
}

/// Vertices by their community, ascending.
std::vector<std::vector<Vertex>> members_of(const graph::CompressedGraph& g,
                                            std::span<const std::uint32_t> community) {
    if (community.size() != g.vertex_count()) {
        throw std::invalid_argument("cells: " + std::to_string(community.size()) +
                                    " communities for " + std::to_string(g.vertex_count()) +
                                    " vertices; give one each");
    }
    std::vector<std::vector<Vertex>> members;
    for (Vertex v = 0; v < community.size(); ++v) {
        if (community[v] >= g.vertex_count()) {
            throw std::invalid_argument("cells: vertex " + std::to_string(v) + " is of community " +
                                        std::to_string(community[v]) + "; number them 0, 1, …");
        }
        if (community[v] >= members.size()) {
            members.resize(std::size_t{community[v]} + 1);
        }
        members[community[v]].push_back(v);
    }
    return members;
}

} // namespace

std::vector<Cell> cells(const graph::CompressedGraph& g,
                        std::span<const double> strength,
                        std::span<const std::uint32_t> community,
                        std::size_t least,
                        const graph::RunControl& control) {
    if (g.is_directed()) {
        throw std::invalid_argument("cells: the graph is directed; drop its directions first");
    }
    internal::require_simple(g, "cells");
    internal::require_positive(g, strength, "cells", "strength");
    const auto strength_of = [&](graph::Edge e) { return strength.empty() ? 1.0 : strength[e]; };
    const auto members = members_of(g, community);
    std::vector<Cell> result;
    for (std::uint32_t c = 0; c < members.size(); ++c) {
        control.checkpoint();
        if (members[c].size() < std::max<std::size_t>(least, 2)) {
            continue;
        }
        Cell cell;
        cell.community = c;
        for (const Vertex v : members[c]) {
            CellMember member;
            member.vertex = v;
            for (std::size_t i = 0; i < g.out_degree(v); ++i) {
                const Vertex u = g.out_neighbours(v)[i];
                const graph::Edge e = g.out_edges(v)[i];
                if (community[u] == c) {
                    member.within += strength_of(e);
                    cell.within += v < u ? strength_of(e) : 0.0;
                } else {
                    member.across += strength_of(e);
                    cell.links.push_back({v, u, community[u], e});
                }
            }
            cell.across += member.across;
            cell.members.push_back(member);
        }
        score_members(cell);
        std::sort(cell.links.begin(), cell.links.end(), [&](const CellLink& a, const CellLink& b) {
            return std::tuple(-strength_of(a.tie), a.member, a.other) <
                   std::tuple(-strength_of(b.tie), b.member, b.other);
        });
        result.push_back(std::move(cell));
    }
    return result;
}

std::vector<std::optional<CellMerge>> next_merges(const graph::CompressedGraph& g,
                                                  std::span<const double> strength,
                                                  std::span<const std::uint32_t> community,
                                                  std::span<const Cell> cells,
                                                  PartitionQuality quality) {
    const bool by_modularity = quality == PartitionQuality::modularity;
    const auto members = members_of(g, community);
    std::vector<double> mass(members.size(), 0.0);
    double all = 0.0; // the strength of all vertices, 2 m
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const double w = strength.empty() ? 1.0 : strength[e];
        mass[community[g.ends(e).source]] += w;
        mass[community[g.ends(e).target]] += w;
        all += 2.0 * w;
    }
    if (!by_modularity) {
        for (std::size_t c = 0; c < members.size(); ++c) {
            mass[c] = static_cast<double>(members[c].size());
        }
        all = 1.0;
    }
    std::vector<std::optional<CellMerge>> result(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::map<std::uint32_t, double> between;
        for (const CellLink& link : cells[i].links) {
            between[link.community] += strength.empty() ? 1.0 : strength[link.tie];
        }
        for (const auto& [other, w] : between) {
            const double resolution = all * w / (mass[cells[i].community] * mass[other]);
            if (!result[i] || resolution > result[i]->resolution) {
                result[i] = CellMerge{other, resolution};
            }
        }
    }
    return result;
}

namespace {

template <class T>
void keep_each_once(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The state and the district of a place, where they are known.
void add_place(const graph::CaseStore& store, PlaceIndex place, CellFootprint& footprint) {
    const auto add = [&](graph::PlaceLevel level, std::vector<PlaceIndex>& to) {
        const PlaceIndex raised = store.raised(place, level);
        if (raised != graph::no_place && !store.is_unresolved(raised) &&
            store.places[raised].level == level) {
            to.push_back(raised);
        }
    };
    add(graph::PlaceLevel::state, footprint.states);
    add(graph::PlaceLevel::district, footprint.districts);
}

void add_incident(const graph::CaseStore& store, IncidentIndex i, CellFootprint& footprint) {
    const graph::IncidentRow& incident = store.incidents[i];
    for (const auto& stop : store.stops_of(incident)) {
        add_place(store, stop.place, footprint);
    }
    for (const auto& scene : store.places_of(incident)) {
        if (scene.role != graph::PlaceRole::reported_at) { // where the police station stands
            add_place(store, scene.place, footprint);
        }
    }
    footprint.time = footprint.time.hull(incident.time);
}

} // namespace

std::vector<CellFootprint> cell_footprints(const graph::AssociationGraph& g,
                                           std::span<const Cell> cells,
                                           const graph::Journeys& journeys) {
    const graph::CaseStore& store = g.store();
    std::vector<CellFootprint> result(cells.size());
    std::vector<std::pair<IncidentIndex, std::uint32_t>> cell_of; // several an incident
    for (std::uint32_t c = 0; c < cells.size(); ++c) {
        CellFootprint& footprint = result[c];
        for (const CellMember& member : cells[c].members) {
            const auto incidents = g.incidents(member.vertex);
            footprint.incidents.insert(footprint.incidents.end(), incidents.begin(),
                                       incidents.end());
        }
        keep_each_once(footprint.incidents);
        for (const IncidentIndex i : footprint.incidents) {
            add_incident(store, i, footprint);
            cell_of.emplace_back(i, c);
        }
        keep_each_once(footprint.states); // places are numbered in the order of their ids
        keep_each_once(footprint.districts);
    }
    std::sort(cell_of.begin(), cell_of.end());
    // Flows come by their ends' ids, which the stable sort below keeps for those with as many.
    std::vector<std::map<std::size_t, std::vector<IncidentIndex>>> taken(cells.size());
    const std::vector<graph::Flow> flows = graph::flows(journeys, graph::FlowKind::ends);
    for (std::size_t f = 0; f < flows.size(); ++f) {
        for (const IncidentIndex i : flows[f].evidence) {
            auto at = std::lower_bound(cell_of.begin(), cell_of.end(), std::pair(i, 0U));
            for (; at != cell_of.end() && at->first == i; ++at) {
                taken[at->second][f].push_back(i);
            }
        }
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
        for (auto& [f, evidence] : taken[c]) {
            result[c].corridors.push_back(
                {flows[f].origin, flows[f].destination, std::move(evidence)});
        }
        std::stable_sort(result[c].corridors.begin(), result[c].corridors.end(),
                         [](const CellCorridor& a, const CellCorridor& b) {
                             return a.evidence.size() > b.evidence.size();
                         });
    }
    return result;
}

} // namespace sandhan::algorithms
