// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
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

struct Entry {
    Vertex owner;
    Vertex neighbour;
    Edge edge;
};

/// The vertices cut into at most 512 ranges, one at least, of a power of two each.
struct Ranges {
    explicit Ranges(Vertex n) {
        // Fewer vertices are not worth a range.
        for (shift = 8; n >> shift >= 512; ++shift) {
        }
        count = (std::size_t{n} >> shift) + 1;
    }
    [[nodiscard]] std::size_t of(Vertex v) const { return v >> shift; }
    [[nodiscard]] Vertex begin(std::size_t range) const {
        return static_cast<Vertex>(range << shift);
    }
    [[nodiscard]] std::size_t width() const { return std::size_t{1} << shift; }

    unsigned shift = 0;
    std::size_t count = 0;
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

/// Sorts each range of owners by counting; entries that are dealt out to it are in order otherwise.
OpenRows rows_of(const Entry* dealt,
                 std::size_t n,
                 const Ranges& ranges,
                 const std::vector<std::uint32_t>& owner_begin) {
    OpenRows rows(n, owner_begin.back());
    const auto offset = rows.offset.writable();
    const auto neighbour = rows.neighbour.writable();
    const auto edge = rows.edge.writable();
    tbb::parallel_for(std::size_t{0}, ranges.count, [&](std::size_t range) {
        const Entry* const first = dealt + owner_begin[range];
        const Entry* const last = dealt + owner_begin[range + 1];
        const Vertex base = ranges.begin(range);
        const std::size_t width = std::min<std::size_t>(ranges.width(), n - base);
        std::vector<std::uint32_t> next(width, 0);
        for (const Entry* entry = first; entry != last; ++entry) {
            ++next[entry->owner - base];
        }
        std::uint32_t total = owner_begin[range];
        for (std::size_t i = 0; i < width; ++i) {
            offset[base + i] = total;
            total += std::exchange(next[i], total);
        }
        for (const Entry* entry = first; entry != last; ++entry) {
            const std::uint32_t at = next[entry->owner - base]++;
            neighbour[at] = entry->neighbour;
            edge[at] = entry->edge;
        }
    });
    offset[n] = owner_begin.back();
    return rows;
}

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

// Two stable sorts: first all entries by neighbour, then by owner, so that each row comes out
// sorted by neighbour and, within one neighbour, by edge. Each sort is cut in two, as writing to a
// few hundred places in turn is fast, and to a place for each vertex is not: entries are dealt out
// to ranges of vertices, and a range, which fits into the processor's cache, is sorted by counting.
// The sorted ranges of neighbours are dealt out to the owners' at once. Runs of edges, groups of
// ranges and ranges are each a thread's work; counters kept for each of them tell where its entries
// stand, so that the outcome does not depend on how they are shared out.
CompressedGraph::Rows CompressedGraph::rows() const {
    const std::size_t n = m_n;
    const std::size_t m = m_edges.size();
    const std::size_t entries = m_directed ? m : 2 * m;
    const Ranges ranges(m_n);
    const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t runs =
        std::clamp<std::size_t>(m / worth_a_thread, 1, std::min<std::size_t>(threads, 8));
    // More groups than threads, as ranges differ in size.
    const std::size_t groups = runs == 1 ? 1 : std::min(4 * runs, ranges.count);
    const auto group_of = [&](std::size_t range) { return range * groups / ranges.count; };
    const auto each_entry = [&](std::size_t run, const auto& use) {
        const auto last = static_cast<Edge>(m * (run + 1) / runs);
        for (auto e = static_cast<Edge>(m * run / runs); e < last; ++e) {
            const auto [s, t] = m_edges[e];
            use(Entry{s, t, e});
            if (!m_directed) {
                use(Entry{t, s, e});
            }
        }
    };

    // How many entries go where: by run and neighbour's range; by run, group of neighbours' ranges,
    // and owner's range.
    std::vector<std::uint32_t> to_neighbour(runs * ranges.count, 0);
    std::vector<std::uint32_t> to_owner(runs * groups * ranges.count, 0);
    tbb::parallel_for(std::size_t{0}, runs, [&](std::size_t run) {
        std::uint32_t* const neighbours = to_neighbour.data() + run * ranges.count;
        std::uint32_t* const owners = to_owner.data() + run * groups * ranges.count;
        std::vector<std::uint32_t> first_of_group(ranges.count);
        for (std::size_t range = 0; range < ranges.count; ++range) {
            first_of_group[range] = static_cast<std::uint32_t>(group_of(range) * ranges.count);
        }
        each_entry(run, [&](const Entry& entry) {
            const std::size_t range = ranges.of(entry.neighbour);
            ++neighbours[range];
            ++owners[first_of_group[range] + ranges.of(entry.owner)];
        });
    });
    for (std::size_t i = groups * ranges.count; i < to_owner.size(); ++i) {
        to_owner[i % (groups * ranges.count)] += to_owner[i];
    }
    const auto neighbour_begin = places(to_neighbour, runs, ranges.count);
    const auto owner_begin = places(to_owner, groups, ranges.count);

    auto by_neighbour = Table<Entry>::unset(entries);
    auto by_owner = Table<Entry>::unset(entries);
    Entry* const dealt = by_neighbour.writable().data();
    Entry* const dealt_again = by_owner.writable().data();
    tbb::parallel_for(std::size_t{0}, runs, [&](std::size_t run) {
        std::uint32_t* const next = to_neighbour.data() + run * ranges.count;
        each_entry(run,
                   [&](const Entry& entry) { dealt[next[ranges.of(entry.neighbour)]++] = entry; });
    });
    tbb::parallel_for(std::size_t{0}, groups, [&](std::size_t group) {
        std::uint32_t* const next = to_owner.data() + group * ranges.count;
        std::vector<std::uint32_t> place(ranges.width() + 1);
        std::vector<Entry> sorted;
        for (std::size_t range = 0; range < ranges.count; ++range) {
            if (group_of(range) != group) {
                continue;
            }
            const Entry* const first = dealt + neighbour_begin[range];
            const Entry* const last = dealt + neighbour_begin[range + 1];
            const Vertex base = ranges.begin(range);
            std::fill(place.begin(), place.end(), 0U);
            for (const Entry* entry = first; entry != last; ++entry) {
                ++place[entry->neighbour - base + 1];
            }
            for (std::size_t i = 1; i < place.size(); ++i) {
                place[i] += place[i - 1];
            }
            sorted.resize(std::max(sorted.size(), static_cast<std::size_t>(last - first)));
            for (const Entry* entry = first; entry != last; ++entry) {
                sorted[place[entry->neighbour - base]++] = *entry;
            }
            for (std::ptrdiff_t i = 0; i < last - first; ++i) {
                const Entry& entry = sorted[static_cast<std::size_t>(i)];
                dealt_again[next[ranges.of(entry.owner)]++] = entry;
            }
        }
    });

    by_neighbour = {};
    auto open = rows_of(dealt_again, n, ranges, owner_begin);
    return {std::move(open.offset), std::move(open.neighbour), std::move(open.edge)};
}

// The entries of rows that are in order are sorted by what will be their neighbours.
CompressedGraph::Rows CompressedGraph::turned_round(const Rows& sorted) const {
    const std::size_t m = m_edges.size();
    const Ranges ranges(m_n);
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
    auto by_owner = Table<Entry>::unset(m);
    Entry* const dealt = by_owner.writable().data();
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
            dealt[next[ranges.of(owner)]++] = {owner, v, sorted.edge[i]};
        }
    });
    auto open = rows_of(dealt, m_n, ranges, owner_begin);
    return {std::move(open.offset), std::move(open.neighbour), std::move(open.edge)};
}

} // namespace sandhan::graph
