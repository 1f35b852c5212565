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

/// Calls work(first, last, scratch, partial) for stretches of the sources 0..sources-1, which adds
/// their share to `partial`, n numbers, and returns the sum over all sources. A stretch begins at a
/// multiple of `step`.
///
/// Floating-point addition is not associative, so the stretches depend on the number of sources
/// alone; each sums from zero, and they are added in their order. A pipeline bounds how many
/// partial sums exist: two for each thread.
template <class Scratch, class Work>
[[nodiscard]] std::vector<double> sum_over_stretches(graph::Vertex sources,
                                                     graph::Vertex step,
                                                     std::size_t n,
                                                     const Scratch& fresh,
                                                     Work work,
                                                     const graph::RunControl& control) {
    // Adding a partial sum costs n, so about 1024 blocks at most; fewer than 16 sources are not
    // worth a block of their own.
    const graph::Vertex least = std::max<graph::Vertex>(16, sources / 1024 + 1);
    const graph::Vertex block = (least + step - 1) / step * step;
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
                                          if (next >= sources) {
                                              flow.stop();
                                              return {};
                                          }
                                          Block b{next, next + std::min(block, sources - next), 0};
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
                                               work(b.first, b.last, own,
                                                    std::span<double>(partial[b.slot]));
                                               return b;
                                           }) &
            tbb::make_filter<Block, void>(tbb::filter_mode::serial_in_order, [&](Block b) {
                const auto& own = partial[b.slot];
                for (std::size_t v = 0; v < own.size(); ++v) {
                    total[v] += own[v];
                }
                idle.push(b.slot);
                control.report(b.last, sources);
            }));
    return total;
}

/// The same with work(source, scratch, partial) for every source, in their order.
template <class Scratch, class Work>
[[nodiscard]] std::vector<double> sum_over_sources(graph::Vertex n,
                                                   const Scratch& fresh,
                                                   Work work,
                                                   const graph::RunControl& control) {
    return sum_over_stretches(
        n, 1, n, fresh,
        [&](graph::Vertex first, graph::Vertex last, Scratch& own, std::span<double> partial) {
            for (graph::Vertex s = first; s < last; ++s) {
                control.checkpoint();
                work(s, own, partial);
            }
        },
        control);
}

} // namespace sandhan::algorithms::internal
