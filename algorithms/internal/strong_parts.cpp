// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/strong_parts.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

/// Numbers the parts in the order in which the search completes them: what a part leads to is
/// complete before it.
class StrongSearch {
  public:
    explicit StrongSearch(const graph::CompressedGraph& g)
        : m_g(g), m_part(g.vertex_count(), none), m_entry(g.vertex_count(), 0),
          m_low(g.vertex_count()), m_cursor(g.vertex_count(), 0) {
        for (Vertex root = 0; root < g.vertex_count(); ++root) {
            if (m_entry[root] == 0) {
                search(root);
            }
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> parts() && { return std::move(m_part); }
    [[nodiscard]] std::uint32_t count() const { return m_count; }

  private:
    static constexpr std::uint32_t none = graph::no_vertex;

    void search(Vertex root) {
        enter(root);
        while (!m_path.empty()) {
            const Vertex v = m_path.back();
            const auto row = m_g.out_neighbours(v);
            if (m_cursor[v] < row.size()) {
                const Vertex u = row[m_cursor[v]++];
                if (m_entry[u] == 0) {
                    enter(u);
                } else if (m_part[u] == none) {
                    m_low[v] = std::min(m_low[v], m_entry[u]);
                }
                continue;
            }
            m_path.pop_back();
            if (!m_path.empty()) {
                m_low[m_path.back()] = std::min(m_low[m_path.back()], m_low[v]);
            }
            if (m_low[v] == m_entry[v]) {
                complete(v);
            }
        }
    }

    void enter(Vertex v) {
        m_entry[v] = m_low[v] = ++m_clock;
        m_path.push_back(v);
        m_open.push_back(v);
    }

    void complete(Vertex first) {
        Vertex v = graph::no_vertex;
        do {
            v = m_open.back();
            m_open.pop_back();
            m_part[v] = m_count;
        } while (v != first);
        ++m_count;
    }

    const graph::CompressedGraph& m_g;
    std::vector<std::uint32_t> m_part;
    std::vector<std::uint32_t> m_entry; // 0: not visited
    std::vector<std::uint32_t> m_low;
    std::vector<std::uint32_t> m_cursor;
    std::vector<Vertex> m_path; // from the root to where the search stands
    std::vector<Vertex> m_open; // entered, of no complete part
    std::uint32_t m_clock = 0;
    std::uint32_t m_count = 0;
};

} // namespace

StrongParts strong_parts(const graph::CompressedGraph& g) {
    StrongSearch search(g);
    StrongParts parts;
    const std::uint32_t count = search.count();
    parts.of = std::move(search).parts();
    parts.begin.assign(std::size_t{count} + 1, 0);
    for (const std::uint32_t part : parts.of) {
        ++parts.begin[part + 1];
    }
    for (std::uint32_t part = 0; part < count; ++part) {
        parts.begin[part + 1] += parts.begin[part];
    }
    auto next = parts.begin;
    parts.order.resize(g.vertex_count());
    parts.position.resize(g.vertex_count());
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        parts.position[v] = next[parts.of[v]]++;
        parts.order[parts.position[v]] = v;
    }
    return parts;
}

PartRows part_rows(const graph::CompressedGraph& g,
                   std::span<const double> strength,
                   const StrongParts& parts,
                   Walk walk) {
    PartRows rows;
    rows.inside.offset.push_back(0);
    rows.across.offset.push_back(0);
    for (const Vertex v : parts.order) {
        const auto neighbour = walk == Walk::out ? g.out_neighbours(v) : g.in_neighbours(v);
        const auto edge = walk == Walk::out ? g.out_edges(v) : g.in_edges(v);
        for (std::size_t i = 0; i < neighbour.size(); ++i) {
            auto& side = parts.of[neighbour[i]] == parts.of[v] ? rows.inside : rows.across;
            side.entry.push_back(
                {parts.position[neighbour[i]], strength.empty() ? 1.0 : strength[edge[i]]});
        }
        rows.inside.offset.push_back(static_cast<std::uint32_t>(rows.inside.entry.size()));
        rows.across.offset.push_back(static_cast<std::uint32_t>(rows.across.entry.size()));
    }
    return rows;
}

} // namespace sandhan::algorithms::internal
