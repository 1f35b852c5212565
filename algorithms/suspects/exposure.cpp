// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/exposure.hpp"

#include "algorithms/hubs/pagerank.hpp"

#include <algorithm>
#include <iterator>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {

using graph::UndirectedGraph;
using graph::Vertex;

namespace {

void require_seeds(const UndirectedGraph& g,
                   std::span<const Vertex> seeds,
                   const ExposureOptions& options) {
    if (seeds.empty()) {
        throw std::invalid_argument("exposure: no seeds; give at least one");
    }
    std::vector<Vertex> sorted(seeds.begin(), seeds.end());
    std::sort(sorted.begin(), sorted.end());
    if (sorted.back() >= g.vertex_count()) {
        throw std::invalid_argument("exposure: there is no vertex " +
                                    std::to_string(sorted.back()));
    }
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        throw std::invalid_argument("exposure: a seed is given twice");
    }
    if (options.max_steps == 0) {
        throw std::invalid_argument("exposure: max_steps must be 1 or more");
    }
}

/// The weightiest walks from the seeds to one vertex.
class Walks {
  public:
    Walks(const UndirectedGraph& g,
          std::span<const double> strength,
          std::span<const Vertex> seeds,
          const ExposureOptions& options)
        : m_g(g), m_strength(strength), m_seeds(seeds.begin(), seeds.end()), m_options(options),
          m_leaving(g.vertex_count(), 0.0) {
        std::sort(m_seeds.begin(), m_seeds.end());
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            for (const graph::Edge e : g.out_edges(v)) {
                m_leaving[v] += strength[e];
            }
        }
    }

    /// Each with what it weighs.
    [[nodiscard]] std::vector<ExposureWalk> to(Vertex end, const graph::RunControl& control) const {
        const auto left = bounds(end);
        const double start = (1.0 - m_options.damping) / static_cast<double>(m_seeds.size());
        struct Partial {
            double bound, weight;
            std::vector<Vertex> via;
            bool ended;
        };
        const auto after = [](const Partial& a, const Partial& b) {
            return std::tuple(-a.bound, a.via.size(), a.via, !a.ended) >
                   std::tuple(-b.bound, b.via.size(), b.via, !b.ended);
        };
        std::priority_queue<Partial, std::vector<Partial>, decltype(after)> queue(after);
        for (const Vertex seed : m_seeds) {
            if (left[m_options.max_steps][seed] > 0.0) {
                queue.push({start * left[m_options.max_steps][seed], start, {seed}, false});
            }
        }
        std::vector<ExposureWalk> found;
        while (!queue.empty() && found.size() < m_options.walks) {
            control.checkpoint();
            const Partial next = queue.top();
            queue.pop();
            if (next.ended) {
                found.push_back({next.via, next.weight});
                continue;
            }
            const Vertex v = next.via.back();
            if (v == end) { // a walk may end here, or go on and come back
                queue.push({next.weight, next.weight, next.via, true});
            }
            const std::size_t steps = next.via.size() - 1;
            for (std::size_t i = 0; steps < m_options.max_steps && i < m_g.out_degree(v); ++i) {
                const Vertex u = m_g.out_neighbours(v)[i];
                const double weight = next.weight * step(v, i);
                const double bound = weight * left[m_options.max_steps - steps - 1][u];
                if (bound > 0.0) {
                    Partial longer{bound, weight, next.via, false};
                    longer.via.push_back(u);
                    queue.push(std::move(longer));
                }
            }
        }
        return found;
    }

  private:
    [[nodiscard]] double step(Vertex v, std::size_t i) const {
        return m_options.damping * m_strength[m_g.out_edges(v)[i]] / m_leaving[v];
    }

    /// [s][v]: the most that a walk of at most s steps from v to the end weighs.
    [[nodiscard]] std::vector<std::vector<double>> bounds(Vertex end) const {
        std::vector<std::vector<double>> best(1, std::vector<double>(m_g.vertex_count(), 0.0));
        best[0][end] = 1.0;
        for (unsigned s = 1; s <= m_options.max_steps; ++s) {
            std::vector<double> next = best.back();
            for (Vertex v = 0; v < m_g.vertex_count(); ++v) {
                for (std::size_t i = 0; i < m_g.out_degree(v); ++i) {
                    next[v] = std::max(next[v], step(v, i) * best.back()[m_g.out_neighbours(v)[i]]);
                }
            }
            best.push_back(std::move(next));
        }
        return best;
    }

    const UndirectedGraph& m_g;
    std::span<const double> m_strength;
    std::vector<Vertex> m_seeds;
    const ExposureOptions& m_options;
    std::vector<double> m_leaving; ///< strength of all ties of each
};

} // namespace

std::vector<Exposure> exposure(const UndirectedGraph& g,
                               std::span<const double> strength,
                               std::span<const Vertex> seeds,
                               const ExposureOptions& options,
                               const graph::RunControl& control) {
    require_seeds(g, seeds, options);
    std::vector<Vertex> tied;
    std::copy_if(seeds.begin(), seeds.end(), std::back_inserter(tied),
                 [&](Vertex seed) { return g.out_degree(seed) > 0; });
    PageRankOptions from_seeds;
    from_seeds.damping = options.damping;
    from_seeds.teleport.assign(g.vertex_count(), 0.0);
    for (const Vertex seed : tied.empty() ? seeds : std::span<const Vertex>(tied)) {
        from_seeds.teleport[seed] = 1.0;
    }
    const PageRank rank = pagerank(g, strength, from_seeds, control);
    std::vector<Exposure> result;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        // What is no more than the error of the rounds was not reached.
        if (rank.score[v] > from_seeds.tolerance &&
            std::find(seeds.begin(), seeds.end(), v) == seeds.end()) {
            result.push_back({v, rank.score[v], {}, 0.0});
        }
    }
    std::sort(result.begin(), result.end(), [](const Exposure& a, const Exposure& b) {
        return std::tuple(-a.score, a.vertex) < std::tuple(-b.score, b.vertex);
    });
    const Walks walks(g, strength, tied, options);
    for (std::size_t i = 0; i < std::min(options.top, result.size()); ++i) {
        Exposure& one = result[i];
        one.walks = walks.to(one.vertex, control);
        one.remaining = 1.0;
        for (ExposureWalk& walk : one.walks) {
            walk.share /= one.score;
            one.remaining -= walk.share;
        }
        one.remaining = std::max(one.remaining, 0.0); // within the error of the rounds
    }
    return result;
}

} // namespace sandhan::algorithms
