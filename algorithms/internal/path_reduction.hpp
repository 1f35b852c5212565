// SPDX-License-Identifier: Apache-2.0
// A graph made smaller without changing what betweenness is. Not installed.
#pragma once

#include "algorithms/internal/lane_paths.hpp"
#include "graph/compressed_graph.hpp"

#include <vector>

namespace sandhan::algorithms::internal {

/// What is left of a graph, and what has been settled on the way.
struct PathReduction {
    PathGraph graph;
    std::vector<graph::Vertex> sources; ///< all of `graph`; neighbours stand near one another
    std::vector<graph::Vertex> part_of; ///< by vertex: of `graph`; no_vertex where it is settled
    std::vector<double> settled;        ///< by vertex: its share of the pairs that are settled
};

/// Reduces a simple graph for sums over ordered pairs: the betweenness of v is settled[v] and what
/// the paths in `graph` give to part_of[v].
///
/// A vertex with one neighbour lies between what hangs on it and the rest, and leaves its weight to
/// that neighbour, again and again until no such vertex is left. Vertices with the same neighbours,
/// joined among themselves or not, are one vertex that counts as often: no shortest path from one
/// of them passes through another. A case of many suspects is such a vertex. A directed graph keeps
/// its vertices.
///
/// What is left is numbered by breadth-first search from the vertex of most neighbours, those of
/// more neighbours first: what is read together lies together, and sources side by side see most
/// vertices at one distance.
///
/// Cost    O(n + m log n).
/// Source  M. Baglioni, F. Geraci, M. Pellegrini, E. Lastres, "Fast exact computation of
///         betweenness centrality in social networks", ASONAM 2012. doi:10.1109/ASONAM.2012.79
///         A. Sariyuce, E. Saule, K. Kaya, U. Catalyurek, "Shattering and compressing networks for
///         betweenness centrality", SDM 2013. doi:10.1137/1.9781611972832.76
[[nodiscard]] PathReduction reduce_paths(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms::internal
