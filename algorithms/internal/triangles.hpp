// SPDX-License-Identifier: Apache-2.0
// Every triangle once. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// Three vertices and the edges between them.
struct Triangle {
    graph::Vertex u, v, w;
    graph::Edge uv, uw, vw;
};

/// Calls visit(triangle) for every triangle of an undirected simple graph, always in the same
/// order. O(m sqrt(m)): edges lead from the end of fewer neighbours to the other, so that no vertex
/// leads to more than sqrt(2m), the centre of a star to none.
template <class Visit>
void for_triangles(const graph::CompressedGraph& g, const graph::RunControl& control, Visit visit) {
    const graph::Vertex n = g.vertex_count();
    struct Later {
        graph::Vertex neighbour;
        graph::Edge edge;
    };
    std::vector<std::size_t> begin{0};
    std::vector<Later> later;
    begin.reserve(std::size_t{n} + 1);
    later.reserve(g.edge_count());
    for (graph::Vertex v = 0; v < n; ++v) {
        const auto row = g.out_neighbours(v);
        const auto edges = g.out_edges(v);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (std::pair(row.size(), v) <
                std::pair<std::size_t, graph::Vertex>(g.out_degree(row[i]), row[i])) {
                later.push_back({row[i], edges[i]});
            }
        }
        begin.push_back(later.size());
    }
    constexpr graph::Edge unmarked = graph::no_vertex;
    std::vector<graph::Edge> mark(n, unmarked); // the edge from u
    for (graph::Vertex u = 0; u < n; ++u) {
        control.checkpoint();
        for (std::size_t i = begin[u]; i < begin[u + 1]; ++i) {
            mark[later[i].neighbour] = later[i].edge;
        }
        for (std::size_t i = begin[u]; i < begin[u + 1]; ++i) {
            const auto [v, uv] = later[i];
            for (std::size_t j = begin[v]; j < begin[v + 1]; ++j) {
                const auto [w, vw] = later[j];
                if (mark[w] != unmarked) {
                    visit(Triangle{u, v, w, uv, mark[w], vw});
                }
            }
        }
        for (std::size_t i = begin[u]; i < begin[u + 1]; ++i) {
            mark[later[i].neighbour] = unmarked;
        }
    }
}

} // namespace sandhan::algorithms::internal
