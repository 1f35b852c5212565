// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/degree.hpp"

#include "algorithms/internal/requirements.hpp"

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

struct Sides {
    bool in;
    bool out;
};

Sides sides(const graph::CompressedGraph& g, Direction direction) {
    if (!g.is_directed()) {
        return {false, true};
    }
    return {direction != Direction::out, direction != Direction::in};
}

} // namespace

std::vector<std::uint32_t> degree(const graph::CompressedGraph& g, Direction direction) {
    const auto [in, out] = sides(g, direction);
    std::vector<std::uint32_t> count(g.vertex_count());
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        count[v] = (in ? g.in_degree(v) : 0) + (out ? g.out_degree(v) : 0);
    }
    return count;
}

std::vector<double> degree_centrality(const graph::CompressedGraph& g, Direction direction) {
    if (g.vertex_count() <= 1) {
        return std::vector<double>(g.vertex_count(), 1.0);
    }
    const auto count = degree(g, direction);
    std::vector<double> score(count.begin(), count.end());
    for (double& s : score) {
        s /= static_cast<double>(g.vertex_count() - 1);
    }
    return score;
}

std::vector<double> strength(const graph::CompressedGraph& g,
                             std::span<const double> edge_strength,
                             Direction direction) {
    internal::require_positive(g, edge_strength, "strength", "strength");
    if (edge_strength.empty()) {
        const auto count = degree(g, direction);
        return {count.begin(), count.end()};
    }
    const auto [in, out] = sides(g, direction);
    std::vector<double> sum(g.vertex_count(), 0.0);
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (in) {
            for (const graph::Edge e : g.in_edges(v)) {
                sum[v] += edge_strength[e];
            }
        }
        if (out) {
            for (const graph::Edge e : g.out_edges(v)) {
                sum[v] += edge_strength[e];
            }
        }
    }
    return sum;
}

} // namespace sandhan::algorithms
