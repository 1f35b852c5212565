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
/// Cost        O(n + m α(n)) time at worst and O(n) memory; where most vertices are in one
/// component,
///             only a few edges of theirs are looked at. Parallel over vertices; the same bytes for
///             any number of threads.
/// Convention  weakly connected components of a directed graph.
/// Source      M. Sutton, T. Ben-Nun, A. Barak, "Optimizing parallel graph connectivity computation
///             via subgraph sampling", IPDPS 2018. doi:10.1109/IPDPS.2018.00012. Sorted rows let a
///             vertex take its lowest neighbour at once, where they sample two and search.
[[nodiscard]] Components connected_components(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms
