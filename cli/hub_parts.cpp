// SPDX-License-Identifier: Apache-2.0
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandhan::cli {

using algorithms::Measure;
using graph::Vertex;

namespace {

constexpr std::size_t most_named = 3; // in a list of names that goes on

/// "A; B and 2 more": labels of places have commas in them.
std::string joined_names(const std::vector<std::string>& names, std::uint64_t all) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : "; ") + names[i];
    }
    if (all > names.size()) {
        text += fmt::format(" and {} more", all - names.size());
    }
    return text;
}

} // namespace

std::span<const double> HubSubject::walk_strength() const {
    return weighted() ? std::span<const double>(simple.strength) : std::span<const double>();
}

std::vector<double> HubSubject::cost() const {
    std::vector<double> cost;
    for (const double s : walk_strength()) {
        cost.push_back(1.0 / s);
    }
    return cost;
}

graph::RunControl HubSubject::control() const {
    return run_control(options->graph.output, "explaining");
}

double HubSubject::strength_between(Vertex a, Vertex b) const {
    const auto row = simple.graph.out_neighbours(a);
    const auto at = std::lower_bound(row.begin(), row.end(), b);
    return at != row.end() && *at == b ? simple.strength[simple.graph.out_edges(
                                             a)[static_cast<std::size_t>(at - row.begin())]]
                                       : 0.0;
}

std::vector<Vertex> HubSubject::neighbours() const {
    std::vector<Vertex> found;
    for (const auto row : {simple.graph.out_neighbours(v), simple.graph.in_neighbours(v)}) {
        found.insert(found.end(), row.begin(), row.end());
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

HubPart HubSubject::with_neighbour(std::string reason, Vertex u) const {
    const bool leads = strength_between(v, u) > 0.0;
    HubPart part;
    part.reason = std::move(reason);
    part.from = leads ? v : u;
    part.to = leads ? u : v;
    part.evidence = evidence_of_pair(*g, v, u);
    return part;
}

io::List evidence_of_pair(const HubGraph& g, Vertex a, Vertex b) {
    io::List there = evidence_between(g, a, b);
    if (!g.graph.is_directed()) {
        return there;
    }
    std::set<std::string> ids;
    for (const io::List& list : {there, evidence_between(g, b, a)}) {
        for (const io::Value& id : list) {
            ids.insert(*id.get<std::string>());
        }
    }
    return {ids.begin(), ids.end()};
}

std::string first_members(const HubGraph& g, std::span<const Vertex> members) {
    std::vector<std::pair<std::string, Vertex>> by_id;
    by_id.reserve(members.size());
    for (const Vertex v : members) {
        by_id.emplace_back(id_of(g, v), v);
    }
    const std::size_t named = std::min(most_named, by_id.size());
    std::partial_sort(by_id.begin(), by_id.begin() + static_cast<std::ptrdiff_t>(named),
                      by_id.end());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < named; ++i) {
        names.push_back(label_of(g, by_id[i].second));
    }
    return joined_names(names, members.size());
}

std::string listed(const HubGraph& g, std::span<const Vertex> first, std::uint64_t all) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < first.size() && i < most_named; ++i) {
        names.push_back(label_of(g, first[i]));
    }
    return joined_names(names, all);
}

std::string share_text(double part, double whole) {
    constexpr double percent = 100.0;
    return whole > 0.0 ? fmt::format("{:.0f} %", percent * part / whole) : "none";
}

io::Value share_of(double part, double whole) {
    return whole > 0.0 ? io::Value(part / whole) : io::Value();
}

Explained explain_measure(const HubSubject& s, Measure measure, double value) {
    switch (measure) {
    case Measure::degree:
    case Measure::strength:
        return explain_by_ties(s, measure == Measure::strength, true, true);
    case Measure::in_degree:
    case Measure::in_strength:
        return explain_by_ties(s, measure == Measure::in_strength, true, false);
    case Measure::out_degree:
    case Measure::out_strength:
        return explain_by_ties(s, measure == Measure::out_strength, false, true);
    case Measure::betweenness:
        return explain_by_paths(s);
    case Measure::closeness:
    case Measure::closeness_classic:
    case Measure::harmonic:
    case Measure::eccentricity:
        return explain_by_distances(s, measure, value);
    case Measure::pagerank:
    case Measure::eigenvector:
    case Measure::katz:
    case Measure::hub:
    case Measure::authority:
        return explain_by_walks(s, measure, value);
    case Measure::clustering:
    case Measure::triangles:
    case Measure::constraint:
    case Measure::effective_size:
        return explain_by_circle(s, measure, value);
    case Measure::core:
    case Measure::k_component:
    case Measure::onion:
    case Measure::articulation:
    case Measure::bridges:
        return explain_by_cohesion(s, measure, value);
    }
    return {};
}

} // namespace sandhan::cli
