// SPDX-License-Identifier: Apache-2.0
#include "bench/generated.hpp"

#include <random>
#include <utility>
#include <vector>

namespace sandhan::bench {

using graph::Vertex;

algorithms::SimpleGraph
power_law_graph(graph::Directedness directedness, Vertex n, std::size_t m, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    std::vector<double> strength;
    edges.reserve(m);
    const auto end = [&]() -> Vertex {
        if (edges.empty() || random() % 2 == 0) {
            return static_cast<Vertex>(random() % n);
        }
        const auto [s, t] = edges[random() % edges.size()];
        return random() % 2 == 0 ? s : t;
    };
    while (edges.size() < m) {
        const Vertex s = end();
        edges.push_back({s, end()});
        strength.push_back(static_cast<double>(1 + random() % 6));
    }
    return algorithms::simplified(graph::CompressedGraph(directedness, n, std::move(edges)),
                                  strength);
}

} // namespace sandhan::bench
