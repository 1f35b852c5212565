// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/edge_betweenness.hpp"

#include "algorithms/internal/ordered_sum.hpp"
#include "algorithms/internal/path_limits.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/wide_count.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace sandhan::algorithms {

using graph::Edge;
using graph::Vertex;

namespace {

// Names follow Brandes: sigma counts the shortest paths from s, delta is the dependency of s.

template <class Count>
class EdgesByBreadth {
  public:
    EdgesByBreadth(const graph::CompressedGraph& g, std::span<const double> /*cost*/)
        : m_g(&g), m_level(g.vertex_count(), unseen), m_sigma(g.vertex_count()),
          m_share(g.vertex_count()) {}

    /// Adds the dependencies of s on every edge. False, and nothing added, if the number of paths
    /// is beyond Count.
    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        const bool fits = internal::holds_paths(m_order, m_sigma);
        for (std::size_t i = m_order.size(); fits && i-- > 0;) {
            const Vertex v = m_order[i];
            const auto row = m_g->out_neighbours(v);
            const auto edges = m_g->out_edges(v);
            double delta = 0.0;
            for (std::size_t j = 0; j < row.size(); ++j) {
                if (m_level[row[j]] == m_level[v] + 1) {
                    const auto along = static_cast<double>(m_sigma[v] * m_share[row[j]]);
                    sum[edges[j]] += along;
                    delta += along;
                }
            }
            m_share[v] = Count(1.0 + delta) / m_sigma[v];
        }
        for (const Vertex v : m_order) {
            m_level[v] = unseen;
        }
        return fits;
    }

  private:
    static constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max() - 1;

    void search(Vertex s) {
        m_order.assign(1, s);
        m_level[s] = 0;
        m_sigma[s] = Count(1.0);
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const Vertex v = m_order[i];
            const std::uint32_t below = m_level[v] + 1;
            const Count paths = m_sigma[v];
            for (const Vertex u : m_g->out_neighbours(v)) {
                if (m_level[u] == unseen) {
                    m_level[u] = below;
                    m_sigma[u] = paths;
                    m_order.push_back(u);
                } else if (m_level[u] == below) {
                    m_sigma[u] += paths;
                }
            }
        }
    }

    const graph::CompressedGraph* m_g;
    std::vector<Vertex> m_order;
    std::vector<std::uint32_t> m_level;
    std::vector<Count> m_sigma;
    std::vector<Count> m_share; // (1 + delta) / sigma
};

