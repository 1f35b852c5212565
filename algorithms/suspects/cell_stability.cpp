// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/cell_stability.hpp"

#include "algorithms/internal/alone.hpp"
#include "algorithms/internal/poisson_weights.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

std::uint32_t count_of(const GraphEvidence& evidence, std::span<const std::uint32_t> community) {
    if (community.size() != evidence.vertices) {
        throw std::invalid_argument("cell_stability: " + std::to_string(community.size()) +
                                    " communities for " + std::to_string(evidence.vertices) +
                                    " vertices; give one each");
    }
    std::uint32_t count = 0;
    for (const std::uint32_t c : community) {
        if (c >= evidence.vertices) {
            throw std::invalid_argument("cell_stability: community " + std::to_string(c) +
                                        "; number them 0, 1, …");
        }
        count = std::max(count, c + 1);
    }
    return count;
}

/// The best likeness of each community with one of those found, over the vertices with a tie; less
/// than 0 where none of its members has one.
std::vector<float> best_likeness(const graph::CompressedGraph& g,
                                 std::span<const std::uint32_t> given,
                                 std::uint32_t count,
                                 const Communities& found) {
    std::vector<std::uint32_t> given_size(count, 0);
    std::vector<std::uint32_t> found_size(found.count, 0);
    std::vector<std::uint64_t> pairs; // given, found: one a vertex
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        if (g.out_degree(v) > 0) {
            ++given_size[given[v]];
            ++found_size[found.community[v]];
            pairs.push_back((std::uint64_t{given[v]} << 32U) | found.community[v]);
        }
    }
    std::sort(pairs.begin(), pairs.end());
    std::vector<float> best(count, -1.0F);
    for (std::size_t i = 0; i < pairs.size();) {
        std::size_t end = i;
        while (end < pairs.size() && pairs[end] == pairs[i]) {
            ++end;
        }
        const auto a = static_cast<std::uint32_t>(pairs[i] >> 32U);
        const auto b = static_cast<std::uint32_t>(pairs[i]);
        const auto both = static_cast<std::uint32_t>(end - i);
        best[a] = std::max(best[a], static_cast<float>(both) /
                                        static_cast<float>(given_size[a] + found_size[b] - both));
        i = end;
    }
    return best;
}

} // namespace

CellStability cell_stability(const GraphEvidence& evidence,
                             std::span<const std::uint32_t> community,
                             const LeidenOptions& options,
                             std::size_t resamples,
                             const graph::RunControl& control) {
    require_consistent(evidence);
    const std::uint32_t count = count_of(evidence, community);
    const internal::PoissonWeights weights(options.seed);
    graph::RunControl inner; // which tells no progress of its own
    inner.stop_requested = control.stop_requested;
    std::vector<std::vector<float>> likeness(resamples); // none of one without incidents
    std::vector<unsigned char> used(resamples, 0);
    std::atomic<std::size_t> done{0};
    const auto resample = [&](std::size_t number) {
        control.checkpoint();
        std::vector<std::uint32_t> copies(evidence.incidents.size());
        bool any = copies.empty();
        for (std::size_t i = 0; i < copies.size(); ++i) {
            std::array<std::uint32_t, 2> drawn{}; // a draw is of two resamples
            weights.add(evidence.incidents[i], number / 2 * 2, drawn);
            copies[i] = drawn[number % 2];
            any = any || copies[i] > 0;
        }
        if (any) {
            used[number] = 1;
            const SimpleGraph g = resampled(evidence, copies);
            LeidenOptions again = options;
            again.seed = options.seed + number + 1;
            likeness[number] =
                best_likeness(g.graph, community, count, leiden(g.graph, g.strength, again, inner));
        }
        control.report(++done, resamples);
    };
    tbb::parallel_for(std::size_t{0}, resamples,
                      [&](std::size_t number) { internal::alone([&] { resample(number); }); });

    CellStability result{std::vector<double>(count, 0.0), std::vector<double>(count, 0.0), 0};
    std::vector<std::uint32_t> seen(count, 0);
    for (std::size_t number = 0; number < resamples; ++number) {
        // In their order: sums of real numbers depend on it.
        const std::vector<float>& one = likeness[number];
        result.resamples += used[number];
        for (std::size_t c = 0; c < one.size(); ++c) {
            if (one[c] >= 0.0F) {
                ++seen[c];
                result.stability[c] += static_cast<double>(one[c]);
                result.found_again[c] += one[c] > 0.5F ? 1.0 : 0.0;
            }
        }
    }
    for (std::uint32_t c = 0; c < count; ++c) {
        if (seen[c] > 0) {
            result.stability[c] /= seen[c];
            result.found_again[c] /= static_cast<double>(result.resamples);
        }
    }
    return result;
}

} // namespace sandhan::algorithms
