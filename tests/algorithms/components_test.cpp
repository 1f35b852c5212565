// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"

#include <cstddef>
#include <numeric>
#include <utility>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("components are numbered by their lowest vertex", "[algorithms][components]") {
    const graph::CompressedGraph g(Directedness::directed, 6, {{5, 1}, {4, 2}, {2, 3}, {0, 0}});
    const auto components = connected_components(g);
    CHECK(components.of == Counts{0, 1, 2, 2, 2, 1});
    CHECK(components.size == Counts{1, 2, 3});
    CHECK(components.largest() == 3);
}

TEST_CASE("an empty graph has no component, a lone vertex one", "[algorithms][components]") {
    CHECK(connected_components(graph::CompressedGraph()).size.empty());
    CHECK(connected_components(graph::CompressedGraph()).largest() == 0);
    CHECK(connected_components(path_graph(Directedness::directed, 1)).size == Counts{1});
}

TEST_CASE("a path of a million vertices is one component", "[algorithms][components]") {
    CHECK(connected_components(path_graph(Directedness::directed, 1'000'000)).size ==
          Counts{1'000'000});
}

TEST_CASE("components equal labels spread until they rest", "[algorithms][components][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, seed % 4 == 0 ? 60 : 8);
        const auto components = connected_components(random.graph);
        const auto lowest = oracle::piece_of(matrix(random.graph));

        Counts expected(lowest.size());
        std::uint32_t count = 0;
        for (Vertex v = 0; v < lowest.size(); ++v) {
            expected[v] = lowest[v] == v ? count++ : expected[lowest[v]];
        }
        CHECK(components.of == expected);
        CHECK(components.size.size() == count);
        CHECK(std::accumulate(components.size.begin(), components.size.end(), 0U) == lowest.size());
    }
}

TEST_CASE("components are the same for any number of threads", "[algorithms][components]") {
    // From many small pieces, few in the usual one, to nearly all in it.
    for (const std::size_t edges : {10'000U, 30'000U, 100'000U}) {
        for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
            const auto g = random_graph(4, directedness, 50'000, edges);
            const auto alone = with_threads(1, [&] { return connected_components(g); });
            for (const int threads : {2, 8}) {
                const auto together =
                    with_threads(threads, [&] { return connected_components(g); });
                CHECK(alone.of == together.of);
                CHECK(alone.size == together.size);
            }
        }
    }
}

TEST_CASE("the edge that joins two pieces is found from either side", "[algorithms][components]") {
    // A large piece, and behind it lone vertices and a pair that hang on it by one edge each, in
    // either direction.
    for (const bool outward : {true, false}) {
        std::vector<graph::VertexPair> edges;
        for (Vertex v = 1; v < 40'000; ++v) {
            edges.push_back({v / 2, v});
        }
        const auto hang = [&](Vertex inside, Vertex outside) {
            edges.push_back(outward ? graph::VertexPair{inside, outside}
                                    : graph::VertexPair{outside, inside});
        };
        hang(39'999, 40'000);
        hang(0, 40'001);
        hang(40'003, 40'002);
        hang(20'000, 40'003);
        const graph::CompressedGraph g(Directedness::directed, 40'004, std::move(edges));
        CHECK(connected_components(g).size == Counts{40'004});
    }
}
