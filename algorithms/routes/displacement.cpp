// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/displacement.hpp"

#include "algorithms/routes/k_shortest_paths.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::CompressedGraph;
using graph::Edge;
using graph::Vertex;

void require_displaceable(const CompressedGraph& g,
                          std::span<const double> cost,
                          std::span<const BlockedFlow> flows,
                          std::span<const unsigned char> closed_edge,
                          std::span<const unsigned char> closed_vertex,
                          std::size_t ways) {
    const auto require = [](bool kept, const std::string& what) {
        if (!kept) {
            throw std::invalid_argument("displaced_flows: " + what);
        }
    };
    require(ways > 0, "0 ways; ask for one or more");
    require(cost.size() == g.edge_count(), std::to_string(cost.size()) + " costs for " +
                                               std::to_string(g.edge_count()) + " edges");
    require(closed_edge.empty() || closed_edge.size() == g.edge_count(),
            "one flag an edge is needed");
    require(closed_vertex.empty() || closed_vertex.size() == g.vertex_count(),
            "one flag a vertex is needed");
    for (const BlockedFlow& flow : flows) {
        require(flow.origin < g.vertex_count() && flow.destination < g.vertex_count(),
                "an origin or destination is not a vertex");
        require(flow.weight >= 0.0 && std::isfinite(flow.weight),
                "weight " + std::to_string(flow.weight) + "; weights must be finite and >= 0");
    }
}

} // namespace

Displacement displaced_flows(const CompressedGraph& g,
                             std::span<const double> cost,
                             std::span<const BlockedFlow> flows,
                             std::span<const unsigned char> closed_edge,
                             std::span<const unsigned char> closed_vertex,
                             std::size_t ways,
                             const graph::RunControl& control) {
    require_displaceable(g, cost, flows, closed_edge, closed_vertex, ways);
    std::vector<graph::VertexPair> open;
    std::vector<double> open_cost;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        if (closed_edge.empty() || closed_edge[e] == 0) {
            open.push_back(g.ends(e));
            open_cost.push_back(cost[e]);
        }
    }
    const CompressedGraph rest(graph::Directedness::directed, g.vertex_count(), std::move(open));
    std::vector<unsigned char> may_pass;
    for (const unsigned char closed : closed_vertex) {
        may_pass.push_back(closed == 0 ? 1 : 0);
    }

    std::map<std::pair<Vertex, Vertex>, double> together;
    for (const BlockedFlow& flow : flows) {
        together[{flow.origin, flow.destination}] += flow.weight;
    }
    Displacement result;
    std::map<std::pair<Vertex, Vertex>, bool> has_way;
    std::uint64_t done = 0;
    for (const auto& [ends, weight] : together) {
        const auto [origin, destination] = ends;
        std::vector<WeightedPath> paths;
        // A journey that comes back to where it began is no route between two places.
        if (origin != destination && (may_pass.empty() || may_pass[destination] != 0)) {
            paths = k_shortest_paths(rest, open_cost, origin, destination, ways, may_pass, control);
        }
        has_way[ends] = !paths.empty();
        double sum = 0.0; // relative to the likeliest, lest small probabilities vanish
        for (const WeightedPath& path : paths) {
            sum += std::exp(paths.front().cost - path.cost);
        }
        for (WeightedPath& path : paths) {
            const double part = std::exp(paths.front().cost - path.cost) / sum;
            result.routes.push_back(
                {std::move(path.vertices), weight * part, std::exp(-path.cost)});
        }
        result.displaced += paths.empty() ? 0.0 : weight;
        control.report(++done, together.size());
    }
    for (const BlockedFlow& flow : flows) {
        result.has_way.push_back(has_way[{flow.origin, flow.destination}] ? 1 : 0);
    }
    std::sort(result.routes.begin(), result.routes.end(),
              [](const NextRoute& a, const NextRoute& b) {
                  return a.weight != b.weight ? a.weight > b.weight : a.stops < b.stops;
              });
    return result;
}

} // namespace sandhan::algorithms
