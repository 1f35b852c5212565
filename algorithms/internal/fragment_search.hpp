// SPDX-License-Identifier: Apache-2.0
// The set of vertices without which fewest pairs stay connected. Not installed.
#pragma once

#include "algorithms/internal/found_set.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

/// The score is the number of connected pairs that are left.
///
/// Greedy sets, exchanges and new starts come first, one depth-first search a step, as it tells
/// what the loss of every vertex cuts. Then branch and bound: a vertex is in the set or is not, and
/// the last one is the best of one more depth-first search. Where r are still to be taken:
///  - Vertices that are not taken hold together what no r losses can part: beginning with
///    connected ones of them (or with r + 1 vertices all joined), a vertex with r + 1 neighbours in
///    that core, or one that cannot be taken, belongs to it. After any r losses the survivors of
///    the core are still connected.
///  - What is left beside the core falls into fringes. Whatever r losses separate from the core
///    was cut off by one of them alone, or by two or more within its fringe and the neighbours
///    of that in the core. So each loss is charged with all it cuts alone and half of what it might
///    cut together with another, and the r largest charges bound what any r losses cut: once in
///    pairs, once in vertices.
///  - A vertex whose charge and the r - 1 largest don't suffice is not taken; nor is one that an
///    untaken vertex can stand in for (stand_ins.hpp).
///
/// Requires  g undirected and simple.
[[nodiscard]] FoundSet search_fragmenting_set(const graph::CompressedGraph& g,
                                              const SetQuestion& asked);

/// The members in the order of a greedy choice among them, and how many pairs are connected after
/// each; the first number is of the whole graph.
[[nodiscard]] std::vector<std::uint64_t> order_fragmenting_set(const graph::CompressedGraph& g,
                                                               std::vector<graph::Vertex>& members);

} // namespace sandhan::algorithms::internal
