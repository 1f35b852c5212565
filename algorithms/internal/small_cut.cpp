// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/small_cut.hpp"

#include <cassert>

namespace sandhan::algorithms::internal {

using graph::Vertex;

FanSearch::FanSearch(const graph::CompressedGraph& g, WorkMeter& work)
    : m_g(g), m_work(work), m_removed(g.vertex_count(), 0), m_end(g.vertex_count(), 0),
      m_used(g.vertex_count(), 0), m_previous(g.vertex_count(), graph::no_vertex),
      m_visited(std::size_t{2} * g.vertex_count(), 0), m_parent(std::size_t{2} * g.vertex_count()) {
}

void FanSearch::add_end(Vertex v) {
    m_end[v] = 1;
    m_ends.push_back(v);
}

void FanSearch::clear_ends() {
    for (const Vertex v : m_ends) {
        m_end[v] = 0;
    }
    m_ends.clear();
}

bool FanSearch::reaches(Vertex w, std::uint32_t size) {
    // Most have as many ends for neighbours.
    std::uint32_t beside = 0;
    for (const Vertex u : m_g.out_neighbours(w)) {
        beside += m_end[u] != 0 && m_removed[u] == 0 ? 1U : 0U;
    }
    m_work.done += m_g.out_degree(w);
    if (beside >= size) {
        return true;
    }
    std::uint32_t paths = 0;
    while (paths < size && augment(w)) {
        ++paths;
    }
    if (paths < size) {
        collect_cut();
        assert(m_cut.size() == paths);
    }
    clear_paths();
    return paths == size;
}

/// Ford and Fulkerson's search for one more path, on the graph in which every vertex is split into
/// one that is entered and one that is left.
bool FanSearch::augment(Vertex w) {
    ++m_search;
    m_queue.assign(1, {w, true});
    m_visited[index({w, true})] = m_search;
    for (std::size_t i = 0; i < m_queue.size(); ++i) {
        const State at = m_queue[i];
        const Vertex v = at.vertex;
        if (!at.leaving) {
            if (m_used[v] != 0) {
                visit({m_previous[v], true}, at); // the path to v may come from elsewhere
            } else {
                visit({v, true}, at);
            }
            continue;
        }
        if (v != w && m_used[v] != 0) {
            visit({v, false}, at); // the path through v may end before it
        }
        for (const Vertex u : m_g.out_neighbours(v)) {
            ++m_work.done;
            if (m_removed[u] != 0 || u == w) {
                continue;
            }
            if (visit({u, false}, at) && m_end[u] != 0 && m_used[u] == 0) {
                follow_back(u, w);
                return true;
            }
        }
    }
    return false;
}

bool FanSearch::visit(State to, State from) {
    if (m_visited[index(to)] == m_search) {
        return false;
    }
    m_visited[index(to)] = m_search;
    m_parent[index(to)] = from;
    m_queue.push_back(to);
    return true;
}

void FanSearch::follow_back(Vertex end, Vertex w) {
    State at{end, false};
    while (at.vertex != w) {
        const State from = m_parent[index(at)];
        if (!at.leaving) {
            if (from.vertex == at.vertex) {
                m_used[at.vertex] = 0; // its path now ends before it
            } else {
                m_used[at.vertex] = 1;
                m_previous[at.vertex] = from.vertex;
                m_touched.push_back(at.vertex);
            }
        }
        at = from;
    }
}

/// Entered by the last search and not left: the paths block them.
void FanSearch::collect_cut() {
    m_cut.clear();
    for (const State at : m_queue) {
        if (!at.leaving &&
            (m_end[at.vertex] != 0 || m_visited[index({at.vertex, true})] != m_search)) {
            m_cut.push_back(at.vertex);
        }
    }
}

void FanSearch::clear_paths() {
    for (const Vertex v : m_touched) {
        m_used[v] = 0;
    }
    m_touched.clear();
}

namespace {

/// Grows what no small cut parts from v, unless it is in it; returns false when a vertex has no
/// fan, whose cut then stands in `fans`.
[[nodiscard]] bool holds_together(const graph::CompressedGraph& g,
                                  Vertex v,
                                  std::uint32_t k,
                                  FanSearch& fans,
                                  const WorkMeter& work,
                                  const graph::RunControl& control) {
    std::vector<std::uint32_t> beside(g.vertex_count(), 0); // how many neighbours belong to it
    std::vector<Vertex> sure;                               // belong to it, neighbours not told
    std::vector<Vertex> edge_of_it;                         // with some neighbour in it
    const auto add = [&](Vertex u) {
        if (!fans.is_end(u)) {
            fans.add_end(u);
            sure.push_back(u);
        }
    };
    add(v);
    for (const Vertex u : g.out_neighbours(v)) {
        add(u);
    }
    std::size_t told = 0;
    for (std::size_t next = 0;;) {
        for (; told < sure.size(); ++told) {
            for (const Vertex u : g.out_neighbours(sure[told])) {
                ++beside[u];
                if (fans.is_end(u)) {
                    continue;
                }
                if (beside[u] >= k) {
                    add(u);
                } else if (beside[u] == 1) {
                    edge_of_it.push_back(u);
                }
            }
        }
        while (next < edge_of_it.size() && fans.is_end(edge_of_it[next])) {
            ++next;
        }
        if (next == edge_of_it.size()) {
            return true; // everything belongs to it, as the graph is connected
        }
        control.checkpoint();
        if (!fans.reaches(edge_of_it[next], k)) {
            return false;
        }
        if (work.exceeded()) {
            return true;
        }
        add(edge_of_it[next]);
    }
}

} // namespace

std::optional<std::vector<Vertex>> small_vertex_cut(const graph::CompressedGraph& g,
                                                    std::uint32_t k,
                                                    WorkMeter& work,
                                                    const graph::RunControl& control) {
    work.done += g.vertex_count() + 2 * std::uint64_t{g.edge_count()};
    Vertex v = 0;
    for (Vertex u = 1; u < g.vertex_count(); ++u) {
        if (g.out_degree(u) < g.out_degree(v)) {
            v = u;
        }
    }
    FanSearch fans(g, work);
    if (!holds_together(g, v, k, fans, work, control)) {
        return fans.cut();
    }
    // Cuts through v. They leave one of its first k - 1 neighbours in place, and part another one
    // from that.
    const auto row = g.out_neighbours(v);
    std::vector<Vertex> gone{v};
    fans.remove(v);
    for (std::uint32_t i = 0; i + 1 < k; ++i) {
        const Vertex x = row[i];
        const std::uint32_t size = k - 1 - i; // fewer vertices of the cut are left
        fans.clear_ends();
        fans.add_end(x);
        for (const Vertex u : g.out_neighbours(x)) {
            if (!fans.removed(u)) {
                fans.add_end(u);
            }
        }
        work.done += g.out_degree(x);
        for (std::size_t j = i + 1; j < row.size(); ++j) {
            if (fans.is_end(row[j])) {
                continue;
            }
            control.checkpoint();
            if (!fans.reaches(row[j], size)) {
                gone.insert(gone.end(), fans.cut().begin(), fans.cut().end());
                return gone;
            }
            if (work.exceeded()) {
                return {};
            }
            fans.add_end(row[j]);
        }
        gone.push_back(x);
        fans.remove(x);
    }
    return {};
}

} // namespace sandhan::algorithms::internal
