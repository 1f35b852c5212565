// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"

#include "algorithms/internal/bucket_queue.hpp"
#include "algorithms/internal/cost_paths.hpp"
#include "algorithms/internal/lane_paths.hpp"
#include "algorithms/internal/ordered_sum.hpp"
#include "algorithms/internal/path_reduction.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/weighted_rows.hpp"
#include "algorithms/internal/wide_count.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

// Names follow Brandes: sigma counts the shortest paths from s, delta is the dependency of s.

/// Brandes' algorithm for one source, edges of length 1, with counts of paths that no double holds.
/// No list of predecessors is kept: the way back walks the same rows again.
class WidePaths {
  public:
    explicit WidePaths(const internal::PathGraph& g)
        : m_g(&g), m_level(g.vertex_count(), unseen), m_sigma(g.vertex_count()),
          m_share(g.vertex_count()) {}

    void add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        accumulate(m_g->weight[s], sum);
        for (const Vertex v : m_order) {
            m_level[v] = unseen;
        }
    }

  private:
    static constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();
    using Count = internal::WideCount;

    void search(Vertex s) {
        m_order.assign(1, s);
        m_level[s] = 0;
        m_sigma[s] = Count(1.0);
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const Vertex v = m_order[i];
            const std::uint32_t below = m_level[v] + 1;
            const Count paths = v == s ? m_sigma[v] : m_sigma[v] * Count(m_g->count[v]);
            for (const Vertex u : m_g->row(v)) {
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

    void accumulate(double source_weight, std::span<double> sum) {
        for (std::size_t i = m_order.size(); i-- > 1;) {
            const Vertex v = m_order[i];
            const std::uint32_t below = m_level[v] + 1;
            Count shares(0.0);
            for (const Vertex u : m_g->row(v)) {
                if (m_level[u] == below) {
                    shares += m_share[u];
                }
            }
            const auto delta = static_cast<double>(m_sigma[v] * shares);
            m_share[v] = Count(m_g->weight[v] + m_g->count[v] * delta) / m_sigma[v];
            sum[v] += source_weight * delta;
        }
    }

    const internal::PathGraph* m_g;
    std::vector<Vertex> m_order;
    std::vector<std::uint32_t> m_level;
    std::vector<Count> m_sigma;
    std::vector<Count> m_share; // (weight + count delta) / sigma
};

/// Over ordered pairs, every edge 1 long.
[[nodiscard]] std::vector<double> of_steps(const graph::CompressedGraph& g,
                                           const graph::RunControl& control) {
    struct Scratch {
        internal::LanePaths lanes;
        std::vector<WidePaths> wide; // one, once it is needed
    };
    const internal::PathReduction reduced = internal::reduce_paths(g);
    const internal::PathGraph& paths = reduced.graph;
    const std::span<const Vertex> sources(reduced.sources);
    const std::vector<double> sum = internal::sum_over_stretches(
        paths.vertex_count(), internal::LanePaths::lanes, paths.vertex_count(),
        Scratch{internal::LanePaths(paths), {}},
        [&](Vertex first, Vertex last, Scratch& scratch, std::span<double> partial) {
            for (Vertex s = first; s < last; s += internal::LanePaths::lanes) {
                control.checkpoint();
                const auto batch =
                    sources.subspan(s, std::min(internal::LanePaths::lanes, last - s));
                if (scratch.lanes.add_dependencies(batch, partial)) {
                    continue;
                }
                if (scratch.wide.empty()) {
                    scratch.wide.emplace_back(paths);
                }
                for (const Vertex source : batch) {
                    scratch.wide.front().add_dependencies(source, partial);
                }
            }
        },
        control);
    std::vector<double> score = reduced.settled;
    for (Vertex v = 0; v < score.size(); ++v) {
        if (reduced.part_of[v] != graph::no_vertex) {
            score[v] += sum[reduced.part_of[v]];
        }
    }
    return score;
}

/// Brandes' algorithm for one source, by costs.
template <class Count, class Queue>
class Weighted {
  public:
    Weighted(Vertex n,
             const internal::WeightedRows& out,
             const internal::WeightedRows& in,
             const Queue& queue)
        : m_paths(n, out, in, queue), m_share(n) {}

    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        m_paths.search(s, [](Vertex, std::size_t, Vertex from) { return from; });
        if (!m_paths.fits()) {
            return false;
        }
        const auto order = m_paths.order();
        for (const Vertex v : order) {
            m_share[v] = Count(0.0); // of its successors, added up
        }
        for (std::size_t i = order.size(); i-- > 1;) {
            const Vertex v = order[i];
            const auto delta = static_cast<double>(m_paths.sigma(v) * m_share[v]);
            sum[v] += delta;
            const Count share = Count(1.0 + delta) / m_paths.sigma(v);
            for (const Vertex u : m_paths.steps_to(i)) {
                m_share[u] += share;
            }
        }
        return true;
    }

  private:
    internal::CostPaths<Count, Queue, Vertex> m_paths;
    std::vector<Count> m_share;
};

/// Over ordered pairs, by costs: with doubles, and source by source with WideCount where those do
/// not suffice.
template <class Queue>
[[nodiscard]] std::vector<double> of_costs(const graph::CompressedGraph& g,
                                           std::span<const double> cost,
                                           const Queue& queue,
                                           const graph::RunControl& control) {
    struct Scratch {
        Weighted<double, Queue> plain;
        std::vector<Weighted<internal::WideCount, Queue>> wide; // one, once it is needed
    };
    const Vertex n = g.vertex_count();
    const auto out = internal::weighted_rows(g, cost, internal::Walk::out);
    const auto backward = g.is_directed() ? internal::weighted_rows(g, cost, internal::Walk::in)
                                          : internal::WeightedRows{};
    const internal::WeightedRows& in = g.is_directed() ? backward : out;
    return internal::sum_over_sources(
        n, Scratch{Weighted<double, Queue>(n, out, in, queue), {}},
        [&](Vertex s, Scratch& scratch, std::span<double> sum) {
            if (g.out_degree(s) == 0 || scratch.plain.add_dependencies(s, sum)) {
                return;
            }
            if (scratch.wide.empty()) {
                scratch.wide.emplace_back(n, out, in, queue);
            }
            (void)scratch.wide.front().add_dependencies(s, sum);
        },
        control);
}

} // namespace

std::vector<double> betweenness(const graph::CompressedGraph& g,
                                std::span<const double> cost,
                                Normalisation normalisation,
                                const graph::RunControl& control) {
    internal::require_simple(g, "betweenness");
    internal::require_positive(g, cost, "betweenness", "cost");
    const Vertex n = g.vertex_count();
    if (n < 3) {
        return std::vector<double>(n, 0.0);
    }

    std::vector<double> score;
    if (cost.empty()) {
        score = of_steps(g, control);
    } else if (const auto buckets = internal::BucketSizes::of(cost, n)) {
        score = of_costs(g, cost, internal::BucketQueue(*buckets), control);
    } else {
        score = of_costs(g, cost, internal::SearchQueue(n), control);
    }
    // The sum is over ordered pairs; the largest it can be is (n - 1)(n - 2), directed or not.
    double factor = g.is_directed() ? 1.0 : 0.5;
    if (normalisation == Normalisation::by_size) {
        factor = 1.0 / (static_cast<double>(n - 1) * static_cast<double>(n - 2));
    }
    for (double& s : score) {
        s *= factor;
    }
    return score;
}

} // namespace sandhan::algorithms
