// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/cut_analysis.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

CutAnalysis::CutAnalysis(const graph::CompressedGraph& g)
    : m_graph(&g), m_gone(g.vertex_count(), 0), m_entry(g.vertex_count()), m_low(g.vertex_count()),
      m_cursor(g.vertex_count()), m_subtree(g.vertex_count()), m_beyond(g.vertex_count()),
      m_parent(g.vertex_count()), m_begin(1, 0), m_cut(g.vertex_count()) {
    m_order.reserve(g.vertex_count());
}

std::uint32_t CutAnalysis::largest_component() const {
    std::size_t largest = 0;
    for (std::size_t i = 0; i < component_count(); ++i) {
        largest = std::max(largest, component(i).size());
    }
    return static_cast<std::uint32_t>(largest);
}

void CutAnalysis::run(std::span<const Vertex> first) {
    std::fill(m_entry.begin(), m_entry.end(), 0); // 0: not visited
    m_order.clear();
    m_begin.assign(1, 0);
    m_pairs = 0;
    const auto begin_with = [&](Vertex v) {
        if (m_gone[v] == 0 && m_entry[v] == 0) {
            search_from(v);
        }
    };
    for (const Vertex v : first) {
        begin_with(v);
    }
    for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
        begin_with(v);
    }
}

void CutAnalysis::search_from(Vertex root) {
    // m_cut[v] holds the pairs within the pieces below v until the component's size is known.
    const auto enter = [&](Vertex v, Vertex parent) {
        m_order.push_back(v);
        m_entry[v] = m_low[v] = static_cast<std::uint32_t>(m_order.size());
        m_cursor[v] = 0;
        m_subtree[v] = 1;
        m_beyond[v] = 0;
        m_cut[v] = 0;
        m_parent[v] = parent;
    };
    enter(root, root);
    Vertex v = root;
    while (true) {
        const auto row = m_graph->out_neighbours(v);
        if (m_cursor[v] < row.size()) {
            const Vertex u = row[m_cursor[v]++];
            if (m_gone[u] != 0) {
                continue;
            }
            if (m_entry[u] == 0) {
                enter(u, v);
                v = u;
            } else if (u != m_parent[v]) {
                m_low[v] = std::min(m_low[v], m_entry[u]);
            }
            continue;
        }
        if (v == root) {
            break;
        }
        const Vertex parent = m_parent[v];
        m_low[parent] = std::min(m_low[parent], m_low[v]);
        m_subtree[parent] += m_subtree[v];
        if (m_low[v] >= m_entry[parent]) {
            m_beyond[parent] += m_subtree[v];
            m_cut[parent] += pairs_of(m_subtree[v]);
        }
        v = parent;
    }
    const std::uint64_t size = m_order.size() - m_begin.back();
    for (std::size_t i = m_begin.back(); i < m_order.size(); ++i) {
        const Vertex u = m_order[i];
        m_cut[u] = pairs_of(size) - m_cut[u] - pairs_of(size - 1 - m_beyond[u]);
    }
    m_pairs += pairs_of(size);
    m_begin.push_back(m_order.size());
}

} // namespace sandhan::algorithms::internal
