// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/distances.hpp"

#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/weighted_rows.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

using Word = std::uint64_t; // one bit a search
constexpr Vertex lanes = 64;

/// Counts set bits lane by lane: plane i holds bit i of all 64 counters, so that adding a word is a
/// ripple of a few steps rather than one step a set bit.
class LaneCounter {
  public:
    void add(Word word) {
        for (std::size_t i = 0; word != 0; ++i) {
            const Word carry = m_plane[i] & word;
            m_plane[i] ^= word;
            word = carry;
            m_used = std::max(m_used, i + 1);
        }
    }
    [[nodiscard]] std::uint32_t count(Vertex lane) const {
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < m_used; ++i) {
            sum |= static_cast<std::uint32_t>(m_plane[i] >> lane & 1U) << i;
        }
        return sum;
    }
    void clear() {
        std::fill_n(m_plane.begin(), m_used, Word{0});
        m_used = 0;
    }

  private:
    std::array<Word, 33> m_plane{};
    std::size_t m_used = 0;
};

struct BreadthScratch {
    std::vector<Word> seen;
    std::vector<Word> at;   // searches whose frontier holds the vertex
    std::vector<Word> next; // searches that have just reached it
    std::vector<Vertex> frontier;
    std::vector<Vertex> reached;
    std::vector<Vertex> touched;
    LaneCounter counter;

    explicit BreadthScratch(Vertex n) : seen(n), at(n), next(n) {}
};

/// Breadth-first search against the edges' direction from the vertices first..last-1 at once.
void search_batch(const graph::CompressedGraph& g,
                  Vertex first,
                  Vertex last,
                  BreadthScratch& s,
                  const graph::RunControl& control,
                  DistanceSums& sums) {
    s.frontier.clear();
    s.touched.clear();
    for (Vertex v = first; v < last; ++v) {
        s.seen[v] = s.at[v] = Word{1} << (v - first);
        s.frontier.push_back(v);
        s.touched.push_back(v);
    }
    // Sums of integers stay exact, and the order of the levels is that of a single search.
    std::array<std::uint64_t, lanes> total{};
    for (std::uint32_t distance = 1; !s.frontier.empty(); ++distance) {
        control.checkpoint();
        s.reached.clear();
        for (const Vertex v : s.frontier) {
            const Word searches = s.at[v];
            for (const Vertex u : g.in_neighbours(v)) {
                const Word fresh = searches & ~s.seen[u];
                if (fresh != 0) {
                    if (s.next[u] == 0) {
                        s.reached.push_back(u);
                    }
                    s.next[u] |= fresh;
                }
            }
        }
        s.counter.clear();
        for (const Vertex u : s.reached) {
            if (s.seen[u] == 0) {
                s.touched.push_back(u);
            }
            s.seen[u] |= s.next[u];
            s.at[u] = s.next[u];
            s.next[u] = 0;
            s.counter.add(s.at[u]);
        }
        for (Vertex v = first; v < last; ++v) {
            const std::uint32_t count = s.counter.count(v - first);
            if (count != 0) {
                sums.reaching[v] += count;
                total[v - first] += std::uint64_t{count} * distance;
                sums.harmonic[v] += static_cast<double>(count) / distance;
                sums.farthest[v] = distance;
            }
        }
        s.frontier.swap(s.reached);
    }
    for (Vertex v = first; v < last; ++v) {
        sums.total[v] = static_cast<double>(total[v - first]);
    }
    for (const Vertex v : s.touched) {
        s.seen[v] = 0;
    }
}

void unweighted(const graph::CompressedGraph& g,
                const graph::RunControl& control,
                DistanceSums& sums) {
    const Vertex n = g.vertex_count();
    tbb::enumerable_thread_specific<BreadthScratch> scratch([n] { return BreadthScratch(n); });
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(Vertex{0}, n / lanes + (n % lanes != 0 ? 1 : 0), [&](Vertex batch) {
        const Vertex first = batch * lanes;
        const Vertex count = std::min(lanes, n - first);
        search_batch(g, first, first + count, scratch.local(), control, sums);
        control.report(done += count, n);
    });
}

struct CostScratch {
    std::vector<double> distance;
    std::vector<Vertex> touched;
    internal::SearchQueue queue;

    explicit CostScratch(Vertex n)
        : distance(n, std::numeric_limits<double>::infinity()), queue(n) {}
};

/// Dijkstra's algorithm against the edges' direction.
void search_from(const internal::WeightedRows& in,
                 Vertex source,
                 CostScratch& s,
                 DistanceSums& sums) {
    s.touched.assign(1, source);
    s.distance[source] = 0.0;
    s.queue.push(0.0, source);
    while (!s.queue.empty()) {
        const auto [d, v] = s.queue.pop();
        if (v != source) {
            ++sums.reaching[source];
            sums.total[source] += d;
            sums.harmonic[source] += 1.0 / d;
            sums.farthest[source] = d;
        }
        for (const auto [u, cost] : in.row(v)) {
            const double candidate = d + cost;
            if (candidate < s.distance[u]) {
                if (s.distance[u] == std::numeric_limits<double>::infinity()) {
                    s.touched.push_back(u);
                }
                s.distance[u] = candidate;
                s.queue.push(candidate, u);
            }
        }
    }
    for (const Vertex v : s.touched) {
        s.distance[v] = std::numeric_limits<double>::infinity();
    }
}

void weighted(const graph::CompressedGraph& g,
              std::span<const double> cost,
              const graph::RunControl& control,
              DistanceSums& sums) {
    const Vertex n = g.vertex_count();
    const auto in = internal::weighted_rows(g, cost, internal::Walk::in);
    tbb::enumerable_thread_specific<CostScratch> scratch([n] { return CostScratch(n); });
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(Vertex{0}, n, [&](Vertex v) {
        control.checkpoint();
        search_from(in, v, scratch.local(), sums);
        control.report(++done, n);
    });
}

} // namespace

DistanceSums incoming_distances(const graph::CompressedGraph& g,
                                std::span<const double> cost,
                                const graph::RunControl& control) {
    internal::require_positive(g, cost, "distances", "cost");
    const Vertex n = g.vertex_count();
    DistanceSums sums{std::vector<Vertex>(n), std::vector<double>(n), std::vector<double>(n),
                      std::vector<double>(n)};
    if (cost.empty()) {
        unweighted(g, control, sums);
    } else {
        weighted(g, cost, control, sums);
    }
    return sums;
}

} // namespace sandhan::algorithms
