// SPDX-License-Identifier: Apache-2.0
// How far those are that can reach a vertex, and the way from the farthest: what closeness,
// harmonic centrality and eccentricity are made of.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Vertices that are equally far.
struct DistanceShell {
    double distance = 0.0;
    graph::Vertex count = 0;
};

struct DistanceReasons {
    std::vector<DistanceShell> shells;   ///< the nearest first; empty where nothing reaches v
    std::vector<graph::Vertex> farthest; ///< those of the last shell, ascending
    /// A shortest path from the first of them to v, both included; of several that which goes by
    /// the lowest vertex at every step.
    std::vector<graph::Vertex> way;
};

/// The distances of all that can reach v.
///
/// Requires    one finite cost > 0 an edge, or none for 1 each; v < n. Self-loops have no effect,
///             of parallel edges the cheapest counts.
/// Returns     see DistanceReasons. Distances that differ by less than 1e-10 of themselves are one
///             shell, of the nearest.
/// Throws      std::invalid_argument saying which of these does not hold; graph::Cancelled.
/// Cost        O(n + m) time without costs, O((n + m) log n) with; O(n + m) memory.
/// Convention  incoming distances, as incoming_distances().
[[nodiscard]] DistanceReasons explain_distances(const graph::CompressedGraph& g,
                                                graph::Vertex v,
                                                std::span<const double> cost = {},
                                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
