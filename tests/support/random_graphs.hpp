// SPDX-License-Identifier: Apache-2.0
// Graphs for tests, the same on every machine: only mt19937 and remainders, as the distributions
// of the standard library differ between its implementations.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace sandhan::tests {

struct RandomGraph {
    graph::CompressedGraph graph;
    /// By edge, 1..4, so that paths tie often.
    std::vector<std::uint32_t> units;
};

/// 0 to `most` vertices, from no edges to more than a simple graph can hold; parallel edges and
/// self-loops come with it. Half of the graphs are directed.
[[nodiscard]] inline RandomGraph random_multigraph(unsigned seed, graph::Vertex most = 8) {
    std::mt19937 random(seed);
    const auto n = static_cast<graph::Vertex>(random() % (most + 1));
    const auto directedness =
        random() % 2 == 0 ? graph::Directedness::directed : graph::Directedness::undirected;
    // Drawn one after another: operands of % are evaluated in any order.
    const std::size_t most_edges = random() % 2 == 0 ? n + 1 : 3 * n + 1;
    const std::size_t m = n == 0 ? 0 : random() % most_edges;
    RandomGraph result;
    std::vector<graph::VertexPair> edges(m);
    for (auto& e : edges) {
        e = {static_cast<graph::Vertex>(random() % n), static_cast<graph::Vertex>(random() % n)};
        result.units.push_back(static_cast<std::uint32_t>(1 + random() % 4));
    }
    result.graph = graph::CompressedGraph(directedness, n, std::move(edges));
    return result;
}

/// n vertices and m edges between any two of them, later ones more likely to have many.
[[nodiscard]] inline graph::CompressedGraph
random_graph(unsigned seed, graph::Directedness directedness, graph::Vertex n, std::size_t m) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges(m);
    for (auto& e : edges) {
        const auto a = static_cast<graph::Vertex>(random() % n);
        const auto b = static_cast<graph::Vertex>(random() % n);
        e = {static_cast<graph::Vertex>(random() % n), a > b ? a : b};
    }
    return {directedness, n, std::move(edges)};
}

} // namespace sandhan::tests
