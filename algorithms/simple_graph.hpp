// SPDX-License-Identifier: Apache-2.0
// The simple graph that measures are defined on.
#pragma once

#include "graph/compressed_graph.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// A graph without parallel edges and self-loops, and one strength an edge.
struct SimpleGraph {
    graph::CompressedGraph graph;
    std::vector<double> strength; ///< by edge; higher is nearer
};

/// Merges parallel edges (an undirected pair in either order), adding their strengths, and leaves
/// self-loops out. Edges come out sorted by (source, target); undirected ones with source < target.
///
/// Requires  one finite strength > 0 an edge of g, or an empty span for 1 each.
/// Throws    std::invalid_argument naming the first edge that breaks that.
/// Cost      O(n + m).
[[nodiscard]] SimpleGraph simplified(const graph::CompressedGraph& g,
                                     std::span<const double> strength = {});

/// The same of g with its directions dropped: two vertices are joined once when an edge runs
/// between them either way, and all their strengths are added.
[[nodiscard]] SimpleGraph undirected_simplified(const graph::CompressedGraph& g,
                                                std::span<const double> strength = {});

} // namespace sandhan::algorithms
