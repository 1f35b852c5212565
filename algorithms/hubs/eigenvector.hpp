// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct EigenvectorOptions {
    double tolerance = 1e-12;   ///< > 0: the residual at which it stops
    unsigned max_rounds = 1000; ///< products with the matrix, in each part of the graph
};

struct Eigenvector {
    std::vector<double> score; ///< one per vertex; length 1, or all 0 where no walk returns
    double eigenvalue = 0.0;   ///< the largest
    /// Strongly connected parts that share the largest eigenvalue. 1 in a connected graph; where it
    /// is more, the scores of one part say nothing beside those of another.
    std::uint32_t parts = 0;
    bool converged = true;
    unsigned rounds = 0;   ///< in the part that took the most
    double residual = 0.0; ///< |x A - value x| / value in the part where it is worst
};

/// Eigenvector centrality: each vertex counts for as much as those that lead to it count together.
/// A high score marks who is linked with those who are themselves well linked.
///
/// Requires    a simple graph; one finite strength > 0 an edge, or none for 1 each.
/// Returns     the non-negative left eigenvector of the largest eigenvalue, of length 1. Without an
///             edge all scores are equal; directed without any cycle every eigenvalue is 0, and so
///             is every score. In a graph of several strongly connected parts the largest
///             eigenvalue is that of one part, or of a few (closer than 1e-10 to each other): these
///             and what they lead to have scores, everything else has 0. Several such parts weigh
///             as they do in the power iteration from all ones, where of parts that lead to one
///             another only those count that stand last in the longest succession.
/// Throws      std::invalid_argument naming the first edge or option that breaks that;
///             graph::Cancelled.
/// Cost        O(n + m) a round; some tens of rounds where one part of the graph dominates, far
///             more in long chains. O(n + m) memory, 18 vectors. Parallel; the same bytes for any
///             number of threads.
/// Convention  that of NetworkX, undirected and directed (incoming edges), periodic graphs too: the
///             limit of its iteration, to which that comes only slowly or not at all where parts of
///             a directed graph follow each other. igraph divides by the largest score.
/// Source      P. Bonacich, "Power and centrality: a family of measures", Am. J. Sociology 92(5),
///             1987. doi:10.1086/228631; which parts count: U. Rothblum, "Algebraic eigenspaces of
///             nonnegative matrices", Linear Algebra Appl. 12(3), 1975.
///             doi:10.1016/0024-3795(75)90050-6
[[nodiscard]] Eigenvector eigenvector(const graph::CompressedGraph& g,
                                      std::span<const double> strength = {},
                                      const EigenvectorOptions& options = {},
                                      const graph::RunControl& control = {});

} // namespace sandhan::algorithms
