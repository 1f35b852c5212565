// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/k_shortest_paths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <queue>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {
namespace {

using graph::CompressedGraph;
using graph::Edge;
using graph::Vertex;

void require_usable(const CompressedGraph& g,
                    std::span<const double> cost,
                    Vertex source,
                    Vertex target,
                    std::span<const unsigned char> may_pass) {
    if (source >= g.vertex_count() || target >= g.vertex_count()) {
        throw std::invalid_argument("k_shortest_paths: source or target is not a vertex");
    }
    if (cost.size() != g.edge_count()) {
        throw std::invalid_argument("k_shortest_paths: " + std::to_string(cost.size()) +
                                    " costs for " + std::to_string(g.edge_count()) + " edges");
    }
    if (!may_pass.empty() && may_pass.size() != g.vertex_count()) {
        throw std::invalid_argument("k_shortest_paths: one flag a vertex is needed");
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        // Written as !(> 0) so that NaN is refused too.
        if (!(cost[e] > 0.0) || std::isinf(cost[e])) {
            throw std::invalid_argument("k_shortest_paths: edge " + std::to_string(e) +
                                        " has cost " + std::to_string(cost[e]) +
                                        "; costs must be finite and > 0");
        }
    }
}

/// Distances to the target with some vertices and some first steps forbidden.
class Search {
  public:
    Search(const CompressedGraph& g,
           std::span<const double> cost,
           Vertex target,
           std::span<const unsigned char> may_pass)
        : m_g(g), m_cost(cost), m_target(target), m_may_pass(may_pass),
          m_distance(g.vertex_count()), m_settled(g.vertex_count()),
          m_blocked(g.vertex_count(), 0) {}

    std::vector<unsigned char>& blocked() { return m_blocked; }

    /// The cheapest path from `spur`, lexicographically smallest among equals, that does not take
    /// a first step into `forbidden` (sorted).
    std::optional<std::vector<Vertex>> best(Vertex spur, const std::set<Vertex>& forbidden) {
        spread(spur, forbidden);
        if (std::isinf(m_distance[spur])) {
            return std::nullopt;
        }
        // Distances were added up from the target, so following d(v) == c + d(u) is exact, and
        // taking the smallest u at each step gives the lexicographically smallest path. Only to
        // vertices settled before v: a cost that vanishes beside the distance (1 + 1e-20 is 1)
        // would else lead round in a circle.
        std::vector<Vertex> path{spur};
        while (path.back() != m_target) {
            const Vertex v = path.back();
            Vertex next = graph::no_vertex;
            const auto neighbours = m_g.out_neighbours(v);
            const auto edges = m_g.out_edges(v);
            for (std::size_t i = 0; i < neighbours.size() && next == graph::no_vertex; ++i) {
                const Vertex u = neighbours[i];
                if ((v == spur && forbidden.contains(u)) || u == spur || m_blocked[u] != 0 ||
                    std::isinf(m_distance[u]) || m_settled[u] >= m_settled[v]) {
                    continue;
                }
                if (m_cost[edges[i]] + m_distance[u] == m_distance[v]) {
                    next = u;
                }
            }
            path.push_back(next);
        }
        return path;
    }

  private:
    // Dijkstra from the target against the edges. The spur's own distance is settled last, over
    // its allowed first steps only.
    void spread(Vertex spur, const std::set<Vertex>& forbidden) {
        std::fill(m_distance.begin(), m_distance.end(), std::numeric_limits<double>::infinity());
        std::fill(m_settled.begin(), m_settled.end(), graph::no_vertex);
        Vertex settled = 0;
        using Item = std::pair<double, Vertex>;
        std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
        m_distance[m_target] = 0.0;
        queue.emplace(0.0, m_target);
        while (!queue.empty()) {
            const auto [d, v] = queue.top();
            queue.pop();
            if (d > m_distance[v] || m_settled[v] != graph::no_vertex || v == spur) {
                continue;
            }
            m_settled[v] = settled++;
            if (v != m_target && !m_may_pass.empty() && m_may_pass[v] == 0) {
                continue;
            }
            const auto neighbours = m_g.in_neighbours(v);
            const auto edges = m_g.in_edges(v);
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const Vertex u = neighbours[i];
                if (m_blocked[u] != 0 || (u == spur && forbidden.contains(v))) {
                    continue;
                }
                const double through = m_cost[edges[i]] + d;
                if (through < m_distance[u]) {
                    m_distance[u] = through;
                    queue.emplace(through, u);
                }
            }
        }
        // A vertex that may not be passed keeps a distance but must not be walked through.
        if (!m_may_pass.empty()) {
            for (Vertex v = 0; v < m_g.vertex_count(); ++v) {
                if (m_may_pass[v] == 0 && v != spur && v != m_target) {
                    m_distance[v] = std::numeric_limits<double>::infinity();
                }
            }
        }
    }

