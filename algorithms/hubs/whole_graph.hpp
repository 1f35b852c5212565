// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/measures.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

struct SummaryOptions {
    bool distances = true;   ///< diameter and mean_distance: O(n m / 64) in practice
    bool betweenness = true; ///< betweenness_centralisation: O(n m)
};

struct SummaryRow {
    std::string_view name;
    std::optional<double> value; ///< nothing where the figure has no meaning, or was not asked for
    ColumnKind kind = ColumnKind::real;
};

/// The figures of `hubs --summary`, always the same rows in the same order:
///
///   vertices, edges             as given, parallel edges and self-loops counted
///   directed                    0 or 1
///   parallel_edges, self_loops  how many edges the figures below leave out
///   density                     edges / possible edges; 0 when n < 2
///   reciprocity                 share of edges whose reverse is there; none when undirected or
///                               without edges
///   components                  pieces, directions ignored
///   largest_component           vertices in the largest
///   degree_centralisation       Freeman: 1 for a star, 0 when all are alike; none when n < 3. Of a
///                               directed graph with in + out, so that a star has edges both ways
///   betweenness_centralisation  likewise
///   max_core                    the largest core number
///   articulation_points, bridges
///   diameter                    the longest of all shortest paths that exist; none without any
///   mean_distance               their mean length; directed: along the edges
///   clustering                  mean of clustering(); none when n = 0
///   transitivity                closed share of all paths of two edges, directions ignored; 0 when
///                               there are none
///
/// Returns     the rows above; all but the first five are of the simple graph, every edge 1 long.
/// Throws      graph::Cancelled.
/// Cost        O(n m) time, or what `options` leave of it; O(n + m) memory.
/// Convention  NetworkX; diameter and mean distance, which it refuses for a graph in pieces, over
///             the pairs that have a path, as igraph.
/// Source      L. Freeman, "Centrality in social networks: conceptual clarification", Social
///             Networks 1(3), 1978. doi:10.1016/0378-8733(78)90021-7
[[nodiscard]] std::vector<SummaryRow> whole_graph_summary(const graph::CompressedGraph& original,
                                                          const SummaryOptions& options = {},
                                                          const graph::RunControl& control = {});

} // namespace sandhan::algorithms
