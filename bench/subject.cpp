// SPDX-License-Identifier: Apache-2.0
#include "bench/subject.hpp"

#include "bench/generated.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::bench {
namespace {

// Whole, so that lengths that are equal compare as equal: Boost and graph-tool miss ties of sums of
// fractions, and would answer otherwise. Strengths from 1 to 6 divide 60; merged edges have more.
double whole_cost(double strength) {
    constexpr double cost_of_one = 60.0;
    return std::max(1.0, std::floor(cost_of_one / strength + 0.5));
}

} // namespace

Subject::Subject(graph::Directedness directedness, graph::Vertex n, std::size_t m)
    : simple(power_law_graph(directedness, n, m, 1)) {
    const auto& edges = simple.graph.edges();
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, static_cast<igraph_integer_t>(2 * edges.size()));
    const auto count = static_cast<igraph_integer_t>(edges.size());
    igraph_vector_init(&ig_cost, count);
    igraph_vector_init(&ig_strength, count);
    std::vector<LemonForm::Edge> lemon_edges;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        VECTOR(ends)[2 * e] = edges[e].source;
        VECTOR(ends)[2 * e + 1] = edges[e].target;
        cost.push_back(whole_cost(simple.strength[e]));
        VECTOR(ig_cost)[e] = cost[e];
        VECTOR(ig_strength)[e] = simple.strength[e];
        lemon_edges.push_back({edges[e].source, edges[e].target, cost[e]});
    }
    igraph_create(&ig, &ends, n, simple.graph.is_directed());
    igraph_vector_int_destroy(&ends);
    lemon = std::make_unique<LemonForm>(simple.graph.is_directed(), n, lemon_edges);
}

Subject::~Subject() {
    igraph_destroy(&ig);
    igraph_vector_destroy(&ig_cost);
    igraph_vector_destroy(&ig_strength);
}

std::string Subject::direction() const {
    return simple.graph.is_directed() ? "directed" : "undirected";
}

std::string Subject::input() const {
    return direction() + ", " + std::to_string(simple.graph.vertex_count()) + " vertices, " +
           std::to_string(simple.graph.edge_count()) + " edges";
}

} // namespace sandhan::bench
