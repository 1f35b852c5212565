// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/path_reduction.hpp"

#include "algorithms/hubs/components.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

namespace {

/// The vertices of an undirected graph that are left, and what hangs on each.
struct Stripped {
    std::vector<unsigned char> gone;
    std::vector<double> weight;  ///< of what hangs on a vertex, itself included
    std::vector<double> settled; ///< ordered pairs that v separates because of what hangs on it
};

Stripped strip_trees(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    Stripped s{std::vector<unsigned char>(n), std::vector<double>(n, 1.0), std::vector<double>(n)};
    std::vector<double> squares(n); // of the weights that hang on a vertex
    std::vector<std::uint32_t> degree(n);
    std::vector<Vertex> leaves;
    for (Vertex v = 0; v < n; ++v) {
        degree[v] = g.out_degree(v);
        if (degree[v] == 1) {
            leaves.push_back(v);
        }
    }
    while (!leaves.empty()) {
        const Vertex v = leaves.back();
        leaves.pop_back();
        if (degree[v] != 1) {
            continue; // the other end of the last edge of a tree
        }
        s.gone[v] = 1;
        for (const Vertex u : g.out_neighbours(v)) {
            if (s.gone[u] == 0) {
                s.weight[u] += s.weight[v];
                squares[u] += s.weight[v] * s.weight[v];
                if (--degree[u] == 1) {
                    leaves.push_back(u);
                }
            }
        }
    }
    const Components components = connected_components(g);
    for (Vertex v = 0; v < n; ++v) {
        const double below = s.weight[v] - 1.0;
        const double beyond = components.size[components.of[v]] - s.weight[v];
        // Between what hangs on v and what does not, and between two things that hang on it.
        s.settled[v] = 2.0 * below * beyond + (below * below - squares[v]);
    }
    return s;
}

std::uint64_t scattered(std::uint64_t x) { // the finaliser of SplitMix64
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// Finds vertices with the same neighbours among those that are left.
class Twins {
  public:
    Twins(const graph::CompressedGraph& g, const Stripped& stripped)
        : m_g(&g), m_stripped(&stripped), m_leader(g.vertex_count()) {
        const Vertex n = g.vertex_count();
        std::iota(m_leader.begin(), m_leader.end(), 0U);
        std::vector<std::uint64_t> neighbours(n);
        for (Vertex v = 0; v < n; ++v) {
            if (stripped.gone[v] != 0) {
                continue;
            }
            for (const Vertex u : g.out_neighbours(v)) {
                neighbours[v] += stripped.gone[u] == 0 ? scattered(u) : 0;
            }
        }
        join([&](Vertex v) { return neighbours[v]; });
        join([&](Vertex v) { return neighbours[v] + scattered(v); });
    }

    /// The first of the vertices like v, possibly itself.
    [[nodiscard]] Vertex leader(Vertex v) const { return m_leader[v]; }

  private:
    /// Equal vertices have equal keys; vertices of one key are nearly always equal.
    template <class Key>
    void join(Key key) {
        std::vector<std::pair<std::uint64_t, Vertex>> keyed;
        for (Vertex v = 0; v < m_g->vertex_count(); ++v) {
            if (m_stripped->gone[v] == 0 && m_leader[v] == v) {
                keyed.emplace_back(key(v), v);
            }
        }
        std::sort(keyed.begin(), keyed.end());
        Vertex first = no_vertex;
        std::uint64_t first_key = 0;
        for (const auto& [k, v] : keyed) {
            if (first != no_vertex && k == first_key && alike(first, v)) {
                m_leader[v] = first;
            } else {
                first = v;
                first_key = k;
            }
        }
    }

    /// Whether a and b have the same neighbours beside themselves.
    [[nodiscard]] bool alike(Vertex a, Vertex b) const {
        const auto row_a = m_g->out_neighbours(a);
        const auto row_b = m_g->out_neighbours(b);
        const auto counts = [&](Vertex u) { return u != a && u != b && m_stripped->gone[u] == 0; };
        auto i = row_a.begin();
        auto j = row_b.begin();
        for (;;) {
            i = std::find_if(i, row_a.end(), counts);
            j = std::find_if(j, row_b.end(), counts);
            if (i == row_a.end() || j == row_b.end()) {
                return i == row_a.end() && j == row_b.end();
            }
            if (*i++ != *j++) {
                return false;
            }
        }
    }

    const graph::CompressedGraph* m_g;
    const Stripped* m_stripped;
    std::vector<Vertex> m_leader;
};

/// A part of the reduced graph before it has its number.
struct Members {
    double count = 0.0;
    double weight = 0.0;
    double squares = 0.0; // of its members' weights
};

/// Breadth-first from those with most neighbours. `kept(u)` tells who has a row of their own.
template <class Kept>
std::vector<Vertex> order_of(const graph::CompressedGraph& g, Kept kept) {
    std::vector<Vertex> roots;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (kept(v)) {
            roots.push_back(v);
        }
    }
    const auto degree = [&g](Vertex v) {
        return g.is_directed() ? g.out_degree(v) + g.in_degree(v) : g.out_degree(v);
    };
    std::stable_sort(roots.begin(), roots.end(),
                     [&](Vertex a, Vertex b) { return degree(a) > degree(b); });
    std::vector<Vertex> standing(g.vertex_count(), no_vertex);
    for (std::size_t i = 0; i < roots.size(); ++i) {
        standing[roots[i]] = static_cast<Vertex>(i);
    }
    std::vector<Vertex> order;
    order.reserve(roots.size());
    std::vector<Vertex> found; // by standing
    const auto take = [&](Vertex v) {
        if (standing[v] != no_vertex) {
            found.push_back(std::exchange(standing[v], no_vertex));
        }
    };
    for (const Vertex root : roots) {
        if (standing[root] == no_vertex) {
            continue;
        }
        standing[root] = no_vertex;
        order.push_back(root);
        for (std::size_t i = order.size() - 1; i < order.size(); ++i) {
            found.clear();
            for (const Vertex u : g.out_neighbours(order[i])) {
                take(u);
            }
            if (g.is_directed()) {
                for (const Vertex u : g.in_neighbours(order[i])) {
                    take(u);
                }
            }
            std::sort(found.begin(), found.end());
            for (const Vertex rank : found) {
                order.push_back(roots[rank]);
            }
        }
    }
    return order;
}

/// The rows of those in `order`, by their places there.
PathReduction numbered(const graph::CompressedGraph& g, const std::vector<Vertex>& order) {
    PathReduction r;
    r.part_of.assign(g.vertex_count(), no_vertex);
    r.settled.assign(g.vertex_count(), 0.0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        r.part_of[order[i]] = static_cast<Vertex>(i);
    }
    r.sources.resize(order.size());
    std::iota(r.sources.begin(), r.sources.end(), 0U);
    r.graph.offset.reserve(order.size() + 1);
    r.graph.offset.push_back(0);
    for (const Vertex v : order) {
        const std::size_t begin = r.graph.neighbour.size();
        for (const Vertex u : g.out_neighbours(v)) {
            if (r.part_of[u] != no_vertex) {
                r.graph.neighbour.push_back(r.part_of[u]);
            }
        }
        std::sort(r.graph.neighbour.begin() + static_cast<std::ptrdiff_t>(begin),
                  r.graph.neighbour.end());
        r.graph.offset.push_back(static_cast<std::uint32_t>(r.graph.neighbour.size()));
    }
    r.graph.count.assign(order.size(), 1.0);
    r.graph.weight.assign(order.size(), 1.0);
    return r;
}

} // namespace

