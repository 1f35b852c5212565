// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Numeric assortativity: the correlation, over the edges, of a number at their source with one at
/// their target. 1 where like joins like, negative where the large join the small.
///
/// Requires    one finite number a vertex, `at_target` likewise.
/// Returns     a correlation in [-1, 1]; nothing where there are no edges, or either side has the
///             same number at all of them.
/// Throws      std::invalid_argument where the counts differ.
/// Cost        O(n + m) time, no memory.
/// Convention  NetworkX: an undirected edge counts in both directions, a self-loop twice. igraph
///             gives the same.
/// Source      M. Newman, "Mixing patterns in networks", Phys. Rev. E 67, 026126, 2003.
///             doi:10.1103/PhysRevE.67.026126
[[nodiscard]] std::optional<double> numeric_assortativity(const graph::CompressedGraph& g,
                                                          std::span<const double> at_source,
                                                          std::span<const double> at_target);

/// Degree assortativity: numeric_assortativity() of the degrees, of directed graphs the out-degree
/// of the source with the in-degree of the target. Negative where hubs join small ones, as a ring
/// around its broker does; positive where the busy keep to the busy.
///
/// Requires    one finite strength > 0 an edge, for the correlation of strengths in place of
/// degrees;
///             or none.
/// Throws      std::invalid_argument naming the first edge that breaks that.
/// Convention  degree_assortativity_coefficient() of NetworkX with x="out", y="in", and with
///             `weight`: strengths are what is correlated, and every edge counts once.
[[nodiscard]] std::optional<double> degree_assortativity(const graph::CompressedGraph& g,
                                                         std::span<const double> strength = {});

/// Attribute assortativity: how much more often edges stay within a group than they would if ends
/// were joined at random, as a share of how much more they could. 1 where no edge crosses a border.
///
/// Requires    one group a vertex, any number, or no_group.
/// Returns     a number in [-1, 1]; nothing where there are no edges, or all of them lie within one
///             group.
/// Throws      std::invalid_argument where there is not one group a vertex.
/// Cost        O(n log n + m) time, O(n) memory.
/// Convention  attribute_assortativity_coefficient() of NetworkX; edges of vertices without a group
///             count nowhere.
/// Source      M. Newman, as above, equation (2).
[[nodiscard]] std::optional<double> group_assortativity(const graph::CompressedGraph& g,
                                                        std::span<const std::uint32_t> group);

} // namespace sandhan::algorithms
