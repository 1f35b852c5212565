// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/hits.hpp"

#include "algorithms/internal/requirements.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

[[nodiscard]] graph::CompressedGraph leading_and_led(const graph::CompressedGraph& g) {
    if (g.vertex_count() > graph::no_vertex / 2) {
        throw std::invalid_argument("hits: " + std::to_string(g.vertex_count()) +
                                    " vertices; at most 2^31 - 1 can be taken twice");
    }
    std::vector<graph::VertexPair> edges(g.edges().begin(), g.edges().end());
    for (auto& e : edges) {
        e.target += g.vertex_count();
    }
    return {graph::Directedness::undirected, 2 * g.vertex_count(), std::move(edges)};
}

void make_sum_one(std::vector<double>& score) {
    double sum = 0.0;
    for (const double s : score) {
        sum += s;
    }
    for (double& s : score) {
        s /= sum;
    }
}

} // namespace

Hits hits(const graph::CompressedGraph& g,
          std::span<const double> strength,
          const EigenvectorOptions& options,
          const graph::RunControl& control) {
    internal::require_simple(g, "hits");
    internal::require_positive(g, strength, "hits", "strength");
    Eigenvector vector =
        eigenvector(g.is_directed() ? leading_and_led(g) : g, strength, options, control);
    Hits result;
    result.parts = vector.parts;
    result.converged = vector.converged;
    result.rounds = vector.rounds;
    result.residual = vector.residual;
    if (g.is_directed()) {
        const auto middle = vector.score.begin() + g.vertex_count();
        result.hub.assign(vector.score.begin(), middle);
        result.authority.assign(middle, vector.score.end());
        make_sum_one(result.authority);
    } else {
        result.hub = std::move(vector.score);
    }
    make_sum_one(result.hub);
    if (!g.is_directed()) {
        result.authority = result.hub;
    }
    return result;
}

} // namespace sandhan::algorithms
