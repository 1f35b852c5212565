// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/k_components.hpp"

#include "algorithms/internal/shares.hpp"
#include "algorithms/internal/small_cut.hpp"
#include "algorithms/internal/undirected_view.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;
using internal::WorkMeter;

namespace {

using Vertices = std::vector<Vertex>;

/// Sets of three or more vertices that no single vertex holds together, by depth-first search:
/// Hopcroft and Tarjan's blocks. O(n + m).
[[nodiscard]] std::vector<Vertices> blocks(const graph::CompressedGraph& g) {
    std::vector<Vertices> found;
    std::vector<std::uint32_t> entry(g.vertex_count(), 0); // 0: not visited
    std::vector<std::uint32_t> low(g.vertex_count());
    std::vector<std::uint32_t> cursor(g.vertex_count(), 0);
    Vertices path; // from the root to where the search stands
    Vertices open; // entered, their block not yet complete
    std::uint32_t clock = 0;
    const auto enter = [&](Vertex v) {
        entry[v] = low[v] = ++clock;
        path.push_back(v);
        open.push_back(v);
    };
    for (Vertex root = 0; root < g.vertex_count(); ++root) {
        if (entry[root] != 0) {
            continue;
        }
        enter(root);
        while (path.size() > 1 || cursor[root] < g.out_degree(root)) {
            const Vertex v = path.back();
            if (cursor[v] < g.out_degree(v)) {
                const Vertex u = g.out_neighbours(v)[cursor[v]++];
                if (entry[u] == 0) {
                    enter(u);
                } else {
                    low[v] = std::min(low[v], entry[u]); // its parent too: that changes nothing
                }
                continue;
            }
            path.pop_back();
            const Vertex parent = path.back();
            low[parent] = std::min(low[parent], low[v]);
            if (low[v] >= entry[parent]) {
                const auto from = std::find(open.rbegin(), open.rend(), v).base() - 1;
                if (open.end() - from > 1) {
                    found.emplace_back(from, open.end());
                    found.back().push_back(parent);
                }
                open.erase(from, open.end());
            }
        }
        path.clear();
        open.clear();
    }
    return found;
}

class KComponentSearch {
  public:
    KComponentSearch(const graph::CompressedGraph& g,
                     const KComponentOptions& options,
                     const graph::RunControl& control)
        : m_g(g), m_control(control), m_work{0, options.work_limit}, m_local(g.vertex_count()),
          m_inside(g.vertex_count(), 0), m_degree(g.vertex_count()) {
        m_result.number.assign(g.vertex_count(), 0);
    }

    /// Keeps the closest groups of v.
    void watch(Vertex v) { m_watched = v; }
    [[nodiscard]] std::vector<Vertices> watched_groups() { return std::move(m_groups); }

    [[nodiscard]] KComponentNumbers run() {
        for (Vertex v = 0; v < m_g.vertex_count(); ++v) {
            m_result.number[v] = m_g.out_degree(v) > 0 ? 1 : 0;
        }
        for (Vertices& block : blocks(m_g)) {
            raise(block, 2);
            m_todo.push_back({std::move(block), 2});
        }
        const std::uint64_t total = std::max<std::uint64_t>(1, m_todo.size());
        while (!m_todo.empty()) {
            m_control.checkpoint();
            if (m_work.exceeded()) {
                m_result.complete = false;
                break;
            }
            m_control.report(total - std::min<std::uint64_t>(total, m_todo.size()), total);
            const Piece piece = std::move(m_todo.back());
            m_todo.pop_back();
            for (Vertices& part : parts_of_core(piece)) {
                split(std::move(part), piece.level);
            }
        }
        return std::move(m_result);
    }

  private:
    /// Vertices all of whose numbers are `level` at least; what is more than that lies within.
    struct Piece {
        Vertices vertices;
        std::uint32_t level;
    };

    void raise(const Vertices& vertices, std::uint32_t number) {
        for (const Vertex v : vertices) {
            if (v == m_watched && number >= m_result.number[v]) {
                if (number > m_result.number[v]) {
                    m_groups.clear();
                }
                m_groups.push_back(vertices);
            }
            m_result.number[v] = std::max(m_result.number[v], number);
        }
    }

    /// What is left when vertices with too few neighbours for a higher number are taken out again
    /// and again, in connected parts.
    [[nodiscard]] std::vector<Vertices> parts_of_core(const Piece& piece) {
        const std::uint32_t least = piece.level + 1;
        for (const Vertex v : piece.vertices) {
            m_inside[v] = 1;
        }
        Vertices out;
        for (const Vertex v : piece.vertices) {
            m_degree[v] = 0;
            for (const Vertex u : m_g.out_neighbours(v)) {
                m_degree[v] += m_inside[u];
            }
            m_work.done += m_g.out_degree(v);
            if (m_degree[v] < least) {
                out.push_back(v);
            }
        }
        for (const Vertex v : out) {
            m_inside[v] = 0;
        }
        for (std::size_t i = 0; i < out.size(); ++i) {
            for (const Vertex u : m_g.out_neighbours(out[i])) {
                if (m_inside[u] != 0 && --m_degree[u] < least) {
                    m_inside[u] = 0;
                    out.push_back(u);
                }
            }
        }
        std::vector<Vertices> parts;
        for (const Vertex root : piece.vertices) {
            if (m_inside[root] == 0) {
                continue;
            }
            Vertices part{root};
            m_inside[root] = 0;
            for (std::size_t i = 0; i < part.size(); ++i) {
                for (const Vertex u : m_g.out_neighbours(part[i])) {
                    if (m_inside[u] != 0) {
                        m_inside[u] = 0;
                        part.push_back(u);
                    }
                }
            }
            std::sort(part.begin(), part.end());
            parts.push_back(std::move(part));
        }
        return parts;
    }

