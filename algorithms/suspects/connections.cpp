// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/connections.hpp"

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {

using graph::Edge;
using graph::UndirectedGraph;
using graph::Vertex;

namespace {

void require_connectable(const UndirectedGraph& g,
                         std::span<const double> probability,
                         std::initializer_list<Vertex> ends,
                         unsigned steps) {
    if (probability.size() != g.edge_count()) {
        throw std::invalid_argument("connections: " + std::to_string(probability.size()) +
                                    " probabilities for " + std::to_string(g.edge_count()) +
                                    " edges; give one an edge");
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        if (!(probability[e] > 0.0) || probability[e] > 1.0) {
            throw std::invalid_argument("connections: edge " + std::to_string(e) +
                                        " has probability " + std::to_string(probability[e]) +
                                        "; must be above 0 and at most 1");
        }
    }
    for (const Vertex v : ends) {
        if (v >= g.vertex_count()) {
            throw std::invalid_argument("connections: there is no vertex " + std::to_string(v));
        }
    }
    if (steps == 0) {
        throw std::invalid_argument("connections: steps must be 1 or more");
    }
}

/// best[s][v]: the greatest product over walks of at most s ties. A walk that comes back somewhere
/// is never surer than the path without the loop, nor as short.
struct Layers {
    std::vector<std::vector<double>> best;
    std::vector<std::vector<Vertex>> from; ///< no_vertex: as in the layer before
};

Layers layers_from(const UndirectedGraph& g,
                   std::span<const double> probability,
                   Vertex of,
                   unsigned steps,
                   const graph::RunControl& control) {
    Layers layers;
    layers.best.emplace_back(g.vertex_count(), 0.0);
    layers.best[0][of] = 1.0;
    layers.from.emplace_back(g.vertex_count(), graph::no_vertex);
    for (unsigned step = 1; step <= steps; ++step) {
        control.checkpoint();
        const std::vector<double>& before = layers.best.back();
        std::vector<double> best = before;
        std::vector<Vertex> from(g.vertex_count(), graph::no_vertex);
        bool changed = false;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            for (std::size_t i = 0; i < g.out_degree(v); ++i) {
                const Vertex u = g.out_neighbours(v)[i];
                const double through = before[u] * probability[g.out_edges(v)[i]];
                if (through > best[v]) { // neighbours come in their order: the lowest of equals
                    best[v] = through;
                    from[v] = u;
                    changed = true;
                }
            }
        }
        if (!changed) {
            break;
        }
        layers.best.push_back(std::move(best));
        layers.from.push_back(std::move(from));
    }
    return layers;
}

} // namespace

std::vector<Connection> connections(const UndirectedGraph& g,
                                    std::span<const double> probability,
                                    Vertex of,
                                    unsigned steps,
                                    const graph::RunControl& control) {
    require_connectable(g, probability, {of}, steps);
    const Layers layers = layers_from(g, probability, of, steps, control);
    std::vector<Connection> result;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (v == of || !(layers.best.back()[v] > 0.0)) {
            continue;
        }
        Connection found{v, layers.best.back()[v], {v}};
        Vertex at = v;
        for (std::size_t layer = layers.from.size() - 1; at != of; --layer) {
            if (layers.from[layer][at] != graph::no_vertex) {
                at = layers.from[layer][at];
                found.via.push_back(at);
            }
        }
        std::reverse(found.via.begin(), found.via.end());
        result.push_back(std::move(found));
    }
    std::sort(result.begin(), result.end(), [](const Connection& a, const Connection& b) {
        return std::tuple(-a.probability, a.vertex) < std::tuple(-b.probability, b.vertex);
    });
    return result;
}

std::vector<Connection> surest_paths(const UndirectedGraph& g,
                                     std::span<const double> probability,
                                     Vertex of,
                                     Vertex to,
                                     unsigned steps,
                                     std::size_t most,
                                     const graph::RunControl& control) {
    require_connectable(g, probability, {of, to}, steps);
    const Layers left = layers_from(g, probability, to, steps, control);
    // What is left to go is bounded by the surest walk of the ties that remain.
    const auto rest = [&](Vertex v, std::size_t ties) {
        return left.best[std::min(ties, left.best.size() - 1)][v];
    };
    struct Partial {
        double bound, sure;
        std::vector<Vertex> path;
    };
    const auto after = [](const Partial& a, const Partial& b) {
        return std::tuple(-a.bound, a.path.size(), a.path) >
               std::tuple(-b.bound, b.path.size(), b.path);
    };
    std::priority_queue<Partial, std::vector<Partial>, decltype(after)> queue(after);
    if (of != to && rest(of, steps) > 0.0) {
        queue.push({rest(of, steps), 1.0, {of}});
    }
    std::vector<Connection> found;
    while (!queue.empty() && found.size() < most) {
        control.checkpoint();
        const Partial next = queue.top();
        queue.pop();
        const Vertex v = next.path.back();
        if (v == to) {
            found.push_back({to, next.sure, next.path});
            continue;
        }
        for (std::size_t i = 0; i < g.out_degree(v); ++i) {
            const Vertex u = g.out_neighbours(v)[i];
            const double sure = next.sure * probability[g.out_edges(v)[i]];
            const double bound = sure * rest(u, steps - next.path.size());
            if (bound > 0.0 &&
                std::find(next.path.begin(), next.path.end(), u) == next.path.end()) {
                Partial longer{bound, sure, next.path};
                longer.path.push_back(u);
                queue.push(std::move(longer));
            }
        }
    }
    return found;
}

} // namespace sandhan::algorithms
