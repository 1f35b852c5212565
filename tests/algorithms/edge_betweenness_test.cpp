// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/edge_betweenness.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("edge betweenness of a path, a star, a square, worked by hand",
          "[algorithms][edge_betweenness]") {
    CHECK(edge_betweenness(path_graph(Directedness::directed, 4)) == Scores{3, 4, 3});
    CHECK(edge_betweenness(path_graph(Directedness::undirected, 4)) == Scores{3, 4, 3});
    CHECK(near(edge_betweenness(path_graph(Directedness::directed, 4), {}, Normalisation::by_size),
               Scores{3.0 / 12, 4.0 / 12, 3.0 / 12}));
    CHECK(
        near(edge_betweenness(path_graph(Directedness::undirected, 4), {}, Normalisation::by_size),
             Scores{3.0 / 6, 4.0 / 6, 3.0 / 6}));
    CHECK(edge_betweenness(star_graph(Directedness::undirected, 6)) == Scores(5, 5.0));
    CHECK(edge_betweenness(star_graph(Directedness::directed, 6)) == Scores(5, 1.0));
    // Each edge joins its ends, and half of either diagonal runs along it.
    CHECK(edge_betweenness(chain_of_squares(1)) == Scores(4, 2.0));
    // A detour of 2 that is cheaper than 3.
    const graph::CompressedGraph g(Directedness::undirected, 3, {{0, 1}, {1, 2}, {0, 2}});
    CHECK(edge_betweenness(g, Scores{1, 1, 3}) == Scores{2, 2, 0});
}

TEST_CASE("edge betweenness of graphs without edges", "[algorithms][edge_betweenness]") {
    CHECK(edge_betweenness(graph::CompressedGraph()).empty());
    CHECK(edge_betweenness(graph::CompressedGraph(Directedness::directed, 1, {}), {},
                           Normalisation::by_size)
              .empty());
    CHECK(edge_betweenness(path_graph(Directedness::undirected, 2)) == Scores{1});
    CHECK(edge_betweenness(clique(Directedness::directed, 5)) == Scores(20, 1.0));
}

TEST_CASE("edge betweenness equals a count of all shortest paths",
          "[algorithms][edge_betweenness][property]") {
    constexpr double unit = 0.1; // sums of it differ in their last digits
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, 7);
        const graph::CompressedGraph g = simplified(random.graph).graph;
        const bool by_cost = seed % 2 == 0;
        std::vector<std::uint64_t> units;
        Scores cost;
        for (graph::Edge e = 0; by_cost && e < g.edge_count(); ++e) {
            units.push_back(1 + (e * 7 + seed) % 4);
            cost.push_back(unit * static_cast<double>(units.back()));
        }
        const auto m = matrix(g, units);
        const auto all = oracle::edge_betweenness(m);
        Scores expected;
        for (const auto [s, t] : g.edges()) {
            expected.push_back(all[s][t]);
        }
        CHECK(near(edge_betweenness(g, cost), expected, 1e-12));
        for (double& score : expected) {
            score /= m.n * (m.n - 1.0) / (m.directed ? 1.0 : 2.0);
        }
        CHECK(near(edge_betweenness(g, cost, Normalisation::by_size), expected, 1e-12));
    }
}

TEST_CASE("edge betweenness survives more shortest paths than a double can count",
          "[algorithms][edge_betweenness]") {
    // The two ways through a square are alike, and so is its mirror image at the other end.
    const Vertex links = 1100;
    const auto g = chain_of_squares(links);
    const auto score = edge_betweenness(g);
    bool even = true;
    for (std::size_t e = 0; e < score.size(); e += 4) {
        for (std::size_t i = 0; i < 4; i += 2) {
            const double here = score[e + i];
            const double mirrored = score[score.size() - 1 - e - i];
            even = even && std::abs(score[e + i + 1] - here) <= 1e-9 * here;
            even = even && std::abs(mirrored - here) <= 1e-9 * here;
        }
    }
    CHECK(even);
    // Along the first edge: its own ends, half of what leads from 0 beyond its square's sides, and
    // half of what joins these.
    CHECK(edge_betweenness(g, Scores(g.edge_count(), 0.3))[0] == Approx(score[0]));
    CHECK(score[0] == Approx(1.0 + (3.0 * links - 2) / 2 + 0.5));
}

TEST_CASE("edge betweenness gives the same bytes for any number of threads",
          "[algorithms][edge_betweenness]") {
    const auto simple = simplified(random_graph(5, Directedness::directed, 500, 1500));
    for (const bool by_cost : {false, true}) {
        const auto run = [&] {
            return edge_betweenness(simple.graph, by_cost ? simple.strength : Scores{});
        };
        const auto alone = with_threads(1, run);
        CHECK(alone == with_threads(2, run));
        CHECK(alone == with_threads(8, run));
    }
}

TEST_CASE("edge betweenness refuses what it cannot use", "[algorithms][edge_betweenness]") {
    const auto g = path_graph(Directedness::directed, 3);
    const auto refusal = [&](const Scores& cost) {
        return message_of<std::invalid_argument>([&] { (void)edge_betweenness(g, cost); });
    };
    CHECK(refusal({1.0, 0.0}) ==
          "edge betweenness: edge 1 (1 -> 2) has cost 0; costs must be finite and > 0");
    CHECK(refusal({std::numeric_limits<double>::quiet_NaN(), 1.0})
              .starts_with("edge betweenness: edge 0 (0 -> 1) has cost nan"));
    CHECK(refusal({1.0}) == "edge betweenness: 1 costs for 2 edges");
    CHECK_THROWS_AS(
        edge_betweenness(graph::CompressedGraph(Directedness::undirected, 2, {{0, 1}, {1, 0}})),
        std::invalid_argument);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(edge_betweenness(g, {}, Normalisation::none, control), graph::Cancelled);
}
