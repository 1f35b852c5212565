// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/fragment_bound.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

namespace {

/// Whether a and b are joined; rows are sorted.
bool joined(const graph::CompressedGraph& g, Vertex a, Vertex b) {
    if (g.out_degree(b) < g.out_degree(a)) {
        std::swap(a, b);
    }
    const auto row = g.out_neighbours(a);
    return std::binary_search(row.begin(), row.end(), b);
}

} // namespace

FragmentBound::FragmentBound(const graph::CompressedGraph& g,
                             std::span<const unsigned char> allowed)
    : m_graph(&g), m_by_degree(g.vertex_count()), m_kept(g.vertex_count()), m_cuts(g),
      m_in_core(g.vertex_count(), 0), m_held(g.vertex_count()), m_seen(g.vertex_count(), 0),
      m_near(g.vertex_count()), m_near_pairs(g.vertex_count()) {
    std::iota(m_by_degree.begin(), m_by_degree.end(), Vertex{0});
    std::stable_sort(m_by_degree.begin(), m_by_degree.end(),
                     [&](Vertex a, Vertex b) { return g.out_degree(a) > g.out_degree(b); });
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        m_kept[v] = allowed[v] == 0 ? 1 : 0;
    }
}

std::uint64_t FragmentBound::Part::pairs_after(std::uint64_t charged) const {
    const std::uint64_t lost = charged / 2;
    return has_core && lost < size ? pairs_of(size - lost) : 0;
}

std::uint64_t FragmentBound::evaluate(std::size_t r) {
    // Kept vertices of high degree first: the core grows from them.
    m_first.clear();
    for (const bool kept : {true, false}) {
        for (const Vertex v : m_by_degree) {
            if (is_kept(v) == kept) {
                m_first.push_back(v);
            }
        }
    }
    m_cuts.run(m_first);
    m_charges.clear();
    m_parts.clear();
    m_left_by_vertices = 0;
    for (std::size_t i = 0; i < m_cuts.component_count(); ++i) {
        charge(m_cuts.component(i), r);
    }
    std::sort(m_charges.begin(), m_charges.end(), [&](const Charge& a, const Charge& b) {
        return a.pairs != b.pairs ? a.pairs > b.pairs
               : m_graph->out_degree(a.vertex) != m_graph->out_degree(b.vertex)
                   ? m_graph->out_degree(a.vertex) > m_graph->out_degree(b.vertex)
                   : a.vertex < b.vertex;
    });
    m_most_pairs = 0;
    for (std::size_t i = 0; i < std::min(r, m_charges.size()); ++i) {
        m_most_pairs += m_charges[i].pairs;
    }
    const std::uint64_t cut = std::min(m_cuts.pairs(), m_most_pairs / 2);
    return std::max(m_cuts.pairs() - cut, m_left_by_vertices);
}

std::vector<Vertex> FragmentBound::useless(std::size_t r, std::uint64_t best) const {
    std::vector<Vertex> found;
    for (std::size_t i = r; r > 0 && i < m_charges.size(); ++i) {
        const Charge& c = m_charges[i];
        const std::uint64_t cut = (m_most_pairs - m_charges[r - 1].pairs + c.pairs) / 2;
        const Part& part = m_parts[c.part];
        const std::uint64_t with_it = part.most - std::max(part.least, c.vertices) + c.vertices;
        const std::uint64_t left =
            m_left_by_vertices - part.pairs_after(part.most) + part.pairs_after(with_it);
        if (std::max(m_cuts.pairs() - std::min(m_cuts.pairs(), cut), left) >= best) {
            found.push_back(c.vertex);
        }
    }
    return found;
}

Vertex FragmentBound::branching_vertex() const {
    return m_charges.empty() ? no_vertex : m_charges.front().vertex;
}

