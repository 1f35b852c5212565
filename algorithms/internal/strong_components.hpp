// SPDX-License-Identifier: Apache-2.0
// Strongly connected components of a directed graph. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

struct StrongComponents {
    /// By vertex; an edge leads within a component or to one of a lower number.
    std::vector<std::uint32_t> number;
    std::vector<graph::Vertex> size;
};

/// Tarjan's algorithm, its stack on the heap, of the vertices 0..n-1; row(v) are those that v leads
/// to. O(n + m).
/// Source  R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Computing 1(2),
///         1972. doi:10.1137/0201010
template <class Row>
[[nodiscard]] StrongComponents strong_components(graph::Vertex n, Row row) {
    using graph::Vertex;
    StrongComponents result{std::vector<std::uint32_t>(n, graph::no_vertex), {}};
    std::vector<Vertex> met(n, 0);           // when, counted from 1; 0 is never
    std::vector<Vertex> low(n, 0);           // the earliest met that it leads back to
    std::vector<std::uint32_t> cursor(n, 0); // into its row
    std::vector<Vertex> way;                 // from the root to where the search stands
    std::vector<Vertex> pending;             // met and in no component yet
    Vertex clock = 0;
    const auto enter = [&](Vertex v) {
        met[v] = low[v] = ++clock;
        way.push_back(v);
        pending.push_back(v);
    };
    for (Vertex root = 0; root < n; ++root) {
        if (met[root] == 0) {
            enter(root);
        }
        while (!way.empty()) {
            const Vertex v = way.back();
            const auto neighbours = row(v);
            if (cursor[v] < neighbours.size()) {
                const Vertex u = neighbours[cursor[v]++];
                if (met[u] == 0) {
                    enter(u);
                } else if (result.number[u] == graph::no_vertex) {
                    low[v] = std::min(low[v], met[u]);
                }
                continue;
            }
            way.pop_back();
            if (!way.empty()) {
                low[way.back()] = std::min(low[way.back()], low[v]);
            }
            if (low[v] == met[v]) {
                const auto component = static_cast<std::uint32_t>(result.size.size());
                result.size.push_back(0);
                while (result.number[v] == graph::no_vertex) {
                    result.number[pending.back()] = component;
                    ++result.size.back();
                    pending.pop_back();
                }
            }
        }
    }
    return result;
}

} // namespace sandhan::algorithms::internal
