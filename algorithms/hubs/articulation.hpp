// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <vector>

namespace sandhan::algorithms {

/// What alone holds parts of the graph together.
struct CutParts {
    std::vector<bool> articulation;         ///< by vertex
    std::vector<graph::VertexPair> bridges; ///< sorted, source < target
};

/// Articulation points: vertices whose loss splits their component. Bridges: edges whose loss does.
/// They mark the person or corridor without whom two sides of a case would not be joined in the
/// records, which may mean that a record is missing.
///
/// Returns     a mark per vertex, and the bridges as pairs of vertices.
/// Cost        O(n + m) time and memory; no recursion, so that a path of millions is no danger.
/// Convention  on the undirected simple graph: directions, parallel edges and self-loops are
///             ignored; so an edge there and one back are one, and may be a bridge.
/// Source      J. Hopcroft, R. Tarjan, "Algorithm 447: efficient algorithms for graph
/// manipulation",
///             Comm. ACM 16(6), 1973. doi:10.1145/362248.362272
[[nodiscard]] CutParts cut_parts(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
