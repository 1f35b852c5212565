// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/measures.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

struct SummaryOptions {
    /// What needs the distances between all vertices, O(n m / 512) in practice: mean_distance,
    /// radius, the centralisation of closeness and harmonic, small_worldness; and the diameter.
    bool distances = true;
    bool betweenness = true; ///< betweenness_centralisation: O(n m)

    std::span<const double> strength = {};     ///< by edge, for strength_assortativity
    std::span<const std::uint32_t> state = {}; ///< by vertex, or no_group, for state_assortativity
    std::span<const std::uint32_t> kind = {};

    /// Random graphs that rewired_small_worldness and omega compare with; each costs as much as
    /// small_worldness.
    std::uint32_t rewirings = 0;
    std::uint64_t seed = 1;

    bool diameter = true;    ///< without distances by graph_extent(), few searches
    bool eigenvector = true; ///< eigenvector_centralisation: some tens of rounds of O(n + m)
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
///   radius                      the least distance within which one vertex is reached by all
///   others
///                               of the largest component; none where no vertex is, or n < 2
///   in_degree_centralisation, out_degree_centralisation
///                               as degree_centralisation; none of an undirected graph
///   closeness_centralisation, harmonic_centralisation
///                               likewise, along incoming edges
///   eigenvector_centralisation  likewise, of scores divided by the largest; none where no walk
///                               returns, or several parts of the graph are equally strong
///   degree_assortativity        see degree_assortativity(); none where the degrees are all alike
///   strength_assortativity      of strengths in place of degrees
///   state_assortativity, kind_assortativity
///                               see group_assortativity()
///   small_worldness             see small_world()
///   rewired_small_worldness, rewired_small_worldness_low, rewired_small_worldness_high
///                               see small_world_rewired(): its mean and the ends of 90 %
///   omega                       see small_world_rewired()
///
/// Returns     the rows above; all but the first five are of the simple graph, every edge 1 long.
/// Throws      std::invalid_argument where a span has not one entry an edge, or vertex;
///             graph::Cancelled.
/// Cost        O(n m) time, or what `options` leave of it; O(n + m) memory.
/// Convention  NetworkX; diameter and mean distance, which it refuses for a graph in pieces, over
///             the pairs that have a path, as igraph.
/// Source      L. Freeman, "Centrality in social networks: conceptual clarification", Social
///             Networks 1(3), 1978. doi:10.1016/0378-8733(78)90021-7
[[nodiscard]] std::vector<SummaryRow> whole_graph_summary(const graph::CompressedGraph& original,
                                                          const SummaryOptions& options = {},
                                                          const graph::RunControl& control = {});

} // namespace sandhan::algorithms
