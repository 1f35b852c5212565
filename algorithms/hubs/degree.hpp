// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Which edges of a vertex count. Of an undirected graph always all of them, once.
enum class Direction { both, in, out };

/// Degree: how many edges a vertex has. The plainest sign of a hub, and the easiest to inflate by
/// recording one place more diligently than another.
///
/// Returns     one count per vertex.
/// Cost        O(n) time.
/// Convention  as NetworkX and igraph: `both` adds in and out, a self-loop counts twice.
[[nodiscard]] std::vector<std::uint32_t> degree(const graph::CompressedGraph& g,
                                                Direction direction = Direction::both);

/// Degree centrality: degree / (n - 1), the share of the others a vertex is joined with.
///
/// Requires    a simple graph, for a share; else the score may exceed 1 (with `both`, directed, 2).
/// Returns     one score per vertex.
/// Cost        O(n) time.
/// Convention  that of NetworkX, whose score of a lone vertex is 1.
[[nodiscard]] std::vector<double> degree_centrality(const graph::CompressedGraph& g,
                                                    Direction direction = Direction::both);

/// Strength: the sum of the strengths of a vertex's edges; of a movement graph, how many incidents
/// rest on a place.
///
/// Requires    one finite strength > 0 an edge, or none for 1 each.
/// Returns     one sum per vertex.
/// Throws      std::invalid_argument naming the first edge that breaks that.
/// Cost        O(n + m) time.
/// Convention  weighted degree of NetworkX, strength() of igraph. Not divided by anything.
/// Source      A. Barrat et al., "The architecture of complex weighted networks", PNAS 101(11),
///             2004. doi:10.1073/pnas.0400087101
[[nodiscard]] std::vector<double> strength(const graph::CompressedGraph& g,
                                           std::span<const double> edge_strength = {},
                                           Direction direction = Direction::both);

} // namespace sandhan::algorithms
