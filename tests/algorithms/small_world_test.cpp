// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/latticising.hpp"
#include "algorithms/hubs/rewiring.hpp"
#include "algorithms/hubs/small_world.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

/// A ring in which everyone is joined with the next two on either side.
graph::CompressedGraph ring(Vertex n) {
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 0; v < n; ++v) {
        edges.push_back({v, (v + 1) % n});
        edges.push_back({v, (v + 2) % n});
    }
    return {Directedness::undirected, n, edges};
}

struct Figures {
    double clustering = 0.0;
    double distance = 0.0;
    double vertices = 0.0;
    double edges = 0.0;
};

/// Of the pieces of most vertices the one with most edges, then of the lowest vertex.
Figures by_definition(const Matrix& m) {
    const auto piece = oracle::piece_of(m);
    const auto share = oracle::clustering(m);
    const auto d = oracle::distances(m);
    Figures best;
    for (Vertex p = 0; p < m.n; ++p) {
        Figures one;
        double pairs = 0.0;
        for (Vertex u = 0; u < m.n; ++u) {
            if (piece[u] != p) {
                continue;
            }
            one.vertices += 1.0;
            one.clustering += share[u];
            for (Vertex v = 0; v < m.n; ++v) {
                one.edges += m.joined(u, v) ? 0.5 : 0.0;
                one.distance += static_cast<double>(d[u][v]);
                pairs += d[u][v] != 0 && u != v ? 1.0 : 0.0;
            }
        }
        if (one.vertices > 0.0) {
            one.clustering /= one.vertices;
            one.distance = pairs == 0.0 ? 0.0 : one.distance / pairs;
        }
        if (std::pair(one.vertices, one.edges) > std::pair(best.vertices, best.edges)) {
            best = one;
        }
    }
    return best;
}

double at_rank(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const double rank = std::ceil(share * static_cast<double>(values.size()) - 1e-9);
    return values[static_cast<std::size_t>(rank) - 1];
}

} // namespace

TEST_CASE("small-worldness of a ring of twenty, worked by hand", "[algorithms][small_world]") {
    const auto world = small_world(ring(20));
    CHECK(world.vertices == 20);
    CHECK(world.found.clustering == Approx(0.5));
    CHECK(world.found.mean_distance == Approx(55.0 / 19.0));
    CHECK(world.random.clustering == Approx(0.2));
    CHECK(world.random.mean_distance == Approx(std::log(20.0) / std::log(4.0)));
    CHECK(world.small_worldness.value() ==
          Approx(2.5 / (55.0 / 19.0 / (std::log(20.0) / std::log(4.0)))));
}

TEST_CASE("without paths, or with one tie each, there is no small world",
          "[algorithms][small_world]") {
    CHECK(small_world(graph::CompressedGraph()).vertices == 0);
    CHECK_FALSE(small_world(graph::CompressedGraph()).small_worldness.has_value());
    CHECK_FALSE(small_world({Directedness::directed, 3, {}}).small_worldness.has_value());
    CHECK_FALSE(small_world(path_graph(Directedness::directed, 2)).small_worldness.has_value());
    CHECK(small_world(star_graph(Directedness::undirected, 5)).small_worldness.value() == 0.0);
    const auto world = small_world_rewired(star_graph(Directedness::undirected, 5), {5, 10, 1});
    CHECK(world.clustering.mean == 0.0);
    CHECK_FALSE(world.small_worldness.has_value());
    CHECK_FALSE(world.high.has_value());
    CHECK_FALSE(world.omega.has_value());
    // A random graph in place of the ring: nearer to what is random.
    const auto random = rewired(ring(60), 5000, 4);
    CHECK(small_world_rewired(random, {10, 10, 1}).omega.value() > 0.2);
    CHECK_FALSE(small_world_rewired(graph::CompressedGraph(), {2, 1, 1}).omega.has_value());
    CHECK(small_world_rewired(graph::CompressedGraph(), {2, 1, 1}).mean_distance.high == 0.0);
}

