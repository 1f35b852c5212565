// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/explanation.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/internal/ordered_sum.hpp"
#include "algorithms/internal/path_limits.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/shares.hpp"
#include "algorithms/internal/weighted_rows.hpp"
#include "algorithms/internal/wide_count.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {

using graph::Vertex;
using internal::WideCount;

namespace {

/// Rows with what an edge costs, along the edges and against them.
struct CostRows {
    CostRows(const graph::CompressedGraph& g, std::span<const double> cost)
        : by_steps(cost.empty()), directed(g.is_directed()) {
        const std::vector<double> ones(by_steps ? g.edge_count() : 0, 1.0);
        const std::span<const double> length = by_steps ? std::span<const double>(ones) : cost;
        out = internal::weighted_rows(g, length, internal::Walk::out);
        if (directed) {
            against = internal::weighted_rows(g, length, internal::Walk::in);
        }
    }
    [[nodiscard]] const internal::WeightedRows& in() const { return directed ? against : out; }

    bool by_steps;
    bool directed;
    internal::WeightedRows out, against;
};

/// The shortest paths from one source: how long, how many.
class PathCounts {
  public:
    explicit PathCounts(Vertex n)
        : m_distance(n, unreached), m_settled(n, 0), m_count(n), m_queue(n) {}

    void search(const CostRows& rows, Vertex source) {
        for (const Vertex v : m_order) {
            m_distance[v] = unreached;
            m_settled[v] = 0;
        }
        m_order.clear();
        m_distance[source] = 0.0;
        if (rows.by_steps) {
            by_steps(rows, source);
        } else {
            by_costs(rows, source);
        }
    }

    /// Those reached, the source first; no vertex before one that is nearer.
    [[nodiscard]] const std::vector<Vertex>& order() const { return m_order; }
    [[nodiscard]] double distance(Vertex v) const { return m_distance[v]; }
    [[nodiscard]] WideCount count(Vertex v) const { return m_count[v]; }
    [[nodiscard]] bool reaches(Vertex v) const { return m_distance[v] != unreached; }

    /// Whether a shortest path to `to` ends with the edge from `from` that costs so much.
    [[nodiscard]] bool leads(Vertex from, Vertex to, double cost) const {
        return m_distance[from] < m_distance[to] &&
               m_distance[from] + cost <= m_distance[to] * (1.0 + internal::tie_tolerance);
    }

  private:
    static constexpr double unreached = std::numeric_limits<double>::infinity();

    void by_steps(const CostRows& rows, Vertex source) {
        m_order.push_back(source);
        m_count[source] = WideCount(1.0);
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const Vertex v = m_order[i];
            for (const auto [u, cost] : rows.out.row(v)) {
                if (m_distance[u] == unreached) {
                    m_distance[u] = m_distance[v] + 1.0;
                    m_count[u] = m_count[v];
                    m_order.push_back(u);
                } else if (m_distance[u] == m_distance[v] + 1.0) {
                    m_count[u] += m_count[v];
                }
            }
        }
    }

    // Paths are counted once the distance of their end is final, as in betweenness().
    void by_costs(const CostRows& rows, Vertex source) {
        m_queue.push(0.0, source);
        while (!m_queue.empty()) {
            const auto [d, v] = m_queue.pop();
            m_order.push_back(v);
            WideCount count(v == source ? 1.0 : 0.0);
            for (const auto [u, cost] : rows.in().row(v)) {
                if (m_settled[u] != 0 &&
                    m_distance[u] + cost <= d * (1.0 + internal::tie_tolerance)) {
                    count += m_count[u];
                }
            }
            m_count[v] = count;
            m_settled[v] = 1;
            for (const auto [u, cost] : rows.out.row(v)) {
                if (m_settled[u] == 0 && d + cost < m_distance[u]) {
                    m_distance[u] = d + cost;
                    m_queue.push(d + cost, u);
                }
            }
        }
    }

    std::vector<double> m_distance;
    std::vector<unsigned char> m_settled;
    std::vector<WideCount> m_count;
    std::vector<Vertex> m_order;
    internal::SearchQueue m_queue;
};

