// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/katz.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("Katz centrality of a directed path, worked by hand", "[algorithms][katz]") {
    // 1, 1 + 0.1, 1 + 0.1 + 0.01.
    const auto result = katz(path_graph(Directedness::directed, 3));
    CHECK(result.converged);
    CHECK(result.attenuation == 0.1);
    const double length = std::sqrt(1.0 + 1.1 * 1.1 + 1.11 * 1.11);
    CHECK(near(result.score, Scores{1.0 / length, 1.1 / length, 1.11 / length}, 1e-14));
}

TEST_CASE("Katz centrality of no and of lone vertices", "[algorithms][katz]") {
    CHECK(katz(graph::CompressedGraph()).score.empty());
    CHECK(katz(graph::CompressedGraph()).converged);
    CHECK(
        near(katz(graph::CompressedGraph(Directedness::undirected, 4, {})).score, Scores(4, 0.5)));
}

TEST_CASE("Katz centrality takes 0.1 where that is small enough, else 0.9 / the largest eigenvalue",
          "[algorithms][katz]") {
    // The eigenvalue of a clique of n is n - 1, of a star sqrt(n - 1).
    CHECK(katz(clique(Directedness::undirected, 10)).attenuation == 0.1);
    CHECK(katz(clique(Directedness::undirected, 11)).attenuation == Approx(0.09));
    CHECK(katz(clique(Directedness::directed, 31)).attenuation == Approx(0.03));
    CHECK(katz(star_graph(Directedness::undirected, 50)).attenuation == 0.1);
    CHECK(katz(star_graph(Directedness::undirected, 401)).attenuation == Approx(0.045));
    CHECK(katz(path_graph(Directedness::undirected, 2), Scores{1000.0}).attenuation ==
          Approx(0.0009));
    // No walk in a graph without cycles is longer than it, whatever the strengths.
    CHECK(katz(path_graph(Directedness::directed, 2), Scores{1000.0}).attenuation == 0.1);
}

TEST_CASE("Katz centrality equals the solution of its equations", "[algorithms][katz][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const Scores strength = seed % 2 == 0 ? simple.strength : Scores{};
        const auto a = oracle::strengths(simple.graph, strength);
        const auto usual = katz(simple.graph, strength);
        CHECK(usual.converged);
        CHECK(near(usual.score, oracle::katz(a, usual.attenuation), 1e-10));
        const auto other = katz(simple.graph, strength, {.attenuation = 0.02});
        CHECK(other.attenuation == 0.02);
        CHECK(near(other.score, oracle::katz(a, 0.02), 1e-12));
    }
}

TEST_CASE("Katz centrality that may not go on says how far it came", "[algorithms][katz]") {
    const auto result = katz(clique(Directedness::undirected, 8), {}, {.max_rounds = 3});
    CHECK_FALSE(result.converged);
    CHECK(result.rounds == 3);
    CHECK(result.residual > 0.01);
    CHECK(katz(path_graph(Directedness::undirected, 1'000'000)).converged);
}

TEST_CASE("Katz centrality gives the same bytes for any number of threads", "[algorithms][katz]") {
    const auto simple = simplified(random_graph(9, Directedness::undirected, 20000, 60000));
    const auto run = [&] { return katz(simple.graph, simple.strength); };
    const auto alone = with_threads(1, run);
    CHECK(alone.converged);
    for (const int threads : {2, 8}) {
        const auto together = with_threads(threads, run);
        CHECK(alone.score == together.score);
        CHECK(alone.residual == together.residual);
    }
}

TEST_CASE("Katz centrality refuses what it cannot use", "[algorithms][katz]") {
    const auto g = clique(Directedness::undirected, 5);
    const auto refusal = [&](const KatzOptions& options) {
        return message_of<std::invalid_argument>([&] { (void)katz(g, {}, options); });
    };
    CHECK(refusal({.attenuation = 0.3}) ==
          "katz: attenuation 0.300000; it must be below 0.250000, one over the largest eigenvalue");
    CHECK_NOTHROW(katz(g, {}, {.attenuation = 0.24}));
    CHECK(refusal({.attenuation = 0.0}).starts_with("katz: attenuation 0"));
    CHECK(refusal({.attenuation = std::nan("")}).starts_with("katz: attenuation "));
    CHECK(refusal({.tolerance = -1.0}).starts_with("katz: tolerance "));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)katz(path_graph(Directedness::directed, 3), Scores{1.0, -1.0});
          }) == "katz: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(katz(g, {}, {}, control), graph::Cancelled);
}
