// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/onion_layer.hpp"

#include "algorithms/internal/peeling.hpp"
#include "algorithms/internal/undirected_view.hpp"

namespace sandhan::algorithms {

std::vector<std::uint32_t> onion_layers(const graph::CompressedGraph& g) {
    const internal::UndirectedView view(g);
    // Vertices without neighbours fall first, as the one layer of k = 0.
    auto [layer, order, begin] = internal::peel(*view);
    for (std::uint32_t l = 1; l < begin.size(); ++l) {
        for (std::uint32_t i = begin[l - 1]; i < begin[l]; ++i) {
            layer[order[i]] = l;
        }
    }
    return layer;
}

} // namespace sandhan::algorithms
