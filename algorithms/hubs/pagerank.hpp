// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

struct PageRankOptions {
    double damping = 0.85;      ///< in [0, 1): how often the walker follows an edge
    double tolerance = 1e-12;   ///< > 0: the residual (see PageRank) at which it stops
    unsigned max_rounds = 1000; ///< 0.85^170 = 1e-12, so that this is a cap and no habit
    /// Where the walker jumps to: one number >= 0 a vertex, not all 0, in proportion; empty for
    /// anywhere alike. Personalised PageRank asks how near each vertex is to those named here.
    std::vector<double> teleport = {};
};

struct PageRank {
    std::vector<double> score; ///< one per vertex; they sum to 1 but for residual / (1 - damping)
    bool converged = true;
    unsigned rounds = 0; ///< in which all edges were walked once
    /// How far the scores x returned are from satisfying PageRank's equation x = F(x): the sum of
    /// |F(x) - x| over all vertices (L1), where F(x) is what one step of the walker makes of x. The
    /// scores lie within residual / (1 - damping) of the answer, all errors added.
    double residual = 0.0;
};

/// PageRank: how often a walker stands at each vertex who follows edges at random and now and then
/// jumps anywhere. A high score marks what other high-scored vertices lead to.
///
/// Requires    a simple graph; one finite strength > 0 an edge, or none for 1 each.
/// Returns     scores, and whether the rounds settled; an empty graph has settled. When the rounds
///             allowed were too few, the scores so far and their residual.
/// Throws      std::invalid_argument naming the first edge, vertex or option that breaks that;
///             graph::Cancelled.
/// Cost        O(n + m) time a round. Directed: about log(tolerance) / log(damping) rounds at
///             worst, by adding up what the walker makes of what is missing. Undirected: at most
///             about half the square root of (1 + damping) / (1 - damping) rounds for each factor
///             of e, by conjugate gradients, as the system is symmetric and positive definite;
///             vertices that are no neighbours of one another, nearly half of all as a rule, are
///             eliminated from it. O(n + m) memory, for rows in an order that is fast to walk.
///             Parallel over vertices; the same bytes for any number of threads.
/// Convention  scores sum to 1; the mass of a vertex without out-edges goes where jumps go: evenly
///             over all, or by `teleport`, as NetworkX and igraph have it (Boost's ranks sum to n).
///             The tolerance bounds the L1 norm of the residual; NetworkX's is that of the step
///             divided by n.
/// Source      S. Brin, L. Page, "The anatomy of a large-scale hypertextual Web search engine",
///             Computer Networks 30, 1998. doi:10.1016/S0169-7552(98)00110-X; conjugate gradients:
///             M. R. Hestenes, E. Stiefel, J. Res. National Bureau of Standards 49(6), 1952.
///             doi:10.6028/jres.049.044
[[nodiscard]] PageRank pagerank(const graph::CompressedGraph& g,
                                std::span<const double> strength = {},
                                const PageRankOptions& options = {},
                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
