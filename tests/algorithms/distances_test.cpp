// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/distances.hpp"
#include "algorithms/internal/lane_search.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

/// Sums over the oracle's matrix of distances, which are whole numbers of `unit`.
DistanceSums sums(const std::vector<std::vector<std::uint64_t>>& d, double unit) {
    const std::size_t n = d.size();
    DistanceSums result{std::vector<Vertex>(n), Scores(n), Scores(n), Scores(n)};
    for (std::size_t v = 0; v < n; ++v) {
        for (std::size_t u = 0; u < n; ++u) {
            if (u != v && d[u][v] != 0) {
                const double length = static_cast<double>(d[u][v]) * unit;
                ++result.reaching[v];
                result.total[v] += length;
                result.harmonic[v] += 1.0 / length;
                result.farthest[v] = std::max(result.farthest[v], length);
            }
        }
    }
    return result;
}

void check_same(const DistanceSums& a, const DistanceSums& b) {
    CHECK(a.reaching == b.reaching);
    CHECK(near(a.total, b.total, 1e-12));
    CHECK(near(a.harmonic, b.harmonic, 1e-12));
    CHECK(near(a.farthest, b.farthest, 1e-12));
}

} // namespace

TEST_CASE("distances are those along the edges towards the vertex", "[algorithms][distances]") {
    const auto found = incoming_distances(path_graph(Directedness::directed, 4));
    CHECK(found.reaching == std::vector<Vertex>{0, 1, 2, 3});
    CHECK(found.total == Scores{0, 1, 3, 6});
    CHECK(found.harmonic == Scores{0, 1, 1.5, 1.0 + 0.5 + 1.0 / 3.0});
    CHECK(found.farthest == Scores{0, 1, 2, 3});
}

TEST_CASE("nothing reaches a vertex of a graph without edges", "[algorithms][distances]") {
    const auto n = GENERATE(0U, 1U, 2U, 200U);
    const auto found = incoming_distances(graph::CompressedGraph(Directedness::directed, n, {}));
    CHECK(found.reaching == std::vector<Vertex>(n, 0));
    CHECK(found.total == Scores(n, 0.0));
    CHECK(found.harmonic == Scores(n, 0.0));
    CHECK(found.farthest == Scores(n, 0.0));
}

TEST_CASE("distances equal those of Floyd and Warshall", "[algorithms][distances][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        Scores tenths;
        for (const double s : simple.strength) {
            tenths.push_back(s * 0.1);
        }
        const auto units = matrix(simple.graph, {simple.strength.begin(), simple.strength.end()});

        const auto steps = sums(oracle::distances(matrix(simple.graph)), 1.0);
        check_same(incoming_distances(simple.graph), steps);
        check_same(incoming_distances(random.graph), steps); // parallel edges and loops are no bar
        check_same(incoming_distances(simple.graph, tenths), sums(oracle::distances(units), 0.1));
    }
}

TEST_CASE("searches that share a walk find what single searches find",
          "[algorithms][distances][property]") {
    // Around one batch of 512 and several; sparse graphs are pushed through, dense ones pulled.
    for (const Vertex n : {63U, 150U, 511U, 512U, 513U, 1100U}) {
        for (unsigned seed = 0; seed < 6; ++seed) {
            CAPTURE(n, seed);
            const auto directedness =
                seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
            const auto g = random_graph(seed, directedness, n, n * (1 + 2 * seed) / 2);
            // Costs of 1 take the other way through the code.
            check_same(incoming_distances(g), incoming_distances(g, Scores(g.edge_count(), 1.0)));
            if (n <= 150) {
                const auto simple = simplified(g).graph;
                check_same(incoming_distances(g), sums(oracle::distances(matrix(simple)), 1.0));
            }
        }
    }
}

