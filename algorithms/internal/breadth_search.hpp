// SPDX-License-Identifier: Apache-2.0
// Breadth-first search from one vertex, its room used again by the next. Not installed.
#pragma once

#include "algorithms/internal/renumbered_rows.hpp"

#include <limits>
#include <utility>

namespace sandhan::algorithms::internal {

class BreadthSearch {
  public:
    static constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

    explicit BreadthSearch(graph::Vertex n) : m_level(n, unseen) {}

    /// Searches along these rows, through the vertices that may_enter(v) admits, and returns the
    /// level of the farthest: 0 where there is nowhere to go.
    template <class MayEnter>
    std::uint32_t run(const RenumberedRows::Side& rows, graph::Vertex source, MayEnter may_enter) {
        for (const graph::Vertex v : m_order) {
            m_level[v] = unseen;
        }
        m_order.assign(1, source);
        m_level[source] = 0;
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const graph::Vertex v = m_order[i];
            for (const graph::Vertex u : rows.row(v)) {
                if (m_level[u] == unseen && may_enter(u)) {
                    m_level[u] = m_level[v] + 1;
                    m_order.push_back(u);
                }
            }
        }
        return m_level[m_order.back()];
    }
    std::uint32_t run(const RenumberedRows::Side& rows, graph::Vertex source) {
        return run(rows, source, [](graph::Vertex) { return true; });
    }

    /// What the last search reached, nearest first, its source among them.
    [[nodiscard]] const std::vector<graph::Vertex>& order() const { return m_order; }
    [[nodiscard]] std::uint32_t level(graph::Vertex v) const { return m_level[v]; }

  private:
    std::vector<std::uint32_t> m_level;
    std::vector<graph::Vertex> m_order;
};

} // namespace sandhan::algorithms::internal
