// SPDX-License-Identifier: Apache-2.0
// Vertices that another one can stand in for. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// Where a better vertex is known, no search need try the other.
enum class StandIn {
    removal, ///< u leads wherever v leads, apart from u itself: N(v) \ {u} lies in N(u)
    reach,   ///< u leads to v and wherever v leads: v and N(v) lie in {u} and N(u), out-edges
};

/// By allowed vertex u: the allowed v that u can stand in for, ascending. Of two that can stand in
/// for each other the lower stands in. Then some best set of a size holds, with each of its
/// members, all that can stand in for it: exchanging v for u never makes it worse, as what is left
/// of the graph is then a part of what was left before with v in u's place (removal), or as u is at
/// most as far from every vertex as v, itself counted as near as a neighbour (reach).
///
/// Requires  a simple graph, undirected for removal.
/// Returns   empty lists where finding them would look at more than `most` ends of edges.
/// Cost      O(sum over edges of the degree of an end).
[[nodiscard]] std::vector<std::vector<graph::Vertex>>
stand_ins(const graph::CompressedGraph& g,
          StandIn kind,
          std::span<const unsigned char> allowed,
          std::uint64_t most = 200'000'000);

} // namespace sandhan::algorithms::internal
