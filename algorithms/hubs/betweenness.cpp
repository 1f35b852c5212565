// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"

#include "algorithms/internal/ordered_sum.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/weighted_rows.hpp"
#include "algorithms/internal/wide_count.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

// Names follow Brandes: sigma counts the shortest paths from s, delta is the dependency of s.

/// Beyond this many paths the inverse of a count is no longer a normal double.
constexpr double most_paths = 1e290;

/// Relative difference below which two path lengths are the same number, rounded differently: a
/// sum of 10^5 costs errs by about 1e-11.
constexpr double tie_tolerance = 1e-10;

template <class Count>
[[nodiscard]] bool overflows(const std::vector<Vertex>& order, const std::vector<Count>& sigma) {
    for (const Vertex v : order) {
        if (!(static_cast<double>(sigma[v]) <= most_paths)) {
            return true;
        }
    }
    return false;
}

/// Brandes' algorithm for one source, edges of length 1. No list of predecessors is kept: the way
/// back walks the same rows again, which is less memory to move.
template <class Count>
class Unweighted {
  public:
    explicit Unweighted(const graph::CompressedGraph& g)
        : m_g(&g), m_level(g.vertex_count(), unseen), m_sigma(g.vertex_count()),
          m_share(g.vertex_count()) {}

    /// False, and nothing added, if the number of paths is beyond Count.
    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        bool fits = true;
        if constexpr (std::is_same_v<Count, double>) {
            fits = !overflows(m_order, m_sigma);
        }
        if (fits) {
            accumulate(sum);
        }
        for (const Vertex v : m_order) {
            m_level[v] = unseen;
        }
        return fits;
    }

  private:
    static constexpr std::uint32_t unseen = std::numeric_limits<std::uint32_t>::max();

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

    void accumulate(std::span<double> sum) {
        for (std::size_t i = m_order.size(); i-- > 1;) {
            const Vertex v = m_order[i];
            const std::uint32_t below = m_level[v] + 1;
            Count shares(0.0);
            for (const Vertex u : m_g->out_neighbours(v)) {
                if (m_level[u] == below) {
                    shares += m_share[u];
                }
            }
            const auto delta = static_cast<double>(m_sigma[v] * shares);
            m_share[v] = Count(1.0 + delta) / m_sigma[v];
            sum[v] += delta;
        }
    }

    const graph::CompressedGraph* m_g;
    std::vector<Vertex> m_order;
    std::vector<std::uint32_t> m_level;
    std::vector<Count> m_sigma;
    std::vector<Count> m_share; // (1 + delta) / sigma
};

/// The same by Dijkstra's algorithm. A vertex's predecessors are those settled before it whose edge
/// to it is tight within the tolerance, judged once its own distance is final: so the answer does
/// not depend on the order in which edges were relaxed.
template <class Count>
class Weighted {
  public:
    Weighted(Vertex n, const internal::WeightedRows& out, const internal::WeightedRows& in)
        : m_out(&out), m_in(&in), m_reach(n), m_sigma(n), m_share(n), m_queue(n) {}

    [[nodiscard]] bool add_dependencies(Vertex s, std::span<double> sum) {
        search(s);
        bool fits = true;
        if constexpr (std::is_same_v<Count, double>) {
            fits = !overflows(m_order, m_sigma);
        }
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
        m_queue.push(0.0, s);
        while (!m_queue.empty()) {
            const auto [d, v] = m_queue.pop();
            m_order.push_back(v);
            Count sigma(v == s ? 1.0 : 0.0);
            const double longest = d * (1.0 + tie_tolerance);
            for (const auto [u, cost] : m_in->row(v)) {
                if (m_reach[u].settled + cost <= longest) {
                    sigma += m_sigma[u];
                    m_predecessor.push_back(u);
                }
            }
            m_predecessor_end.push_back(m_predecessor.size());
            m_sigma[v] = sigma;
            m_reach[v].settled = d; // only now: v is no predecessor of its own
            for (const auto [u, cost] : m_out->row(v)) {
                if (d + cost < m_reach[u].distance) {
                    m_reach[u].distance = d + cost;
                    m_queue.push(d + cost, u);
                }
            }
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
    internal::SearchQueue m_queue;
};

/// Counts with doubles, and source by source with WideCount where those do not suffice.
template <template <class> class Search, class... Graph>
[[nodiscard]] std::vector<double>
summed(const graph::CompressedGraph& g, const graph::RunControl& control, const Graph&... rows) {
    struct Scratch {
        Search<double> plain;
        std::vector<Search<internal::WideCount>> wide; // one, once it is needed
    };
    return internal::sum_over_sources(
        g.vertex_count(), Scratch{Search<double>(rows...), {}},
        [&](Vertex s, Scratch& scratch, std::span<double> sum) {
            if (g.out_degree(s) == 0 || scratch.plain.add_dependencies(s, sum)) {
                return;
            }
            if (scratch.wide.empty()) {
                scratch.wide.emplace_back(rows...);
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
        score = summed<Unweighted>(g, control, g);
    } else {
        const auto out = internal::weighted_rows(g, cost, internal::Walk::out);
        const auto in = g.is_directed() ? internal::weighted_rows(g, cost, internal::Walk::in)
                                        : internal::WeightedRows{};
        score = summed<Weighted>(g, control, n, out, g.is_directed() ? in : out);
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
