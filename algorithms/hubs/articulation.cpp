// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/articulation.hpp"

#include "algorithms/internal/undirected_view.hpp"

#include <algorithm>
#include <cstdint>

namespace sandhan::algorithms {

using graph::Vertex;

CutParts cut_parts(const graph::CompressedGraph& original) {
    const internal::UndirectedView view(original);
    const graph::CompressedGraph& g = *view;
    const Vertex n = g.vertex_count();

    CutParts parts;
    parts.articulation.assign(n, false);
    // Depth-first search. low[v] is the earliest entry that v's subtree reaches by one edge out of
    // the tree; a child that reaches no farther than its parent hangs on it.
    std::vector<std::uint32_t> entry(n, 0); // 0: not visited
    std::vector<std::uint32_t> low(n);
    std::vector<std::uint32_t> cursor(n, 0); // next position in the row
    std::vector<Vertex> path;                // from the root to where the search stands
    std::uint32_t clock = 0;

    for (Vertex root = 0; root < n; ++root) {
        if (entry[root] != 0) {
            continue;
        }
        std::uint32_t root_children = 0;
        entry[root] = low[root] = ++clock;
        path.assign(1, root);
        while (!path.empty()) {
            const Vertex v = path.back();
            const auto row = g.out_neighbours(v);
            if (cursor[v] < row.size()) {
                const Vertex u = row[cursor[v]++];
                if (entry[u] == 0) {
                    entry[u] = low[u] = ++clock;
                    path.push_back(u);
                } else if (path.size() < 2 || u != path[path.size() - 2]) {
                    low[v] = std::min(low[v], entry[u]);
                }
                continue;
            }
            path.pop_back();
            if (path.empty()) {
                break;
            }
            const Vertex parent = path.back();
            low[parent] = std::min(low[parent], low[v]);
            if (low[v] > entry[parent]) {
                parts.bridges.push_back({std::min(parent, v), std::max(parent, v)});
            }
            if (parent == root) {
                ++root_children;
            } else if (low[v] >= entry[parent]) {
                parts.articulation[parent] = true;
            }
        }
        if (root_children > 1) {
            parts.articulation[root] = true;
        }
    }
    std::sort(parts.bridges.begin(), parts.bridges.end(), [](auto a, auto b) {
        return a.source != b.source ? a.source < b.source : a.target < b.target;
    });
    return parts;
}

} // namespace sandhan::algorithms
