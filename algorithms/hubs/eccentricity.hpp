// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/distances.hpp"

#include <cstdint>
#include <optional>

namespace sandhan::algorithms {

/// Eccentricity: the distance from the farthest vertex that can reach this one. A low value marks a
/// place from which nothing that is connected with it is far.
///
/// Requires    as incoming_distances().
/// Returns     one value per vertex; 0 where nothing reaches it.
/// Throws      as incoming_distances().
/// Cost        that of incoming_distances().
/// Convention  igraph: a vertex that cannot reach this one is left out, where NetworkX refuses the
///             graph. Directed: incoming distances, as closeness() and igraph's mode "in"; igraph
///             ignores directions unless told, and NetworkX takes outgoing ones.
/// Source      F. Harary, "Graph Theory", 1969, p. 35. doi:10.1201/9780429493768
[[nodiscard]] std::vector<double> eccentricity(const graph::CompressedGraph& g,
                                               std::span<const double> cost = {},
                                               const graph::RunControl& control = {});

/// The same from distances that are already there. O(n).
[[nodiscard]] std::vector<double> eccentricity(const DistanceSums& distances);

struct GraphExtent {
    std::optional<double> diameter; ///< the largest eccentricity; none where no path leads anywhere
    std::optional<double> radius;   ///< the least; none without vertices
    graph::Vertex from = graph::no_vertex; ///< ends of a shortest path as long as the diameter
    graph::Vertex to = graph::no_vertex;
    graph::Vertex center = graph::no_vertex; ///< a vertex whose eccentricity is the radius
    std::uint64_t searches = 0;              ///< how many breadth-first searches were made
};

/// Diameter and radius of a graph whose edges are 1 long, by few searches: each one narrows what
/// the eccentricities of all vertices can be, until none can be above the largest found or below
/// the least. Where that takes too many, as in a ring, all distances are computed instead.
///
/// Requires    nothing: self-loops and parallel edges have no effect.
/// Throws      graph::Cancelled.
/// Cost        O(k (n + m)) time for k searches, at most 32 + n / 128 and often less than ten; at
///             worst that and incoming_distances(). O(n + m) memory.
/// Convention  eccentricity()'s, so a vertex that nothing reaches makes the radius 0, as in igraph.
/// Source      M. Borassi et al., "Fast diameter and radius BFS-based computation in (weakly
///             connected) real-world graphs", Theoretical Computer Science 586, 2015.
///             doi:10.1016/j.tcs.2015.02.033
[[nodiscard]] GraphExtent graph_extent(const graph::CompressedGraph& g,
                                       const graph::RunControl& control = {});

} // namespace sandhan::algorithms
