// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/vertex_diameter.hpp"

#include "algorithms/internal/breadth_search.hpp"
#include "algorithms/internal/strong_components.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

/// Halfway back from the farthest vertex of the search.
Vertex middle_of(const BreadthSearch& search, const RenumberedRows::Side& rows) {
    Vertex v = search.order().back();
    for (const std::uint32_t half = search.level(v) / 2; search.level(v) > half;) {
        const auto row = rows.row(v);
        v = *std::find_if(row.begin(), row.end(),
                          [&](Vertex u) { return search.level(u) + 1 == search.level(v); });
    }
    return v;
}

Vertex undirected_bound(const RenumberedRows& rows) {
    const auto n = static_cast<Vertex>(rows.original.size());
    BreadthSearch search(n);
    Vertex bound = 0;
    for (Vertex first = 0; first < n; first = rows.component[first].end) {
        const Vertex size = rows.component[first].end - first;
        if (size <= bound) {
            continue; // no more vertices than that
        }
        // Numbers begin with the vertex of most neighbours, which is seldom far from all.
        std::uint32_t radius = search.run(rows.out, first);
        for (int round = 0; round < 2; ++round) {
            (void)search.run(rows.out, search.order().back());
            radius = std::min(radius, search.run(rows.out, middle_of(search, rows.out)));
        }
        bound = std::max(bound, static_cast<Vertex>(
                                    std::min<std::uint64_t>(size, std::uint64_t{2} * radius + 1)));
    }
    return bound;
}

Vertex directed_bound(const RenumberedRows& rows) {
    const auto n = static_cast<Vertex>(rows.original.size());
    const StrongComponents strong = strong_components(static_cast<Vertex>(rows.original.size()),
                                                      [&](Vertex v) { return rows.out.row(v); });
    const std::size_t count = strong.size.size();
    std::vector<std::vector<Vertex>> members(count);
    for (Vertex v = 0; v < n; ++v) {
        members[strong.number[v]].push_back(v);
    }
    BreadthSearch search(n);
    std::vector<std::uint64_t> longest(count, 0); // of paths that begin there, in vertices
    std::uint64_t bound = 0;
    for (std::size_t c = 0; c < count; ++c) { // what an edge leads to is numbered lower
        const auto inside = [&](Vertex v) { return strong.number[v] == c; };
        std::uint64_t own = strong.size[c];
        if (own > 2) {
            const Vertex pivot = members[c].front();
            const std::uint64_t there = search.run(rows.out, pivot, inside);
            own = std::min(own, there + search.run(rows.in(), pivot, inside) + 1);
        }
        std::uint64_t after = 0;
        for (const Vertex v : members[c]) {
            for (const Vertex u : rows.out.row(v)) {
                after = std::max(after, longest[strong.number[u]]); // 0 of its own
            }
        }
        longest[c] = own + after;
        bound = std::max(bound, longest[c]);
    }
    return static_cast<Vertex>(std::min<std::uint64_t>(bound, n));
}

} // namespace

Vertex vertex_diameter_bound(const RenumberedRows& rows) {
    return rows.directed ? directed_bound(rows) : undirected_bound(rows);
}

} // namespace sandhan::algorithms::internal
