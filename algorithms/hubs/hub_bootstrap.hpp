// SPDX-License-Identifier: Apache-2.0
// How sure a ranking of hubs is: what other samples of incidents would have made of the graph.
#pragma once

#include "algorithms/hubs/graph_evidence.hpp"
#include "algorithms/hubs/rank_intervals.hpp"

#include <functional>

namespace sandhan::algorithms {

/// A measure of a graph's vertices. Called from several threads at once.
using HubMeasure =
    std::function<std::vector<double>(const SimpleGraph&, const graph::RunControl& control)>;

struct HubBootstrapOptions {
    std::size_t replications = 1000; ///< 1 or more
    std::uint64_t seed = 1;
    std::size_t top = 10; ///< the k of `in_top`, 1 or more
};

/// Resamples incidents, makes the graph of those drawn and measures and ranks the `rows` anew.
/// Resamples that hold no incident of the evidence, as few incidents may give, say nothing and are
/// left out. A vertex that has lost its edges is measured as a lone vertex.
///
/// A resample loses ties and never finds new ones: of an edge that rests on one incident 37 in a
/// hundred have nothing. Measures that count ties (degree, core) therefore lie below what was
/// observed more often than above, and their ranks say more than their values.
///
/// Requires    consistent evidence; rows below the number of vertices.
/// Returns     one element a row.
/// Throws      std::invalid_argument naming what breaks that, without replications or with top 0;
///             graph::Cancelled.
/// Cost        B times the measure and O(n + m + evidence), replications side by side on all
///             threads, each with a graph of its own; and rank_intervals.
/// Source      B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics
///             7(1), 1979, doi:10.1214/aos/1176344552, percentile intervals; drawn by Poisson
///             weights (algorithms/internal/poisson_weights.hpp), the same for an incident as
///             bootstrap_ranks draws.
[[nodiscard]] RankIntervals bootstrap_hubs(const GraphEvidence& evidence,
                                           std::span<const graph::Vertex> rows,
                                           const HubMeasure& measure,
                                           const HubBootstrapOptions& options,
                                           const graph::RunControl& control = {});

} // namespace sandhan::algorithms