bool FragmentBound::find_core(std::span<const Vertex> component, std::size_t r) {
    const Vertex root = component.front();
    const auto in_core = [&](Vertex v) { return m_in_core[v] == m_stamp; };
    ++m_stamp;
    m_core.assign(1, root);
    m_in_core[root] = m_stamp;
    if (is_kept(root)) {
        for (std::size_t i = 0; i < m_core.size(); ++i) {
            for (const Vertex u : m_graph->out_neighbours(m_core[i])) {
                if (is_kept(u) && !m_cuts.is_gone(u) && !in_core(u)) {
                    m_in_core[u] = m_stamp;
                    m_core.push_back(u);
                }
            }
        }
    } else {
        for (const Vertex u : m_graph->out_neighbours(root)) {
            if (m_core.size() > r) {
                break;
            }
            if (!m_cuts.is_gone(u) && std::all_of(m_core.begin(), m_core.end(), [&](Vertex w) {
                    return joined(*m_graph, u, w);
                })) {
                m_in_core[u] = m_stamp;
                m_core.push_back(u);
            }
        }
        if (m_core.size() <= r) {
            return false;
        }
    }
    for (const Vertex v : component) {
        m_held[v] = 0;
    }
    const auto needed = static_cast<std::uint32_t>(r + 1);
    for (std::size_t i = 0; i < m_core.size(); ++i) {
        const Vertex v = m_core[i];
        for (const Vertex u : m_graph->out_neighbours(v)) {
            if (m_cuts.is_gone(u) || in_core(u)) {
                continue;
            }
            m_held[u] += is_kept(v) ? needed : 1;
            if (m_held[u] >= needed) {
                m_in_core[u] = m_stamp;
                m_core.push_back(u);
            }
        }
    }
    return true;
}

void FragmentBound::find_fringes(std::span<const Vertex> component) {
    const std::uint64_t size = component.size();
    for (const Vertex v : component) {
        m_near[v] = m_near_pairs[v] = 0;
    }
    ++m_seen_stamp;
    const std::uint32_t in_a_fringe = m_seen_stamp;
    for (const Vertex begin : component) {
        if (m_in_core[begin] == m_stamp || m_seen[begin] >= in_a_fringe) {
            continue;
        }
        // A stamp a fringe, so that a neighbour in the core is counted once for each.
        ++m_seen_stamp;
        m_fringe.assign(1, begin);
        m_seen[begin] = m_seen_stamp;
        std::uint64_t inside = 0;
        for (std::size_t i = 0; i < m_fringe.size(); ++i) {
            inside += m_in_core[m_fringe[i]] == m_stamp ? 0U : 1U;
            if (m_in_core[m_fringe[i]] == m_stamp) {
                continue;
            }
            for (const Vertex u : m_graph->out_neighbours(m_fringe[i])) {
                if (!m_cuts.is_gone(u) && m_seen[u] != m_seen_stamp) {
                    m_seen[u] = m_seen_stamp;
                    m_fringe.push_back(u);
                }
            }
        }
        for (const Vertex v : m_fringe) {
            m_near[v] += inside;
            m_near_pairs[v] += inside * (size - inside) + pairs_of(inside);
        }
    }
}

std::uint32_t FragmentBound::beyond_root(Vertex root) const {
    // The core is in one piece without the root: it lies below the child that leads to another of
    // it.
    if (m_core.size() < 2) {
        return m_cuts.beyond(root);
    }
    Vertex child = m_core[1];
    while (m_cuts.parent(child) != root) {
        child = m_cuts.parent(child);
    }
    return m_cuts.beyond(root) - m_cuts.subtree(child);
}

void FragmentBound::charge(std::span<const Vertex> component, std::size_t r) {
    const std::uint64_t size = component.size();
    const auto number = static_cast<std::uint32_t>(m_parts.size());
    if (size < 2) {
        m_parts.push_back({size, 0, 0, false});
        for (const Vertex v : component) {
            if (!is_kept(v)) {
                m_charges.push_back({v, 0, 0, number});
            }
        }
        return;
    }
    const bool has_core = find_core(component, r);
    if (has_core) {
        find_fringes(component);
    }
    std::vector<std::uint64_t> largest;
    for (const Vertex v : component) {
        if (is_kept(v)) {
            continue;
        }
        Charge c{v, 2 * pairs_of(size), 2 * size, number};
        if (has_core) {
            const std::uint64_t in_fringe = m_in_core[v] == m_stamp ? 0 : 1;
            const std::uint64_t alone = v == component.front() ? beyond_root(v) : m_cuts.beyond(v);
            const std::uint64_t alone_pairs = m_cuts.cut(v) - (size - 1);
            c.vertices = 2 + 2 * alone + (m_near[v] - alone - in_fringe);
            c.pairs = 2 * m_cuts.cut(v) + (m_near_pairs[v] - alone_pairs - in_fringe * (size - 1));
        }
        m_charges.push_back(c);
        largest.push_back(c.vertices);
    }
    std::sort(largest.begin(), largest.end(), std::greater<>());
    Part part{size, 0, 0, has_core};
    for (std::size_t i = 0; i < std::min(r, largest.size()); ++i) {
        part.most += largest[i];
    }
    part.least = r > 0 && r <= largest.size() ? largest[r - 1] : 0;
    m_left_by_vertices += part.pairs_after(part.most);
    m_parts.push_back(part);
}

} // namespace sandhan::algorithms::internal
