// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

struct PageRankOptions {
    double damping = 0.85;      ///< in [0, 1): how often the walker follows an edge
    double tolerance = 1e-12;   ///< > 0: the sum of all changes in one round at which it stops
    unsigned max_rounds = 1000; ///< 0.85^170 = 1e-12, so that this is a cap and no habit
};

struct PageRank {
    std::vector<double> score; ///< one per vertex; they sum to 1
    bool converged = true;
    unsigned rounds = 0;
    /// Sum of all changes in the last round. The scores lie within
    /// residual * damping / (1 - damping) of the answer, all errors added.
    double residual = 0.0;
};

/// PageRank: how often a walker stands at each vertex who follows edges at random and now and then
/// jumps anywhere. A high score marks what other high-scored vertices lead to.
///
/// Requires    a simple graph; one finite strength > 0 an edge, or none for 1 each.
/// Returns     scores, and whether the rounds settled; an empty graph has settled.
/// Throws      std::invalid_argument naming the first edge or option that breaks that;
///             graph::Cancelled.
/// Cost        O(n + m) time a round, about log(tolerance) / log(damping) rounds; O(n) memory, with
///             strengths O(n + m). Parallel over vertices; the same bytes for any number of
///             threads.
/// Convention  scores sum to 1; the mass of a vertex without out-edges is spread evenly over all,
///             as NetworkX and igraph do (Boost's ranks sum to n). The tolerance is the L1 norm of
///             one round's step.
/// Source      S. Brin, L. Page, "The anatomy of a large-scale hypertextual Web search engine",
///             Computer Networks 30, 1998. doi:10.1016/S0169-7552(98)00110-X
[[nodiscard]] PageRank pagerank(const graph::CompressedGraph& g,
                                std::span<const double> strength = {},
                                const PageRankOptions& options = {},
                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
