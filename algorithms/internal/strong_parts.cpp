// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/strong_parts.hpp"

#include "algorithms/internal/strong_components.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::Vertex;

StrongParts strong_parts(const graph::CompressedGraph& g) {
    StrongComponents components =
        strong_components(g.vertex_count(), [&g](Vertex v) { return g.out_neighbours(v); });
    StrongParts parts;
    const auto count = static_cast<std::uint32_t>(components.size.size());
    parts.of = std::move(components.number);
    parts.begin.assign(std::size_t{count} + 1, 0);
    for (const std::uint32_t part : parts.of) {
        ++parts.begin[part + 1];
    }
    for (std::uint32_t part = 0; part < count; ++part) {
        parts.begin[part + 1] += parts.begin[part];
    }
    auto next = parts.begin;
    parts.order.resize(g.vertex_count());
    parts.position.resize(g.vertex_count());
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        parts.position[v] = next[parts.of[v]]++;
        parts.order[parts.position[v]] = v;
    }
    return parts;
}

PartRows part_rows(const graph::CompressedGraph& g,
                   std::span<const double> strength,
                   const StrongParts& parts,
                   Walk walk) {
    PartRows rows;
    rows.inside.offset.push_back(0);
    rows.across.offset.push_back(0);
    for (const Vertex v : parts.order) {
        const auto neighbour = walk == Walk::out ? g.out_neighbours(v) : g.in_neighbours(v);
        const auto edge = walk == Walk::out ? g.out_edges(v) : g.in_edges(v);
        for (std::size_t i = 0; i < neighbour.size(); ++i) {
            auto& side = parts.of[neighbour[i]] == parts.of[v] ? rows.inside : rows.across;
            side.entry.push_back(
                {parts.position[neighbour[i]], strength.empty() ? 1.0 : strength[edge[i]]});
        }
        rows.inside.offset.push_back(static_cast<std::uint32_t>(rows.inside.entry.size()));
        rows.across.offset.push_back(static_cast<std::uint32_t>(rows.across.entry.size()));
    }
    return rows;
}

} // namespace sandhan::algorithms::internal
