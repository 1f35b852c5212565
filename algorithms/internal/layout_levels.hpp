// SPDX-License-Identifier: Apache-2.0
// Ever smaller forms of a graph, for laying it out from the coarse to the fine. Not installed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

/// Rows of neighbours without self-loops and parallel edges; both ends have the edge.
struct LayoutLevel {
    std::vector<std::uint32_t> offset{0};
    std::vector<std::uint32_t> neighbour;
    std::vector<double> strength; ///< by place in `neighbour`
    std::vector<double> mass;     ///< how many vertices of the graph one stands for

    [[nodiscard]] std::size_t size() const { return offset.size() - 1; }
    [[nodiscard]] std::uint32_t degree(std::size_t v) const { return offset[v + 1] - offset[v]; }
};

struct CoarseLevel {
    LayoutLevel level;
    std::vector<std::uint32_t> of; ///< by vertex of the finer level: what stands for it here
};

/// Pairs each vertex, those of least degree first, with the unpaired neighbour it is joined with
/// most strongly for its mass; one that finds none joins the pair of a neighbour. Every vertex that
/// has neighbours is in a group of two or more, so that the level at least halves.
/// Cost  O(n + m).
[[nodiscard]] CoarseLevel coarsened(const LayoutLevel& fine);

} // namespace sandhan::algorithms::internal
