// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/pagerank.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("PageRank of one edge, worked by hand", "[algorithms][pagerank]") {
    // x0 = 0.075 + 0.425 x1 (half of what vertex 1 cannot pass on), x0 + x1 = 1.
    const auto ranks = pagerank(path_graph(Directedness::directed, 2));
    CHECK(ranks.converged);
    CHECK(near(ranks.score, Scores{0.5 / 1.425, 0.925 / 1.425}, 1e-11));
}

TEST_CASE("PageRank without edges, damping or asymmetry is even", "[algorithms][pagerank]") {
    CHECK(pagerank(graph::CompressedGraph()).score.empty());
    CHECK(pagerank(graph::CompressedGraph()).converged);
    CHECK(near(pagerank(graph::CompressedGraph(Directedness::directed, 1, {})).score, Scores{1.0}));
    CHECK(near(pagerank(graph::CompressedGraph(Directedness::directed, 4, {})).score,
               Scores(4, 0.25)));
    CHECK(near(pagerank(clique(Directedness::undirected, 5)).score, Scores(5, 0.2)));
    CHECK(near(pagerank(star_graph(Directedness::undirected, 5), {}, {.damping = 0.0}).score,
               Scores(5, 0.2)));
}

TEST_CASE("PageRank equals the solution of the walker's equations",
          "[algorithms][pagerank][property]") {
    for (unsigned seed = 0; seed < 700; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const bool weighted = seed % 2 == 0;
        const auto m = matrix(simple.graph, {simple.strength.begin(), simple.strength.end()});
        std::vector<Scores> strength(m.n, Scores(m.n, 0.0));
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                strength[u][v] =
                    weighted ? static_cast<double>(m.cost[u][v]) : (m.joined(u, v) ? 1.0 : 0.0);
            }
        }
        const double damping = seed % 5 == 0 ? 0.5 : 0.85;
        const auto ranks =
            pagerank(simple.graph, weighted ? simple.strength : Scores{}, {.damping = damping});
        CHECK(ranks.converged);
        CHECK(near(ranks.score, oracle::pagerank(m, strength, damping), 1e-11));
        if (m.n > 0) {
            CHECK(std::accumulate(ranks.score.begin(), ranks.score.end(), 0.0) == Approx(1.0));
        }
    }
}

TEST_CASE("PageRank that may not go on says how far it came", "[algorithms][pagerank]") {
    const auto g = star_graph(Directedness::undirected, 50);
    const auto ranks = pagerank(g, {}, {.max_rounds = 3});
    CHECK_FALSE(ranks.converged);
    CHECK(ranks.rounds == 3);
    CHECK(ranks.residual > 0.1);
    const auto none = pagerank(g, {}, {.max_rounds = 0});
    CHECK_FALSE(none.converged);
    CHECK(none.score == Scores(50, 1.0 / 50));
}

TEST_CASE("PageRank gives the same bytes for any number of threads", "[algorithms][pagerank]") {
    const auto simple = simplified(random_graph(9, Directedness::directed, 9000, 30000));
    const auto run = [&] { return pagerank(simple.graph, simple.strength); };
    const auto alone = with_threads(1, run);
    for (const int threads : {2, 8}) {
        const auto together = with_threads(threads, run);
        CHECK(alone.score == together.score);
        CHECK(alone.rounds == together.rounds);
        CHECK(alone.residual == together.residual);
    }
}

TEST_CASE("PageRank refuses what it cannot use", "[algorithms][pagerank]") {
    const auto g = path_graph(Directedness::directed, 3);
    const auto refusal = [&](const PageRankOptions& options) {
        return message_of<std::invalid_argument>([&] { (void)pagerank(g, {}, options); });
    };
    CHECK(refusal({.damping = 1.0}) ==
          "pagerank: damping 1.000000; it must be at least 0 and below 1");
    CHECK(refusal({.damping = std::nan("")}).starts_with("pagerank: damping "));
    CHECK(refusal({.tolerance = 0.0}).starts_with("pagerank: tolerance "));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)pagerank(g, Scores{1.0, -1.0});
          }) == "pagerank: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(pagerank(g, {}, {}, control), graph::Cancelled);
}
