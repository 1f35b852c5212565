// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/clustering.hpp"

#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/triangles.hpp"
#include "algorithms/simple_graph.hpp"

#include <algorithm>
#include <cstdint>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// By vertex, the sum over its triangles of the product of the three strengths. With strengths that
/// count directions (1 or 2), that is the number of directed triangles.
std::vector<std::uint64_t> triangle_products(const SimpleGraph& simple,
                                             const graph::RunControl& control) {
    std::vector<std::uint64_t> sum(simple.graph.vertex_count(), 0);
    internal::for_triangles(simple.graph, control, [&](const internal::Triangle& t) {
        std::uint64_t product = 1;
        for (const graph::Edge e : {t.uv, t.uw, t.vw}) {
            product *= static_cast<std::uint64_t>(simple.strength[e]);
        }
        for (const Vertex v : {t.u, t.v, t.w}) {
            sum[v] += product;
        }
    });
    return sum;
}

} // namespace

std::vector<double> clustering(const graph::CompressedGraph& g, const graph::RunControl& control) {
    internal::require_simple(g, "clustering");
    // Strength 2 where an edge runs both ways, else 1.
    const SimpleGraph view = undirected_simplified(g);
    const auto found = triangle_products(view, control);

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

std::vector<std::uint64_t> triangle_counts(const graph::CompressedGraph& g,
                                           const graph::RunControl& control) {
    SimpleGraph view = undirected_simplified(g);
    std::fill(view.strength.begin(), view.strength.end(), 1.0);
    return triangle_products(view, control);
}

} // namespace sandhan::algorithms
