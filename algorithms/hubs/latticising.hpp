// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Latticising: a graph in which every vertex has as many neighbours as in g, and has them near it
/// on a ring, by double edge swaps: of an edge a-b and an edge c-d whose end d is nearer to a than
/// b is, drawn at random, a-d and c-b are made instead if that is no longer, added up around the
/// ring, and joins no vertex with itself or with one that it is joined with. Near neighbours have
/// neighbours in common: it is the graph of those degrees whose circles are about as closed as they
/// can be.
///
/// Requires    a simple undirected graph; the place of each vertex on the ring, 0 to n - 1, each
///             once.
/// Returns     a simple graph of as many vertices and edges; g itself where it has fewer than two
///             edges.
/// Throws      std::invalid_argument saying which of these does not hold; graph::Cancelled.
/// Cost        O(swaps) time expected, O(n + m) memory. Most swaps are refused in the end.
/// Convention  lengths around the ring the shorter way. The same seed gives the same graph on every
///             machine. NetworkX's lattice_reference() keeps a connected graph in one piece; ours
///             may fall apart, and it compares the lengths of a-c and b-d although it makes a-d and
///             c-b.
/// Source      O. Sporns, J. Zwi, "The small world of the cerebral cortex", Neuroinformatics 2(2),
///             2004. doi:10.1385/NI:2:2:145
[[nodiscard]] graph::CompressedGraph latticised(const graph::CompressedGraph& g,
                                                std::span<const graph::Vertex> place,
                                                std::uint64_t swaps,
                                                std::uint64_t seed,
                                                const graph::RunControl& control = {});

/// Places around a ring at random, the same for a seed on every machine. O(n).
[[nodiscard]] std::vector<graph::Vertex> random_places(graph::Vertex n, std::uint64_t seed);

} // namespace sandhan::algorithms
