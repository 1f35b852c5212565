// SPDX-License-Identifier: Apache-2.0
// A partition of the vertices as kernels count with it: groups numbered 0..k-1. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms::internal {

/// The same number as algorithms::no_group.
inline constexpr std::uint32_t outside = 0xFFFFFFFFU;

struct DenseGroups {
    std::vector<std::uint32_t> of;   ///< by vertex: 0..k-1, or `outside`
    std::vector<std::uint32_t> name; ///< by group: the number the caller gave, ascending
    std::vector<graph::Vertex> size; ///< by group
    graph::Vertex grouped = 0;       ///< vertices that have a group
};

/// Throws std::invalid_argument, begun with the kernel's name, unless there is a number a vertex.
[[nodiscard]] inline DenseGroups dense_groups(const graph::CompressedGraph& g,
                                              std::span<const std::uint32_t> group,
                                              const char* kernel) {
    if (group.size() != g.vertex_count()) {
        throw std::invalid_argument(std::string(kernel) + ": " + std::to_string(group.size()) +
                                    " groups for " + std::to_string(g.vertex_count()) +
                                    " vertices; give one each, or no_group");
    }
    DenseGroups dense;
    for (const std::uint32_t name : group) {
        if (name != outside) {
            dense.name.push_back(name);
        }
    }
    dense.grouped = static_cast<graph::Vertex>(dense.name.size());
    std::sort(dense.name.begin(), dense.name.end());
    dense.name.erase(std::unique(dense.name.begin(), dense.name.end()), dense.name.end());
    dense.size.assign(dense.name.size(), 0);
    dense.of.assign(group.size(), outside);
    for (std::size_t v = 0; v < group.size(); ++v) {
        if (group[v] != outside) {
            const auto at = std::lower_bound(dense.name.begin(), dense.name.end(), group[v]);
            dense.of[v] = static_cast<std::uint32_t>(at - dense.name.begin());
            ++dense.size[dense.of[v]];
        }
    }
    return dense;
}

} // namespace sandhan::algorithms::internal
