// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

/// Core number: the largest k such that the vertex belongs to a part of the graph in which each
/// vertex has k neighbours. A high number marks a densely knit centre; a hub whose neighbours know
/// nobody else has a low one.
///
/// Returns     one number per vertex; 0 for a vertex without neighbours.
/// Cost        O(n + m) time and memory.
/// Convention  on the undirected simple graph: directions, parallel edges and self-loops are
///             ignored, as NetworkX and igraph (mode "all") would have it after to_undirected().
/// Source      V. Batagelj, M. Zaversnik, "Fast algorithms for determining (generalized) core
///             groups in social networks", ADAC 5, 2011. doi:10.1007/s11634-010-0079-y
[[nodiscard]] std::vector<std::uint32_t> core_numbers(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