/// Whether pair a is told before b.
bool more_telling(const PassingPair& a, const PassingPair& b) {
    return std::make_tuple(-a.share, a.length, a.source, a.target) <
           std::make_tuple(-b.share, b.length, b.source, b.target);
}

/// Keeps the most telling pairs of all it is given.
class TopPairs {
  public:
    explicit TopPairs(std::size_t most) : m_most(most) {}

    void add(const PassingPair& pair) {
        if (m_most == 0) {
            return;
        }
        if (m_pairs.size() == m_most) {
            if (!more_telling(pair, m_pairs.front())) {
                return;
            }
            std::pop_heap(m_pairs.begin(), m_pairs.end(), more_telling);
            m_pairs.pop_back();
        }
        m_pairs.push_back(pair);
        std::push_heap(m_pairs.begin(), m_pairs.end(), more_telling);
    }
    [[nodiscard]] const std::vector<PassingPair>& pairs() const { return m_pairs; }

  private:
    std::size_t m_most;
    std::vector<PassingPair> m_pairs; // the least telling in front
};

class BetweennessParts {
  public:
    BetweennessParts(const CostRows& rows, Vertex n, Vertex v, std::size_t top)
        : m_rows(&rows), m_v(v), m_from_v(n), m_source(n), m_top_count(top),
          m_threads(Own{PathCounts(n), TopPairs(top)}) {
        m_from_v.search(rows, v);
    }

    [[nodiscard]] BetweennessReasons reasons(const graph::RunControl& control) {
        const auto n = static_cast<Vertex>(m_source.size());
        // By target: its paths from all sources that pass.
        std::vector<double> arriving = internal::sum_over_sources(
            n, 0, [&](Vertex s, int&, std::span<double> sum) { take(s, sum); }, control);

        BetweennessReasons r;
        std::vector<double> by_neighbour(n);
        TopPairs top(m_top_count);
        for (const OfSource& of : m_source) {
            r.score += of.passing;
            r.pairs += of.pairs;
            r.wholly += of.wholly;
            for (const NeighbourShare& share : of.in) {
                by_neighbour[share.neighbour] += share.amount;
            }
        }
        for (const Own& own : m_threads) {
            for (const PassingPair& pair : own.top.pairs()) {
                top.add(pair);
            }
        }
        r.top = top.pairs();
        std::sort(r.top.begin(), r.top.end(), more_telling);
        const std::vector<double> leaving = first_steps(std::move(arriving));
        const double factor = m_rows->directed ? 1.0 : 0.5;
        for (Vertex u = 0; u < n; ++u) {
            const double in = by_neighbour[u];
            if (!m_rows->directed && in + leaving[u] > 0.0) {
                r.in.push_back({u, factor * (in + leaving[u])});
            } else if (m_rows->directed && in > 0.0) {
                r.in.push_back({u, in});
            }
            if (m_rows->directed && leaving[u] > 0.0) {
                r.out.push_back({u, leaving[u]});
            }
        }
        r.score *= factor;
        if (!m_rows->directed) {
            r.pairs /= 2;
            r.wholly /= 2;
        }
        internal::sort_shares(r.in);
        internal::sort_shares(r.out);
        return r;
    }

  private:
    struct OfSource {
        double passing = 0.0;
        std::uint64_t pairs = 0;
        std::uint64_t wholly = 0;
        std::vector<NeighbourShare> in;
    };
    struct Own {
        PathCounts paths;
        TopPairs top;
    };

