// SPDX-License-Identifier: Apache-2.0
// Strongly connected components of a directed graph. Not installed.
#pragma once

#include "algorithms/internal/renumbered_rows.hpp"

namespace sandhan::algorithms::internal {

struct StrongComponents {
    /// By vertex; an edge leads within a component or to one of a lower number.
    std::vector<graph::Vertex> number;
    std::vector<graph::Vertex> size;
};

/// Tarjan's algorithm, its stack on the heap. O(n + m).
/// Source  R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Computing 1(2),
///         1972. doi:10.1137/0201010
[[nodiscard]] StrongComponents strong_components(const RenumberedRows::Side& out);

} // namespace sandhan::algorithms::internal
