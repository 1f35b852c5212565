// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

/// Some cycles of two or three vertices, and edges that lead from lower vertices to higher ones:
/// many strongly connected parts share the eigenvalue 1, beside and behind each other.
RandomGraph cycles_in_succession(unsigned seed) {
    std::mt19937 random(seed);
    RandomGraph result;
    std::vector<graph::VertexPair> edges;
    Vertex n = 0;
    while (n < 9) {
        const auto size = static_cast<Vertex>(1 + random() % 3);
        for (Vertex i = 0; size > 1 && i < size; ++i) {
            edges.push_back({n + i, n + (i + 1) % size});
        }
        n += size;
    }
    for (std::size_t more = random() % 12; more > 0; --more) {
        const auto a = static_cast<Vertex>(random() % n);
        const auto b = static_cast<Vertex>(random() % n);
        edges.push_back({std::min(a, b), std::max(a, b)});
    }
    result.units.assign(edges.size(), 1);
    result.graph = graph::CompressedGraph(Directedness::directed, n, std::move(edges));
    return result;
}

} // namespace

TEST_CASE("eigenvector centrality of a star, a path, a clique, worked by hand",
          "[algorithms][eigenvector]") {
    // A star's centre counts for as much as the root of its leaves together; it is bipartite, which
    // a plain power iteration never settles on.
    const auto star = eigenvector(star_graph(Directedness::undirected, 5));
    CHECK(star.converged);
    CHECK(star.eigenvalue == Approx(2.0));
    CHECK(star.parts == 1);
    const double leaf = 1.0 / std::sqrt(8.0);
    CHECK(near(star.score, Scores{std::sqrt(0.5), leaf, leaf, leaf, leaf}, 1e-11));

    const auto path = eigenvector(path_graph(Directedness::undirected, 3));
    CHECK(near(path.score, Scores{0.5, std::sqrt(0.5), 0.5}, 1e-11));
    CHECK(near(eigenvector(clique(Directedness::directed, 9)).score, Scores(9, 1.0 / 3), 1e-12));
    // Joined three times as strongly as to the other neighbour: value^2 = 9 + 1.
    const auto weighted = eigenvector(path_graph(Directedness::undirected, 3), Scores{3.0, 1.0});
    CHECK(weighted.eigenvalue == Approx(std::sqrt(10.0)));
    CHECK(near(weighted.score, Scores{3.0 / std::sqrt(20.0), std::sqrt(0.5), 1.0 / std::sqrt(20.0)},
               1e-11));
}

TEST_CASE("eigenvector centrality of graphs without edges is even, without cycles nothing",
          "[algorithms][eigenvector]") {
    CHECK(eigenvector(graph::CompressedGraph()).score.empty());
    CHECK(eigenvector(graph::CompressedGraph()).converged);
    const auto even = eigenvector(graph::CompressedGraph(Directedness::directed, 4, {}));
    CHECK(near(even.score, Scores(4, 0.5)));
    const auto nothing = eigenvector(path_graph(Directedness::directed, 3));
    CHECK(nothing.score == Scores(3, 0.0));
    CHECK(nothing.parts == 0);
    CHECK(nothing.eigenvalue == 0.0);
    CHECK(nothing.converged);
}

TEST_CASE("eigenvector centrality of several parts is that of the strongest",
          "[algorithms][eigenvector]") {
    // A triangle, an edge and a lone vertex: exactly 0 outside the triangle.
    const graph::CompressedGraph g(Directedness::undirected, 6, {{0, 1}, {2, 3}, {3, 4}, {4, 2}});
    const double third = 1.0 / std::sqrt(3.0);
    const auto one = eigenvector(g);
    CHECK(near(one.score, Scores{0, 0, third, third, third, 0}, 1e-12));
    CHECK(one.score[0] == 0.0);
    // Two alike: each vertex alike.
    const graph::CompressedGraph alike(Directedness::undirected, 4, {{0, 1}, {2, 3}});
    CHECK(near(eigenvector(alike).score, Scores(4, 0.5), 1e-12));
    CHECK(eigenvector(alike).parts == 2);
    // Two cycles in succession and what the second leads to: the first one has nothing.
    const graph::CompressedGraph chain(Directedness::directed, 5,
                                       {{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 2}, {3, 4}});
    CHECK(near(eigenvector(chain).score, Scores{0, 0, third, third, third}, 1e-12));
    CHECK(eigenvector(chain).parts == 1);
}

