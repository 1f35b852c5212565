// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Constraint: how much of a vertex's ties go to people who are tied to each other, so that
/// whatever it does passes by the same circle. A LOW number marks the broker between circles.
///
/// Requires    one finite strength > 0 an edge, or none for 1 each.
/// Returns     the sum over neighbours v of (p_uv + sum over their common neighbours w of
///             p_uw p_wv)^2, with p_uv the share of u's strength that lies in its tie with v; NaN
///             for a vertex without neighbours, which is no broker.
/// Throws      std::invalid_argument naming the first edge that breaks that; graph::Cancelled.
/// Cost        O(m sqrt(m)) time, O(n + m) memory.
/// Convention  on the undirected simple graph: directions are dropped and the strengths of parallel
///             edges, there and back, added; without strengths each pair counts 1. With strengths
///             that is NetworkX's and igraph's of a directed graph too; without, those count a pair
///             joined both ways twice.
/// Source      R. Burt, "Structural holes and good ideas", Am. J. Sociology 110(2), 2004.
///             doi:10.1086/421787
[[nodiscard]] std::vector<double> constraint(const graph::CompressedGraph& g,
                                             std::span<const double> strength = {},
                                             const graph::RunControl& control = {});

/// Effective size: how many neighbours a vertex has, less what they have in common with each other.
/// A high number marks who is joined with many circles and not with one circle many times.
///
/// Requires    as constraint().
/// Returns     the sum over neighbours v of 1 - (sum over their common neighbours w of p_uw times
///             v's strength with w / v's largest strength); unweighted the degree less the mean
///             degree within the neighbourhood. NaN for a vertex without neighbours.
/// Throws      as constraint().
/// Cost        O(m sqrt(m)) time, O(n + m) memory.
/// Convention  that of NetworkX, on the undirected simple graph as constraint(); igraph has none.
/// Source      R. Burt, "Structural Holes: The Social Structure of Competition", 1992; S. Borgatti,
///             "Structural holes: unpacking Burt's redundancy measures", Connections 20(1), 1997.
[[nodiscard]] std::vector<double> effective_size(const graph::CompressedGraph& g,
                                                 std::span<const double> strength = {},
                                                 const graph::RunControl& control = {});

} // namespace sandhan::algorithms
