// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/distances.hpp"

#include "algorithms/internal/breadth_search.hpp"
#include "algorithms/internal/bucket_queue.hpp"
#include "algorithms/internal/lane_search.hpp"
#include "algorithms/internal/renumbered_rows.hpp"
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

/// Few searches meet on a long path: after so many steps it is clear whether a vertex is visited by
/// fewer than four at once, and then single searches have less to carry.
constexpr std::uint32_t trial_steps = 64;
constexpr std::uint64_t least_sharing = 4;

/// One breadth-first search against the edges' direction.
void search_alone(const internal::RenumberedRows& rows,
                  Vertex source,
                  internal::BreadthSearch& search,
                  DistanceSums& sums) {
    const Vertex v = rows.original[source];
    const std::uint32_t farthest = search.run(rows.in(), source);
    const auto& order = search.order();
    std::uint64_t total = 0;
    double harmonic = 0.0;
    for (std::size_t i = 1; i < order.size();) {
        const std::uint32_t distance = search.level(order[i]);
        const std::size_t first = i;
        while (i < order.size() && search.level(order[i]) == distance) {
            ++i;
        }
        total += (i - first) * distance;
        harmonic += static_cast<double>(i - first) / distance;
    }
    sums.reaching[v] = static_cast<Vertex>(order.size() - 1);
    sums.total[v] = static_cast<double>(total);
    sums.harmonic[v] = harmonic;
    sums.farthest[v] = farthest;
}

/// The same from up to 512 vertices at once. False, and sums that are to be written again, if they
/// had better be searched from alone.
bool search_batch(const internal::RenumberedRows& rows,
                  std::span<const Vertex> sources,
                  internal::LaneSearch& search,
                  const graph::RunControl& control,
                  DistanceSums& sums) {
    search.begin(sources);
    // Sums of integers stay exact, and the order of the levels is that of a single search.
    std::array<std::uint64_t, internal::LaneSearch::lanes> total{};
    std::uint64_t visits = 0;
    std::uint64_t visitors = 0;
    for (std::uint32_t distance = 1; search.step(); ++distance) {
        control.checkpoint();
        visits += search.frontier();
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const std::uint32_t count = search.counts()[i];
            if (count != 0) {
                const Vertex v = rows.original[sources[i]];
                sums.reaching[v] += count;
                visitors += count;
                total[i] += std::uint64_t{count} * distance;
                sums.harmonic[v] += static_cast<double>(count) / distance;
                sums.farthest[v] = distance;
            }
        }
        if (distance == trial_steps && visitors < least_sharing * visits) {
            return false;
        }
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        sums.total[rows.original[sources[i]]] = static_cast<double>(total[i]);
    }
    return true;
}

void unweighted(const graph::CompressedGraph& g,
                const graph::RunControl& control,
                DistanceSums& sums) {
    control.checkpoint();
    const auto rows = internal::renumbered(g);
    const std::span<const Vertex> sources(rows.near);
    constexpr std::size_t lanes = internal::LaneSearch::lanes;
    struct Searches {
        internal::LaneSearch together;
        internal::BreadthSearch alone;
    };
    tbb::enumerable_thread_specific<Searches> searches([&rows] {
        return Searches{internal::LaneSearch(rows),
                        internal::BreadthSearch(static_cast<Vertex>(rows.original.size()))};
    });
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(std::size_t{0}, (sources.size() + lanes - 1) / lanes, [&](std::size_t batch) {
        const std::size_t first = batch * lanes;
        const auto own = sources.subspan(first, std::min(lanes, sources.size() - first));
        auto& [together, alone] = searches.local();
        if (!search_batch(rows, own, together, control, sums)) {
            for (const Vertex source : own) {
                control.checkpoint();
                search_alone(rows, source, alone, sums);
            }
        }
        control.report(done += own.size(), sources.size());
    });
}

template <class Queue>
struct CostScratch {
    std::vector<double> distance;
    std::vector<unsigned char> settled;
    std::vector<Vertex> touched;
    Queue queue;

    CostScratch(Vertex n, const Queue& fresh)
        : distance(n, std::numeric_limits<double>::infinity()), settled(n), queue(fresh) {}
};

/// Dijkstra's algorithm against the edges' direction.
template <class Queue>
void search_from(const internal::WeightedRows& in,
                 Vertex source,
                 CostScratch<Queue>& s,
                 DistanceSums& sums) {
    s.touched.assign(1, source);
    s.distance[source] = 0.0;
    s.queue.restart();
    s.queue.push(0.0, source);
    while (!s.queue.empty()) {
        const auto [d, v] = s.queue.pop();
        if (d > s.distance[v] || s.settled[v] != 0) {
            continue; // it was found nearer meanwhile
        }
        s.settled[v] = 1;
        if (v != source) {
            ++sums.reaching[source];
            sums.total[source] += d;
            sums.harmonic[source] += 1.0 / d;
            sums.farthest[source] = std::max(sums.farthest[source], d);
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
        s.settled[v] = 0;
    }
}

template <class Queue>
void weighted(const graph::CompressedGraph& g,
              std::span<const double> cost,
              const Queue& queue,
              const graph::RunControl& control,
              DistanceSums& sums) {
    const Vertex n = g.vertex_count();
    const auto in = internal::weighted_rows(g, cost, internal::Walk::in);
    tbb::enumerable_thread_specific<CostScratch<Queue>> scratch(
        [n, &queue] { return CostScratch<Queue>(n, queue); });
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
    } else if (const auto buckets = internal::BucketSizes::of(cost, n)) {
        weighted(g, cost, internal::BucketQueue(*buckets), control, sums);
    } else {
        weighted(g, cost, internal::SearchQueue(n), control, sums);
    }
    return sums;
}

} // namespace sandhan::algorithms