TEST_CASE("eigenvector centrality equals four billion rounds of the power iteration",
          "[algorithms][eigenvector][property]") {
    unsigned shared = 0;
    for (unsigned seed = 0; seed < 1200; ++seed) {
        CAPTURE(seed);
        const auto random = seed < 700 ? random_multigraph(seed) : cycles_in_succession(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const bool weighted = seed % 2 == 0;
        const Scores strength = weighted ? simple.strength : Scores{};
        const auto result = eigenvector(simple.graph, strength);
        CHECK(result.converged);
        CHECK(near(result.score, oracle::eigenvector(oracle::strengths(simple.graph, strength)),
                   1e-8));
        shared += result.parts > 1 && simple.graph.edge_count() > 0 ? 1U : 0U;
    }
    CHECK(shared > 100);
}

TEST_CASE("eigenvector centrality solves its equation on larger graphs",
          "[algorithms][eigenvector][property]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const SimpleGraph simple = simplified(random_graph(seed, directedness, 400, 1500));
        const auto result = eigenvector(simple.graph);
        REQUIRE(result.converged);
        double length = 0.0;
        double error = 0.0;
        for (Vertex v = 0; v < 400; ++v) {
            double sum = 0.0;
            for (const Vertex u : simple.graph.in_neighbours(v)) {
                sum += result.score[u];
            }
            error = std::max(error, std::abs(sum - result.eigenvalue * result.score[v]));
            length += result.score[v] * result.score[v];
            CHECK(result.score[v] >= 0.0);
        }
        CHECK(length == Approx(1.0));
        CHECK(error < 1e-11 * result.eigenvalue);
    }
}

TEST_CASE("eigenvector centrality of long chains is found, or how far it came is told",
          "[algorithms][eigenvector]") {
    // Of a path: sine waves, and a gap of 1e-5 below the largest eigenvalue.
    const Vertex n = 1000;
    const auto path =
        eigenvector(path_graph(Directedness::undirected, n), {}, {.max_rounds = 100000});
    REQUIRE(path.converged);
    Scores sine(n);
    for (Vertex v = 0; v < n; ++v) {
        sine[v] = std::sin(std::numbers::pi * (v + 1) / (n + 1)) * std::sqrt(2.0 / (n + 1));
    }
    CHECK(near(path.score, sine, 1e-6));

    const auto million =
        eigenvector(path_graph(Directedness::undirected, 1'000'000), {}, {.max_rounds = 20});
    CHECK_FALSE(million.converged);
    CHECK(million.rounds >= 20);
    CHECK(million.residual > 1e-9);
    CHECK(million.eigenvalue == Approx(2.0));
    const auto loop = eigenvector(path_graph(Directedness::directed, 1'000'000));
    CHECK(loop.score == Scores(1'000'000, 0.0));
}

TEST_CASE("eigenvector centrality gives the same bytes for any number of threads",
          "[algorithms][eigenvector]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto simple = simplified(random_graph(9, directedness, 20000, 60000));
        const auto run = [&] { return eigenvector(simple.graph, simple.strength); };
        const auto alone = with_threads(1, run);
        CHECK(alone.converged);
        for (const int threads : {2, 8}) {
            const auto together = with_threads(threads, run);
            CHECK(alone.score == together.score);
            CHECK(alone.rounds == together.rounds);
            CHECK(alone.residual == together.residual);
        }
    }
}

TEST_CASE("eigenvector centrality refuses what it cannot use", "[algorithms][eigenvector]") {
    const auto g = path_graph(Directedness::directed, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)eigenvector(g, {}, {.tolerance = 0.0});
          }).starts_with("eigenvector: tolerance "));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)eigenvector(g, Scores{1.0, -1.0});
          }) == "eigenvector: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    CHECK_THROWS_AS(
        eigenvector(graph::CompressedGraph(Directedness::undirected, 2, {{0, 1}, {1, 0}})),
        std::invalid_argument);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(eigenvector(clique(Directedness::directed, 3), {}, {}, control),
                    graph::Cancelled);
}
