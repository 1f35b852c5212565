// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"

#include <algorithm>
#include <utility>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("a tail on a triangle is outside its core", "[algorithms][core]") {
    const graph::CompressedGraph g(Directedness::undirected, 6,
                                   {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}});
    CHECK(core_numbers(g) == Counts{2, 2, 2, 1, 1, 0});
}

TEST_CASE("core numbers of small and plain graphs", "[algorithms][core]") {
    CHECK(core_numbers(graph::CompressedGraph()).empty());
    CHECK(core_numbers(graph::CompressedGraph(Directedness::directed, 2, {})) == Counts{0, 0});
    CHECK(core_numbers(path_graph(Directedness::directed, 2)) == Counts{1, 1});
    CHECK(core_numbers(clique(Directedness::directed, 7)) == Counts(7, 6));
    CHECK(core_numbers(star_graph(Directedness::undirected, 1000)) == Counts(1000, 1));
}

TEST_CASE("core numbers of a long path and of a clique beside it", "[algorithms][core]") {
    CHECK(core_numbers(path_graph(Directedness::undirected, 1'000'000)) == Counts(1'000'000, 1));

    // Between the path's k of 1 and the clique's of 999 there is nothing to look for.
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 1; v < 300'000; ++v) {
        edges.push_back({v - 1, v});
    }
    for (Vertex u = 300'000; u < 301'000; ++u) {
        for (Vertex v = u + 1; v < 301'000; ++v) {
            edges.push_back({u, v});
        }
    }
    Counts expected(301'000, 1);
    std::fill(expected.begin() + 300'000, expected.end(), 999);
    CHECK(core_numbers({Directedness::undirected, 301'000, std::move(edges)}) == expected);
}

TEST_CASE("core numbers equal a search of all sets of vertices", "[algorithms][core][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const auto simple = simplified(random.graph).graph;
        const auto expected = oracle::core_numbers(matrix(simple));
        CHECK(core_numbers(simple) == expected);
        CHECK(core_numbers(random.graph) == expected); // what is not simple is ignored
    }
}
