// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/clustering.hpp"

#include "algorithms/internal/requirements.hpp"
#include "algorithms/simple_graph.hpp"

#include <cstdint>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// By vertex, the sum over its triangles of the product of the three strengths. With strengths that
/// count directions (1 or 2), that is the number of directed triangles.
std::vector<std::uint64_t> triangles(const SimpleGraph& simple, const graph::RunControl& control) {
    const graph::CompressedGraph& g = simple.graph;
    const Vertex n = g.vertex_count();
    // Every triangle is found once, from its vertex of least degree: no row then has more than
    // sqrt(2m) later neighbours.
    const auto before = [&g](Vertex a, Vertex b) {
        return std::pair(g.out_degree(a), a) < std::pair(g.out_degree(b), b);
    };
    std::vector<std::uint64_t> sum(n, 0);
    std::vector<std::uint32_t> mark(n, 0); // strength of the edge from v
    for (Vertex v = 0; v < n; ++v) {
        control.checkpoint();
        const auto row = g.out_neighbours(v);
        const auto edges = g.out_edges(v);
        for (std::size_t i = 0; i < row.size(); ++i) {
            mark[row[i]] = static_cast<std::uint32_t>(simple.strength[edges[i]]);
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            const Vertex u = row[i];
            if (!before(v, u)) {
                continue;
            }
            const auto u_row = g.out_neighbours(u);
            const auto u_edges = g.out_edges(u);
            for (std::size_t j = 0; j < u_row.size(); ++j) {
                const Vertex w = u_row[j];
                if (mark[w] != 0 && before(u, w)) {
                    const auto product = std::uint64_t{mark[u]} * mark[w] *
                                         static_cast<std::uint64_t>(simple.strength[u_edges[j]]);
                    sum[v] += product;
                    sum[u] += product;
                    sum[w] += product;
                }
            }
        }
        for (const Vertex u : row) {
            mark[u] = 0;
        }
    }
    return sum;
}

} // namespace

std::vector<double> clustering(const graph::CompressedGraph& g, const graph::RunControl& control) {
    internal::require_simple(g, "clustering");
    // Strength 2 where an edge runs both ways, else 1.
    const SimpleGraph view = undirected_simplified(g);
    const auto found = triangles(view, control);

    std::vector<double> share(g.vertex_count(), 0.0);
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (found[v] == 0) {
            continue;
        }
        const double neighbours = view.graph.out_degree(v);
        const double degree = g.is_directed() ? g.out_degree(v) + g.in_degree(v) : neighbours;
        const double mutual = g.is_directed() ? degree - neighbours : 0.0;
        // Undirected, each pair of neighbours could close one triangle; directed, Fagiolo's count.
        const double possible = degree * (degree - 1.0) - 2.0 * mutual;
        share[v] = static_cast<double>(found[v]) / (g.is_directed() ? possible : possible / 2.0);
    }
    return share;
}

} // namespace sandhan::algorithms
