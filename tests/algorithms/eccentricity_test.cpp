// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/eccentricity.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

/// The largest entry of every column of the oracle's distances.
Scores farthest(const std::vector<std::vector<std::uint64_t>>& d) {
    Scores result(d.size(), 0.0);
    for (std::size_t u = 0; u < d.size(); ++u) {
        for (std::size_t v = 0; v < d.size(); ++v) {
            if (u != v) {
                result[v] = std::max(result[v], static_cast<double>(d[u][v]));
            }
        }
    }
    return result;
}

/// What graph_extent() says, against eccentricities and a distance between the ends it names.
template <class Distance>
void check_extent(const GraphExtent& found, const Scores& all, Distance distance) {
    if (all.empty()) {
        CHECK_FALSE(found.radius);
        CHECK_FALSE(found.diameter);
        CHECK(found.center == graph::no_vertex);
        return;
    }
    CHECK(found.radius == *std::min_element(all.begin(), all.end()));
    REQUIRE(found.center < all.size());
    CHECK(all[found.center] == found.radius);
    const double longest = *std::max_element(all.begin(), all.end());
    if (longest == 0.0) {
        CHECK_FALSE(found.diameter);
        CHECK(found.from == graph::no_vertex);
        CHECK(found.to == graph::no_vertex);
        return;
    }
    CHECK(found.diameter == longest);
    REQUIRE(found.from < all.size());
    REQUIRE(found.to < all.size());
    CHECK(distance(found.from, found.to) == longest);
}

graph::CompressedGraph ring(Directedness directedness, Vertex n) {
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 0; v < n; ++v) {
        edges.push_back({v, (v + 1) % n});
    }
    return {directedness, n, std::move(edges)};
}

} // namespace

TEST_CASE("eccentricity is the distance of the farthest that reaches a vertex",
          "[algorithms][eccentricity]") {
    CHECK(eccentricity(path_graph(Directedness::directed, 4)) == Scores{0, 1, 2, 3});
    CHECK(eccentricity(path_graph(Directedness::undirected, 5)) == Scores{4, 3, 2, 3, 4});
    CHECK(eccentricity(star_graph(Directedness::undirected, 4)) == Scores{1, 2, 2, 2});
    CHECK(eccentricity(path_graph(Directedness::undirected, 3), Scores{0.5, 2.0}) ==
          Scores{2.5, 2.0, 2.5});
    CHECK(eccentricity(graph::CompressedGraph(Directedness::directed, 0, {})).empty());
    // Two pieces: each for itself.
    CHECK(eccentricity(graph::CompressedGraph(Directedness::undirected, 4, {{0, 1}, {1, 2}})) ==
          Scores{2, 1, 2, 0});
    CHECK(message_of<std::invalid_argument>([] {
              (void)eccentricity(path_graph(Directedness::directed, 3), Scores{1.0, -1.0});
          }) == "distances: edge 1 (1 -> 2) has cost -1; costs must be finite and > 0");
}

TEST_CASE("eccentricity, diameter and radius equal their definitions",
          "[algorithms][eccentricity][property]") {
    for (unsigned seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, seed % 2 == 0 ? 8 : 14);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const auto d = oracle::distances(matrix(simple.graph));
        const Scores expected = farthest(d);
        CHECK(eccentricity(simple.graph) == expected);
        CHECK(eccentricity(simple.graph, simple.strength) ==
              farthest(oracle::distances(
                  matrix(simple.graph, {simple.strength.begin(), simple.strength.end()}))));
        const auto distance = [&](Vertex u, Vertex v) { return static_cast<double>(d[u][v]); };
        check_extent(graph_extent(simple.graph), expected, distance);
        check_extent(graph_extent(random.graph), expected, distance);
    }
}

