// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/normalisation.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Edge betweenness: the share of shortest paths that run along each edge, summed over all pairs of
/// vertices. A high score marks the corridor, or the one link between two circles, that many
/// connections cannot avoid.
///
/// Requires    as betweenness(): a simple graph; one finite cost > 0 an edge, or none for 1 each.
/// Returns     one score per edge, indexed by Edge; the two ends of an edge count among the pairs,
///             so that none is 0. by_size divides by the number of pairs, so that every score lies
///             in [0, 1].
/// Throws      std::invalid_argument naming the first edge that breaks that; graph::Cancelled.
/// Cost        O(n m) time without costs, O(n (n + m) log n) with; O(n + m) memory and 16 m bytes
///             more a thread. Parallel over sources; the same bytes for any number of threads.
/// Convention  pairs of an undirected graph count once, ordered pairs of a directed one each; raw
///             and normalised scores are those of NetworkX, raw ones those of igraph, which has no
///             others. Paths tie as in betweenness().
/// Source      U. Brandes, "On variants of shortest-path betweenness centrality and their generic
///             computation", Social Networks 30(2), 2008. doi:10.1016/j.socnet.2007.11.001
[[nodiscard]] std::vector<double>
edge_betweenness(const graph::CompressedGraph& g,
                 std::span<const double> cost = {},
                 Normalisation normalisation = Normalisation::none,
                 const graph::RunControl& control = {});

} // namespace sandhan::algorithms
