// SPDX-License-Identifier: Apache-2.0
// What the circle around a vertex is made of: which of its neighbours are joined with each other,
// and what that makes of triangles, clustering, constraint and effective size.
#pragma once

#include "algorithms/hubs/explanation.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Two neighbours of a vertex that are joined.
struct JoinedPair {
    graph::Vertex a = graph::no_vertex; ///< < b
    graph::Vertex b = graph::no_vertex;
    double closed = 1.0; ///< triangles that it closes; directed: of all directions, 1 to 8
};

struct ClusteringReasons {
    std::uint64_t pairs = 0;              ///< of neighbours, directions dropped
    std::uint64_t joined = 0;             ///< of them; that is triangle_counts()
    double closed = 0.0;                  ///< sum over all joined pairs
    double possible = 0.0;                ///< clustering() is closed / possible, 0 where this is 0
    std::vector<JoinedPair> first_joined; ///< by vertices
    std::vector<graph::VertexPair> first_apart; ///< by vertices, source < target
};

/// Which pairs of v's neighbours are joined and which are not: the definition of clustering() and
/// triangle_counts().
///
/// Requires    a simple graph; v < n.
/// Returns     the figures of all pairs, and at most `most` pairs of either kind.
/// Throws      std::invalid_argument saying which of these does not hold; graph::Cancelled.
/// Cost        O(n + m + edges of the neighbours) time, O(n + m) memory.
[[nodiscard]] ClusteringReasons explain_clustering(const graph::CompressedGraph& g,
                                                   graph::Vertex v,
                                                   std::size_t most,
                                                   const graph::RunControl& control = {});

/// What one neighbour adds to a measure of the circle.
struct CirclePart {
    graph::Vertex neighbour = graph::no_vertex;
    double amount = 0.0; ///< the measure is the sum of these
    double direct = 0.0; ///< of constraint: the share of all strength that its tie has; else 1
    /// By common neighbours: of constraint what ties through them, of effective size what the
    /// neighbour has in common with them.
    double indirect = 0.0;               ///< of all
    std::uint64_t common = 0;            ///< how many there are
    std::vector<NeighbourShare> through; ///< the largest first, then by vertex
};

/// constraint() of v by neighbour: (direct + indirect)^2.
///
/// Requires    one finite strength > 0 an edge, or none for 1 each; v < n.
/// Returns     the largest amount first, then by vertex; empty where v has no neighbour. Of common
///             neighbours at most `most`.
/// Throws      std::invalid_argument saying which of these does not hold; graph::Cancelled.
/// Cost        O(n + m + edges of the neighbours) time, O(n + m) memory.
/// Convention  on the undirected simple graph, as constraint().
[[nodiscard]] std::vector<CirclePart> explain_constraint(const graph::CompressedGraph& g,
                                                         graph::Vertex v,
                                                         std::size_t most,
                                                         std::span<const double> strength = {},
                                                         const graph::RunControl& control = {});

/// effective_size() of v by neighbour: 1 less what is indirect. As explain_constraint().
[[nodiscard]] std::vector<CirclePart> explain_effective_size(const graph::CompressedGraph& g,
                                                             graph::Vertex v,
                                                             std::size_t most,
                                                             std::span<const double> strength = {},
                                                             const graph::RunControl& control = {});

} // namespace sandhan::algorithms
