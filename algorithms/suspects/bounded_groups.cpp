// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/bounded_groups.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {

using graph::Edge;
using graph::Vertex;

std::vector<Vertex> bounded_groups(const graph::UndirectedGraph& g,
                                   std::span<const double> strength,
                                   std::size_t most) {
    if (most == 0) {
        throw std::invalid_argument("bounded_groups: a group of at most 0; must be 1 or more");
    }
    if (strength.size() != g.edge_count()) {
        throw std::invalid_argument("bounded_groups: " + std::to_string(strength.size()) +
                                    " strengths for " + std::to_string(g.edge_count()) +
                                    " edges; give one an edge");
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        if (!std::isfinite(strength[e])) {
            throw std::invalid_argument("bounded_groups: the strength of edge " +
                                        std::to_string(e) + " is not finite");
        }
    }
    std::vector<Edge> order(g.edge_count());
    std::iota(order.begin(), order.end(), Edge{0});
    std::sort(order.begin(), order.end(), [&](Edge a, Edge b) {
        return std::tuple(-strength[a], a) < std::tuple(-strength[b], b);
    });
    std::vector<Vertex> parent(g.vertex_count());
    std::iota(parent.begin(), parent.end(), Vertex{0});
    std::vector<std::size_t> size(g.vertex_count(), 1);
    const auto find = [&](Vertex v) {
        while (parent[v] != v) {
            parent[v] = parent[parent[v]];
            v = parent[v];
        }
        return v;
    };
    for (const Edge e : order) {
        const Vertex a = find(g.ends(e).source);
        const Vertex b = find(g.ends(e).target);
        if (a != b && size[a] + size[b] <= most) {
            parent[std::max(a, b)] = std::min(a, b); // the least stands for its group
            size[std::min(a, b)] += size[std::max(a, b)];
        }
    }
    std::vector<Vertex> group(g.vertex_count());
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        group[v] = find(v);
    }
    return group;
}

} // namespace sandhan::algorithms
