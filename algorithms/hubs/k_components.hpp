// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

struct KComponentOptions {
    /// Steps along edges after which the search gives up, on every machine at the same place;
    /// some tens of seconds.
    std::uint64_t work_limit = 20'000'000'000;
};

struct KComponentNumbers {
    std::vector<std::uint32_t> number; ///< by vertex
    bool complete = true; ///< false: the work was used up, and numbers may be too low, never too
                          ///< high
};

/// Structural cohesion: the largest k such that the vertex belongs to a k-component, a part of the
/// graph that stays in one piece whichever k - 1 of its vertices are taken out. A high number marks
/// a group that survives arrests; a core number as high may rest on one person in the middle.
///
/// Returns     one number per vertex: 0 alone, 1 joined with somebody, 2 on a cycle; n - 1 in a
///             clique of n. Never above the core number.
/// Throws      graph::Cancelled.
/// Cost        linear where no part is more than 2-connected. Else every part found costs a test of
///             connectivity, n short searches where the graph is made of cases and hence of
///             cliques, but O(n k m) steps at worst; n parts at worst. Made for some ten thousand
///             vertices; the work limit ends what takes too long. O(n + m) memory.
/// Convention  on the undirected simple graph, parts of at least k + 1 vertices, as k_components()
///             of NetworkX and cohesive_blocks() of igraph have them (igraph 0.10.2 misses some
///             cycles).
/// Source      J. Moody, D. White, "Structural cohesion and embeddedness: a hierarchical concept of
///             social groups", Am. Sociological Review 68(1), 2003. doi:10.2307/3088904. They list
///             all smallest cuts of a part; one suffices, as each keeps every closer part on one
///             side.
[[nodiscard]] KComponentNumbers k_component_numbers(const graph::CompressedGraph& g,
                                                    const KComponentOptions& options = {},
                                                    const graph::RunControl& control = {});

/// The k-components that v belongs to, k its number: the groups that nobody's loss up to k - 1
/// takes apart. Of number 1 that is its component, of 0 none; two of them share at most k - 1
/// vertices.
///
/// Returns     the largest first, of equal ones that of the lowest members; each ascending. Where
///             k_component_numbers() is not complete, of the number found there.
/// Throws      std::invalid_argument if v >= n; graph::Cancelled.
/// Cost        that of k_component_numbers().
[[nodiscard]] std::vector<std::vector<graph::Vertex>>
k_components_of(const graph::CompressedGraph& g,
                graph::Vertex v,
                const KComponentOptions& options = {},
                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
