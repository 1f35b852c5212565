// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/k_shortest_paths.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
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

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Sums of the same costs in another order may differ in their last digits: a search goes on until
/// it has seen everything that is not longer by more than this share.
constexpr double slack = 1e-9;

using QueueItem = std::pair<double, Vertex>;
using Queue = std::priority_queue<QueueItem, std::vector<QueueItem>, std::greater<>>;

/// The cheapest paths from a spur to the target with some vertices and first steps forbidden.
class Search {
  public:
    Search(const CompressedGraph& g,
           std::span<const double> cost,
           Vertex source,
           Vertex target,
           std::span<const unsigned char> may_pass,
           const graph::RunControl& control)
        : m_g(g), m_cost(cost), m_target(target), m_may_pass(may_pass), m_control(control),
          m_bound(g.vertex_count(), infinity), m_distance(g.vertex_count(), infinity),
          m_steps(g.vertex_count(), 0), m_blocked(g.vertex_count(), 0) {
        bound_from(source);
    }

    void block(Vertex v) { m_blocked[v] = 1; }
    void unblock(Vertex v) { m_blocked[v] = 0; }

    /// The cheapest path from `spur`, reached at the cost `spent`, that takes no first step into
    /// `forbidden`; of several that cost the same the lexicographically smallest.
    std::optional<WeightedPath>
    best(Vertex spur, double spent, const std::vector<Vertex>& forbidden) {
        spread(spur, spent, forbidden);
        std::optional<WeightedPath> path;
        if (m_distance[m_target] < infinity) {
            mark_best(spur, forbidden);
            path = WeightedPath{walk(spur, forbidden), m_distance[m_target]};
        }
        for (const Vertex v : m_touched) {
            m_distance[v] = infinity;
            m_steps[v] = 0;
        }
        m_touched.clear();
        return path;
    }

  private:
    [[nodiscard]] bool passable(Vertex v) const {
        return v == m_target || m_may_pass.empty() || m_may_pass[v] != 0;
    }

    [[nodiscard]] static bool contains(const std::vector<Vertex>& vertices, Vertex v) {
        return std::find(vertices.begin(), vertices.end(), v) != vertices.end();
    }

    /// Lower bounds of the distances to the target: exact up to the source, which is where Dijkstra
    /// from the target may stop, and the source's for everything beyond it.
    void bound_from(Vertex source) {
        Queue queue;
        m_bound[m_target] = 0.0;
        queue.emplace(0.0, m_target);
        double reached = infinity;
        while (!queue.empty()) {
            m_control.checkpoint();
            const auto [d, v] = queue.top();
            queue.pop();
            if (d > m_bound[v]) {
                continue;
            }
            if (v == source) {
                reached = d;
                break;
            }
            if (!passable(v)) {
                continue;
            }
            const auto neighbours = m_g.in_neighbours(v);
            const auto edges = m_g.in_edges(v);
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const double through = m_cost[edges[i]] + d;
                if (through < m_bound[neighbours[i]]) {
                    m_bound[neighbours[i]] = through;
                    queue.emplace(through, neighbours[i]);
                }
            }
        }
        for (double& bound : m_bound) {
            bound = std::min(bound, reached);
        }
    }

    /// A* from the spur. P. E. Hart, N. J. Nilsson, B. Raphael, IEEE Trans. Systems Science and
    /// Cybernetics 4(2), 1968. doi:10.1109/TSSC.1968.300136
    void spread(Vertex spur, double spent, const std::vector<Vertex>& forbidden) {
        Queue queue;
        reach(spur, spent, queue);
        while (!queue.empty()) {
            const double key = queue.top().first;
            const Vertex v = queue.top().second;
            queue.pop();
            if (key > m_distance[m_target] * (1.0 + slack)) {
                return;
            }
            if (v == m_target || key > m_distance[v] + m_bound[v]) {
                continue;
            }
            m_control.checkpoint();
            for_each_step(v, spur, forbidden, [&](Vertex u, double cost) {
                if (m_distance[v] + cost < m_distance[u]) {
                    reach(u, m_distance[v] + cost, queue);
                }
            });
        }
    }

    void reach(Vertex v, double distance, Queue& queue) {
        if (m_distance[v] == infinity) {
            m_touched.push_back(v);
        }
        m_distance[v] = distance;
        if (m_bound[v] < infinity) {
            queue.emplace(distance + m_bound[v], v);
        }
    }

    /// use(u, cost) for each edge v -> u that may be taken.
    template <class Use>
    void for_each_step(Vertex v, Vertex spur, const std::vector<Vertex>& forbidden, Use use) const {
        const auto neighbours = m_g.out_neighbours(v);
        const auto edges = m_g.out_edges(v);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const Vertex u = neighbours[i];
            if (u != spur && m_blocked[u] == 0 && passable(u) &&
                !(v == spur && contains(forbidden, u))) {
                use(u, m_cost[edges[i]]);
            }
        }
    }

    /// Counts the steps of the paths of least cost, from the target back: 1 for itself.
    void mark_best(Vertex spur, const std::vector<Vertex>& forbidden) {
        std::vector<Vertex> marked{m_target};
        m_steps[m_target] = 1;
        for (std::size_t next = 0; next < marked.size(); ++next) {
            const Vertex u = marked[next];
            const auto neighbours = m_g.in_neighbours(u);
            const auto edges = m_g.in_edges(u);
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const Vertex v = neighbours[i];
                if (m_steps[v] == 0 && m_distance[v] < infinity &&
                    m_distance[v] + m_cost[edges[i]] == m_distance[u] && u != spur &&
                    !(v == spur && contains(forbidden, u))) {
                    m_steps[v] = m_steps[u] + 1;
                    marked.push_back(v);
                }
            }
        }
    }

    // A cost that vanishes beside the distance (1 + 1e-20 is 1) would lead round in a circle: where
    // the distance does not grow, the steps left must shrink.
    std::vector<Vertex> walk(Vertex spur, const std::vector<Vertex>& forbidden) const {
        std::vector<Vertex> path{spur};
        while (path.back() != m_target) {
            const Vertex v = path.back();
            Vertex next = graph::no_vertex; // neighbours come in ascending order
            for_each_step(v, spur, forbidden, [&](Vertex u, double cost) {
                if (next == graph::no_vertex && m_steps[u] != 0 &&
                    m_distance[v] + cost == m_distance[u] &&
                    (m_distance[u] > m_distance[v] || m_steps[u] < m_steps[v])) {
                    next = u;
                }
            });
            path.push_back(next);
        }
        return path;
    }

    const CompressedGraph& m_g;
    std::span<const double> m_cost;
    Vertex m_target;
    std::span<const unsigned char> m_may_pass;
    const graph::RunControl& m_control;
    std::vector<double> m_bound;    ///< never more than what is left to the target
    std::vector<double> m_distance; ///< from the source on, by the prefix that leads to the spur
    std::vector<std::uint32_t> m_steps; ///< left on a path of least cost; 0: on none
    std::vector<unsigned char> m_blocked;
    std::vector<Vertex> m_touched; ///< what must be set back
};

