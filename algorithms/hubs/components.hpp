// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

struct Components {
    std::vector<std::uint32_t> of;   ///< by vertex: the number of its component
    std::vector<std::uint32_t> size; ///< by component: how many vertices it has

    [[nodiscard]] std::uint32_t largest() const;
};

/// Connected components: the pieces the graph falls into when directions are ignored.
///
/// Returns     components numbered by their lowest vertex; none when there are no vertices.
/// Cost        O(n + m α(n)) time, O(n) memory.
/// Convention  weakly connected components of a directed graph.
/// Source      R. Tarjan, J. van Leeuwen, "Worst-case analysis of set union algorithms", J. ACM
///             31(2), 1984. doi:10.1145/62.2160
[[nodiscard]] Components connected_components(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
