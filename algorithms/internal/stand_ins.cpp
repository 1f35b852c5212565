// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/stand_ins.hpp"

#include <cstdint>

namespace sandhan::algorithms::internal {

using graph::Vertex;

std::vector<std::vector<Vertex>> stand_ins(const graph::CompressedGraph& g,
                                           StandIn kind,
                                           std::span<const unsigned char> allowed,
                                           std::uint64_t most) {
    const Vertex n = g.vertex_count();
    std::vector<std::vector<Vertex>> stands_for(n);
    std::uint64_t looks = 0;
    for (Vertex v = 0; v < n; ++v) {
        for (const Vertex w : g.out_neighbours(v)) {
            looks += g.in_degree(w);
        }
    }
    if (looks > most) {
        return stands_for;
    }
    // met[u]: to how many of v's neighbours u leads, itself counted for one that it is.
    std::vector<std::uint32_t> met(n, 0);
    std::vector<Vertex> touched;
    const auto meet = [&](Vertex u) {
        if (met[u]++ == 0) {
            touched.push_back(u);
        }
    };
    for (Vertex v = 0; v < n; ++v) {
        if (allowed[v] == 0) {
            continue;
        }
        touched.clear();
        if (kind == StandIn::reach) {
            for (const Vertex u : g.in_neighbours(v)) {
                meet(u);
            }
        }
        for (const Vertex w : g.out_neighbours(v)) {
            meet(w);
            for (const Vertex u : g.in_neighbours(w)) {
                meet(u);
            }
        }
        const std::uint32_t needed = g.out_degree(v) + (kind == StandIn::reach ? 1U : 0U);
        for (const Vertex u : touched) {
            if (u != v && allowed[u] != 0 && met[u] == needed &&
                // As many neighbours, all of v's among them: v can stand in for u as well.
                (g.out_degree(u) != g.out_degree(v) || u < v)) {
                stands_for[u].push_back(v);
            }
            met[u] = 0;
        }
    }
    return stands_for;
}

} // namespace sandhan::algorithms::internal
