// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/link_prediction.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::UndirectedGraph;
using graph::Vertex;

namespace {

void require_predictable(const UndirectedGraph& g,
                         const std::vector<bool>& asked,
                         const LinkPredictionOptions& options) {
    if (asked.size() != g.vertex_count()) {
        throw std::invalid_argument("predicted_links: " + std::to_string(asked.size()) +
                                    " flags for " + std::to_string(g.vertex_count()) +
                                    " vertices; give one a vertex");
    }
    if (!(options.katz_beta > 0.0) || !std::isfinite(options.katz_beta)) {
        throw std::invalid_argument("predicted_links: katz_beta must be above 0");
    }
    if (!(options.damping >= 0.0) || options.damping >= 1.0) {
        throw std::invalid_argument("predicted_links: damping must be in [0, 1)");
    }
    if (options.katz_steps < 2 || options.walk_steps < 2) {
        throw std::invalid_argument("predicted_links: walks of 2 steps or more are needed");
    }
}

/// What spreads from one vertex, step by step. Cleared by what was touched, not by all vertices.
class Spread {
  public:
    explicit Spread(Vertex n) : m_now(n, 0.0), m_next(n, 0.0), m_sum(n, 0.0) {}

    /// Σ over steps 1..`steps` of weight^step times what reaches each vertex, where `share` tells
    /// what of a vertex goes to each neighbour.
    template <class Share>
    void
    run(const UndirectedGraph& g, Vertex from, unsigned steps, double weight, const Share& share) {
        clear();
        m_now[from] = 1.0;
        m_front.assign(1, from);
        double counted = 1.0;
        for (unsigned step = 1; step <= steps; ++step) {
            counted *= weight;
            m_ahead.clear();
            for (const Vertex v : m_front) {
                const double goes = m_now[v] * share(v);
                m_now[v] = 0.0;
                for (const Vertex u : g.out_neighbours(v)) {
                    if (m_next[u] == 0.0) {
                        m_ahead.push_back(u);
                    }
                    m_next[u] += goes;
                }
            }
            std::sort(m_ahead.begin(), m_ahead.end()); // sums in one order, whatever was first
            for (const Vertex u : m_ahead) {
                if (m_sum[u] == 0.0) {
                    m_touched.push_back(u);
                }
                m_sum[u] += counted * m_next[u];
            }
            m_front.swap(m_ahead);
            m_now.swap(m_next);
        }
        for (const Vertex v : m_front) {
            m_now[v] = 0.0;
        }
    }

    [[nodiscard]] double at(Vertex v) const { return m_sum[v]; }

  private:
    void clear() {
        for (const Vertex v : m_touched) {
            m_sum[v] = 0.0;
        }
        m_touched.clear();
    }

    std::vector<double> m_now, m_next, m_sum;
    std::vector<Vertex> m_front, m_ahead, m_touched;
};

/// The candidates of one vertex: those with higher numbers, with what is local of them.
std::vector<PredictedLink> candidates_of(const UndirectedGraph& g,
                                         const std::vector<bool>& asked,
                                         Vertex a,
                                         const LinkPredictionOptions& options) {
    const auto of_a = g.out_neighbours(a);
    std::vector<std::pair<Vertex, Vertex>> met; // who, and through whom
    for (const Vertex through : of_a) {
        if (g.out_degree(through) > options.max_degree) {
            continue;
        }
        for (const Vertex b : g.out_neighbours(through)) {
            if (b > a && asked[b] && !std::binary_search(of_a.begin(), of_a.end(), b)) {
                met.emplace_back(b, through);
            }
        }
    }
    std::sort(met.begin(), met.end());
    std::vector<PredictedLink> links;
    for (const auto& [b, through] : met) {
        if (links.empty() || links.back().b != b) {
            links.push_back({});
            links.back().a = a;
            links.back().b = b;
        }
        PredictedLink& link = links.back();
        const auto degree = static_cast<double>(g.out_degree(through));
        link.common_neighbours += 1.0;
        link.adamic_adar += 1.0 / std::log(degree); // two neighbours at least: never ln 1
        link.resource_allocation += 1.0 / degree;
    }
    for (PredictedLink& link : links) {
        const auto either = static_cast<double>(g.out_degree(a) + g.out_degree(link.b));
        // Of all neighbours, also those that max_degree leaves out.
        double common = 0.0;
        for (const Vertex u : g.out_neighbours(link.b)) {
            common += std::binary_search(of_a.begin(), of_a.end(), u) ? 1.0 : 0.0;
        }
        link.jaccard = link.common_neighbours / (either - common);
    }
    return links;
}

} // namespace

std::vector<PredictedLink> predicted_links(const UndirectedGraph& g,
                                           const std::vector<bool>& asked,
                                           const LinkPredictionOptions& options,
                                           const graph::RunControl& control) {
    require_predictable(g, asked, options);
    constexpr std::size_t at_once = 256;
    const std::size_t n = g.vertex_count();
    std::vector<std::vector<PredictedLink>> pieces((n + at_once - 1) / at_once);
    const auto all = [](Vertex) { return 1.0; };
    const auto evenly = [&](Vertex v) { return 1.0 / static_cast<double>(g.out_degree(v)); };
    tbb::enumerable_thread_specific<Spread> spreads([&] { return Spread(g.vertex_count()); });
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t p) {
        Spread& spread = spreads.local();
        control.checkpoint();
        for (std::size_t i = p * at_once; i < std::min(n, (p + 1) * at_once); ++i) {
            const auto a = static_cast<Vertex>(i);
            if (!asked[a]) {
                continue;
            }
            std::vector<PredictedLink> links = candidates_of(g, asked, a, options);
            if (links.empty()) {
                continue;
            }
            spread.run(g, a, options.katz_steps, options.katz_beta, all);
            for (PredictedLink& link : links) {
                link.katz = spread.at(link.b);
            }
            spread.run(g, a, options.walk_steps, options.damping, evenly);
            for (PredictedLink& link : links) {
                // Going back weighs what going there does, by degree: walks turned round.
                const double there = (1.0 - options.damping) * spread.at(link.b);
                link.pagerank = there + there * static_cast<double>(g.out_degree(a)) /
                                            static_cast<double>(g.out_degree(link.b));
            }
            pieces[p].insert(pieces[p].end(), links.begin(), links.end());
        }
    });
    std::vector<PredictedLink> result;
    for (const auto& piece : pieces) {
        result.insert(result.end(), piece.begin(), piece.end());
    }
    return result;
}

} // namespace sandhan::algorithms
