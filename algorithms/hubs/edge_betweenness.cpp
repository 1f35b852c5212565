// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/edge_betweenness.hpp"

#include "algorithms/internal/bucket_queue.hpp"
#include "algorithms/internal/cost_paths.hpp"
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
    explicit EdgesByBreadth(const graph::CompressedGraph& g)
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

/// The same by costs.
template <class Count, class Queue>
class EdgesByCost {
  public:
    EdgesByCost(const graph::CompressedGraph& g,
                const internal::WeightedRows& out,
                const internal::WeightedRows& in,
                const Queue& queue)
        : m_g(&g), m_paths(g.vertex_count(), out, in, queue), m_delta(g.vertex_count()) {}

    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        m_paths.search(s, [this](Vertex v, std::size_t i, Vertex from) {
            return Step{from, m_g->in_edges(v)[i]};
        });
        if (!m_paths.fits()) {
            return false;
        }
        const auto order = m_paths.order();
        for (const Vertex v : order) {
            m_delta[v] = 0.0;
        }
        for (std::size_t i = order.size(); i-- > 1;) {
            const Vertex v = order[i];
            const Count share = Count(1.0 + m_delta[v]) / m_paths.sigma(v);
            for (const auto [u, e] : m_paths.steps_to(i)) {
                const auto along = static_cast<double>(m_paths.sigma(u) * share);
                sum[e] += along;
                m_delta[u] += along;
            }
        }
        return true;
    }

  private:
    struct Step {
        Vertex from;
        Edge edge;
    };

    const graph::CompressedGraph* m_g;
    internal::CostPaths<Count, Queue, Step> m_paths;
    std::vector<double> m_delta;
};

/// Counts with doubles, and source by source with WideCount where those do not suffice. Either
/// is made from the graph and the arguments.
template <class Plain, class Wide, class... Arguments>
[[nodiscard]] std::vector<double> summed_by_edge(const graph::CompressedGraph& g,
                                                 const graph::RunControl& control,
                                                 const Arguments&... arguments) {
    struct Scratch {
        Plain plain;
        std::vector<Wide> wide; // one, once it is needed
    };
    return internal::sum_over_stretches(
        g.vertex_count(), 1, g.edge_count(), Scratch{Plain(g, arguments...), {}},
        [&](Vertex first, Vertex last, Scratch& scratch, std::span<double> sum) {
            for (Vertex s = first; s < last; ++s) {
                control.checkpoint();
                if (g.out_degree(s) == 0 || scratch.plain.add_dependencies(s, sum)) {
                    continue;
                }
                if (scratch.wide.empty()) {
                    scratch.wide.emplace_back(g, arguments...);
                }
                (void)scratch.wide.front().add_dependencies(s, sum);
            }
        },
        control);
}

template <class Queue>
[[nodiscard]] std::vector<double> of_edge_costs(const graph::CompressedGraph& g,
                                                std::span<const double> cost,
                                                const Queue& queue,
                                                const graph::RunControl& control) {
    const auto out = internal::weighted_rows(g, cost, internal::Walk::out);
    const auto backward = g.is_directed() ? internal::weighted_rows(g, cost, internal::Walk::in)
                                          : internal::WeightedRows{};
    return summed_by_edge<EdgesByCost<double, Queue>, EdgesByCost<internal::WideCount, Queue>>(
        g, control, out, g.is_directed() ? backward : out, queue);
}

} // namespace

std::vector<double> edge_betweenness(const graph::CompressedGraph& g,
                                     std::span<const double> cost,
                                     Normalisation normalisation,
                                     const graph::RunControl& control) {
    internal::require_simple(g, "edge betweenness");
    internal::require_positive(g, cost, "edge betweenness", "cost");
    std::vector<double> score;
    if (cost.empty()) {
        score =
            summed_by_edge<EdgesByBreadth<double>, EdgesByBreadth<internal::WideCount>>(g, control);
    } else if (const auto buckets = internal::BucketSizes::of(cost, g.vertex_count())) {
        score = of_edge_costs(g, cost, internal::BucketQueue(*buckets), control);
    } else {
        score = of_edge_costs(g, cost, internal::SearchQueue(g.vertex_count()), control);
    }
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