/// The same by Dijkstra's algorithm. The edges that lead to a vertex on shortest paths are those
/// from a vertex settled before it that are tight within the tolerance, judged once its own
/// distance is final.
template <class Count>
class EdgesByCost {
  public:
    EdgesByCost(const graph::CompressedGraph& g, std::span<const double> cost)
        : m_g(&g), m_cost(cost), m_distance(g.vertex_count(), unreached),
          m_settled(g.vertex_count(), unreached), m_sigma(g.vertex_count()),
          m_delta(g.vertex_count()), m_queue(g.vertex_count()) {}

    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        const bool fits = internal::holds_paths(m_order, m_sigma);
        if (fits) {
            accumulate(sum);
        }
        for (const Vertex v : m_order) {
            m_distance[v] = m_settled[v] = unreached;
        }
        return fits;
    }

  private:
    static constexpr double unreached = std::numeric_limits<double>::infinity();

    struct Tight {
        Vertex from;
        Edge edge;
    };

    void search(Vertex s) {
        m_order.clear();
        m_tight.clear();
        m_tight_end.clear();
        m_distance[s] = 0.0;
        m_queue.push(0.0, s);
        while (!m_queue.empty()) {
            const auto [d, v] = m_queue.pop();
            m_order.push_back(v);
            Count sigma(v == s ? 1.0 : 0.0);
            const auto in = m_g->in_neighbours(v);
            const auto in_edges = m_g->in_edges(v);
            for (std::size_t i = 0; i < in.size(); ++i) {
                const double length = m_settled[in[i]] + m_cost[in_edges[i]];
                if (length <= d * (1.0 + internal::tie_tolerance)) {
                    sigma += m_sigma[in[i]];
                    m_tight.push_back({in[i], in_edges[i]});
                }
            }
            m_tight_end.push_back(m_tight.size());
            m_sigma[v] = sigma;
            m_settled[v] = d; // only now: no edge leads from v to itself
            const auto out = m_g->out_neighbours(v);
            const auto out_edges = m_g->out_edges(v);
            for (std::size_t i = 0; i < out.size(); ++i) {
                const double length = d + m_cost[out_edges[i]];
                if (length < m_distance[out[i]]) {
                    m_distance[out[i]] = length;
                    m_queue.push(length, out[i]);
                }
            }
        }
    }

    void accumulate(std::span<double> sum) {
        for (const Vertex v : m_order) {
            m_delta[v] = 0.0;
        }
        for (std::size_t i = m_order.size(); i-- > 1;) {
            const Vertex v = m_order[i];
            const Count share = Count(1.0 + m_delta[v]) / m_sigma[v];
            for (std::size_t p = m_tight_end[i - 1]; p < m_tight_end[i]; ++p) {
                const auto [u, e] = m_tight[p];
                const auto along = static_cast<double>(m_sigma[u] * share);
                sum[e] += along;
                m_delta[u] += along;
            }
        }
    }

    const graph::CompressedGraph* m_g;
    std::span<const double> m_cost;
    std::vector<Vertex> m_order;
    std::vector<Tight> m_tight;           // in runs, one a vertex of m_order
    std::vector<std::size_t> m_tight_end; // of the run
    std::vector<double> m_distance;
    std::vector<double> m_settled; // the distance once it is final
    std::vector<Count> m_sigma;
    std::vector<double> m_delta;
    internal::SearchQueue m_queue;
};

/// Counts with doubles, and source by source with WideCount where those do not suffice.
template <template <class> class Search>
[[nodiscard]] std::vector<double> summed_by_edge(const graph::CompressedGraph& g,
                                                 std::span<const double> cost,
                                                 const graph::RunControl& control) {
    struct Scratch {
        Search<double> plain;
        std::vector<Search<internal::WideCount>> wide; // one, once it is needed
    };
    return internal::sum_over_stretches(
        g.vertex_count(), 1, g.edge_count(), Scratch{Search<double>(g, cost), {}},
        [&](Vertex first, Vertex last, Scratch& scratch, std::span<double> sum) {
            for (Vertex s = first; s < last; ++s) {
                control.checkpoint();
                if (g.out_degree(s) == 0 || scratch.plain.add_dependencies(s, sum)) {
                    continue;
                }
                if (scratch.wide.empty()) {
                    scratch.wide.emplace_back(g, cost);
                }
                (void)scratch.wide.front().add_dependencies(s, sum);
            }
        },
        control);
}

} // namespace

std::vector<double> edge_betweenness(const graph::CompressedGraph& g,
                                     std::span<const double> cost,
                                     Normalisation normalisation,
                                     const graph::RunControl& control) {
    internal::require_simple(g, "edge betweenness");
    internal::require_positive(g, cost, "edge betweenness", "cost");
    std::vector<double> score = cost.empty() ? summed_by_edge<EdgesByBreadth>(g, cost, control)
                                             : summed_by_edge<EdgesByCost>(g, cost, control);
    // The sum is over ordered pairs; there are n (n - 1), directed or not.
    double factor = g.is_directed() ? 1.0 : 0.5;
    if (normalisation == Normalisation::by_size && g.vertex_count() > 1) {
        const double n = g.vertex_count();
        factor = 1.0 / (n * (n - 1.0));
    }
    for (double& s : score) {
        s *= factor;
    }
    return score;
}

} // namespace sandhan::algorithms
