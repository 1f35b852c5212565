// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rewiring.hpp"

#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

using graph::Vertex;
using graph::VertexPair;

namespace {

/// SplitMix64 (doi:10.1145/2660193.2660195): integers only, the same on every machine.
class SwapDraws {
  public:
    explicit SwapDraws(std::uint64_t seed) : m_state(mixed(seed ^ 0x5EED5A4DULL)) {}

    /// 64 bits.
    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15ULL;
        return mixed(m_state);
    }
    /// Of 32 random bits a number below `limit`; biased by less than limit / 2^32.
    static std::size_t below(std::uint64_t bits, std::uint64_t limit) {
        return static_cast<std::size_t>(((bits & 0xFFFFFFFFU) * limit) >> 32U);
    }

  private:
    static constexpr std::uint64_t mixed(std::uint64_t z) {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    std::uint64_t m_state;
};

std::uint64_t pair_key(Vertex a, Vertex b) {
    return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b);
}

void put_in_order(std::vector<VertexPair>& edges) {
    for (VertexPair& e : edges) {
        e = {std::min(e.source, e.target), std::max(e.source, e.target)};
    }
    std::sort(edges.begin(), edges.end(), [](VertexPair x, VertexPair y) {
        return std::pair(x.source, x.target) < std::pair(y.source, y.target);
    });
}

} // namespace

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
    put_in_order(edges); // the answer depends on the graph, not on the order of its edges
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
    put_in_order(edges);
    return {graph::Directedness::undirected, g.vertex_count(), std::move(edges)};
}

} // namespace sandhan::algorithms
