// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/core_number.hpp"

#include "algorithms/internal/undirected_view.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

std::vector<std::uint32_t> core_numbers(const graph::CompressedGraph& original) {
    const internal::UndirectedView view(original);
    const graph::CompressedGraph& g = *view;
    const Vertex n = g.vertex_count();

    // Vertices sorted by what is left of their degree, kept so by swaps: begin[d] is where those
    // of degree d begin.
    std::vector<std::uint32_t> degree(n);
    std::uint32_t largest = 0;
    for (Vertex v = 0; v < n; ++v) {
        degree[v] = g.out_degree(v);
        largest = std::max(largest, degree[v]);
    }
    std::vector<std::uint32_t> begin(std::size_t{largest} + 2, 0);
    for (Vertex v = 0; v < n; ++v) {
        ++begin[degree[v] + 1];
    }
    for (std::size_t d = 0; d <= largest; ++d) {
        begin[d + 1] += begin[d];
    }
    std::vector<Vertex> order(n);
    std::vector<std::uint32_t> position(n);
    {
        auto next = begin;
        for (Vertex v = 0; v < n; ++v) {
            position[v] = next[degree[v]]++;
            order[position[v]] = v;
        }
    }

    for (Vertex i = 0; i < n; ++i) {
        const Vertex v = order[i]; // the least degree left is its core number
        for (const Vertex u : g.out_neighbours(v)) {
            if (degree[u] <= degree[v]) {
                continue;
            }
            // To the front of its degree's stretch, which then begins one later.
            const std::uint32_t front = begin[degree[u]]++;
            const Vertex other = order[front];
            std::swap(order[front], order[position[u]]);
            std::swap(position[other], position[u]);
            --degree[u];
        }
    }
    return degree;
}

} // namespace sandhan::algorithms
