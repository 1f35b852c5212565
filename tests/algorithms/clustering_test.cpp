// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"

#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("clustering of a triangle with a tail, worked by hand", "[algorithms][clustering]") {
    const graph::CompressedGraph g(Directedness::undirected, 4, {{0, 1}, {1, 2}, {2, 0}, {2, 3}});
    CHECK(near(clustering(g), Scores{1, 1, 1.0 / 3, 0}));
    CHECK(clustering(clique(Directedness::directed, 4)) == Scores(4, 1.0));
    CHECK(clustering(star_graph(Directedness::directed, 4)) == Scores(4, 0.0));
}

TEST_CASE("clustering equals a count of all pairs of neighbours",
          "[algorithms][clustering][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto simple = simplified(random_multigraph(seed).graph).graph;
        CHECK(near(clustering(simple), oracle::clustering(matrix(simple)), 1e-12));
    }
}

TEST_CASE("triangles of a clique, a star, and an edge there and back", "[algorithms][clustering]") {
    using Corners = std::vector<std::uint64_t>;
    CHECK(triangle_counts(graph::CompressedGraph()).empty());
    CHECK(triangle_counts(clique(Directedness::undirected, 6)) == Corners(6, 10));
    CHECK(triangle_counts(clique(Directedness::directed, 6)) == Corners(6, 10));
    CHECK(triangle_counts(star_graph(Directedness::directed, 5)) == Corners(5, 0));
    CHECK(triangle_counts(graph::CompressedGraph(
              Directedness::directed, 3, {{0, 1}, {1, 0}, {1, 2}, {2, 2}, {0, 2}, {0, 2}})) ==
          Corners(3, 1));
    CHECK(triangle_counts(path_graph(Directedness::undirected, 1'000'000)) ==
          Corners(1'000'000, 0));
}

TEST_CASE("triangles are the joined pairs of neighbours", "[algorithms][clustering][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        CHECK(triangle_counts(random.graph) ==
              oracle::triangles(matrix(simplified(random.graph).graph)));
    }
}

TEST_CASE("clustering refuses parallel edges", "[algorithms][clustering]") {
    CHECK_THROWS_AS(
        clustering(graph::CompressedGraph(Directedness::undirected, 2, {{0, 1}, {1, 0}})),
        std::invalid_argument);
}
