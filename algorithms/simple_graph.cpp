// SPDX-License-Identifier: Apache-2.0
#include "algorithms/simple_graph.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Edge;
using graph::Vertex;

SimpleGraph simplified(const graph::CompressedGraph& g, std::span<const double> strength) {
    if (!strength.empty() && strength.size() != g.edge_count()) {
        throw std::invalid_argument("simplified: " + std::to_string(strength.size()) +
                                    " strengths for " + std::to_string(g.edge_count()) + " edges");
    }
    for (Edge e = 0; e < strength.size(); ++e) {
        // Written as !(> 0) so that NaN is refused too.
        if (!(strength[e] > 0.0) || std::isinf(strength[e])) {
            throw std::invalid_argument("simplified: edge " + std::to_string(e) + " has strength " +
                                        std::to_string(strength[e]) +
                                        "; strengths must be finite and > 0");
        }
    }

    std::vector<graph::VertexPair> edges;
    std::vector<double> merged;
    // Rows are sorted by neighbour, so parallel edges stand side by side.
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        const auto neighbours = g.out_neighbours(v);
        const auto row_edges = g.out_edges(v);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const Vertex u = neighbours[i];
            if (u == v || (!g.is_directed() && u < v)) {
                continue;
            }
            const double s = strength.empty() ? 1.0 : strength[row_edges[i]];
            if (i > 0 && neighbours[i - 1] == u) {
                merged.back() += s;
            } else {
                edges.push_back({v, u});
                merged.push_back(s);
            }
        }
    }
    const auto directedness =
        g.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected;
    return {graph::CompressedGraph(directedness, g.vertex_count(), std::move(edges)),
            std::move(merged)};
}

SimpleGraph undirected_simplified(const graph::CompressedGraph& g,
                                  std::span<const double> strength) {
    if (!g.is_directed()) {
        return simplified(g, strength);
    }
    return simplified(graph::CompressedGraph(graph::Directedness::undirected, g.vertex_count(),
                                             {g.edges().begin(), g.edges().end()}),
                      strength);
}

} // namespace sandhan::algorithms
