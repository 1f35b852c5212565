// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/hits.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

/// Hubs and authorities by 2^k rounds of Kleinberg's iteration: the eigenvector, from all ones, of
/// the matrix with A above and its transpose below.
Hits hits_by_iteration(const oracle::Strengths& a) {
    const std::size_t n = a.size();
    oracle::Strengths both(2 * n, Scores(2 * n, 0.0));
    for (std::size_t u = 0; u < n; ++u) {
        for (std::size_t v = 0; v < n; ++v) {
            both[u][n + v] = both[n + v][u] = a[u][v];
        }
    }
    const Scores x = oracle::eigenvector(both);
    Hits result;
    result.hub.assign(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n));
    result.authority.assign(x.begin() + static_cast<std::ptrdiff_t>(n), x.end());
    for (Scores* side : {&result.hub, &result.authority}) {
        const double sum = std::accumulate(side->begin(), side->end(), 0.0);
        for (double& s : *side) {
            s /= sum;
        }
    }
    return result;
}

} // namespace

TEST_CASE("hubs and authorities of three edges, worked by hand", "[algorithms][hits]") {
    // 0 -> 2, 1 -> 2, 1 -> 3. a2 = h0 + h1, a3 = h1, h0 = a2, h1 = a2 + a3: the golden ratio.
    const graph::CompressedGraph g(Directedness::directed, 4, {{0, 2}, {1, 2}, {1, 3}});
    const auto result = hits(g);
    const double phi = (1.0 + std::sqrt(5.0)) / 2.0;
    CHECK(result.converged);
    CHECK(near(result.hub, Scores{1.0 / (1 + phi), phi / (1 + phi), 0, 0}, 1e-12));
    CHECK(near(result.authority, Scores{0, 0, phi / (1 + phi), 1.0 / (1 + phi)}, 1e-12));
}

TEST_CASE("hubs and authorities of graphs of one kind", "[algorithms][hits]") {
    CHECK(hits(graph::CompressedGraph()).hub.empty());
    CHECK(near(hits(graph::CompressedGraph(Directedness::directed, 4, {})).authority,
               Scores(4, 0.25)));
    CHECK(near(hits(clique(Directedness::directed, 5)).hub, Scores(5, 0.2)));
    const auto star = hits(star_graph(Directedness::directed, 5));
    CHECK(near(star.hub, Scores{1, 0, 0, 0, 0}));
    CHECK(near(star.authority, Scores{0, 0.25, 0.25, 0.25, 0.25}));
    const auto undirected = hits(star_graph(Directedness::undirected, 5));
    CHECK(near(undirected.hub, Scores{1.0 / 3, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6}));
    CHECK(undirected.hub == undirected.authority);
    CHECK(near(hits(path_graph(Directedness::directed, 1'000'000)).hub, [] {
        Scores even(1'000'000, 1.0 / 999'999);
        even.back() = 0.0;
        return even;
    }()));
}

TEST_CASE("hubs and authorities equal four billion rounds of Kleinberg's iteration",
          "[algorithms][hits][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const Scores strength = seed % 2 == 0 ? simple.strength : Scores{};
        const auto result = hits(simple.graph, strength);
        if (simple.graph.vertex_count() == 0) {
            continue;
        }
        const auto expected = hits_by_iteration(oracle::strengths(simple.graph, strength));
        CHECK(result.converged);
        CHECK(near(result.hub, expected.hub, 1e-8));
        CHECK(near(result.authority, expected.authority, 1e-8));
    }
}

TEST_CASE("hubs of a graph are the authorities of the reversed one", "[algorithms][hits]") {
    const auto simple = simplified(random_graph(3, Directedness::directed, 300, 900));
    std::vector<graph::VertexPair> reversed;
    for (const auto [s, t] : simple.graph.edges()) {
        reversed.push_back({t, s});
    }
    const auto there = hits(simple.graph);
    const auto back = hits(graph::CompressedGraph(Directedness::directed, 300, reversed));
    CHECK(near(there.hub, back.authority, 1e-10));
    CHECK(near(there.authority, back.hub, 1e-10));
}

TEST_CASE("hubs and authorities give the same bytes for any number of threads",
          "[algorithms][hits]") {
    const auto simple = simplified(random_graph(9, Directedness::directed, 9000, 30000));
    const auto run = [&] { return hits(simple.graph, simple.strength); };
    const auto alone = with_threads(1, run);
    for (const int threads : {2, 8}) {
        const auto together = with_threads(threads, run);
        CHECK(alone.hub == together.hub);
        CHECK(alone.authority == together.authority);
    }
}

TEST_CASE("hubs and authorities refuse what they cannot use, and tell what does not settle",
          "[algorithms][hits]") {
    const auto g = path_graph(Directedness::directed, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)hits(g, Scores{1.0, -1.0});
          }) == "hits: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    CHECK_THROWS_AS(hits(graph::CompressedGraph(Directedness::directed, 2, {{1, 1}})),
                    std::invalid_argument);
    const auto path = hits(path_graph(Directedness::undirected, 1000), {}, {.max_rounds = 20});
    CHECK_FALSE(path.converged);
    CHECK(path.residual > 1e-9);
}
