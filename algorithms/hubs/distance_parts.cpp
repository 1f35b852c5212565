// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/distance_parts.hpp"

#include "algorithms/internal/path_limits.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/search_queue.hpp"
#include "algorithms/internal/shares.hpp"

#include <algorithm>
#include <limits>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();
constexpr std::size_t between_checkpoints = 4096;

/// The distances to one vertex, and those that can reach it, the nearest first.
struct Reach {
    std::vector<double> distance;
    std::vector<Vertex> order;
};

Reach reach_by_steps(const graph::CompressedGraph& g, Vertex v, const graph::RunControl& control) {
    Reach reach{std::vector<double>(g.vertex_count(), unreached), {v}};
    reach.distance[v] = 0.0;
    for (std::size_t i = 0; i < reach.order.size(); ++i) {
        if (i % between_checkpoints == 0) {
            control.checkpoint();
        }
        const Vertex u = reach.order[i];
        for (const Vertex w : g.in_neighbours(u)) {
            if (reach.distance[w] == unreached) {
                reach.distance[w] = reach.distance[u] + 1.0;
                reach.order.push_back(w);
            }
        }
    }
    return reach;
}

Reach reach_by_costs(const graph::CompressedGraph& g,
                     Vertex v,
                     std::span<const double> cost,
                     const graph::RunControl& control) {
    Reach reach{std::vector<double>(g.vertex_count(), unreached), {}};
    std::vector<unsigned char> settled(g.vertex_count(), 0);
    internal::SearchQueue queue(g.vertex_count());
    reach.distance[v] = 0.0;
    queue.push(0.0, v);
    while (!queue.empty()) {
        const auto [d, u] = queue.pop();
        if (reach.order.size() % between_checkpoints == 0) {
            control.checkpoint();
        }
        settled[u] = 1;
        reach.order.push_back(u);
        const auto row = g.in_neighbours(u);
        const auto edges = g.in_edges(u);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double found = d + cost[edges[i]];
            if (settled[row[i]] == 0 && found < reach.distance[row[i]]) {
                reach.distance[row[i]] = found;
                queue.push(found, row[i]);
            }
        }
    }
    return reach;
}

/// From a vertex to that of distance 0.
std::vector<Vertex> way_from(const graph::CompressedGraph& g,
                             Vertex from,
                             const std::vector<double>& distance,
                             std::span<const double> cost) {
    std::vector<Vertex> way{from};
    while (distance[way.back()] > 0.0) {
        const Vertex u = way.back();
        const auto row = g.out_neighbours(u); // ascending
        const auto edges = g.out_edges(u);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double step = cost.empty() ? 1.0 : cost[edges[i]];
            if (distance[row[i]] < distance[u] &&
                distance[row[i]] + step <= distance[u] * (1.0 + internal::tie_tolerance)) {
                way.push_back(row[i]);
                break;
            }
        }
    }
    return way;
}

} // namespace

DistanceReasons explain_distances(const graph::CompressedGraph& g,
                                  Vertex v,
                                  std::span<const double> cost,
                                  const graph::RunControl& control) {
    internal::require_positive(g, cost, "distances", "cost");
    internal::require_vertex(g, v, "distances");
    const Reach reach =
        cost.empty() ? reach_by_steps(g, v, control) : reach_by_costs(g, v, cost, control);
    DistanceReasons r;
    std::size_t last = 0; // where the last shell begins
    for (std::size_t i = 1; i < reach.order.size(); ++i) {
        const double d = reach.distance[reach.order[i]];
        if (r.shells.empty() || d > r.shells.back().distance * (1.0 + internal::tie_tolerance)) {
            r.shells.push_back({d, 0});
            last = i;
        }
        ++r.shells.back().count;
    }
    if (r.shells.empty()) {
        return r;
    }
    r.farthest.assign(reach.order.begin() + static_cast<std::ptrdiff_t>(last), reach.order.end());
    std::sort(r.farthest.begin(), r.farthest.end());
    r.way = way_from(g, r.farthest.front(), reach.distance, cost);
    return r;
}

} // namespace sandhan::algorithms
