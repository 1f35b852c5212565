// SPDX-License-Identifier: Apache-2.0
// What drawing double edge swaps takes: random numbers, pairs as keys, edges in order. Not
// installed.
#pragma once

#include "algorithms/internal/split_mix.hpp"
#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// SplitMix64 (doi:10.1145/2660193.2660195): integers only, the same on every machine.
class SwapDraws {
  public:
    explicit SwapDraws(std::uint64_t seed) : m_state(mixed(seed ^ 0x5EED5A4DULL)) {}

    /// 64 bits.
    std::uint64_t next() {
        m_state += golden;
        return mixed(m_state);
    }
    /// Of 32 random bits a number below `limit`; biased by less than limit / 2^32.
    static std::size_t below(std::uint64_t bits, std::uint64_t limit) {
        return static_cast<std::size_t>(((bits & 0xFFFFFFFFU) * limit) >> 32U);
    }

  private:
    std::uint64_t m_state;
};

/// The same of a pair in either order.
inline std::uint64_t pair_key(graph::Vertex a, graph::Vertex b) {
    return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b);
}

/// Undirected edges, the smaller end first, sorted.
inline void put_in_order(std::vector<graph::VertexPair>& edges) {
    for (graph::VertexPair& e : edges) {
        e = {std::min(e.source, e.target), std::max(e.source, e.target)};
    }
    std::sort(edges.begin(), edges.end(), [](graph::VertexPair x, graph::VertexPair y) {
        return std::pair(x.source, x.target) < std::pair(y.source, y.target);
    });
}

} // namespace sandhan::algorithms::internal
