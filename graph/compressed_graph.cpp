// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include "graph/building/range_sort.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::graph {

using building::Ranges;

namespace {

constexpr std::size_t worth_a_thread = std::size_t{1} << 18; // edges

using Share = tbb::blocked_range<std::size_t>;

/// The first edge with an end that is no vertex, or edges.size().
std::size_t first_bad(std::span<const VertexPair> edges, Vertex n) {
    const bool all_good = tbb::parallel_reduce(
        Share(0, edges.size(), worth_a_thread), true,
        [&](const Share& share, bool good) {
            Vertex furthest = 0; // which several are compared with at once
            for (std::size_t e = share.begin(); e != share.end(); ++e) {
                furthest = std::max(furthest, std::max(edges[e].source, edges[e].target));
            }
            return good && (share.empty() || furthest < n);
        },
        std::logical_and<>());
    const auto bad = [n](const VertexPair& ends) { return ends.source >= n || ends.target >= n; };
    return all_good ? edges.size()
                    : static_cast<std::size_t>(std::find_if(edges.begin(), edges.end(), bad) -
                                               edges.begin());
}

/// Whether edges come sorted by source and target, undirected ones by the smaller end first.
bool are_sorted(std::span<const VertexPair> edges, bool directed) {
    return tbb::parallel_reduce(
        Share(0, edges.size(), worth_a_thread), true,
        [&](const Share& share, bool sorted) {
            for (std::size_t e = share.begin(); sorted && e != share.end(); ++e) {
                const auto [s, t] = edges[e];
                const VertexPair before = e == 0 ? VertexPair{0, 0} : edges[e - 1];
                sorted = (directed || s < t) &&
                         (before.source < s || (before.source == s && before.target <= t));
            }
            return sorted;
        },
        std::logical_and<>());
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

/// Turns how many entries each of `sources` has for each range, source by source, into where its
/// first stands. Returns where each range begins, and the number of entries.
std::vector<std::uint32_t>
places(std::vector<std::uint32_t>& counted, std::size_t sources, std::size_t ranges) {
    std::vector<std::uint32_t> begin(ranges + 1);
    std::uint32_t total = 0;
    for (std::size_t range = 0; range < ranges; ++range) {
        begin[range] = total;
        for (std::size_t source = 0; source < sources; ++source) {
            total += std::exchange(counted[source * ranges + range], total);
        }
    }
    begin[ranges] = total;
    return begin;
}

/// Rows of entries that were dealt out to ranges of owners.
OpenRows rows_of(const std::uint64_t* dealt,
                 std::size_t n,
                 const Ranges& ranges,
                 const std::vector<std::uint32_t>& owner_begin,
                 bool sorted) {
    OpenRows rows(n, owner_begin.back());
    tbb::parallel_for(Share(0, ranges.count), [&](const auto& share) {
        building::RangeSort sort(n, ranges,
                                 {rows.offset.writable().data(), rows.neighbour.writable().data(),
                                  rows.edge.writable().data()});
        for (std::size_t range = share.begin(); range != share.end(); ++range) {
            const std::uint32_t begin = owner_begin[range];
            sort.enter(range, {dealt + begin, owner_begin[range + 1] - begin}, begin, sorted);
        }
    });
    rows.offset.writable()[n] = owner_begin.back();
    return rows;
}

} // namespace

void CompressedGraph::make_rows() {
    // An undirected graph keeps two row entries an edge, and entries are counted in 32 bits.
    if (m_edges.size() >= (std::size_t{1} << 31)) {
        throw std::invalid_argument("graph: " + std::to_string(m_edges.size()) +
                                    " edges; at most 2147483647 are supported");
    }
    const std::size_t bad = first_bad(edges(), m_n);
    if (bad < m_edges.size()) {
        throw std::invalid_argument("graph: edge " + std::to_string(bad) + " joins vertices " +
                                    std::to_string(m_edges[bad].source) + " and " +
                                    std::to_string(m_edges[bad].target) + ", but there are " +
                                    std::to_string(m_n) + " vertices");
    }
    const bool sorted = are_sorted(edges(), m_directed);
    if (m_directed) {
        m_out = sorted ? forward_rows_of_sorted() : rows();
        m_in = sorted ? backward_rows_of_sorted(false) : turned_round(m_out);
    } else {
        m_out = sorted ? backward_rows_of_sorted(true) : rows();
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
    tbb::parallel_for(Share(0, m, worth_a_thread), [&](const auto& share) {
        for (std::size_t e = share.begin(); e != share.end(); ++e) {
            const auto [s, t] = m_edges[e];
            begin_rows(e == 0 ? 0 : std::size_t{m_edges[e - 1].source} + 1, std::size_t{s} + 1, e);
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

// Entries are dealt out to ranges of owners, as writing to a few hundred places in turn is fast,
// and to a place for each vertex is not; then each range is sorted. Runs of edges and ranges are
// each a thread's work; counters kept for each run tell where its entries stand, so that the
// outcome does not depend on how they are shared out.
CompressedGraph::Rows CompressedGraph::rows() const {
    const std::size_t m = m_edges.size();
    const Ranges ranges(m_n, m);
    const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t runs =
        std::clamp<std::size_t>(m / worth_a_thread, 1, std::min<std::size_t>(threads, 8));
    std::vector<std::uint32_t> to_owner(runs * ranges.count, 0);
    const auto each_run = [&](const auto& use) {
        tbb::parallel_for(std::size_t{0}, runs, [&](std::size_t run) {
            use(to_owner.data() + run * ranges.count, m * run / runs, m * (run + 1) / runs);
        });
    };
    each_run([&](std::uint32_t* count, std::size_t first, std::size_t last) {
        for (std::size_t e = first; e < last; ++e) {
            const auto [s, t] = m_edges[e];
            ++count[ranges.of(s)];
            if (!m_directed) {
                ++count[ranges.of(t)];
            }
        }
    });
    const auto owner_begin = places(to_owner, runs, ranges.count);
    auto by_owner = Table<std::uint64_t>::unset(owner_begin.back());
    std::uint64_t* const dealt = by_owner.writable().data();
    each_run([&](std::uint32_t* next, std::size_t first, std::size_t last) {
        for (std::size_t e = first; e < last; ++e) {
            const auto [s, t] = m_edges[e];
            dealt[next[ranges.of(s)]++] = ranges.packed(s, t, e);
            if (!m_directed) {
                dealt[next[ranges.of(t)]++] = ranges.packed(t, s, e);
            }
        }
    });
    auto open = rows_of(dealt, m_n, ranges, owner_begin, false);
    return {std::move(open.offset), std::move(open.neighbour), std::move(open.edge)};
}

// The entries of rows that are in order are sorted by what will be their neighbours.
CompressedGraph::Rows CompressedGraph::turned_round(const Rows& sorted) const {
    const std::size_t m = m_edges.size();
    const Ranges ranges(m_n, m);
    const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t runs =
        std::clamp<std::size_t>(m / worth_a_thread, 1, std::min<std::size_t>(threads, 8));
    std::vector<std::uint32_t> to_owner(runs * ranges.count, 0);
    const auto each_run = [&](const auto& use) {
        tbb::parallel_for(std::size_t{0}, runs, [&](std::size_t run) {
            use(to_owner.data() + run * ranges.count, m * run / runs, m * (run + 1) / runs);
        });
    };
    each_run([&](std::uint32_t* count, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            ++count[ranges.of(sorted.neighbour[i])];
        }
    });
    const auto owner_begin = places(to_owner, runs, ranges.count);
    auto by_owner = Table<std::uint64_t>::unset(m);
    std::uint64_t* const dealt = by_owner.writable().data();
    each_run([&](std::uint32_t* next, std::size_t first, std::size_t last) {
        // Of entries without a vertex beside them: the one in whose row they stand.
        auto v = static_cast<Vertex>(
            std::upper_bound(sorted.offset.begin(), sorted.offset.end(), first) -
            sorted.offset.begin() - 1);
        for (std::size_t i = first; i < last; ++i) {
            while (sorted.offset[v + 1] <= i) {
                ++v;
            }
            const Vertex owner = sorted.neighbour[i];
            dealt[next[ranges.of(owner)]++] = ranges.packed(owner, v, sorted.edge[i]);
        }
    });
    auto open = rows_of(dealt, m_n, ranges, owner_begin, true);
    return {std::move(open.offset), std::move(open.neighbour), std::move(open.edge)};
}

} // namespace sandhan::graph