    /// The subgraph of a set of vertices, numbered by their places in it.
    [[nodiscard]] graph::CompressedGraph subgraph(const Vertices& vertices) {
        for (Vertex i = 0; i < vertices.size(); ++i) {
            m_inside[vertices[i]] = 1;
            m_local[vertices[i]] = i;
        }
        std::vector<graph::VertexPair> edges;
        for (const Vertex v : vertices) {
            for (const Vertex u : m_g.out_neighbours(v)) {
                if (v < u && m_inside[u] != 0) {
                    edges.push_back({m_local[v], m_local[u]});
                }
            }
            m_work.done += m_g.out_degree(v);
        }
        for (const Vertex v : vertices) {
            m_inside[v] = 0;
        }
        return {graph::Directedness::undirected, static_cast<Vertex>(vertices.size()),
                std::move(edges)};
    }

    /// Of a connected part whose vertices have more than `level` neighbours in it: finds either a
    /// cut that no part of a higher number lies across, or how connected it is and such a cut.
    void split(Vertices part, std::uint32_t level) {
        const graph::CompressedGraph g = subgraph(part);
        const Vertex n = g.vertex_count();
        std::uint32_t least_degree = n;
        for (Vertex v = 0; v < n; ++v) {
            least_degree = std::min(least_degree, g.out_degree(v));
        }
        if (least_degree == n - 1) { // a clique, as the people of one case are
            raise(part, least_degree);
            return;
        }
        auto cut = small_cut(g, level + 1);
        if (m_work.exceeded()) {
            m_result.complete = false;
            return;
        }
        if (!cut) {
            // At least level + 1, at most the least degree: from above, each cut is a lower bound
            // on what to try next.
            level += 1;
            std::uint32_t connected = least_degree;
            while (connected > level) {
                auto smaller = small_cut(g, connected);
                if (m_work.exceeded()) {
                    raise(part, level);
                    m_result.complete = false;
                    return;
                }
                if (!smaller) {
                    break;
                }
                connected = static_cast<std::uint32_t>(smaller->size());
                cut = std::move(smaller);
            }
            level = connected;
            raise(part, level);
            if (!cut) {
                m_todo.push_back({std::move(part), level}); // to take out those of least degree
                return;
            }
        }
        push_sides(g, part, *cut, level);
    }

    [[nodiscard]] std::optional<Vertices> small_cut(const graph::CompressedGraph& g,
                                                    std::uint32_t k) {
        return internal::small_vertex_cut(g, k, m_work, m_control);
    }

    /// What is on either side of a cut, each with the cut.
    void push_sides(const graph::CompressedGraph& g,
                    const Vertices& part,
                    const Vertices& cut,
                    std::uint32_t level) {
        std::vector<unsigned char> seen(g.vertex_count(), 0);
        for (const Vertex v : cut) {
            seen[v] = 1;
        }
        for (Vertex root = 0; root < g.vertex_count(); ++root) {
            if (seen[root] != 0) {
                continue;
            }
            Vertices side{root};
            seen[root] = 1;
            for (std::size_t i = 0; i < side.size(); ++i) {
                for (const Vertex u : g.out_neighbours(side[i])) {
                    if (seen[u] == 0) {
                        seen[u] = 1;
                        side.push_back(u);
                    }
                }
            }
            side.insert(side.end(), cut.begin(), cut.end());
            std::sort(side.begin(), side.end());
            for (Vertex& v : side) {
                v = part[v];
            }
            m_todo.push_back({std::move(side), level});
        }
    }

    const graph::CompressedGraph& m_g;
    const graph::RunControl& m_control;
    WorkMeter m_work;
    Vertices m_local;                    // place in a subgraph
    std::vector<unsigned char> m_inside; // of the piece at hand; all 0 between
    std::vector<std::uint32_t> m_degree; // in the piece at hand
    std::vector<Piece> m_todo;
    KComponentNumbers m_result;
    Vertex m_watched = graph::no_vertex;
    std::vector<Vertices> m_groups; // of its number
};

} // namespace

KComponentNumbers k_component_numbers(const graph::CompressedGraph& g,
                                      const KComponentOptions& options,
                                      const graph::RunControl& control) {
    const internal::UndirectedView view(g);
    return KComponentSearch(*view, options, control).run();
}

std::vector<std::vector<Vertex>> k_components_of(const graph::CompressedGraph& g,
                                                 Vertex v,
                                                 const KComponentOptions& options,
                                                 const graph::RunControl& control) {
    internal::require_vertex(g, v, "k-components");
    const internal::UndirectedView view(g);
    KComponentSearch search(*view, options, control);
    search.watch(v);
    const std::uint32_t number = search.run().number[v];
    std::vector<Vertices> groups = search.watched_groups();
    if (number == 1) {
        std::vector<unsigned char> seen(g.vertex_count(), 0);
        Vertices component{v};
        seen[v] = 1;
        for (std::size_t i = 0; i < component.size(); ++i) {
            for (const Vertex u : (*view).out_neighbours(component[i])) {
                if (seen[u] == 0) {
                    seen[u] = 1;
                    component.push_back(u);
                }
            }
        }
        groups.clear();
        groups.push_back(std::move(component));
    }
    for (Vertices& group : groups) {
        std::sort(group.begin(), group.end());
    }
    std::sort(groups.begin(), groups.end(), [](const Vertices& a, const Vertices& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    return groups;
}

} // namespace sandhan::algorithms
