// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/pagerank.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/weighted_rows.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

void require_usable(const PageRankOptions& options) {
    // Written so that NaN is refused too.
    if (!(options.damping >= 0.0 && options.damping < 1.0)) {
        throw std::invalid_argument("pagerank: damping " + std::to_string(options.damping) +
                                    "; it must be at least 0 and below 1");
    }
    if (!(options.tolerance > 0.0)) {
        throw std::invalid_argument("pagerank: tolerance " + std::to_string(options.tolerance) +
                                    "; it must be > 0");
    }
}

/// What a block of vertices adds to the sums of a round. Blocks depend on n alone and are added in
/// their order, so that the sums do not depend on the number of threads.
struct Partial {
    double change = 0.0;
    double dangling = 0.0;
};
constexpr Vertex block = 2048;

template <class Pull>
PageRank iterate(const graph::CompressedGraph& g,
                 const std::vector<double>& out_strength,
                 const PageRankOptions& options,
                 const graph::RunControl& control,
                 Pull pull) {
    const Vertex n = g.vertex_count();
    PageRank result;
    result.score.assign(n, 1.0 / n);
    std::vector<double> given(n); // what a vertex gives to an edge of strength 1
    std::vector<double> given_next(n);
    double dangling = 0.0;
    for (Vertex v = 0; v < n; ++v) {
        if (out_strength[v] > 0.0) {
            given[v] = result.score[v] / out_strength[v];
        } else {
            dangling += result.score[v];
        }
    }

    std::vector<Partial> partial(n / block + 1);
    result.converged = false;
    while (!result.converged && result.rounds < options.max_rounds) {
        control.checkpoint();
        const double base = (1.0 - options.damping + options.damping * dangling) / n;
        tbb::parallel_for(std::size_t{0}, partial.size(), [&](std::size_t b) {
            Partial sum;
            const auto first = static_cast<Vertex>(b * block);
            const Vertex last = first + std::min(block, n - first);
            for (Vertex v = first; v < last; ++v) {
                const double score = base + options.damping * pull(v, given);
                sum.change += std::abs(score - result.score[v]);
                result.score[v] = score;
                if (out_strength[v] > 0.0) {
                    given_next[v] = score / out_strength[v];
                } else {
                    sum.dangling += score;
                }
            }
            partial[b] = sum;
        });
        Partial sum;
        for (const Partial& p : partial) {
            sum.change += p.change;
            sum.dangling += p.dangling;
        }
        given.swap(given_next);
        dangling = sum.dangling;
        result.residual = sum.change;
        result.converged = sum.change <= options.tolerance;
        ++result.rounds;
        control.report(result.rounds, options.max_rounds);
    }
    return result;
}

} // namespace

PageRank pagerank(const graph::CompressedGraph& g,
                  std::span<const double> edge_strength,
                  const PageRankOptions& options,
                  const graph::RunControl& control) {
    require_usable(options);
    internal::require_simple(g, "pagerank");
    internal::require_positive(g, edge_strength, "pagerank", "strength");
    if (g.vertex_count() == 0) {
        return {};
    }
    const auto out_strength = strength(g, edge_strength, Direction::out);

    PageRank result;
    if (edge_strength.empty()) {
        result = iterate(g, out_strength, options, control,
                         [&g](Vertex v, const std::vector<double>& given) {
                             double sum = 0.0;
                             for (const Vertex u : g.in_neighbours(v)) {
                                 sum += given[u];
                             }
                             return sum;
                         });
    } else {
        const auto in = internal::weighted_rows(g, edge_strength, internal::Walk::in);
        result = iterate(g, out_strength, options, control,
                         [&in](Vertex v, const std::vector<double>& given) {
                             double sum = 0.0;
                             for (const auto [u, s] : in.row(v)) {
                                 sum += given[u] * s;
                             }
                             return sum;
                         });
    }
    return result;
}

} // namespace sandhan::algorithms