    /// The pairs that begin at s.
    void take(Vertex s, std::span<double> sum) {
        if (s == m_v || m_rows->out.row(s).empty()) {
            return;
        }
        Own& own = m_threads.local();
        own.paths.search(*m_rows, s);
        if (!own.paths.reaches(m_v)) {
            return;
        }
        OfSource& of = m_source[s];
        const double to_v = own.paths.distance(m_v);
        const WideCount before = own.paths.count(m_v);
        for (const Vertex t : m_from_v.order()) {
            if (t == s || t == m_v) {
                continue;
            }
            const double length = own.paths.distance(t);
            if (to_v + m_from_v.distance(t) > length * (1.0 + internal::tie_tolerance)) {
                continue;
            }
            const double share =
                std::min(1.0, static_cast<double>(before * m_from_v.count(t) / own.paths.count(t)));
            of.passing += share;
            ++of.pairs;
            of.wholly += share > 1.0 - 1e-12 ? 1 : 0;
            sum[t] += share;
            if (m_rows->directed || s < t) {
                own.top.add({s, t, share, length});
            }
        }
        if (of.passing == 0.0) {
            return;
        }
        for (const auto [a, cost] : m_rows->in().row(m_v)) {
            if (own.paths.reaches(a) && own.paths.leads(a, m_v, cost)) {
                of.in.push_back({a, of.passing * static_cast<double>(own.paths.count(a) / before)});
            }
        }
    }

    /// What ends at a target came by the vertices before it, back to the neighbours of v.
    [[nodiscard]] std::vector<double> first_steps(std::vector<double> ending) const {
        std::vector<double> first(ending.size());
        const auto& order = m_from_v.order();
        for (std::size_t i = order.size(); i-- > 1;) {
            const Vertex t = order[i];
            if (ending[t] == 0.0) {
                continue;
            }
            for (const auto [u, cost] : m_rows->in().row(t)) {
                if (!m_from_v.reaches(u) || !m_from_v.leads(u, t, cost)) {
                    continue;
                }
                const double part =
                    ending[t] * static_cast<double>(m_from_v.count(u) / m_from_v.count(t));
                if (u == m_v) {
                    first[t] += part;
                } else {
                    ending[u] += part;
                }
            }
        }
        return first;
    }

    const CostRows* m_rows;
    Vertex m_v;
    PathCounts m_from_v;
    std::vector<OfSource> m_source;
    std::size_t m_top_count;
    tbb::enumerable_thread_specific<Own> m_threads;
};

} // namespace

BetweennessReasons explain_betweenness(const graph::CompressedGraph& g,
                                       Vertex v,
                                       std::size_t top,
                                       std::span<const double> cost,
                                       const graph::RunControl& control) {
    internal::require_simple(g, "betweenness");
    internal::require_positive(g, cost, "betweenness", "cost");
    internal::require_vertex(g, v, "betweenness");
    const CostRows rows(g, cost);
    return BetweennessParts(rows, g.vertex_count(), v, top).reasons(control);
}

PageRankReasons explain_pagerank(const graph::CompressedGraph& g,
                                 std::span<const double> score,
                                 Vertex v,
                                 std::span<const double> edge_strength,
                                 const PageRankOptions& options) {
    internal::require_vertex(g, v, "pagerank");
    if (score.size() != g.vertex_count() ||
        (!options.teleport.empty() && options.teleport.size() != score.size())) {
        throw std::invalid_argument("pagerank: " + std::to_string(score.size()) + " scores for " +
                                    std::to_string(g.vertex_count()) + " vertices");
    }
    const double n = g.vertex_count();
    const auto out = strength(g, edge_strength, Direction::out);
    PageRankReasons r;
    // The share of all jumps that come here.
    const auto& teleport = options.teleport;
    const double jumps = teleport.empty()
                             ? 1.0 / n
                             : teleport[v] / std::accumulate(teleport.begin(), teleport.end(), 0.0);
    r.restart = (1.0 - options.damping) * jumps;
    for (Vertex u = 0; u < g.vertex_count(); ++u) {
        r.dangling += out[u] > 0.0 ? 0.0 : options.damping * score[u] * jumps;
    }
    const auto neighbours = g.in_neighbours(v);
    const auto edges = g.in_edges(v);
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const Vertex u = neighbours[i];
        const double tie = edge_strength.empty() ? 1.0 : edge_strength[edges[i]];
        r.in.push_back({u, options.damping * score[u] * tie / out[u]});
    }
    internal::sort_shares(r.in);
    return r;
}

} // namespace sandhan::algorithms
