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
/// Cost        O((n + m) α(n)) time, O(n) memory, with a copy of the edges where the graph is not
///             undirected and simple. Nothing is recursive, so that a path of millions is no
///             danger. Parallel over vertices but for the search; the same bytes for any number of
///             threads.
/// Convention  on the undirected simple graph: directions, parallel edges and self-loops are
///             ignored; so an edge there and one back are one, and may be a bridge.
/// Source      R. E. Tarjan, U. Vishkin, "An efficient parallel biconnectivity algorithm", SIAM J.
///             Computing 14(4), 1985, doi:10.1137/0214061, on a breadth-first forest.
[[nodiscard]] CutParts cut_parts(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
