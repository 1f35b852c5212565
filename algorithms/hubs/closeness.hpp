// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/distances.hpp"

namespace sandhan::algorithms {

enum class ClosenessForm {
    wasserman_faust,  ///< scaled by the share of the graph that reaches the vertex
    within_component, ///< only over the vertices that reach it, however few
};

/// Closeness centrality: how near a vertex is to those that can reach it, r / (sum of their
/// distances), times r / (n - 1) in Wasserman and Faust's form. A high score marks a place that
/// few steps separate from the others.
///
/// Requires    as incoming_distances().
/// Returns     one score per vertex, in [0, 1] without costs; 0 where nothing reaches the vertex.
/// Throws      as incoming_distances().
/// Cost        that of incoming_distances().
/// Convention  that of NetworkX, which divides always: directed graphs by incoming distances.
/// igraph
///             uses outgoing ones unless told, and only the second form.
/// Source      S. Wasserman, K. Faust, "Social Network Analysis", 1994, p. 201.
///             doi:10.1017/CBO9780511815478
[[nodiscard]] std::vector<double> closeness(const graph::CompressedGraph& g,
                                            std::span<const double> cost = {},
                                            ClosenessForm form = ClosenessForm::wasserman_faust,
                                            const graph::RunControl& control = {});

/// The same from distances that are already there. O(n).
[[nodiscard]] std::vector<double> closeness(const DistanceSums& distances,
                                            ClosenessForm form = ClosenessForm::wasserman_faust);

} // namespace sandhan::algorithms
