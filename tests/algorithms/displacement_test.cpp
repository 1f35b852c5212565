// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/displacement.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_graphs.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::CompressedGraph;
using graph::Directedness;
using graph::Edge;
using graph::Vertex;
using tests::Approx;
using Walk = std::vector<Vertex>;
using Flags = std::vector<unsigned char>;

namespace {

struct Way {
    Walk stops;
    double probability;
};

std::vector<double> costs_of(const std::vector<double>& probability) {
    std::vector<double> cost;
    for (const double p : probability) {
        cost.push_back(-std::log(p));
    }
    return cost;
}

/// Every loopless way by open edges and vertices, by walking all of them.
void all_ways(const CompressedGraph& g,
              const std::vector<double>& probability,
              const Flags& closed_edge,
              const Flags& closed_vertex,
              Vertex target,
              Way way,
              std::vector<Way>& found) {
    if (way.stops.back() == target) {
        found.push_back(way);
        return;
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        if (s == way.stops.back() && closed_edge[e] == 0 && closed_vertex[t] == 0 &&
            std::find(way.stops.begin(), way.stops.end(), t) == way.stops.end()) {
            Way further = way;
            further.stops.push_back(t);
            further.probability *= probability[e];
            all_ways(g, probability, closed_edge, closed_vertex, target, further, found);
        }
    }
}

} // namespace

TEST_CASE("a blocked flow takes the ways that are left, by their probabilities",
          "[routes][displacement]") {
    // 0 -> 1 -> 4 is closed at 1; 0 -> 2 -> 4 is likelier than 0 -> 3 -> 4.
    const CompressedGraph g(Directedness::directed, 6,
                            {{0, 1}, {1, 4}, {0, 2}, {2, 4}, {0, 3}, {3, 4}});
    const auto cost = costs_of({0.5, 0.4, 0.3, 0.25, 0.1, 0.25});
    const std::vector<BlockedFlow> flows{{0, 4, 6}, {0, 4, 2}, {5, 4, 1}};
    const Flags closed{0, 1, 0, 0, 0, 0};
    const auto result = displaced_flows(g, cost, flows, {}, closed, 3);
    CHECK(result.displaced == 8.0);
    CHECK(result.has_way == Flags{1, 1, 0});
    REQUIRE(result.routes.size() == 2);
    CHECK(result.routes[0].stops == Walk{0, 2, 4});
    CHECK(result.routes[0].weight == Approx(6.0));
    CHECK(result.routes[0].probability == Approx(0.3 * 0.25));
    CHECK(result.routes[1].stops == Walk{0, 3, 4});
    CHECK(result.routes[1].weight == Approx(2.0));
}

TEST_CASE("a closed destination is not reached, and a round trip has no other way",
          "[routes][displacement]") {
    const CompressedGraph g(Directedness::directed, 2, {{0, 1}, {1, 0}});
    const std::vector<double> cost{1, 1};
    const std::vector<BlockedFlow> flows{{0, 1, 3}, {0, 0, 2}};
    const Flags closed{0, 1};
    const auto result = displaced_flows(g, cost, flows, {}, closed, 2);
    CHECK(result.displaced == 0.0);
    CHECK(result.routes.empty());
    CHECK(result.has_way == Flags{0, 0});
    CHECK(displaced_flows(g, cost, {}, {}, {}, 1).has_way.empty());
}

TEST_CASE("displaced flows are those of the definition", "[routes][displacement][property]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<Vertex>(2 + random() % 5);
        std::vector<graph::VertexPair> edges;
        std::vector<double> count;
        for (Vertex s = 0; s < n; ++s) {
            for (Vertex t = 0; t < n; ++t) {
                if (s != t && random() % 5 < 2) {
                    edges.push_back({s, t});
                    count.push_back(static_cast<double>(1 + random() % 7));
                }
            }
        }
        const CompressedGraph g(Directedness::directed, n, edges);
        Flags closed_edge, closed_vertex;
        std::vector<double> probability;
        for (std::size_t e = 0; e < edges.size(); ++e) {
            closed_edge.push_back(random() % 5 == 0 ? 1 : 0);
            double all = 1.0;
            for (std::size_t other = 0; other < edges.size(); ++other) {
                all += edges[other].source == edges[e].source ? count[other] : 0.0;
            }
            probability.push_back(count[e] / all);
        }
        for (Vertex v = 0; v < n; ++v) {
            closed_vertex.push_back(v > 0 && random() % 5 == 0 ? 1 : 0);
        }
        const std::size_t ways = 1 + random() % 3;
        const std::vector<BlockedFlow> flows{{0, n - 1, 4.0}};
        const auto result =
            displaced_flows(g, costs_of(probability), flows, closed_edge, closed_vertex, ways);
        std::vector<Way> found;
        all_ways(g, probability, closed_edge, closed_vertex, n - 1, {{0}, 1.0}, found);
        std::sort(found.begin(), found.end(),
                  [](const Way& a, const Way& b) { return a.probability > b.probability; });
        found.resize(std::min(found.size(), ways));
        double sum = 0.0;
        for (const Way& way : found) {
            sum += way.probability;
        }
        REQUIRE(result.has_way[0] == (found.empty() ? 0 : 1));
        REQUIRE(result.displaced == (found.empty() ? 0.0 : 4.0));
        REQUIRE(result.routes.size() == found.size());
        for (std::size_t i = 0; i < found.size(); ++i) { // ways may tie: their numbers do not
            REQUIRE(result.routes[i].probability == Approx(found[i].probability));
            REQUIRE(result.routes[i].weight == Approx(4.0 * found[i].probability / sum));
        }
    }
}

TEST_CASE("a displacement that is no question is refused", "[routes][displacement]") {
    const CompressedGraph g(Directedness::directed, 2, {{0, 1}});
    const std::vector<double> cost{1};
    const std::vector<BlockedFlow> flows{{0, 1, 1}}, far{{0, 2, 1}}, negative{{0, 1, -1}};
    const Flags three(3, 0);
    CHECK_THROWS_AS(displaced_flows(g, cost, flows, {}, {}, 0), std::invalid_argument);
    CHECK_THROWS_AS(displaced_flows(g, {}, flows, {}, {}, 1), std::invalid_argument);
    CHECK_THROWS_AS(displaced_flows(g, cost, far, {}, {}, 1), std::invalid_argument);
    CHECK_THROWS_AS(displaced_flows(g, cost, negative, {}, {}, 1), std::invalid_argument);
    CHECK_THROWS_AS(displaced_flows(g, cost, flows, three, {}, 1), std::invalid_argument);
    CHECK_THROWS_AS(displaced_flows(g, cost, flows, {}, three, 1), std::invalid_argument);
}
