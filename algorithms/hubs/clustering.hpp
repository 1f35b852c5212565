// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

/// Clustering coefficient: how many of the pairs among a vertex's neighbours are joined themselves.
/// Near 1 it lies in a closed circle; near 0 it stands between people who do not know each other.
///
/// Requires    a simple graph.
/// Returns     one share in [0, 1] per vertex; 0 for a vertex with fewer than two neighbours.
/// Throws      std::invalid_argument naming an edge that breaks that; graph::Cancelled.
/// Cost        O(m sqrt(m)) time, O(n + m) memory.
/// Convention  that of NetworkX: directed graphs by Fagiolo's formula, which counts the triangles
///             of all eight directions.
/// Source      D. Watts, S. Strogatz, Nature 393, 1998. doi:10.1038/30918
///             G. Fagiolo, Phys. Rev. E 76, 2007. doi:10.1103/PhysRevE.76.026107
[[nodiscard]] std::vector<double> clustering(const graph::CompressedGraph& g,
                                             const graph::RunControl& control = {});

/// Triangles: how many pairs of a vertex's neighbours are joined themselves. Each is three people
/// who all know each other; a case of k suspects gives everyone in it (k - 1)(k - 2) / 2.
///
/// Returns     one count per vertex; their sum is three times the number of triangles.
/// Throws      graph::Cancelled.
/// Cost        O(m sqrt(m)) time, O(n + m) memory.
/// Convention  on the undirected simple graph: directions, parallel edges and self-loops are
///             ignored, as NetworkX would have it after to_undirected().
/// Source      M. Latapy, "Main-memory triangle computations for very large (sparse (power-law))
///             graphs", Theor. Comput. Sci. 407, 2008. doi:10.1016/j.tcs.2008.07.017
[[nodiscard]] std::vector<std::uint64_t> triangle_counts(const graph::CompressedGraph& g,
                                                         const graph::RunControl& control = {});

} // namespace sandhan::algorithms
