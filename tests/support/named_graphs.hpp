// SPDX-License-Identifier: Apache-2.0
// Graphs whose measures are known by heart.
#pragma once

#include "graph/compressed_graph.hpp"

#include <utility>
#include <vector>

namespace sandhan::tests {

using graph::Directedness;

/// 0 - 1 - ... - n-1
[[nodiscard]] inline graph::CompressedGraph path_graph(Directedness directedness, graph::Vertex n) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex v = 1; v < n; ++v) {
        edges.push_back({v - 1, v});
    }
    return {directedness, n, std::move(edges)};
}

/// Vertex 0 joined with all others.
[[nodiscard]] inline graph::CompressedGraph star_graph(Directedness directedness, graph::Vertex n) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex v = 1; v < n; ++v) {
        edges.push_back({0, v});
    }
    return {directedness, n, std::move(edges)};
}

/// All pairs; directed both ways.
[[nodiscard]] inline graph::CompressedGraph clique(Directedness directedness, graph::Vertex n) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex u = 0; u < n; ++u) {
        for (graph::Vertex v = 0; v < n; ++v) {
            if (u < v || (directedness == Directedness::directed && u != v)) {
                edges.push_back({u, v});
            }
        }
    }
    return {directedness, n, std::move(edges)};
}

/// Squares joined corner to corner: 0, 3, 6, ... are the joints, and 2^links shortest paths
/// lead from one end to the other.
[[nodiscard]] inline graph::CompressedGraph chain_of_squares(graph::Vertex links) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex i = 0; i < links; ++i) {
        const graph::Vertex here = 3 * i;
        edges.push_back({here, here + 1});
        edges.push_back({here, here + 2});
        edges.push_back({here + 1, here + 3});
        edges.push_back({here + 2, here + 3});
    }
    return {Directedness::undirected, 3 * links + 1, std::move(edges)};
}

} // namespace sandhan::tests
