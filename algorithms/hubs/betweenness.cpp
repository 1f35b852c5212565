// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"

#include "algorithms/internal/bucket_queue.hpp"
#include "algorithms/internal/lane_paths.hpp"
#include "algorithms/internal/ordered_sum.hpp"
#include "algorithms/internal/path_limits.hpp"
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

/// Brandes' algorithm for one source by Dijkstra's. A vertex's predecessors are those settled
/// before it whose edge to it is tight within the tolerance, judged once its own distance is final:
/// so the answer does not depend on the order in which edges were relaxed.
template <class Count, class Queue>
class Weighted {
  public:
    Weighted(Vertex n,
             const internal::WeightedRows& out,
             const internal::WeightedRows& in,
             const Queue& queue)
        : m_out(&out), m_in(&in), m_reach(n), m_sigma(n), m_share(n), m_queue(queue) {}

    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        const bool fits = internal::holds_paths(m_order, m_sigma);
        if (fits) {
            accumulate(sum);
        }
        for (const Vertex v : m_order) {
            m_reach[v] = {};
        }
        return fits;
    }

  private:
    static constexpr double unreached = std::numeric_limits<double>::infinity();

    /// What every relaxation reads of a vertex, side by side.
    struct Reach {
        double distance = unreached;
        double settled = unreached; // the same once it is final
    };

    void search(Vertex s) {
        m_order.clear();
        m_predecessor.clear();
        m_predecessor_end.clear();
        m_reach[s].distance = 0.0;
        m_queue.restart();
        m_queue.push(0.0, s);
        while (!m_queue.empty()) {
            const auto [d, v] = m_queue.pop();
            if (d > m_reach[v].distance || m_reach[v].settled != unreached) {
                continue; // it was found nearer meanwhile
            }
            m_order.push_back(v);
            Count sigma(v == s ? 1.0 : 0.0);
            const double longest = d * (1.0 + internal::tie_tolerance);
            const auto count = [&](Vertex u, double cost) {
                if (m_reach[u].settled + cost <= longest) {
                    sigma += m_sigma[u];
                    m_predecessor.push_back(u);
                }
            };
            const auto relax = [&, v_distance = d](Vertex u, double cost) {
                if (v_distance + cost < m_reach[u].distance) {
                    m_reach[u].distance = v_distance + cost;
                    m_queue.push(v_distance + cost, u);
                }
            };
            if (m_in == m_out) {
                for (const auto [u, cost] : m_in->row(v)) {
                    count(u, cost);
                    relax(u, cost);
                }
            } else {
                for (const auto [u, cost] : m_in->row(v)) {
                    count(u, cost);
                }
                for (const auto [u, cost] : m_out->row(v)) {
                    relax(u, cost);
                }
            }
            m_predecessor_end.push_back(m_predecessor.size());
            m_sigma[v] = sigma;
            m_reach[v].settled = d; // only now: v is no predecessor of its own
        }
    }

    void accumulate(std::span<double> sum) {
        for (const Vertex v : m_order) {
            m_share[v] = Count(0.0); // of its successors, added up
        }
        for (std::size_t i = m_order.size(); i-- > 1;) {
            const Vertex v = m_order[i];
            const auto delta = static_cast<double>(m_sigma[v] * m_share[v]);
            sum[v] += delta;
            const Count share = Count(1.0 + delta) / m_sigma[v];
            for (std::size_t p = m_predecessor_end[i - 1]; p < m_predecessor_end[i]; ++p) {
                m_share[m_predecessor[p]] += share;
            }
        }
    }

    const internal::WeightedRows* m_out;
    const internal::WeightedRows* m_in;
    std::vector<Vertex> m_order;
    std::vector<Vertex> m_predecessor;          // in runs, one a vertex of m_order
    std::vector<std::size_t> m_predecessor_end; // of the run
    std::vector<Reach> m_reach;
    std::vector<Count> m_sigma;
    std::vector<Count> m_share;
    Queue m_queue;
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
