// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/partition_quality.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/partition_oracle.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <limits>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using oracle::Partition;

TEST_CASE("modularity and CPM of two triangles and a bridge, worked by hand",
          "[algorithms][partition_quality]") {
    const graph::CompressedGraph g(Directedness::undirected, 6,
                                   {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}});
    // Of 7 edges 3 lie in each; each holds half of the degrees.
    CHECK(modularity(g, Partition{0, 0, 0, 1, 1, 1}) == Approx(6.0 / 7.0 - 0.5));
    CHECK(modularity(g, Partition{9, 9, 9, 4'000'000'000, 4'000'000'000, 4'000'000'000}) ==
          Approx(6.0 / 7.0 - 0.5));
    CHECK(modularity(g, Partition(6, 3)) == Approx(0.0).margin(1e-15));
    CHECK(modularity(g, Partition{0, 0, 0, 1, 1, 1}, 2.0) == Approx(6.0 / 7.0 - 1.0));
    CHECK(cpm_quality(g, Partition{0, 0, 0, 1, 1, 1}, 0.5) == Approx(6.0 - 3.0));
    CHECK(cpm_quality(g, Partition(6, 3), 0.5) == Approx(7.0 - 7.5));
}

TEST_CASE("a graph without edges has no modularity", "[algorithms][partition_quality]") {
    CHECK(modularity(graph::UndirectedGraph(), {}) == 0.0);
    CHECK(cpm_quality(graph::UndirectedGraph(), {}, 1.0) == 0.0);
    CHECK(modularity({Directedness::undirected, 3, {}}, Partition{0, 1, 1}) == 0.0);
    CHECK(cpm_quality({Directedness::undirected, 3, {}}, Partition{0, 1, 1}, 0.25) == -0.25);
}

TEST_CASE("modularity and CPM equal their sums over pairs",
          "[algorithms][partition_quality][property]") {
    for (unsigned seed = 0; seed < 1000; ++seed) {
        CAPTURE(seed);
        const RandomGraph random = random_multigraph(seed);
        const graph::CompressedGraph g(Directedness::undirected, random.graph.vertex_count(),
                                       {random.graph.edges().begin(), random.graph.edges().end()});
        std::vector<double> strength;
        if (seed % 2 == 1) {
            strength.assign(random.units.begin(), random.units.end());
        }
        std::mt19937 draw(seed + 5);
        Partition p(g.vertex_count());
        for (auto& c : p) {
            c = static_cast<std::uint32_t>(draw() % 4) * (seed % 3 == 0 ? 1'000'000U : 1U);
        }
        const double resolution = static_cast<double>(draw() % 5) / 2.0;
        const auto a = oracle::adjacency(g, strength);
        CHECK(modularity(g, p, resolution, strength) ==
              Approx(oracle::modularity(a, p, resolution)).margin(1e-12));
        CHECK(cpm_quality(g, p, resolution, strength) ==
              Approx(oracle::cpm(a, p, resolution)).margin(1e-12));
    }
}

TEST_CASE("the quality of a partition refuses what it cannot judge",
          "[algorithms][partition_quality]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)modularity(g, Partition{1}); }) ==
          "modularity: 1 communities for 3 vertices; give one each");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)cpm_quality(g, Partition{1, 1, 1}, -1.0);
          }) == "cpm_quality: resolution -1.000000; it must be finite and >= 0");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)modularity(path_graph(Directedness::directed, 3), Partition{1, 1, 1});
          }) == "modularity: the graph is directed; drop its directions first");
    CHECK_THROWS_AS(modularity(g, Partition{1, 1, 1}, 1.0, std::vector<double>{1.0, -1.0}),
                    std::invalid_argument);
    CHECK_THROWS_AS(modularity(g, Partition{1, 1, 1}, std::numeric_limits<double>::quiet_NaN()),
                    std::invalid_argument);
}
