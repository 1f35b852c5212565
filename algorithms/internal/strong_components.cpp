// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/strong_components.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

StrongComponents strong_components(const RenumberedRows::Side& out) {
    const auto n = static_cast<Vertex>(out.offset.size() - 1);
    StrongComponents result{std::vector<Vertex>(n, graph::no_vertex), {}};
    std::vector<Vertex> met(n, 0); // when, counted from 1; 0 is never
    std::vector<Vertex> low(n, 0); // the earliest met that it leads back to
    std::vector<std::uint32_t> at(out.offset.begin(), out.offset.end() - 1);
    std::vector<Vertex> way;     // from the root to where the search stands
    std::vector<Vertex> pending; // met and in no component yet
    Vertex clock = 0;
    const auto enter = [&](Vertex v) {
        met[v] = low[v] = ++clock;
        way.push_back(v);
        pending.push_back(v);
    };
    for (Vertex root = 0; root < n; ++root) {
        if (met[root] == 0) {
            enter(root);
        }
        while (!way.empty()) {
            const Vertex v = way.back();
            if (at[v] < out.offset[v + 1]) {
                const Vertex u = out.neighbour[at[v]++];
                if (met[u] == 0) {
                    enter(u);
                } else if (result.number[u] == graph::no_vertex) {
                    low[v] = std::min(low[v], met[u]);
                }
                continue;
            }
            way.pop_back();
            if (!way.empty()) {
                low[way.back()] = std::min(low[way.back()], low[v]);
            }
            if (low[v] == met[v]) {
                const auto component = static_cast<Vertex>(result.size.size());
                result.size.push_back(0);
                while (result.number[v] == graph::no_vertex) {
                    result.number[pending.back()] = component;
                    ++result.size.back();
                    pending.pop_back();
                }
            }
        }
    }
    return result;
}

} // namespace sandhan::algorithms::internal
