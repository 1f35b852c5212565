// SPDX-License-Identifier: Apache-2.0
// Rows laid out for sums over all in-neighbours, again and again. Not installed.
#pragma once

#include "algorithms/internal/large_rows.hpp"
#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// Sums are taken over blocks of places that depend on n alone, and added in the order of blocks:
/// so they do not depend on the number of threads.
inline constexpr std::size_t places_a_block = 2048;

/// Calls work(first, last), which returns a Sums, for every block of 0..n-1, and adds them up.
template <class Sums, class Work>
[[nodiscard]] Sums sum_over_blocks(std::size_t n, std::vector<Sums>& of_block, Work work) {
    of_block.resize(n / places_a_block + 1);
    tbb::parallel_for(std::size_t{0}, of_block.size(), [&](std::size_t b) {
        const std::size_t first = b * places_a_block;
        of_block[b] = work(first, std::min(n, first + places_a_block));
    });
    Sums total{};
    for (const Sums& sums : of_block) {
        total += sums;
    }
    return total;
}

/// Calls work(first, last) for every block of first..last-1, in no order.
template <class Work>
void for_blocks_of_places(std::size_t first, std::size_t last, Work work) {
    tbb::parallel_for(std::size_t{0}, (last - first) / places_a_block + 1, [&](std::size_t b) {
        const std::size_t begin = first + b * places_a_block;
        work(begin, std::min(last, begin + places_a_block));
    });
}

/// The rows of in-neighbours, relabelled: places, from the longest row to the shortest. Rows of one
/// length lie side by side, so that their ends do not surprise the processor, and what is read most
/// often lies close together. That pays from the second sum on. In undirected graphs, the places
/// from `apart` on are no neighbours of one another; each part begins with its longest row.
struct WalkRows {
    std::vector<graph::Vertex> vertex;  ///< by place
    std::size_t apart = 0;              ///< directed: all places come before it
    std::vector<std::uint32_t> offset;  ///< by place, and one more
    LargeRows<std::uint32_t> neighbour; ///< places
    LargeRows<double> strength;         ///< beside each neighbour; empty for 1 each

    [[nodiscard]] std::size_t size() const { return vertex.size(); }
};

/// Moves vertices to the end of `order`, the last of them first, unless one moved is a neighbour;
/// on either side they stay in order. Returns how many were left.
[[nodiscard]] inline std::size_t set_apart(const graph::CompressedGraph& g,
                                           std::vector<graph::Vertex>& order) {
    enum Standing : std::uint8_t { open, neighbour, apart };
    std::vector<Standing> standing(order.size(), open);
    for (std::size_t i = order.size(); i-- > 0;) {
        constexpr std::size_t ahead = 8; // rows on their way before they are read
        if (i >= ahead) {
            __builtin_prefetch(g.in_neighbours(order[i - ahead]).data());
        }
        if (standing[order[i]] == open) {
            standing[order[i]] = apart;
            for (const graph::Vertex u : g.in_neighbours(order[i])) {
                standing[u] = neighbour;
            }
        }
    }
    std::vector<graph::Vertex> moved;
    moved.reserve(order.size());
    std::size_t left = 0;
    for (const graph::Vertex v : order) {
        if (standing[v] == apart) {
            moved.push_back(v);
        } else {
            order[left++] = v;
        }
    }
    std::copy(moved.begin(), moved.end(), order.begin() + static_cast<std::ptrdiff_t>(left));
    return left;
}

[[nodiscard]] inline WalkRows walk_rows(const graph::CompressedGraph& g,
                                        std::span<const double> strength) {
    using graph::Vertex;
    const Vertex n = g.vertex_count();
    std::uint32_t longest = 0;
    for (Vertex v = 0; v < n; ++v) {
        longest = std::max(longest, g.in_degree(v));
    }
    std::vector<Vertex> next(std::size_t{longest} + 2, 0); // by length, the longest first
    for (Vertex v = 0; v < n; ++v) {
        ++next[longest - g.in_degree(v) + 1];
    }
    for (std::size_t d = 1; d < next.size(); ++d) {
        next[d] += next[d - 1];
    }
    WalkRows rows;
    rows.vertex.resize(n);
    for (Vertex v = 0; v < n; ++v) {
        rows.vertex[next[longest - g.in_degree(v)]++] = v;
    }
    rows.apart = g.is_directed() ? n : set_apart(g, rows.vertex);
    std::vector<std::uint32_t> place(n);
    for (Vertex i = 0; i < n; ++i) {
        place[rows.vertex[i]] = i;
    }
    rows.offset.resize(std::size_t{n} + 1);
    for (Vertex i = 0; i < n; ++i) {
        rows.offset[i + 1] = rows.offset[i] + g.in_degree(rows.vertex[i]);
    }
    rows.neighbour = LargeRows<std::uint32_t>(rows.offset[n]);
    rows.strength = LargeRows<double>(strength.empty() ? 0 : rows.offset[n]);
    for_blocks_of_places(0, n, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            constexpr std::size_t ahead = 8; // rows on their way before they are copied
            if (i + ahead < last) {
                const auto row = g.in_neighbours(rows.vertex[i + ahead]);
                __builtin_prefetch(row.data());
                __builtin_prefetch(row.data() + 16);
                if (!strength.empty()) {
                    __builtin_prefetch(g.in_edges(rows.vertex[i + ahead]).data());
                }
            }
            const auto from = g.in_neighbours(rows.vertex[i]);
            for (std::size_t k = 0; k < from.size(); ++k) {
                rows.neighbour[rows.offset[i] + k] = place[from[k]];
            }
            if (!strength.empty()) {
                const auto edge = g.in_edges(rows.vertex[i]);
                for (std::size_t k = 0; k < edge.size(); ++k) {
                    rows.strength[rows.offset[i] + k] = strength[edge[k]];
                }
            }
        }
    });
    return rows;
}

} // namespace sandhan::algorithms::internal
