// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

/// Onion layer: the round in which a vertex falls when the graph is taken apart from its rim
/// inwards, all vertices of few enough neighbours at once. It refines the core number: within one
/// core, a higher layer lies deeper.
///
/// Returns     one number per vertex, from 1 at the rim; equal layers imply equal core numbers.
/// Cost        O(n + m) time and memory.
/// Convention  as NetworkX: vertices without neighbours are layer 1, and all others then begin at
///             2 (at 1 where every vertex has a neighbour). On the undirected simple graph:
///             directions, parallel edges and self-loops are ignored.
/// Source      L. Hébert-Dufresne, J. A. Grochow, A. Allard, "Multi-scale structure and topological
///             anomaly detection via a new network statistic: The onion decomposition", Scientific
///             Reports 6, 2016. doi:10.1038/srep31708
[[nodiscard]] std::vector<std::uint32_t> onion_layers(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