TEST_CASE("diameter and radius of larger graphs are those of all distances",
          "[algorithms][eccentricity][property]") {
    for (unsigned seed = 0; seed < 120; ++seed) {
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const Vertex n = 50 + 5 * seed;
        CAPTURE(seed, n);
        const auto g = random_graph(seed, directedness, n, n * (1 + seed % 5) / 2 + n / 2);
        const GraphExtent found = graph_extent(g);
        check_extent(found, eccentricity(g), [&](Vertex u, Vertex v) {
            // Breadth first, and plainly.
            std::vector<std::uint32_t> level(n, n);
            std::vector<Vertex> order{u};
            level[u] = 0;
            for (std::size_t i = 0; i < order.size(); ++i) {
                for (const Vertex w : g.out_neighbours(order[i])) {
                    if (level[w] == n) {
                        level[w] = level[order[i]] + 1;
                        order.push_back(w);
                    }
                }
            }
            return static_cast<double>(level[v]);
        });
    }
}

TEST_CASE("few searches find the diameter of paths, stars and cliques, however large",
          "[algorithms][eccentricity]") {
    const auto path = graph_extent(path_graph(Directedness::undirected, 1'000'000));
    CHECK(path.diameter == 999'999.0);
    CHECK(path.radius == 500'000.0);
    CHECK(path.from + path.to == 999'999);
    CHECK((path.center == 499'999 || path.center == 500'000));
    CHECK(path.searches < 10);
    const auto directed = graph_extent(path_graph(Directedness::directed, 1'000'000));
    CHECK(directed.diameter == 999'999.0);
    CHECK(directed.radius == 0.0);
    CHECK(directed.from == 0);
    CHECK(directed.to == 999'999);
    CHECK(directed.searches < 10);
    const auto star = graph_extent(star_graph(Directedness::undirected, 100'000));
    CHECK(star.diameter == 2.0);
    CHECK(star.radius == 1.0);
    CHECK(star.center == 0);
    CHECK(star.searches < 10);
    const auto all_joined = graph_extent(clique(Directedness::directed, 50));
    CHECK(all_joined.diameter == 1.0);
    CHECK(all_joined.radius == 1.0);
}

TEST_CASE("a ring, where no search tells of another, is computed whole",
          "[algorithms][eccentricity]") {
    const auto both = graph_extent(ring(Directedness::undirected, 1000));
    CHECK(both.diameter == 500.0);
    CHECK(both.radius == 500.0);
    CHECK(both.searches > 32);
    const auto one_way = graph_extent(ring(Directedness::directed, 1000));
    CHECK(one_way.diameter == 999.0);
    CHECK(one_way.radius == 999.0);
    CHECK((one_way.to + 1) % 1000 == one_way.from);
}

TEST_CASE("diameter and radius of graphs without edges", "[algorithms][eccentricity]") {
    for (const Vertex n : {0U, 1U, 5U}) {
        const auto found = graph_extent(graph::CompressedGraph(Directedness::directed, n, {}));
        CHECK_FALSE(found.diameter);
        CHECK(found.radius.has_value() == (n > 0));
        CHECK(found.radius.value_or(0.0) == 0.0);
        CHECK(found.from == graph::no_vertex);
    }
    // A self-loop leads nowhere.
    CHECK_FALSE(graph_extent(graph::CompressedGraph(Directedness::directed, 1, {{0, 0}})).diameter);
}

TEST_CASE("diameter and radius stop when asked to, and are the same for any number of threads",
          "[algorithms][eccentricity]") {
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(graph_extent(ring(Directedness::undirected, 9), control), graph::Cancelled);
    const auto g = random_graph(5, Directedness::directed, 400, 900);
    const auto run = [&] { return graph_extent(g); };
    const auto alone = with_threads(1, run);
    const auto together = with_threads(8, run);
    CHECK(alone.diameter == together.diameter);
    CHECK(alone.from == together.from);
    CHECK(alone.to == together.to);
    CHECK(alone.center == together.center);
    CHECK(alone.searches == together.searches);
}