    const CompressedGraph& m_g;
    std::span<const double> m_cost;
    Vertex m_target;
    std::span<const unsigned char> m_may_pass;
    std::vector<double> m_distance;
    std::vector<Vertex> m_settled; // in which turn; no_vertex: the spur, or never reached
    std::vector<unsigned char> m_blocked;
};

double cheapest_edge(const CompressedGraph& g, std::span<const double> cost, Vertex u, Vertex v) {
    const auto neighbours = g.out_neighbours(u);
    const auto edges = g.out_edges(u);
    const auto [first, last] = std::equal_range(neighbours.begin(), neighbours.end(), v);
    double best = std::numeric_limits<double>::infinity();
    for (auto at = first; at != last; ++at) {
        best = std::min(best, cost[edges[static_cast<std::size_t>(at - neighbours.begin())]]);
    }
    return best;
}

struct Candidate {
    WeightedPath path;
    std::size_t deviation = 0; // index of the vertex where it leaves its parent

    friend bool operator<(const Candidate& a, const Candidate& b) {
        return std::tie(a.path.cost, a.path.vertices) < std::tie(b.path.cost, b.path.vertices);
    }
};

} // namespace

std::vector<WeightedPath> k_shortest_paths(const CompressedGraph& g,
                                           std::span<const double> cost,
                                           Vertex source,
                                           Vertex target,
                                           std::size_t k,
                                           std::span<const unsigned char> may_pass,
                                           const graph::RunControl& control) {
    require_usable(g, cost, source, target, may_pass);
    std::vector<WeightedPath> found;
    if (k == 0) {
        return found;
    }
    if (source == target) {
        return {{{source}, 0.0}};
    }
    Search search(g, cost, target, may_pass);
    const auto priced = [&](std::vector<Vertex> vertices) {
        double total = 0.0;
        for (std::size_t i = 1; i < vertices.size(); ++i) {
            total += cheapest_edge(g, cost, vertices[i - 1], vertices[i]);
        }
        return WeightedPath{std::move(vertices), total};
    };

    std::set<Candidate> candidates;
    if (auto first = search.best(source, {})) {
        candidates.insert({priced(std::move(*first)), 0});
    }
    while (found.size() < k && !candidates.empty()) {
        control.checkpoint();
        const Candidate chosen = std::move(candidates.extract(candidates.begin()).value());
        found.push_back(chosen.path);
        control.report(found.size(), k);
        const auto& vertices = chosen.path.vertices;
        for (std::size_t i = chosen.deviation; found.size() < k && i + 1 < vertices.size(); ++i) {
            std::set<Vertex> forbidden;
            for (const WeightedPath& path : found) {
                if (path.vertices.size() > i + 1 &&
                    std::equal(vertices.begin(),
                               vertices.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                               path.vertices.begin())) {
                    forbidden.insert(path.vertices[i + 1]);
                }
            }
            for (std::size_t j = 0; j < i; ++j) {
                search.blocked()[vertices[j]] = 1;
            }
            if (auto spur = search.best(vertices[i], forbidden)) {
                std::vector<Vertex> whole(vertices.begin(),
                                          vertices.begin() + static_cast<std::ptrdiff_t>(i));
                whole.insert(whole.end(), spur->begin(), spur->end());
                candidates.insert({priced(std::move(whole)), i});
            }
            for (std::size_t j = 0; j < i; ++j) {
                search.blocked()[vertices[j]] = 0;
            }
        }
    }
    return found;
}

} // namespace sandhan::algorithms
