// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <bit>
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

/// The vertices cut into ranges of a power of two each, and what stands in the rows of a range
/// packed into numbers that are in order when the entries are: owner within the range, neighbour,
/// edge.
struct Ranges {
    Ranges(Vertex n, std::size_t m)
        : edge_bits(static_cast<unsigned>(std::bit_width(m))),
          neighbour_bits(static_cast<unsigned>(std::bit_width(n))) {
        // At most 512 ranges, if a number has room for it; fewer vertices are not worth a range.
        for (shift = 8; n >> shift >= 512; ++shift) {
        }
        shift = std::min(shift, 64 - edge_bits - neighbour_bits);
        count = (std::size_t{n} >> shift) + 1;
    }
    [[nodiscard]] std::size_t of(Vertex v) const { return v >> shift; }
    [[nodiscard]] std::size_t begin(std::size_t range) const { return range << shift; }
    [[nodiscard]] std::size_t width() const { return std::size_t{1} << shift; }

    [[nodiscard]] std::uint64_t packed(Vertex owner, Vertex neighbour, std::size_t e) const {
        const std::uint64_t within = owner & (width() - 1);
        return ((within << neighbour_bits | neighbour) << edge_bits) | e;
    }
    [[nodiscard]] std::size_t owner(std::uint64_t entry) const {
        return entry >> (neighbour_bits + edge_bits);
    }
    [[nodiscard]] Vertex neighbour(std::uint64_t entry) const {
        return static_cast<Vertex>(entry >> edge_bits & ((std::uint64_t{1} << neighbour_bits) - 1));
    }
    [[nodiscard]] Edge edge(std::uint64_t entry) const {
        return static_cast<Edge>(entry & ((std::uint64_t{1} << edge_bits) - 1));
    }

    unsigned edge_bits;
    unsigned neighbour_bits;
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

/// Sorts the entries of a range and enters them into its rows. All that is read and written at
/// random meanwhile is as large as a range, which fits into a processor's cache.
class RangeSort {
  public:
    using Entries = std::span<const std::uint64_t>;

    RangeSort(std::size_t n, const Ranges& ranges, OpenRows& rows)
        : m_n(n), m_ranges(ranges), m_offset(rows.offset.writable().data()),
          m_neighbour(rows.neighbour.writable().data()), m_edge(rows.edge.writable().data()) {}

    /// `begin` is where the first row begins; entries that come `sorted` by neighbour and edge keep
    /// that order.
    void enter(std::size_t range, Entries entries, std::uint32_t begin, bool sorted) {
        const std::size_t size = entries.size();
        m_sorted.resize(std::max(m_sorted.size(), size));
        const bool nearly = !sorted && sort_by_neighbour(entries);
        const std::size_t first = m_ranges.begin(range);
        count(entries, m_ranges.edge_bits + m_ranges.neighbour_bits,
              std::min(m_ranges.width(), m_n - first));
        for (std::size_t i = 0, at = begin; i < m_place.size(); ++i) {
            m_offset[first + i] = static_cast<std::uint32_t>(at);
            at += m_place[i];
        }
        deal(entries, m_ranges.edge_bits + m_ranges.neighbour_bits, m_sorted.data());
        if (nearly) {
            settle({m_sorted.data(), size});
        }
        for (std::size_t i = 0; i < size; ++i) {
            m_neighbour[begin + i] = m_ranges.neighbour(m_sorted[i]);
            m_edge[begin + i] = m_ranges.edge(m_sorted[i]);
        }
    }

  private:
    /// Sorts by neighbour and edge, and has `entries` say where they are. Returns whether that is
    /// so but for the last bits of neighbours: each entry then has 32 beside it at most, on
    /// average, whose order is open.
    bool sort_by_neighbour(Entries& entries) {
        const std::size_t size = entries.size();
        m_before.resize(std::max(m_before.size(), size));
        // Four to a bucket, if vertices are numbered without a plan.
        unsigned bits = std::min(m_ranges.neighbour_bits, 6U);
        while (bits < m_ranges.neighbour_bits && std::size_t{8} << bits <= size) {
            ++bits;
        }
        const unsigned loose = m_ranges.neighbour_bits - bits;
        count(entries, m_ranges.edge_bits + loose, std::size_t{1} << bits);
        std::size_t squares = 0;
        for (const std::uint32_t in_bucket : m_place) {
            squares += std::size_t{in_bucket} * in_bucket;
        }
        const bool nearly = loose > 0 && squares <= 32 * size;
        if (loose > 0 && !nearly) {        // many in few buckets: from the last bits to the first
            constexpr unsigned digit = 11; // counters that fit into the nearest cache
            for (unsigned done = 0; done < loose; done += digit) {
                count(entries, m_ranges.edge_bits + done,
                      std::size_t{1} << std::min(digit, loose - done));
                deal(entries, m_ranges.edge_bits + done, m_sorted.data());
                m_sorted.swap(m_before);
                entries = {m_before.data(), size};
                m_sorted.resize(std::max(m_sorted.size(), size));
            }
            count(entries, m_ranges.edge_bits + loose, std::size_t{1} << bits);
        }
        deal(entries, m_ranges.edge_bits + loose, m_sorted.data());
        m_sorted.swap(m_before);
        entries = {m_before.data(), size};
        return nearly;
    }

    /// Counts entries by the bits from `shift` on, of which there are `buckets` kinds.
    void count(Entries entries, unsigned shift, std::size_t buckets) {
        m_mask = std::bit_ceil(buckets) - 1;
        m_place.assign(buckets, 0);
        for (const std::uint64_t entry : entries) {
            ++m_place[entry >> shift & m_mask];
        }
    }
    /// Deals them out by what was counted, keeping their order.
    void deal(Entries entries, unsigned shift, std::uint64_t* to) {
        std::uint32_t total = 0;
        for (std::uint32_t& place : m_place) {
            total += std::exchange(place, total);
        }
        std::uint32_t* const place = m_place.data();
        const std::uint64_t mask = m_mask;
        for (const std::uint64_t entry : entries) {
            to[place[entry >> shift & mask]++] = entry;
        }
    }
    static void settle(std::span<std::uint64_t> entries) {
        for (std::size_t i = 1; i < entries.size(); ++i) {
            const std::uint64_t entry = entries[i];
            std::size_t at = i;
            for (; at > 0 && entries[at - 1] > entry; --at) {
                entries[at] = entries[at - 1];
            }
            entries[at] = entry;
        }
    }

    std::size_t m_n;
    const Ranges& m_ranges;
    std::uint32_t* m_offset;
    Vertex* m_neighbour;
    Edge* m_edge;
    std::size_t m_mask = 0;
    std::vector<std::uint32_t> m_place;
    std::vector<std::uint64_t> m_sorted;
    std::vector<std::uint64_t> m_before; ///< by owner is sorted last
};

/// Rows of entries that were dealt out to ranges of owners.
OpenRows rows_of(const std::uint64_t* dealt,
                 std::size_t n,
                 const Ranges& ranges,
                 const std::vector<std::uint32_t>& owner_begin,
                 bool sorted) {
    OpenRows rows(n, owner_begin.back());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, ranges.count), [&](const auto& share) {
        RangeSort sort(n, ranges, rows);
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
