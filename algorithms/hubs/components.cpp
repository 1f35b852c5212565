// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"

#include <algorithm>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// The root of v's tree; paths are halved on the way.
Vertex find(std::vector<Vertex>& parent, Vertex v) {
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

} // namespace

std::uint32_t Components::largest() const {
    return size.empty() ? 0 : *std::max_element(size.begin(), size.end());
}

Components connected_components(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    std::vector<Vertex> parent(n);
    for (Vertex v = 0; v < n; ++v) {
        parent[v] = v;
    }
    for (const auto [s, t] : g.edges()) {
        const Vertex a = find(parent, s);
        const Vertex b = find(parent, t);
        // A root is the lowest vertex of its tree, so numbers follow the lowest vertex.
        if (a < b) {
            parent[b] = a;
        } else {
            parent[a] = b;
        }
    }

    Components components;
    components.of.resize(n);
    for (Vertex v = 0; v < n; ++v) {
        const Vertex root = find(parent, v);
        if (root == v) {
            components.of[v] = static_cast<std::uint32_t>(components.size.size());
            components.size.push_back(0);
        } else {
            components.of[v] = components.of[root];
        }
        ++components.size[components.of[v]];
    }
    return components;
}

} // namespace sandhan::algorithms
