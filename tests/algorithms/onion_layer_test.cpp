// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/onion_layer.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"

#include <map>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("a tail falls from its end, then the triangle at once", "[algorithms][onion]") {
    const graph::CompressedGraph g(Directedness::undirected, 5,
                                   {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}});
    CHECK(onion_layers(g) == Counts{3, 3, 3, 2, 1});
    // One vertex alone takes the first layer for itself.
    const graph::CompressedGraph with_lone(Directedness::directed, 6,
                                           {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}});
    CHECK(onion_layers(with_lone) == Counts{4, 4, 4, 3, 2, 1});
}

TEST_CASE("onion layers of small and plain graphs", "[algorithms][onion]") {
    CHECK(onion_layers(graph::CompressedGraph()).empty());
    CHECK(onion_layers(graph::CompressedGraph(Directedness::directed, 3, {})) == Counts(3, 1));
    CHECK(onion_layers(path_graph(Directedness::directed, 1)) == Counts{1});
    CHECK(onion_layers(path_graph(Directedness::directed, 2)) == Counts{1, 1});
    CHECK(onion_layers(clique(Directedness::directed, 7)) == Counts(7, 1));
    Counts star(1000, 1);
    star[0] = 2;
    CHECK(onion_layers(star_graph(Directedness::undirected, 1000)) == star);
}

TEST_CASE("a path of a million vertices falls from both ends", "[algorithms][onion]") {
    const auto layer = onion_layers(path_graph(Directedness::undirected, 1'000'000));
    CHECK(layer.front() == 1);
    CHECK(layer[1] == 2);
    CHECK(layer[499'999] == 500'000);
    CHECK(layer[500'000] == 500'000);
    CHECK(layer.back() == 1);
}

TEST_CASE("onion layers equal taking layers out one by one", "[algorithms][onion][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, seed % 3 == 0 ? 20 : 8);
        const auto simple = simplified(random.graph).graph;
        const auto expected = oracle::onion_layers(matrix(simple));
        CHECK(onion_layers(simple) == expected);
        CHECK(onion_layers(random.graph) == expected); // what is not simple is ignored
    }
}

TEST_CASE("a layer lies within one core", "[algorithms][onion][property]") {
    const auto g = random_graph(5, Directedness::undirected, 20'000, 100'000);
    const auto layer = onion_layers(g);
    const auto core = core_numbers(g);
    std::map<std::uint32_t, std::uint32_t> core_of;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        CHECK(core_of.emplace(layer[v], core[v]).first->second == core[v]);
    }
    std::uint32_t deepest = 0;
    for (const auto& [l, k] : core_of) { // deeper layers lie in higher cores
        CHECK(k >= deepest);
        deepest = k;
    }
}
