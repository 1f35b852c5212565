// SPDX-License-Identifier: Apache-2.0
// How a ranking of hubs would stand had less been recorded: what it says of what is not recorded.
#pragma once

#include "algorithms/hubs/hub_bootstrap.hpp"

namespace sandhan::algorithms {

enum class Missing {
    ties,    ///< each edge is left out; its ends stay
    vertices ///< each vertex is left out, with its edges
};

struct MissingOptions {
    double share = 0.1; ///< of what was recorded, 0 or more and below 1: the chance of each to go
    Missing kind = Missing::ties;
    std::size_t replications = 1000; ///< 1 or more
    std::uint64_t seed = 1;
    std::size_t top = 10; ///< the k of `in_top` and of the overlap, 1 or more
};

/// Leaves out each edge or each vertex by chance, measures and ranks the `rows` anew, and compares
/// with the ranking of g itself: each figure tells how a ranking moves when that share of what it
/// rests on is not seen, whoever it is.
///
/// Of vertices: a row that is left out has no rank there, its figures are those of the replications
/// that hold it, and agreement is asked among the rows that are left. Replications without any row
/// say nothing.
///
/// Requires    rows below the number of vertices.
/// Returns     one element a row; agreement with the ranking of g.
/// Throws      std::invalid_argument naming what breaks that or the options; graph::Cancelled.
/// Cost        B times the measure and O(n + m), replications side by side on all threads, each
///             with a graph of its own; and rank_intervals with observed values.
/// Source      S. P. Borgatti, K. M. Carley, D. Krackhardt, "On the robustness of centrality
///             measures under conditions of imperfect data", Social Networks 28(2), 2006.
///             doi:10.1016/j.socnet.2005.05.001
///             We differ: each goes by its own chance rather than an exact number of them; the
///             overlap is a share of the first k, not of both sets together.
[[nodiscard]] RankIntervals missing_data(const SimpleGraph& g,
                                         std::span<const graph::Vertex> rows,
                                         const HubMeasure& measure,
                                         const MissingOptions& options,
                                         const graph::RunControl& control = {});

} // namespace sandhan::algorithms
