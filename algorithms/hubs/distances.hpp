// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// What the distances to each vertex add up to; closeness, harmonic centrality, eccentricity and
/// mean distance are read off it.
struct DistanceSums {
    std::vector<graph::Vertex> reaching; ///< how many other vertices have a path to it
    std::vector<double> total;           ///< sum of their distances
    std::vector<double> harmonic;        ///< sum of 1 / distance
    std::vector<double> farthest;        ///< the largest distance; 0 when nothing reaches it
};

/// Distances of all pairs, summed for each vertex over the vertices that have a path to it.
/// Without costs every edge is 1 long, and 512 searches share one walk through the graph, unless
/// they seldom meet, as on a long path.
///
/// Requires    one finite cost > 0 an edge, or none for 1 each. Self-loops have no effect, of
///             parallel edges the cheapest counts.
/// Returns     one entry per vertex in each vector.
/// Throws      std::invalid_argument naming the first edge with an unusable cost; graph::Cancelled.
/// Cost        O(n m / 512 + n^2) time in practice without costs (O(n m) at worst),
///             O(n (n + m) log n) with; O(n + m) memory, and without costs 200 n bytes more a
///             thread. Parallel over sources; the same bytes for any number of threads.
/// Convention  directed: distances along the edges' direction, towards the vertex, as NetworkX has
///             them. The vertex itself is not counted.
/// Source      M. Then et al., "The more the merrier: efficient multi-source graph traversal",
///             PVLDB 8(4), 2014. doi:10.14778/2735496.2735507. Ours looks for the searches from
///             the vertices that lack them where frontiers are large: S. Beamer, K. Asanovic,
///             D. Patterson, "Direction-optimizing breadth-first search", SC 2012.
///             doi:10.1109/SC.2012.50
[[nodiscard]] DistanceSums incoming_distances(const graph::CompressedGraph& g,
                                              std::span<const double> cost = {},
                                              const graph::RunControl& control = {});

} // namespace sandhan::algorithms
