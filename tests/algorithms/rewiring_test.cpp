// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/rewiring.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;

namespace {

std::vector<graph::VertexPair> edges_of(const graph::CompressedGraph& g) {
    return {g.edges().begin(), g.edges().end()};
}

} // namespace

TEST_CASE("rewiring keeps every degree and makes no parallel edge or self-loop",
          "[algorithms][rewiring][property]") {
    std::size_t changed = 0;
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto g = undirected_simplified(random_multigraph(seed, 12).graph).graph;
        const auto other = rewired(g, 10 * std::uint64_t{g.edge_count()}, seed);
        CHECK(degree(other) == degree(g));
        CHECK(edges_of(simplified(other).graph) == edges_of(other));
        CHECK(edges_of(rewired(g, 0, seed)) == edges_of(g));
        changed += edges_of(other) != edges_of(g) ? 1U : 0U;
    }
    CHECK(changed > 200);
}

TEST_CASE("all graphs of the same degrees come up alike", "[algorithms][rewiring][property]") {
    // A triangle with two tails has 2, 2, 3, 2, 1 of 5 edges.
    const graph::CompressedGraph g(Directedness::undirected, 5,
                                   {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}});
    std::size_t possible = 0;
    for (std::uint32_t set = 0; set < 1U << 10U; ++set) {
        std::vector<graph::VertexPair> edges;
        std::uint32_t bit = 0;
        for (Vertex a = 0; a < 5; ++a) {
            for (Vertex b = a + 1; b < 5; ++b) {
                if ((set >> bit++ & 1U) != 0) {
                    edges.push_back({a, b});
                }
            }
        }
        possible += degree({Directedness::undirected, 5, edges}) == degree(g) ? 1U : 0U;
    }
    std::map<std::vector<std::pair<Vertex, Vertex>>, double> times;
    constexpr unsigned draws = 7000;
    for (unsigned seed = 0; seed < draws; ++seed) {
        std::vector<std::pair<Vertex, Vertex>> key;
        for (const auto [s, t] : edges_of(rewired(g, 100, seed))) {
            key.emplace_back(s, t);
        }
        times[key] += 1.0;
    }
    REQUIRE(possible > 5);
    CHECK(times.size() == possible);
    const double share = 1.0 / static_cast<double>(possible);
    for (const auto& [edges, count] : times) {
        // Five standard deviations.
        CHECK(std::abs(count - draws * share) < 5.0 * std::sqrt(draws * share * (1.0 - share)));
    }
}

TEST_CASE("what cannot be rewired stays, and the seed decides", "[algorithms][rewiring]") {
    CHECK(rewired(graph::CompressedGraph(Directedness::undirected, 0, {}), 10, 1).vertex_count() ==
          0);
    for (const auto& g :
         {star_graph(Directedness::undirected, 6), clique(Directedness::undirected, 5),
          path_graph(Directedness::undirected, 2)}) {
        CHECK(edges_of(rewired(g, 500, 3)) == edges_of(g)); // each is sorted
    }
    const auto g = undirected_simplified(random_graph(1, Directedness::undirected, 50, 150)).graph;
    CHECK(edges_of(rewired(g, 900, 7)) == edges_of(rewired(g, 900, 7)));
    auto turned = edges_of(g);
    std::reverse(turned.begin(), turned.end());
    for (auto& e : turned) {
        std::swap(e.source, e.target);
    }
    CHECK(edges_of(rewired({Directedness::undirected, 50, turned}, 900, 7)) ==
          edges_of(rewired(g, 900, 7)));
    CHECK(edges_of(rewired(g, 900, 7)) != edges_of(rewired(g, 900, 8)));
}

TEST_CASE("rewiring refuses what it is not for, and stops when asked", "[algorithms][rewiring]") {
    CHECK(message_of<std::invalid_argument>([] {
              (void)rewired(path_graph(Directedness::directed, 3), 1, 1);
          }) == "rewired: the graph is directed; give it through undirected_simplified()");
    CHECK_THROWS_AS(rewired({Directedness::undirected, 2, {{0, 1}, {1, 0}}}, 1, 1),
                    std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(rewired(path_graph(Directedness::undirected, 4), 1, 1, stop), graph::Cancelled);
}
