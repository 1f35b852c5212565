// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Marks = std::vector<bool>;
using Pairs = std::vector<graph::VertexPair>;

TEST_CASE("two triangles joined by an edge hang on it", "[algorithms][articulation]") {
    const graph::CompressedGraph g(Directedness::undirected, 6,
                                   {{5, 4}, {4, 3}, {3, 5}, {3, 0}, {0, 1}, {1, 2}, {2, 0}});
    const auto parts = cut_parts(g);
    CHECK(parts.articulation == Marks{true, false, false, true, false, false});
    CHECK(parts.bridges == Pairs{{0, 3}});
}

TEST_CASE("an edge there and one back are one bridge", "[algorithms][articulation]") {
    const graph::CompressedGraph g(Directedness::directed, 3, {{1, 0}, {0, 1}, {2, 1}, {2, 1}});
    CHECK(cut_parts(g).bridges == Pairs{{0, 1}, {1, 2}});
    CHECK(cut_parts(g).articulation == Marks{false, true, false});
}

TEST_CASE("nothing is cut in graphs of no or one edge, or in a clique",
          "[algorithms][articulation]") {
    CHECK(cut_parts(graph::CompressedGraph()).articulation.empty());
    CHECK(cut_parts(path_graph(Directedness::undirected, 1)).articulation == Marks{false});
    CHECK(cut_parts(path_graph(Directedness::undirected, 2)).articulation == Marks{false, false});
    CHECK(cut_parts(path_graph(Directedness::undirected, 2)).bridges == Pairs{{0, 1}});
    CHECK(cut_parts(clique(Directedness::undirected, 5)).bridges.empty());
}

TEST_CASE("a path of a million vertices needs no stack", "[algorithms][articulation]") {
    const auto parts = cut_parts(path_graph(Directedness::undirected, 1'000'000));
    CHECK(parts.bridges.size() == 999'999);
    CHECK_FALSE(parts.articulation.front());
    CHECK(parts.articulation[500'000]);
    CHECK_FALSE(parts.articulation.back());
}

TEST_CASE("articulation points and bridges are what splits a component when removed",
          "[algorithms][articulation][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, seed % 4 == 0 ? 14 : 8);
        const auto m = undirected(matrix(simplified(random.graph).graph));

        Marks articulation(m.n);
        Pairs bridges;
        for (Vertex u = 0; u < m.n; ++u) {
            articulation[u] = oracle::pieces(m, u) > oracle::pieces(m);
            for (Vertex v = u + 1; v < m.n; ++v) {
                Matrix without = m;
                without.cost[u][v] = without.cost[v][u] = 0;
                if (m.joined(u, v) && oracle::pieces(without) > oracle::pieces(m)) {
                    bridges.push_back({u, v});
                }
            }
        }
        const auto parts = cut_parts(random.graph);
        CHECK(parts.articulation == articulation);
        CHECK(parts.bridges == bridges);
    }
}

TEST_CASE("articulation points and bridges are the same for any number of threads",
          "[algorithms][articulation]") {
    const auto g = random_graph(4, Directedness::undirected, 30'000, 40'000);
    const auto alone = with_threads(1, [&] { return cut_parts(g); });
    CHECK(alone.bridges.size() > 1000);
    for (const int threads : {2, 8}) {
        const auto together = with_threads(threads, [&] { return cut_parts(g); });
        CHECK(alone.articulation == together.articulation);
        CHECK(alone.bridges == together.bridges);
    }
}
