// SPDX-License-Identifier: Apache-2.0
// The graph taken apart from its rim inwards: what core numbers and onion layers share. Not
// installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// The vertices in the order in which they fall.
struct Peeling {
    std::vector<std::uint32_t> core;        ///< by vertex
    std::vector<graph::Vertex> order;       ///< layer after layer
    std::vector<std::uint32_t> layer_begin; ///< positions in `order`, and n behind the last
};

/// Takes away, round after round, all vertices whose remaining degree is at most k, and goes on to
/// the least degree left when there are none. g is undirected and simple.
///
/// Cost  O(n + m): a vertex of core number c is looked at in at most c + 1 scans for the next k.
[[nodiscard]] inline Peeling peel(const graph::CompressedGraph& g) {
    using graph::Vertex;
    // Rows are read in no order, and would each be waited for. Eight of them, of the two lines of
    // memory that most rows lie in, are on their way before they are needed.
    constexpr Vertex ahead = 8;
    const auto fetch = [](std::span<const Vertex> row) {
        __builtin_prefetch(row.data());
        __builtin_prefetch(row.data() + 16);
    };
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    const Vertex n = g.vertex_count();
    Peeling result;
    auto& left = result.core; // what is left of each degree; it stops falling at the core number
    left.resize(n);
    std::vector<Vertex> inside(n); // not yet taken away
    for (Vertex v = 0; v < n; ++v) {
        left[v] = g.out_degree(v);
        inside[v] = v;
    }
    // One place more, as a vertex is written before it is known whether it falls.
    auto& order = result.order;
    order.resize(std::size_t{n} + 1);
    Vertex found = 0;
    Vertex taken = 0;
    std::uint32_t least_inside = 0; // whoever has less has fallen
    while (found < n) {
        // No branches here and below: whether a vertex falls can't be predicted.
        std::uint32_t k = none;
        std::size_t kept = 0;
        for (const Vertex v : inside) {
            const std::uint32_t degree = left[v];
            const bool stays = degree >= least_inside;
            inside[kept] = v;
            kept += stays ? 1U : 0U;
            k = std::min(k, stays ? degree : none);
        }
        inside.resize(kept);
        for (const Vertex v : inside) {
            order[found] = v;
            found += left[v] == k ? 1U : 0U;
        }
        while (taken < found) {
            const Vertex layer_end = found;
            result.layer_begin.push_back(taken);
            for (; taken < layer_end; ++taken) {
                if (taken + ahead < layer_end) {
                    fetch(g.out_neighbours(order[taken + ahead]));
                }
                for (const Vertex u : g.out_neighbours(order[taken])) {
                    const std::uint32_t degree = left[u];
                    left[u] = degree - (degree > k ? 1U : 0U);
                    order[found] = u;
                    found += degree == k + 1 ? 1U : 0U;
                }
            }
        }
        least_inside = k + 1;
    }
    order.resize(n);
    result.layer_begin.push_back(n);
    return result;
}

} // namespace sandhan::algorithms::internal
