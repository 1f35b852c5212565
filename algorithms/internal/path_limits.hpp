// SPDX-License-Identifier: Apache-2.0
// When two paths are equally long, and how many a double may count: the same for whatever counts
// shortest paths. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <type_traits>
#include <vector>

namespace sandhan::algorithms::internal {

/// Beyond this many paths the inverse of a count is no longer a normal double.
inline constexpr double most_paths = 1e290;

/// Relative difference below which two path lengths are the same number, rounded differently: a
/// sum of 10^5 costs errs by about 1e-11.
inline constexpr double tie_tolerance = 1e-10;

/// False if a double cannot hold the number of paths to a vertex of `order`; any other count can.
template <class Count>
[[nodiscard]] bool holds_paths(const std::vector<graph::Vertex>& order,
                               const std::vector<Count>& sigma) {
    if constexpr (std::is_same_v<Count, double>) {
        for (const graph::Vertex v : order) {
            if (!(sigma[v] <= most_paths)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace sandhan::algorithms::internal
