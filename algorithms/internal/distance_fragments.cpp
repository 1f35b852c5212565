// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/distance_fragments.hpp"

#include "algorithms/internal/distance_units.hpp"

#include <bit>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::Vertex;

DistanceFragments::DistanceFragments(const graph::CompressedGraph& g)
    : m_graph(&g), m_gone(g.vertex_count(), 0), m_seen(g.vertex_count()), m_front(g.vertex_count()),
      m_next(g.vertex_count()), m_all(g.vertex_count()) {
    std::iota(m_all.begin(), m_all.end(), Vertex{0});
    const std::uint64_t n = g.vertex_count();
    if (!DistanceUnits::fits(n * n)) {
        throw std::invalid_argument("key_players: " + std::to_string(n) +
                                    " vertices are too many for distances between all of them");
    }
    m_units = DistanceUnits::scale_for(n * n);
}

std::uint64_t DistanceFragments::sum() { return sum_within(m_all); }

std::uint64_t DistanceFragments::sum_within(std::span<const Vertex> vertices) {
    constexpr std::size_t lanes = words * 64;
    std::uint64_t sum = 0;
    for (std::size_t next = 0; next < vertices.size();) {
        for (const Vertex v : vertices) {
            m_seen[v] = Lanes{};
        }
        m_active.clear();
        for (std::size_t lane = 0; lane < lanes && next < vertices.size(); ++next) {
            const Vertex v = vertices[next];
            if (m_gone[v] == 0) {
                m_seen[v].word[lane / 64] |= std::uint64_t{1} << lane % 64;
                m_front[v] = m_seen[v];
                m_active.push_back(v);
                ++lane;
            }
        }
        for (std::uint64_t steps = 1; !m_active.empty(); ++steps) {
            m_touched.clear();
            for (const Vertex v : m_active) {
                const Lanes front = m_front[v];
                const auto row = m_graph->out_neighbours(v);
                m_work += 1 + row.size();
                for (const Vertex u : row) {
                    if (m_gone[u] != 0) {
                        continue;
                    }
                    std::uint64_t any = 0;
                    std::uint64_t before = 0;
                    for (std::size_t w = 0; w < words; ++w) {
                        const std::uint64_t fresh = front.word[w] & ~m_seen[u].word[w];
                        before |= m_next[u].word[w];
                        any |= fresh;
                        m_next[u].word[w] |= fresh;
                    }
                    if (before == 0 && any != 0) {
                        m_touched.push_back(u);
                    }
                }
            }
            std::uint64_t met = 0;
            for (const Vertex u : m_touched) {
                for (std::size_t w = 0; w < words; ++w) {
                    met += static_cast<std::uint64_t>(std::popcount(m_next[u].word[w]));
                    m_seen[u].word[w] |= m_next[u].word[w];
                }
                m_front[u] = std::exchange(m_next[u], Lanes{});
            }
            sum += met * (m_units / steps);
            m_active.swap(m_touched);
        }
    }
    return sum / 2;
}

} // namespace sandhan::algorithms::internal