PathReduction reduce_paths(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    if (g.is_directed()) {
        return numbered(g, order_of(g, [](Vertex) { return true; }));
    }
    Stripped stripped = strip_trees(g);
    const Twins twins(g, stripped);
    const auto leads = [&](Vertex v) { return stripped.gone[v] == 0 && twins.leader(v) == v; };
    PathReduction r = numbered(g, order_of(g, leads));
    r.settled = std::move(stripped.settled);

    std::vector<Members> parts(r.graph.vertex_count());
    std::vector<unsigned char> joined(parts.size()); // with one another
    for (Vertex v = 0; v < n; ++v) {
        if (stripped.gone[v] != 0) {
            continue;
        }
        const Vertex leader = twins.leader(v);
        const Vertex p = r.part_of[leader];
        r.part_of[v] = p;
        parts[p].count += 1.0;
        parts[p].weight += stripped.weight[v];
        parts[p].squares += stripped.weight[v] * stripped.weight[v];
        if (leader != v) {
            const auto row = g.out_neighbours(v);
            joined[p] = std::binary_search(row.begin(), row.end(), leader) ? 1 : 0;
        }
    }
    std::vector<double> between(parts.size()); // twins that are not joined: pairs of them, by part
    for (Vertex p = 0; p < parts.size(); ++p) {
        r.graph.count[p] = parts[p].count;
        r.graph.weight[p] = parts[p].weight;
        if (parts[p].count > 1.0 && joined[p] == 0) {
            double middle = 0.0;
            for (const Vertex u : r.graph.row(p)) {
                middle += parts[u].count;
            }
            for (const Vertex u : r.graph.row(p)) {
                between[u] += (parts[p].weight * parts[p].weight - parts[p].squares) / middle;
            }
        }
    }
    for (Vertex v = 0; v < n; ++v) {
        if (r.part_of[v] != no_vertex) {
            r.settled[v] += between[r.part_of[v]];
        }
    }
    return r;
}

} // namespace sandhan::algorithms::internal
