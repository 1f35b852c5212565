// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::graph {

namespace {

constexpr std::size_t worth_a_thread = std::size_t{1} << 18; // edges

struct Findings {
    std::size_t first_bad; ///< edge with an end that is no vertex; all edges if there is none
    bool sorted = true;
};

Findings look_through(std::span<const VertexPair> edges, Vertex n, bool directed) {
    using Share = tbb::blocked_range<std::size_t>;
    return tbb::parallel_reduce(
        Share(0, edges.size(), worth_a_thread), Findings{edges.size()},
        [&](const Share& share, Findings found) {
            for (std::size_t e = share.begin(); e != share.end(); ++e) {
                const auto [s, t] = edges[e];
                if (s >= n || t >= n) {
                    found.first_bad = std::min(found.first_bad, e);
                }
                const VertexPair before = e == 0 ? VertexPair{0, 0} : edges[e - 1];
                found.sorted = found.sorted && (directed || s < t) &&
                               (before.source < s || (before.source == s && before.target <= t));
            }
            return found;
        },
        [](const Findings& a, const Findings& b) {
            return Findings{std::min(a.first_bad, b.first_bad), a.sorted && b.sorted};
        });
}

/// Rows while they are filled.
struct OpenRows {
    OpenRows(std::size_t n, std::size_t entries)
        : offset(Table<std::uint32_t>::unset(n + 1)), neighbour(Table<Vertex>::unset(entries)),
          edge(Table<Edge>::unset(entries)) {}

    Table<std::uint32_t> offset;
    Table<Vertex> neighbour;
    Table<Edge> edge;
};

} // namespace

void CompressedGraph::make_rows() {
    // An undirected graph keeps two row entries an edge, and entries are counted in 32 bits.
    if (m_edges.size() >= (std::size_t{1} << 31)) {
        throw std::invalid_argument("graph: " + std::to_string(m_edges.size()) +
                                    " edges; at most 2147483647 are supported");
    }
    const auto [bad, sorted] = look_through(edges(), m_n, m_directed);
    if (bad < m_edges.size()) {
        throw std::invalid_argument("graph: edge " + std::to_string(bad) + " joins vertices " +
                                    std::to_string(m_edges[bad].source) + " and " +
                                    std::to_string(m_edges[bad].target) + ", but there are " +
                                    std::to_string(m_n) + " vertices");
    }
    if (m_directed) {
        m_out = sorted ? forward_rows_of_sorted() : rows(true, false);
        m_in = sorted ? backward_rows_of_sorted(false) : rows(false, true);
    } else {
        m_out = sorted ? backward_rows_of_sorted(true) : rows(true, true);
    }
}

// The edges stand as the rows do. A vertex's row begins at the first edge from it or from a later
// vertex.
CompressedGraph::Rows CompressedGraph::forward_rows_of_sorted() const {
    const std::size_t m = m_edges.size();
    OpenRows rows(m_n, m);
    const auto offset = rows.offset.writable();
    const auto neighbour = rows.neighbour.writable();
    const auto edge = rows.edge.writable();
    const auto begin_rows = [&](std::size_t first, std::size_t last, std::size_t e) {
        for (std::size_t v = first; v < last; ++v) {
            offset[v] = static_cast<std::uint32_t>(e);
        }
    };
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, m, worth_a_thread),
                      [&](const auto& share) {
                          for (std::size_t e = share.begin(); e != share.end(); ++e) {
                              const auto [s, t] = m_edges[e];
                              begin_rows(e == 0 ? 0 : std::size_t{m_edges[e - 1].source} + 1,
                                         std::size_t{s} + 1, e);
                              neighbour[e] = t;
                              edge[e] = static_cast<Edge>(e);
                          }
                      });
    begin_rows(m == 0 ? 0 : std::size_t{m_edges[m - 1].source} + 1, std::size_t{m_n} + 1, m);
    return {std::move(rows.offset), std::move(rows.neighbour), std::move(rows.edge)};
}