TEST_CASE("small-worldness equals its definition", "[algorithms][small_world][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed, 9);
        const auto simple = undirected_simplified(random.graph).graph;
        const auto expected = by_definition(matrix(simple));
        const auto world = small_world(random.graph);
        CHECK(world.vertices == expected.vertices);
        CHECK(world.found.clustering == Approx(expected.clustering).margin(1e-12));
        CHECK(world.found.mean_distance == Approx(expected.distance).margin(1e-12));
        const double k = expected.vertices == 0.0 ? 0.0 : 2.0 * expected.edges / expected.vertices;
        CHECK(world.small_worldness.has_value() == (k > 1.0));
        if (world.small_worldness) {
            CHECK(*world.small_worldness ==
                  Approx(expected.clustering * expected.vertices / k /
                         (expected.distance * std::log(k) / std::log(expected.vertices)))
                      .margin(1e-12));
        }
    }
}

TEST_CASE("the rewired comparison is made of the figures of rewired graphs",
          "[algorithms][small_world][property]") {
    const auto g = ring(24);
    constexpr std::uint32_t graphs = 40;
    const auto world = small_world_rewired(g, {graphs, 10, 3});
    std::vector<double> clustered, distance, each, lattice;
    const auto mean_clustering = [](const graph::CompressedGraph& one) {
        double sum = 0.0;
        for (const double c : oracle::clustering(matrix(one))) {
            sum += c;
        }
        return sum / one.vertex_count();
    };
    for (std::uint32_t i = 0; i < graphs; ++i) {
        const auto one = matrix(rewired(g, 480, 3 * 0x9E3779B97F4A7C15ULL + i));
        double sum = 0.0;
        for (const double c : oracle::clustering(one)) {
            sum += c;
        }
        double total = 0.0, pairs = 0.0;
        for (const auto& row : oracle::distances(one)) {
            for (const auto d : row) {
                total += static_cast<double>(d);
                pairs += d != 0 ? 1.0 : 0.0;
            }
        }
        const std::uint64_t seed = 3 * 0x9E3779B97F4A7C15ULL + i;
        if (i < 10) {
            lattice.push_back(
                mean_clustering(latticised(g, random_places(24, seed), 20 * 48 * 4, seed)));
        }
        clustered.push_back(sum / 24.0);
        distance.push_back(total / pairs);
        each.push_back(clustered.back() == 0.0 ? HUGE_VAL
                                               : 0.5 / clustered.back() * distance.back() /
                                                     by_definition(matrix(g)).distance);
    }
    CHECK(world.clustering.low == Approx(at_rank(clustered, 0.05)));
    CHECK(world.clustering.high == Approx(at_rank(clustered, 0.95)));
    CHECK(world.mean_distance.low == Approx(at_rank(distance, 0.05)));
    CHECK(world.mean_distance.high == Approx(at_rank(distance, 0.95)));
    CHECK(world.low.value() == Approx(at_rank(each, 0.05)));
    CHECK(world.high.value() == Approx(at_rank(each, 0.95)));
    CHECK(world.low.value() > 1.0); // a lattice's circles do not come from its degrees
    double mean = 0.0;
    for (const double c : clustered) {
        mean += c / graphs;
    }
    CHECK(world.clustering.mean == Approx(mean));

    CHECK(world.lattice_clustering.low == Approx(at_rank(lattice, 0.05)));
    CHECK(world.lattice_clustering.high == Approx(at_rank(lattice, 0.95)));
    const double length = by_definition(matrix(g)).distance;
    const double most_closed = std::max(0.5, *std::max_element(lattice.begin(), lattice.end()));
    CHECK(world.omega.value() == Approx(world.mean_distance.mean / length - 0.5 / most_closed));
    CHECK(*world.omega < -0.1); // nearer to a lattice than to a random graph

    const auto with = [&](int threads) {
        const auto w = with_threads(threads, [&] {
            return small_world_rewired(g, {graphs, 10, 3});
        });
        return std::vector<double>{*w.small_worldness,   *w.low,   *w.high,
                                   w.mean_distance.mean, *w.omega, w.lattice_clustering.mean};
    };
    CHECK(with(2) == with(1));
    CHECK(with(8) == with(1));
}

TEST_CASE("small worlds refuse to compare with nothing, and stop when asked",
          "[algorithms][small_world]") {
    CHECK(message_of<std::invalid_argument>([] {
              (void)small_world_rewired(ring(6), {0, 10, 1});
          }) == "small_world: graphs, swaps_per_edge and lattices must be at least 1; there is "
                "nothing to compare with otherwise");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(small_world(ring(6), stop), graph::Cancelled);
    CHECK_THROWS_AS(small_world_rewired(ring(6), {}, stop), graph::Cancelled);
}
