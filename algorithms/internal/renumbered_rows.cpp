// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/renumbered_rows.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

/// All vertices breadth first, directions ignored, and where each component begins.
struct BreadthOrder {
    std::vector<Vertex> order;
    std::vector<Vertex> begins;
};

BreadthOrder breadth_order(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    BreadthOrder result;
    result.order.reserve(n);
    std::vector<bool> seen(n, false);
    const auto visit = [&](std::span<const Vertex> row) {
        for (const Vertex u : row) {
            if (!seen[u]) {
                seen[u] = true;
                result.order.push_back(u);
            }
        }
    };
    for (Vertex root = 0; root < n; ++root) {
        if (seen[root]) {
            continue;
        }
        result.begins.push_back(static_cast<Vertex>(result.order.size()));
        seen[root] = true;
        result.order.push_back(root);
        for (std::size_t i = result.begins.back(); i < result.order.size(); ++i) {
            visit(g.out_neighbours(result.order[i]));
            if (g.is_directed()) {
                visit(g.in_neighbours(result.order[i]));
            }
        }
    }
    result.begins.push_back(n);
    return result;
}

template <class Row>
RenumberedRows::Side
side(const std::vector<Vertex>& original, const std::vector<Vertex>& number, Row row) {
    RenumberedRows::Side result;
    result.offset.reserve(original.size() + 1);
    result.offset.push_back(0);
    for (const Vertex v : original) {
        for (const Vertex u : row(v)) {
            if (u != v) {
                result.neighbour.push_back(number[u]);
            }
        }
        result.offset.push_back(static_cast<std::uint32_t>(result.neighbour.size()));
    }
    return result;
}

} // namespace

RenumberedRows renumbered(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    const BreadthOrder breadth = breadth_order(g);
    const auto degree = [&g](Vertex v) {
        return g.is_directed() ? std::uint64_t{g.out_degree(v)} + g.in_degree(v) : g.out_degree(v);
    };

    RenumberedRows rows;
    rows.directed = g.is_directed();
    rows.original = breadth.order;
    rows.component.resize(n);
    for (std::size_t c = 0; c + 1 < breadth.begins.size(); ++c) {
        const RenumberedRows::Range range{breadth.begins[c], breadth.begins[c + 1]};
        std::stable_sort(rows.original.begin() + range.first, rows.original.begin() + range.end,
                         [&](Vertex a, Vertex b) { return degree(a) > degree(b); });
        std::fill(rows.component.begin() + range.first, rows.component.begin() + range.end, range);
    }
    std::vector<Vertex> number(n);
    for (Vertex v = 0; v < n; ++v) {
        number[rows.original[v]] = v;
    }
    rows.out = side(rows.original, number, [&g](Vertex v) { return g.out_neighbours(v); });
    if (g.is_directed()) {
        rows.backward = side(rows.original, number, [&g](Vertex v) { return g.in_neighbours(v); });
    }
    for (const Vertex v : breadth.order) {
        const auto [first, end] = rows.component[number[v]];
        if (end - first > 1) {
            rows.near.push_back(number[v]);
        }
    }
    return rows;
}

} // namespace sandhan::algorithms::internal
