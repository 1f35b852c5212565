// SPDX-License-Identifier: Apache-2.0
// The k shortest loopless paths between two vertices.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct WeightedPath {
    std::vector<graph::Vertex> vertices; ///< from source to target; one vertex if they are the same
    double cost = 0.0;                   ///< sum of the costs of its edges, from the source on
    friend bool operator==(const WeightedPath&, const WeightedPath&) = default;
};

/// The k cheapest paths from `source` to `target` that visit no vertex twice, cheapest first; fewer
/// where there are fewer. Of paths that cost the same, the one with the lexicographically smaller
/// vertex sequence comes first. Of parallel edges the cheapest counts.
///
/// Requires  one finite cost > 0 an edge; `may_pass`, if not empty, one flag a vertex: vertices
///           whose flag is 0 are not passed, though they may be source or target.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      O(m + n log n) once, for the distances of all vertices to the target. Each path of l
///           vertices then opens at most l families of further paths, at O(degree + l) each: as a
///           rule the distances alone tell the cheapest of a family. Only where they can't is
///           there a search, led by them, and only of a family whose turn has come: at worst k l
///           searches of O(m + n log n), in practice few and small.
/// Source    J. Y. Yen, "Finding the k shortest loopless paths in a network", Management Science
///           17(11), 1971, doi:10.1287/mnsc.17.11.712, with the deviation index of E. L. Lawler,
///           Management Science 18(7), 1972, doi:10.1287/mnsc.18.7.401: a path deviates only at or
///           after the vertex where it left its parent. The distances to the target as a bound of
///           each family: E. Q. V. Martins, M. M. B. Pascoal, "A new implementation of Yen's
///           ranking loopless paths algorithm", 4OR 1, 2003, doi:10.1007/s10288-002-0010-2.
[[nodiscard]] std::vector<WeightedPath>
k_shortest_paths(const graph::CompressedGraph& g,
                 std::span<const double> cost,
                 graph::Vertex source,
                 graph::Vertex target,
                 std::size_t k,
                 std::span<const unsigned char> may_pass = {},
                 const graph::RunControl& control = {});

} // namespace sandhan::algorithms
