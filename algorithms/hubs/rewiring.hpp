// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>

namespace sandhan::algorithms {

/// Degree-preserving rewiring: a graph drawn at random among those in which every vertex has as
/// many neighbours as in g, by double edge swaps: of two edges a-b and c-d drawn at random, a-d and
/// c-b are made instead unless that would join a vertex with itself or two that are joined already.
/// What such graphs show as well comes from the degrees alone.
///
/// Requires    a simple undirected graph.
/// Returns     a simple graph of as many vertices and edges; g itself where it has fewer than two
///             edges.
/// Throws      std::invalid_argument naming an edge that breaks that; graph::Cancelled.
/// Cost        O(swaps) time expected, O(n + m) memory. About ten swaps tried for each edge forget
///             the beginning.
/// Convention  a swap that is refused counts as tried, which makes all such graphs equally likely
/// in
///             the limit. The same seed gives the same graph on every machine. The graph may fall
///             into more pieces than g.
/// Source      S. Maslov, K. Sneppen, "Specificity and stability in topology of protein networks",
///             Science 296, 2002. doi:10.1126/science.1065103
///             B. Fosdick et al., "Configuring random graph models with fixed degree sequences",
///             SIAM Review 60(2), 2018. doi:10.1137/16M1087175
[[nodiscard]] graph::CompressedGraph rewired(const graph::CompressedGraph& g,
                                             std::uint64_t swaps,
                                             std::uint64_t seed,
                                             const graph::RunControl& control = {});

} // namespace sandhan::algorithms
