// SPDX-License-Identifier: Apache-2.0
// Groups no larger than a bound, made by the strongest ties.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Groups of at most `most` vertices: ties are taken from the strongest on, and one that would join
/// two groups to more than that is left out. A component that is small enough stays whole; a larger
/// one falls apart at its weakest ties.
///
/// Requires    an undirected graph; one finite strength an edge; most >= 1.
/// Returns     for each vertex the least vertex of its group.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(m log m).
/// Convention  of equal strengths the edge with the lower number comes first.
/// Source      single linkage (J. C. Gower and G. J. S. Ross, Applied Statistics 18, 1969.
///             doi:10.2307/2346439) by Kruskal's order; the bound is ours.
[[nodiscard]] std::vector<graph::Vertex>
bounded_groups(const graph::UndirectedGraph& g, std::span<const double> strength, std::size_t most);

} // namespace sandhan::algorithms
