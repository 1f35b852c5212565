// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/dismantling.hpp"

#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/undirected_view.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {

using graph::no_vertex;
using graph::Vertex;

namespace {

void require_curve(const graph::CompressedGraph& g,
                   std::span<const double> strength,
                   std::span<const Vertex> order) {
    if (!strength.empty() && strength.size() != g.edge_count()) {
        throw std::invalid_argument("dismantling: " + std::to_string(strength.size()) +
                                    " strengths for " + std::to_string(g.edge_count()) + " edges");
    }
    for (std::size_t e = 0; e < strength.size(); ++e) {
        if (!(strength[e] >= 0.0) || std::isinf(strength[e])) {
            const auto [s, t] = g.ends(static_cast<graph::Edge>(e));
            throw std::invalid_argument("dismantling: strength " + std::to_string(strength[e]) +
                                        " of edge " + std::to_string(s) + " - " +
                                        std::to_string(t) + "; strengths must be finite and >= 0");
        }
    }
    std::vector<bool> met(g.vertex_count(), false);
    for (const Vertex v : order) {
        if (v >= g.vertex_count() || met[v]) {
            throw std::invalid_argument(
                "dismantling: vertex " + std::to_string(v) +
                (v < g.vertex_count() ? " is taken out twice" : " is not in the graph"));
        }
        met[v] = true;
    }
}

/// Components that grow together as vertices come back.
class GrowingComponents {
  public:
    GrowingComponents(const graph::CompressedGraph& g, std::span<const double> strength)
        : m_graph(&g), m_strength(strength), m_parent(g.vertex_count(), no_vertex),
          m_size(g.vertex_count(), 0) {}

    void put_back(Vertex v) {
        m_parent[v] = v;
        m_size[v] = 1;
        ++m_step.components;
        m_step.largest_component = std::max(m_step.largest_component, 1U);
        join_all(v, m_graph->out_neighbours(v), m_graph->out_edges(v), false);
        if (m_graph->is_directed()) {
            join_all(v, m_graph->in_neighbours(v), m_graph->in_edges(v), true);
        }
    }
    [[nodiscard]] const DismantlingStep& step() const { return m_step; }

  private:
    void join_all(Vertex v,
                  std::span<const Vertex> row,
                  std::span<const graph::Edge> edges,
                  bool incoming) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const Vertex u = row[i];
            if (m_parent[u] == no_vertex || (u == v && incoming)) {
                continue; // a directed self-loop stands in both rows
            }
            // and an undirected one twice in the one row.
            const double share = u == v && !m_graph->is_directed() ? 0.5 : 1.0;
            m_step.strength_left += share * (m_strength.empty() ? 1.0 : m_strength[edges[i]]);
            join(v, u);
        }
    }

    void join(Vertex a, Vertex b) {
        a = root(a);
        b = root(b);
        if (a == b) {
            return;
        }
        if (m_size[a] < m_size[b]) {
            std::swap(a, b);
        }
        m_step.reachable_pairs += std::uint64_t{m_size[a]} * m_size[b];
        m_parent[b] = a;
        m_size[a] += m_size[b];
        --m_step.components;
        m_step.largest_component = std::max(m_step.largest_component, m_size[a]);
    }

    Vertex root(Vertex v) {
        while (m_parent[v] != v) {
            m_parent[v] = m_parent[m_parent[v]];
            v = m_parent[v];
        }
        return v;
    }

    const graph::CompressedGraph* m_graph;
    std::span<const double> m_strength;
    std::vector<Vertex> m_parent; ///< no_vertex: not there
    std::vector<std::uint32_t> m_size;
    DismantlingStep m_step;
};

