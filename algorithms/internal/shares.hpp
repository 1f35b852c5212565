// SPDX-License-Identifier: Apache-2.0
// What explanations of a vertex have in common. Not installed.
#pragma once

#include "algorithms/hubs/explanation.hpp"
#include "algorithms/hubs/rank_intervals.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms::internal {

/// Throws std::invalid_argument, begun with `what`, if there is no vertex v.
inline void require_vertex(const graph::CompressedGraph& g, graph::Vertex v, const char* what) {
    if (v >= g.vertex_count()) {
        throw std::invalid_argument(std::string(what) + ": vertex " + std::to_string(v) +
                                    " is none of the " + std::to_string(g.vertex_count()));
    }
}

/// The largest first, of equal ones (but for rounding) the lower vertex.
inline void sort_shares(std::vector<NeighbourShare>& shares) {
    std::sort(shares.begin(), shares.end(), [](const NeighbourShare& a, const NeighbourShare& b) {
        const double x = ranking_key(a.amount);
        const double y = ranking_key(b.amount);
        return x != y ? x > y : a.neighbour < b.neighbour;
    });
}

} // namespace sandhan::algorithms::internal