TEST_CASE("a long path and a grid are searched to their ends", "[algorithms][distances]") {
    const Vertex n = 1500;
    const auto path = incoming_distances(path_graph(Directedness::undirected, n));
    CHECK(path.reaching == std::vector<Vertex>(n, n - 1));
    CHECK(path.farthest[0] == n - 1);
    CHECK(path.farthest[700] == n - 1 - 700);
    CHECK(path.total[0] == n * (n - 1.0) / 2.0);
    CHECK(path.total[2] == 3.0 + (n - 3.0) * (n - 2.0) / 2.0);
    const auto directed = incoming_distances(path_graph(Directedness::directed, n));
    CHECK(directed.reaching[1000] == 1000);
    CHECK(directed.total[1000] == 1000.0 * 1001.0 / 2.0);
}

TEST_CASE("wide and portable registers count the same", "[algorithms][distances]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto g = random_graph(9, directedness, 900, 2500);
        const auto rows = internal::renumbered(g);
        internal::LaneSearch wide(rows);
        internal::LaneSearch plain(rows, internal::Registers::portable);
        for (std::size_t first = 0; first < rows.near.size(); first += 300) {
            const auto sources = std::span<const Vertex>(rows.near).subspan(
                first, std::min<std::size_t>(300, rows.near.size() - first));
            wide.begin(sources);
            plain.begin(sources);
            // The last batch is left half way and begun again.
            bool more = true;
            while (more) {
                more = wide.step();
                REQUIRE(plain.step() == more);
                REQUIRE(plain.counts() == wide.counts());
            }
            wide.begin(sources);
            (void)wide.step();
        }
    }
}

TEST_CASE("searches may begin in components in any order", "[algorithms][distances]") {
    // Three cliques: of 20, 30 and 40 vertices.
    std::vector<graph::VertexPair> edges;
    for (Vertex first = 0, size = 20; size <= 40; first += size, size += 10) {
        for (Vertex u = first; u < first + size; ++u) {
            for (Vertex v = u + 1; v < first + size; ++v) {
                edges.push_back({u, v});
            }
        }
    }
    const auto rows =
        internal::renumbered(graph::CompressedGraph(Directedness::undirected, 90, edges));
    for (const auto registers : {internal::Registers::widest, internal::Registers::portable}) {
        internal::LaneSearch search(rows, registers);
        std::vector<Vertex> sources(rows.near);
        for (const std::size_t turned : {0U, 35U, 60U}) {
            CAPTURE(turned);
            std::rotate(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(turned),
                        sources.end());
            for (int way = 0; way < 2; ++way) {
                std::reverse(sources.begin(), sources.end());
                search.begin(sources);
                CHECK(search.step());
                for (std::size_t i = 0; i < sources.size(); ++i) {
                    const Vertex v = rows.original[sources[i]];
                    CHECK(search.counts()[i] == (v < 20 ? 19U : v < 50 ? 29U : 39U));
                }
                CHECK_FALSE(search.step());
            }
        }
    }
}

TEST_CASE("distances give the same bytes for any number of threads", "[algorithms][distances]") {
    const auto g = random_graph(3, Directedness::directed, 1000, 4000);
    for (const auto& cost : {Scores{}, Scores(g.edge_count(), 0.1)}) {
        const auto run = [&] { return incoming_distances(g, cost); };
        const auto alone = with_threads(1, run);
        for (const int threads : {2, 8}) {
            const auto together = with_threads(threads, run);
            CHECK(alone.reaching == together.reaching);
            CHECK(alone.total == together.total);
            CHECK(alone.harmonic == together.harmonic);
            CHECK(alone.farthest == together.farthest);
        }
    }
}

TEST_CASE("distances refuse costs of zero and stop when asked to", "[algorithms][distances]") {
    const auto g = path_graph(Directedness::directed, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)incoming_distances(g, Scores{1.0, 0.0});
          }) == "distances: edge 1 (1 -> 2) has cost 0; costs must be finite and > 0");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(incoming_distances(g, {}, control), graph::Cancelled);
    CHECK_THROWS_AS(incoming_distances(g, Scores{1.0, 1.0}, control), graph::Cancelled);
}