/// A graph that loses vertices, and who goes next.
class Removal {
  public:
    Removal(const graph::CompressedGraph& g,
            const DismantlingOptions& options,
            const std::vector<bool>& allowed,
            const graph::RunControl& control)
        : m_graph(&g), m_options(&options), m_allowed(&allowed), m_control(&control),
          m_degree(g.vertex_count()), m_gone(g.vertex_count(), 0) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            m_degree[v] = g.out_degree(v);
        }
    }

    std::vector<Vertex> order() {
        switch (m_options->by) {
        case RemovalRule::degree:
            return by_heap([&](Vertex v) { return std::uint64_t{m_degree[v]}; }, 1);
        case RemovalRule::collective_influence:
            return by_heap([&](Vertex v) { return influence(v); }, influence_radius + 1);
        case RemovalRule::betweenness:
            return by_search(true);
        case RemovalRule::key_players:
            return by_search(false);
        }
        return {};
    }

  private:
    static constexpr std::uint32_t influence_radius = 2;

    [[nodiscard]] bool may_go(Vertex v) const {
        return m_gone[v] == 0 && (m_allowed->empty() || (*m_allowed)[v]);
    }

    void remove(Vertex v) {
        m_gone[v] = 1;
        for (const Vertex u : m_graph->out_neighbours(v)) {
            --m_degree[u];
        }
    }

    /// The vertices left within so many steps of v, itself first; and where the last step begins.
    std::size_t around(Vertex v, std::uint32_t steps, std::vector<Vertex>& found) {
        m_seen.resize(m_graph->vertex_count(), 0);
        ++m_stamp;
        found.assign(1, v);
        m_seen[v] = m_stamp;
        std::size_t begin = 0;
        for (; steps > 0; --steps) {
            const std::size_t end = found.size();
            for (std::size_t i = begin; i < end; ++i) {
                for (const Vertex u : m_graph->out_neighbours(found[i])) {
                    if (m_gone[u] == 0 && m_seen[u] != m_stamp) {
                        m_seen[u] = m_stamp;
                        found.push_back(u);
                    }
                }
            }
            begin = end;
        }
        return begin;
    }

    std::uint64_t influence(Vertex v) {
        if (m_degree[v] < 2) {
            return 0;
        }
        const std::size_t rim = around(v, influence_radius, m_ball);
        std::uint64_t sum = 0;
        for (std::size_t i = rim; i < m_ball.size(); ++i) {
            sum += m_degree[m_ball[i]] - 1;
        }
        return sum * (m_degree[v] - 1);
    }

    /// By a worth that a removal changes within so many steps.
    template <class Worth>
    std::vector<Vertex> by_heap(Worth&& worth, std::uint32_t changed_within) {
        struct Entry {
            std::uint64_t worth;
            std::uint32_t degree;
            Vertex vertex;
            bool operator<(const Entry& other) const {
                return std::tie(worth, degree, other.vertex) <
                       std::tie(other.worth, other.degree, vertex);
            }
        };
        std::vector<std::uint64_t> now(m_graph->vertex_count());
        std::vector<std::uint32_t> degree = m_degree;
        std::vector<Entry> entries;
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (may_go(v)) {
                now[v] = worth(v);
                entries.push_back({now[v], m_degree[v], v});
            }
        }
        std::priority_queue<Entry> queue({}, std::move(entries));
        std::vector<Vertex> order, changed;
        while (!queue.empty() && order.size() < m_options->most) {
            const Entry top = queue.top();
            queue.pop();
            const Vertex v = top.vertex;
            if (!may_go(v) || top.worth != now[v] || top.degree != degree[v]) {
                continue; // of an earlier time
            }
            if (order.size() % 1024 == 0) {
                m_control->checkpoint();
            }
            order.push_back(v);
            (void)around(v, changed_within, changed);
            remove(v);
            for (const Vertex u : changed) {
                if (may_go(u)) {
                    const std::uint64_t then = worth(u);
                    if (then != now[u] || m_degree[u] != degree[u]) {
                        now[u] = then;
                        degree[u] = m_degree[u];
                        queue.push({then, degree[u], u});
                    }
                }
            }
        }
        return order;
    }

    /// By what one look at the whole graph left tells, each time.
    std::vector<Vertex> by_search(bool by_betweenness) {
        std::vector<Vertex> order;
        internal::CutAnalysis cuts(*m_graph);
        cuts.run();
        while (order.size() < m_options->most &&
               cuts.largest_component() > m_options->until_largest) {
            m_control->checkpoint();
            const std::vector<double> between =
                by_betweenness ? betweenness_left() : std::vector<double>();
            Vertex best = no_vertex;
            const auto better = [&](Vertex a, Vertex b) {
                if (by_betweenness && !ties(between[a], between[b])) {
                    return between[a] > between[b];
                }
                if (!by_betweenness && cuts.cut(a) != cuts.cut(b)) {
                    return cuts.cut(a) > cuts.cut(b);
                }
                return m_degree[a] > m_degree[b];
            };
            for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
                if (may_go(v) && (best == no_vertex || better(v, best))) {
                    best = v;
                }
            }
            if (best == no_vertex) {
                break;
            }
            order.push_back(best);
            remove(best);
            cuts.remove(best);
            cuts.run();
        }
        return order;
    }

    /// Sums of shares of paths that differ in their last digits are one number.
    static bool ties(double a, double b) {
        return std::abs(a - b) <= 1e-9 * std::fmax(1.0, std::fmax(a, b));
    }

    [[nodiscard]] std::vector<double> betweenness_left() const {
        std::vector<Vertex> place(m_graph->vertex_count(), no_vertex);
        Vertex n = 0;
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_gone[v] == 0) {
                place[v] = n++;
            }
        }
        std::vector<graph::VertexPair> edges;
        for (const auto [s, t] : m_graph->edges()) {
            if (m_gone[s] == 0 && m_gone[t] == 0) {
                edges.push_back({place[s], place[t]});
            }
        }
        const std::vector<double> left =
            betweenness({graph::Directedness::undirected, n, std::move(edges)}, {},
                        Normalisation::none, *m_control);
        std::vector<double> score(m_graph->vertex_count(), 0.0);
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_gone[v] == 0) {
                score[v] = left[place[v]];
            }
        }
        return score;
    }

    const graph::CompressedGraph* m_graph;
    const DismantlingOptions* m_options;
    const std::vector<bool>* m_allowed;
    const graph::RunControl* m_control;
    std::vector<std::uint32_t> m_degree; ///< neighbours left
    std::vector<unsigned char> m_gone;
    std::vector<std::uint32_t> m_seen;
    std::uint32_t m_stamp = 0;
    std::vector<Vertex> m_ball;
};

} // namespace

