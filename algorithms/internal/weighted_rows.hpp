// SPDX-License-Identifier: Apache-2.0
// Rows with a number beside each neighbour, so that a search reads one stream of memory instead of
// looking every edge up. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

struct WeightedRows {
    struct Entry {
        graph::Vertex neighbour;
        double weight;
    };

    std::vector<std::uint32_t> offset;
    std::vector<Entry> entry;

    [[nodiscard]] std::span<const Entry> row(graph::Vertex v) const {
        return {entry.data() + offset[v], entry.data() + offset[v + 1]};
    }
};

enum class Walk { out, in };

[[nodiscard]] inline WeightedRows
weighted_rows(const graph::CompressedGraph& g, std::span<const double> weight, Walk walk) {
    WeightedRows rows;
    rows.offset.reserve(std::size_t{g.vertex_count()} + 1);
    rows.offset.push_back(0);
    rows.entry.reserve(g.is_directed() ? g.edge_count() : std::size_t{2} * g.edge_count());
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        const auto neighbour = walk == Walk::out ? g.out_neighbours(v) : g.in_neighbours(v);
        const auto edge = walk == Walk::out ? g.out_edges(v) : g.in_edges(v);
        for (std::size_t i = 0; i < neighbour.size(); ++i) {
            rows.entry.push_back({neighbour[i], weight[edge[i]]});
        }
        rows.offset.push_back(static_cast<std::uint32_t>(rows.entry.size()));
    }
    return rows;
}

} // namespace sandhan::algorithms::internal