// The entries of a row that point backward, to sources, come before those that point forward: each
// source of an undirected edge is smaller than its target. Both are in order already, so that every
// entry has its place as soon as all before it are counted. Each thread counts and enters a run of
// edges by itself; a counter for each vertex and run tells where its entries stand.
CompressedGraph::Rows CompressedGraph::backward_rows_of_sorted(bool and_forward) const {
    const std::size_t n = m_n;
    const std::size_t m = m_edges.size();
    // Counters must not cost more than the edges.
    const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t runs = std::clamp<std::size_t>(std::min(m / worth_a_thread, 2 * m / (n + 1)),
                                                     1, std::min<std::size_t>(threads, 8));
    const auto each_run = [&](const auto& use) {
        tbb::parallel_for(std::size_t{0}, runs, [&](std::size_t run) {
            use(run, static_cast<Edge>(m * run / runs), static_cast<Edge>(m * (run + 1) / runs));
        });
    };
    // By run: where entries that point backward stand; behind them, where those forward do.
    auto counters = Table<std::uint32_t>::unset(runs * (and_forward ? 2 : 1) * n);
    const auto counters_of = [&](std::size_t run) {
        return counters.writable().subspan(run * n, n);
    };
    each_run([&](std::size_t run, Edge first, Edge last) {
        const auto backward = counters_of(run);
        std::fill(backward.begin(), backward.end(), 0U);
        for (Edge e = first; e < last; ++e) {
            ++backward[m_edges[e].target];
        }
        if (and_forward) {
            const auto forward = counters_of(runs + run);
            std::fill(forward.begin(), forward.end(), 0U);
            for (Edge e = first; e < last; ++e) {
                ++forward[m_edges[e].source];
            }
        }
    });
    const std::size_t entries = m * (and_forward ? 2 : 1);
    OpenRows rows(n, entries);
    const auto offset = rows.offset.writable();
    const auto neighbour = rows.neighbour.writable();
    const auto edge = rows.edge.writable();
    const auto next = counters.writable();
    std::uint32_t total = 0;
    for (std::size_t v = 0; v < n; ++v) {
        offset[v] = total;
        for (std::size_t at = v; at < next.size(); at += n) {
            total += std::exchange(next[at], total);
        }
    }
    offset[n] = total;
    each_run([&](std::size_t run, Edge first, Edge last) {
        const auto backward = counters_of(run);
        for (Edge e = first; e < last; ++e) {
            const std::uint32_t at = backward[m_edges[e].target]++;
            neighbour[at] = m_edges[e].source;
            edge[at] = e;
        }
        if (and_forward) {
            const auto forward = counters_of(runs + run);
            for (Edge e = first; e < last; ++e) {
                const std::uint32_t at = forward[m_edges[e].source]++;
                neighbour[at] = m_edges[e].target;
                edge[at] = e;
            }
        }
    });
    return {std::move(rows.offset), std::move(rows.neighbour), std::move(rows.edge)};
}

// Two stable counting sorts: first all entries by neighbour, then by owner, so that each row comes
// out sorted by neighbour and, within one neighbour, by edge.
CompressedGraph::Rows CompressedGraph::rows(bool forward, bool backward) const {
    struct Entry {
        Vertex owner;
        Vertex neighbour;
        Edge edge;
    };
    const std::size_t entries = m_edges.size() * (std::size_t{forward} + std::size_t{backward});

    std::vector<std::uint32_t> start(std::size_t{m_n} + 1, 0);
    for (const auto [s, t] : m_edges) {
        if (forward) {
            ++start[t + 1];
        }
        if (backward) {
            ++start[s + 1];
        }
    }
    for (std::size_t v = 0; v < m_n; ++v) {
        start[v + 1] += start[v];
    }
    std::vector<Entry> by_neighbour(entries);
    for (Edge e = 0; e < m_edges.size(); ++e) {
        const auto [s, t] = m_edges[e];
        if (forward) {
            by_neighbour[start[t]++] = {s, t, e};
        }
        if (backward) {
            by_neighbour[start[s]++] = {t, s, e};
        }
    }

    OpenRows rows(m_n, entries);
    const auto offset = rows.offset.writable();
    const auto neighbour = rows.neighbour.writable();
    const auto edge = rows.edge.writable();
    std::fill(offset.begin(), offset.end(), 0U);
    for (const Entry& entry : by_neighbour) {
        ++offset[entry.owner + 1];
    }
    for (std::size_t v = 0; v < m_n; ++v) {
        offset[v + 1] += offset[v];
    }
    std::vector<std::uint32_t> next(offset.begin(), offset.end() - 1);
    for (const Entry& entry : by_neighbour) {
        const std::uint32_t at = next[entry.owner]++;
        neighbour[at] = entry.neighbour;
        edge[at] = entry.edge;
    }
    return {std::move(rows.offset), std::move(rows.neighbour), std::move(rows.edge)};
}

} // namespace sandhan::graph