std::vector<DismantlingStep> dismantling_curve(const graph::CompressedGraph& g,
                                               std::span<const double> strength,
                                               std::span<const Vertex> order) {
    require_curve(g, strength, order);
    std::vector<bool> goes(g.vertex_count(), false);
    for (const Vertex v : order) {
        goes[v] = true;
    }
    GrowingComponents left(g, strength);
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (!goes[v]) {
            left.put_back(v);
        }
    }
    std::vector<DismantlingStep> steps(order.size() + 1);
    for (std::size_t i = order.size();; --i) {
        steps[i] = left.step();
        if (i == 0) {
            break;
        }
        steps[i].removed = order[i - 1];
        left.put_back(order[i - 1]);
    }
    return steps;
}

std::vector<DismantlingStep> dismantle(const graph::CompressedGraph& g,
                                       std::span<const double> strength,
                                       const DismantlingOptions& options,
                                       const std::vector<bool>& allowed,
                                       const graph::RunControl& control) {
    if (!allowed.empty() && allowed.size() != g.vertex_count()) {
        throw std::invalid_argument("dismantling: " + std::to_string(allowed.size()) +
                                    " marks of who is allowed for " +
                                    std::to_string(g.vertex_count()) + " vertices");
    }
    require_curve(g, strength, {});
    const internal::UndirectedView view(g);
    const std::vector<Vertex> order = Removal(*view, options, allowed, control).order();
    std::vector<DismantlingStep> steps = dismantling_curve(g, strength, order);
    const auto end = std::find_if(steps.begin(), steps.end(), [&](const DismantlingStep& step) {
        return step.largest_component <= options.until_largest;
    });
    if (end != steps.end()) {
        steps.erase(end + 1, steps.end());
    }
    return steps;
}

} // namespace sandhan::algorithms