double cheapest_edge(const CompressedGraph& g, std::span<const double> cost, Vertex u, Vertex v) {
    const auto neighbours = g.out_neighbours(u);
    const auto edges = g.out_edges(u);
    const auto [first, last] = std::equal_range(neighbours.begin(), neighbours.end(), v);
    double best = infinity;
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
    Search search(g, cost, source, target, may_pass, control);
    std::set<Candidate> candidates;
    if (auto first = search.best(source, 0.0, {})) {
        candidates.insert({std::move(*first), 0});
    }
    while (found.size() < k && !candidates.empty()) {
        control.checkpoint();
        const Candidate chosen = std::move(candidates.extract(candidates.begin()).value());
        found.push_back(chosen.path);
        control.report(found.size(), k);
        const std::size_t wanted = k - found.size();
        const auto& vertices = chosen.path.vertices;
        // The found paths that begin as this one does up to vertex i, and the cost up to there.
        std::vector<const WeightedPath*> alike;
        alike.reserve(found.size());
        for (const WeightedPath& path : found) {
            alike.push_back(&path);
        }
        double spent = 0.0;
        for (std::size_t i = 0; wanted > 0 && i + 1 < vertices.size(); ++i) {
            if (i > 0) {
                search.block(vertices[i - 1]);
                spent += cheapest_edge(g, cost, vertices[i - 1], vertices[i]);
            }
            std::erase_if(alike, [&](const WeightedPath* path) {
                return path->vertices.size() <= i + 1 || path->vertices[i] != vertices[i];
            });
            if (i < chosen.deviation) {
                continue;
            }
            std::vector<Vertex> forbidden;
            forbidden.reserve(alike.size());
            for (const WeightedPath* path : alike) {
                forbidden.push_back(path->vertices[i + 1]);
            }
            if (auto spur = search.best(vertices[i], spent, forbidden)) {
                spur->vertices.insert(spur->vertices.begin(), vertices.begin(),
                                      vertices.begin() + static_cast<std::ptrdiff_t>(i));
                candidates.insert({std::move(*spur), i});
                if (candidates.size() > wanted) {
                    candidates.erase(std::prev(candidates.end()));
                }
            }
        }
        for (const Vertex v : vertices) {
            search.unblock(v);
        }
    }
    return found;
}

} // namespace sandhan::algorithms
