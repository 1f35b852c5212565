// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/normalisation.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Betweenness centrality: the share of shortest paths that pass through each vertex, summed over
/// the pairs it separates. A high score marks a place or person that many connections cannot avoid.
///
/// Requires    a simple graph (simplified() makes one), as each parallel edge would count as one
///             more shortest path; one finite cost > 0 an edge, or none for 1 each.
/// Returns     one score per vertex, all zero when n < 3; by_size divides by the number of pairs a
///             vertex could separate, so that every score lies in [0, 1].
/// Throws      std::invalid_argument naming the first edge that breaks that; graph::Cancelled.
/// Cost        O(n m) time without costs, O(n (n + m) log n) with; O(n + m) memory and more a
/// thread:
///             without costs 400 n bytes and what the shortest paths of sixteen searches run along,
///             with costs 32 n. Without costs and directions, what hangs on the rest by one edge
///             and vertices with the same neighbours cost nothing: n and m are of what is left.
///             Parallel over sources; the same bytes for any number of threads and on any
///             processor.
/// Convention  pairs of an undirected graph count once, ordered pairs of a directed one each: the
///             raw and normalised scores of NetworkX and igraph. Paths whose costs differ by less
///             than 1e-10 of their length tie, as in igraph, so that 1/3 + 1/3 + 1/3 ties with 1;
///             NetworkX compares exactly and misses such ties. Counts of paths beyond 1e290 are
///             carried with a wider exponent, where doubles would give NaN.
/// Source      U. Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociology
///             25(2), 2001. doi:10.1080/0022250X.2001.9990249
[[nodiscard]] std::vector<double> betweenness(const graph::CompressedGraph& g,
                                              std::span<const double> cost = {},
                                              Normalisation normalisation = Normalisation::none,
                                              const graph::RunControl& control = {});

} // namespace sandhan::algorithms
