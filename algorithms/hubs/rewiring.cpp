// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rewiring.hpp"

#include "algorithms/internal/edge_swaps.hpp"
#include "algorithms/internal/requirements.hpp"

#include <stdexcept>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

using graph::VertexPair;
using internal::pair_key;
using internal::SwapDraws;

graph::CompressedGraph rewired(const graph::CompressedGraph& g,
                               std::uint64_t swaps,
                               std::uint64_t seed,
                               const graph::RunControl& control) {
    if (g.is_directed()) {
        throw std::invalid_argument(
            "rewired: the graph is directed; give it through undirected_simplified()");
    }
    internal::require_simple(g, "rewired");
    std::vector<VertexPair> edges(g.edges().begin(), g.edges().end());
    if (edges.size() < 2) {
        return g;
    }
    internal::put_in_order(edges); // the answer depends on the graph, not on the order of its edges
    std::unordered_set<std::uint64_t> joined;
    joined.reserve(edges.size());
    for (const auto [s, t] : edges) {
        joined.insert(pair_key(s, t));
    }
    SwapDraws draws(seed);
    for (std::uint64_t tried = 0; tried < swaps; ++tried) {
        constexpr std::uint64_t between_checks = 4096;
        if (tried % between_checks == 0) {
            control.checkpoint();
            control.report(tried, swaps);
        }
        const std::uint64_t which = draws.next();
        VertexPair& first = edges[SwapDraws::below(which, edges.size())];
        VertexPair& second = edges[SwapDraws::below(which >> 32U, edges.size())];
        // Which end of the second edge is its first: else a swap could never turn an edge round.
        const auto [a, b] = first;
        auto [c, d] = second;
        if ((draws.next() >> 63U) != 0) {
            std::swap(c, d);
        }
        if (a == d || c == b || &first == &second || joined.contains(pair_key(a, d)) ||
            joined.contains(pair_key(c, b))) {
            continue;
        }
        joined.erase(pair_key(a, b));
        joined.erase(pair_key(c, d));
        joined.insert(pair_key(a, d));
        joined.insert(pair_key(c, b));
        first = {a, d};
        second = {c, b};
    }
    internal::put_in_order(edges);
    return {graph::Directedness::undirected, g.vertex_count(), std::move(edges)};
}

} // namespace sandhan::algorithms
