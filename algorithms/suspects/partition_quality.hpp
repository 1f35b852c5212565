// SPDX-License-Identifier: Apache-2.0
// How good a partition into communities is.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>

namespace sandhan::algorithms {

/// Modularity: the share of all edges that lie within communities, less the share that would if
/// each vertex kept its degree and its edges fell at random; Σ over communities of
/// L/m - resolution * (K/2m)², L the strength of the edges within and K that of its vertices.
///
/// Requires    an undirected graph; one community a vertex, by any number; one finite strength > 0
///             an edge, or none for 1 each; a finite resolution >= 0.
/// Returns     at most 1; 0 of a graph without edges.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(n log n + m) time, O(n) memory.
/// Convention  parallel edges add up; a self-loop lies within, and counts twice in its vertex's
///             strength.
/// Source      M. E. J. Newman, M. Girvan, "Finding and evaluating community structure in
///             networks", Phys. Rev. E 69, 026113, 2004. doi:10.1103/PhysRevE.69.026113
///             resolution: J. Reichardt, S. Bornholdt, Phys. Rev. E 74, 016110, 2006.
///             doi:10.1103/PhysRevE.74.016110
[[nodiscard]] double modularity(const graph::CompressedGraph& g,
                                std::span<const std::uint32_t> community,
                                double resolution = 1.0,
                                std::span<const double> strength = {});

/// Quality of the constant Potts model: Σ over communities of L - resolution * n(n-1)/2, L the
/// strength of the edges within and n the number of vertices; a community pays while its density is
/// above the resolution.
///
/// Requires, Throws, Cost as modularity(). A self-loop counts once in L.
/// Source      V. A. Traag, P. Van Dooren, Y. Nesterov, "Narrow scope for resolution-limit-free
///             community detection", Phys. Rev. E 84, 016114, 2011.
///             doi:10.1103/PhysRevE.84.016114
[[nodiscard]] double cpm_quality(const graph::CompressedGraph& g,
                                 std::span<const std::uint32_t> community,
                                 double resolution,
                                 std::span<const double> strength = {});

} // namespace sandhan::algorithms
