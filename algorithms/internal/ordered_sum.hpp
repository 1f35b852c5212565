// SPDX-License-Identifier: Apache-2.0
// Parallel sums over sources that come out the same, to the last bit, for any number of threads.
// Not installed: oneTBB stays out of public headers.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// Calls work(source, scratch, partial) for every source 0..n-1, which adds its share to `partial`,
/// n numbers, and returns the sum over all sources.
///
/// Floating-point addition is not associative, so the sources are cut into blocks that depend on n
/// alone; each block sums from zero in the order of its sources, and blocks are added in their
/// order. A pipeline bounds how many partial sums exist: two for each thread.
template <class Scratch, class Work>
[[nodiscard]] std::vector<double> sum_over_sources(graph::Vertex n,
                                                   const Scratch& fresh,
                                                   Work work,
                                                   const graph::RunControl& control) {
    // Adding a partial sum costs n, so at most 1024 blocks; fewer than 16 sources are not worth a
    // block of their own.
    const graph::Vertex block = std::max<graph::Vertex>(16, n / 1024 + 1);
    const auto tokens =
        2 * static_cast<std::size_t>(std::max(1, tbb::this_task_arena::max_concurrency()));

    std::vector<double> total(n, 0.0);
    std::vector<std::vector<double>> partial(tokens);
    tbb::concurrent_queue<std::size_t> idle;
    for (std::size_t i = 0; i < tokens; ++i) {
        idle.push(i);
    }
    tbb::enumerable_thread_specific<Scratch> scratch(fresh);

    struct Block {
        graph::Vertex first;
        graph::Vertex last;
        std::size_t slot;
    };
    graph::Vertex next = 0;
    tbb::parallel_pipeline(
        tokens,
        tbb::make_filter<void, Block>(tbb::filter_mode::serial_in_order,
                                      [&](tbb::flow_control& flow) -> Block {
                                          if (next >= n) {
                                              flow.stop();
                                              return {};
                                          }
                                          Block b{next, next + std::min(block, n - next), 0};
                                          next = b.last;
                                          // As many slots as tokens, and a slot is given back
                                          // before its token ends.
                                          while (!idle.try_pop(b.slot)) {
                                          }
                                          return b;
                                      }) &
            tbb::make_filter<Block, Block>(tbb::filter_mode::parallel,
                                           [&](Block b) {
                                               partial[b.slot].assign(n, 0.0);
                                               auto& own = scratch.local();
                                               for (graph::Vertex s = b.first; s < b.last; ++s) {
                                                   control.checkpoint();
                                                   work(s, own, std::span<double>(partial[b.slot]));
                                               }
                                               return b;
                                           }) &
            tbb::make_filter<Block, void>(tbb::filter_mode::serial_in_order, [&](Block b) {
                const auto& own = partial[b.slot];
                for (std::size_t v = 0; v < own.size(); ++v) {
                    total[v] += own[v];
                }
                idle.push(b.slot);
                control.report(b.last, n);
            }));
    return total;
}

} // namespace sandhan::algorithms::internal
