// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"

#include <numeric>

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
        const auto random = random_multigraph(seed);
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
