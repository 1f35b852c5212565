// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/harmonic.hpp"
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

TEST_CASE("harmonic centrality of a star, worked by hand", "[algorithms][harmonic]") {
    CHECK(harmonic(star_graph(Directedness::undirected, 4)) == Scores{3, 2, 2, 2});
    CHECK(harmonic(star_graph(Directedness::directed, 4)) == Scores{0, 1, 1, 1});
    CHECK(near(harmonic(star_graph(Directedness::undirected, 4), {}, Normalisation::by_size),
               Scores{1, 2.0 / 3, 2.0 / 3, 2.0 / 3}));
}

TEST_CASE("harmonic centrality is zero without edges", "[algorithms][harmonic]") {
    const auto n = GENERATE(0U, 1U, 2U, 5U);
    CHECK(harmonic(graph::CompressedGraph(Directedness::undirected, n, {}), {},
                   Normalisation::by_size) == Scores(n, 0.0));
}

TEST_CASE("harmonic centrality equals its definition", "[algorithms][harmonic][property]") {
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
            for (std::size_t u = 0; u < d.size(); ++u) {
                expected[v] += u != v && d[u][v] != 0 ? 1.0 / static_cast<double>(d[u][v]) : 0.0;
            }
        }
        CHECK(
            near(harmonic(simple.graph, with_costs ? simple.strength : Scores{}), expected, 1e-12));
    }
}
