// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/walk_parts.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/internal/shares.hpp"

#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

enum class Giver { leads_to_it, is_led_to };

/// factor * strength * what the giver has, for each neighbour.
WalkParts given(const graph::CompressedGraph& g,
                std::span<const double> has,
                Vertex v,
                std::span<const double> edge_strength,
                Giver giver,
                double factor) {
    const bool in = giver == Giver::leads_to_it;
    const auto neighbours = in ? g.in_neighbours(v) : g.out_neighbours(v);
    const auto edges = in ? g.in_edges(v) : g.out_edges(v);
    WalkParts parts;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const double tie = edge_strength.empty() ? 1.0 : edge_strength[edges[i]];
        parts.neighbours.push_back({neighbours[i], factor * tie * has[neighbours[i]]});
    }
    internal::sort_shares(parts.neighbours);
    return parts;
}

void require_fit(const graph::CompressedGraph& g,
                 std::size_t scores,
                 Vertex v,
                 std::span<const double> edge_strength,
                 const char* what) {
    internal::require_vertex(g, v, what);
    if (scores != g.vertex_count()) {
        throw std::invalid_argument(std::string(what) + ": " + std::to_string(scores) +
                                    " scores for " + std::to_string(g.vertex_count()) +
                                    " vertices");
    }
    if (!edge_strength.empty() && edge_strength.size() != g.edge_count()) {
        throw std::invalid_argument(std::string(what) + ": " +
                                    std::to_string(edge_strength.size()) + " strengths for " +
                                    std::to_string(g.edge_count()) + " edges");
    }
}

/// What all vertices are given together.
double all_given(const graph::CompressedGraph& g,
                 std::span<const double> has,
                 std::span<const double> edge_strength,
                 Giver giver) {
    const auto reach =
        strength(g, edge_strength, giver == Giver::leads_to_it ? Direction::out : Direction::in);
    double sum = 0.0;
    for (Vertex u = 0; u < g.vertex_count(); ++u) {
        sum += reach[u] * has[u];
    }
    return sum;
}

WalkParts hits_parts(const graph::CompressedGraph& g,
                     const std::vector<double>& score,
                     const std::vector<double>& other,
                     Vertex v,
                     std::span<const double> edge_strength,
                     Giver giver) {
    const double all = all_given(g, other, edge_strength, giver);
    if (all > 0.0) {
        return given(g, other, v, edge_strength, giver, 1.0 / all);
    }
    return {score[v], {}};
}

} // namespace

WalkParts explain_eigenvector(const graph::CompressedGraph& g,
                              const Eigenvector& found,
                              Vertex v,
                              std::span<const double> edge_strength) {
    require_fit(g, found.score.size(), v, edge_strength, "eigenvector");
    if (found.eigenvalue > 0.0) {
        return given(g, found.score, v, edge_strength, Giver::leads_to_it, 1.0 / found.eigenvalue);
    }
    return {found.score[v], {}};
}

WalkParts explain_katz(const graph::CompressedGraph& g,
                       const Katz& found,
                       Vertex v,
                       std::span<const double> edge_strength) {
    require_fit(g, found.score.size(), v, edge_strength, "katz");
    WalkParts parts =
        given(g, found.score, v, edge_strength, Giver::leads_to_it, found.attenuation);
    parts.own = found.constant;
    return parts;
}

WalkParts explain_hub(const graph::CompressedGraph& g,
                      const Hits& found,
                      Vertex v,
                      std::span<const double> edge_strength) {
    require_fit(g, found.authority.size(), v, edge_strength, "hub");
    return hits_parts(g, found.hub, found.authority, v, edge_strength, Giver::is_led_to);
}

WalkParts explain_authority(const graph::CompressedGraph& g,
                            const Hits& found,
                            Vertex v,
                            std::span<const double> edge_strength) {
    require_fit(g, found.hub.size(), v, edge_strength, "authority");
    return hits_parts(g, found.authority, found.hub, v, edge_strength, Giver::leads_to_it);
}

} // namespace sandhan::algorithms
