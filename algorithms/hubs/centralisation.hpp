// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Measures of which it is known how centralised a simple graph can be, in the unit that they have
/// here: betweenness and harmonic divided by size, closeness after Wasserman and Faust (both along
/// incoming edges), eigenvector with a largest entry of 1.
enum class CentralisedMeasure {
    degree, ///< of directed graphs in + out
    in_degree,
    out_degree,
    betweenness,
    closeness,
    harmonic,
    eigenvector,
};

/// The most by which the scores of a simple graph of n vertices can fall short of their largest,
/// added up. A star has it, of a directed graph with edges both ways (degree, betweenness), or all
/// into its centre (in_degree, closeness, harmonic), or all out of it (out_degree); of eigenvector
/// a single edge (directed: one that leads to the only vertex with a score).
///
/// Returns     0 where n < 3.
/// Convention  igraph's (of eigenvector n - 2, directed n - 1, where no graph without self-loops
///             comes above n - 2); closeness and harmonic in our units. That no graph exceeds them
///             is tested on all graphs of up to six (directed: four) vertices.
[[nodiscard]] double
most_centralised(CentralisedMeasure measure, graph::Directedness directedness, graph::Vertex n);

/// Freeman centralisation: how far the largest score stands above all others, as a share of how far
/// it could. Near 1 all hangs on one vertex; near 0 all are alike, and taking one out changes
/// little.
///
/// Requires    finite scores; `most` as most_centralised() gives it for their measure.
/// Returns     the sum of (largest - score) over `most`; nothing where n < 3 or most is 0.
/// Cost        O(n) time.
/// Source      L. Freeman, "Centrality in social networks: conceptual clarification", Social
///             Networks 1(3), 1978. doi:10.1016/0378-8733(78)90021-7
[[nodiscard]] std::optional<double> centralisation(std::span<const double> score, double most);

} // namespace sandhan::algorithms
