// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("closeness of a path, worked by hand", "[algorithms][closeness]") {
    CHECK(near(closeness(path_graph(Directedness::undirected, 3)), Scores{2.0 / 3, 1, 2.0 / 3}));
    // 2 is reached by both, at 1 and 2: (2 / 3)(2 / 2). 1 is reached by one of two: (1 / 1)(1 / 2).
    CHECK(near(closeness(path_graph(Directedness::directed, 3)), Scores{0, 0.5, 2.0 / 3}));
    CHECK(
        near(closeness(path_graph(Directedness::directed, 3), {}, ClosenessForm::within_component),
             Scores{0, 1.0, 2.0 / 3}));
    CHECK(near(closeness(path_graph(Directedness::undirected, 3), Scores{2.0, 2.0}),
               Scores{1.0 / 3, 0.5, 1.0 / 3}));
}

TEST_CASE("closeness is zero where nothing reaches a vertex", "[algorithms][closeness]") {
    const auto n = GENERATE(0U, 1U, 2U, 5U);
    CHECK(closeness(graph::CompressedGraph(Directedness::undirected, n, {})) == Scores(n, 0.0));
}

TEST_CASE("closeness equals its definition", "[algorithms][closeness][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const bool with_costs = seed % 3 == 0;
        const auto d = oracle::distances(
            with_costs ? matrix(simple.graph, {simple.strength.begin(), simple.strength.end()})
                       : matrix(simple.graph));
        Scores expected(d.size(), 0.0);
        for (std::size_t v = 0; v < d.size(); ++v) {
            double total = 0.0;
            double reaching = 0.0;
            for (std::size_t u = 0; u < d.size(); ++u) {
                if (u != v && d[u][v] != 0) {
                    total += static_cast<double>(d[u][v]);
                    reaching += 1.0;
                }
            }
            if (reaching > 0.0) {
                expected[v] = reaching / total * reaching / static_cast<double>(d.size() - 1);
            }
        }
        CHECK(near(closeness(simple.graph, with_costs ? simple.strength : Scores{}), expected,
                   1e-12));
    }
}
