// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/graph_evidence.hpp"
#include "algorithms/suspects/leiden.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// How steady each community is when other incidents are drawn; by community.
struct CellStability {
    /// Mean over resamples of the likeness with the community that resembles it most: those in
    /// both by those in either (Jaccard). 0 of one that never had a tie.
    std::vector<double> stability;
    /// Share of the resamples that found it again: the likeness is above one half. One in which
    /// its ties are not there did not.
    std::vector<double> found_again;
    std::size_t resamples = 0; ///< used: in which any incident was drawn
};

/// Clusterwise stability by bootstrap: draws incidents with replacement, makes the graph of those
/// drawn, finds its communities and looks for each of the given ones among them. Likeness is told
/// over the vertices that have a tie in the resample; one whose incidents were not drawn says
/// nothing.
///
/// Requires    consistent, undirected evidence; one community a vertex, numbered 0, 1, …; options
///             of leiden(), by which the communities were found.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        `resamples` times that of leiden() and O(n + m + evidence), side by side on all
///             threads; the same bytes for any number of them.
/// Convention  0.75 and more is a steady cell, above 0.6 there is one but who belongs to it is
///             doubtful, and below it may be chance, says the author.
/// Source      C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics
///             & Data Analysis 52(1), 2007. doi:10.1016/j.csda.2006.11.025; drawn by Poisson
///             weights (algorithms/internal/poisson_weights.hpp)
[[nodiscard]] CellStability cell_stability(const GraphEvidence& evidence,
                                           std::span<const std::uint32_t> community,
                                           const LeidenOptions& options,
                                           std::size_t resamples,
                                           const graph::RunControl& control = {});

} // namespace sandhan::algorithms
