// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/degree.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <limits>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("degrees of a directed star point outwards", "[algorithms][degree]") {
    const auto g = star_graph(Directedness::directed, 4);
    CHECK(degree(g) == Counts{3, 1, 1, 1});
    CHECK(degree(g, Direction::in) == Counts{0, 1, 1, 1});
    CHECK(degree(g, Direction::out) == Counts{3, 0, 0, 0});
}

TEST_CASE("an undirected edge counts once at each end, a self-loop twice", "[algorithms][degree]") {
    const graph::CompressedGraph g(Directedness::undirected, 2, {{0, 1}, {1, 1}});
    CHECK(degree(g) == Counts{1, 3});
    CHECK(degree(g, Direction::in) == Counts{1, 3});
}

TEST_CASE("degree centrality of a lone vertex is 1, as in NetworkX", "[algorithms][degree]") {
    CHECK(degree_centrality(graph::CompressedGraph()).empty());
    CHECK(degree_centrality(path_graph(Directedness::directed, 1)) == std::vector<double>{1.0});
    CHECK(degree_centrality(path_graph(Directedness::undirected, 3)) ==
          std::vector<double>{0.5, 1.0, 0.5});
}

TEST_CASE("degree and strength equal sums over the matrix", "[algorithms][degree][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const auto m = matrix(simple.graph, {simple.strength.begin(), simple.strength.end()});

        Counts in(m.n), out(m.n), both(m.n);
        std::vector<double> s_in(m.n), s_out(m.n), s_both(m.n);
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                out[u] += m.joined(u, v) ? 1U : 0U;
                in[u] += m.joined(v, u) ? 1U : 0U;
                s_out[u] += static_cast<double>(m.cost[u][v]);
                s_in[u] += static_cast<double>(m.cost[v][u]);
            }
            both[u] = m.directed ? in[u] + out[u] : out[u];
            s_both[u] = m.directed ? s_in[u] + s_out[u] : s_out[u];
        }
        CHECK(degree(simple.graph) == both);
        CHECK(degree(simple.graph, Direction::in) == in);
        CHECK(degree(simple.graph, Direction::out) == out);
        CHECK(near(strength(simple.graph, simple.strength), s_both));
        CHECK(near(strength(simple.graph, simple.strength, Direction::in), s_in));
        CHECK(near(strength(simple.graph, simple.strength, Direction::out), s_out));
    }
}

TEST_CASE("strength refuses an edge strength that is no strength", "[algorithms][degree]") {
    const auto g = path_graph(Directedness::directed, 3);
    const double bad = GENERATE(0.0, -1.0, std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN());
    const auto message = message_of<std::invalid_argument>([&] {
        (void)strength(g, std::vector{1.0, bad});
    });
    CHECK(message.starts_with("strength: edge 1 (1 -> 2) has strength "));
    CHECK(message_of<std::invalid_argument>([&] { (void)strength(g, std::vector{1.0}); }) ==
          "strength: 1 strengths for 2 edges");
}
