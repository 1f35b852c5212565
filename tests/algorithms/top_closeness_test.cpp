// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/top_closeness.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"

#include <algorithm>
#include <numeric>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

/// Sorts everyone's scores, and counts.
TopVertices sorted(const Scores& score, std::size_t k) {
    std::vector<Vertex> order(score.size());
    std::iota(order.begin(), order.end(), Vertex{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](Vertex a, Vertex b) { return score[a] > score[b]; });
    TopVertices top;
    for (std::size_t i = 0; i < std::min(k, order.size()); ++i) {
        top.vertex.push_back(order[i]);
        top.score.push_back(score[order[i]]);
    }
    for (std::size_t i = k; k > 0 && i < order.size(); ++i) {
        top.ties += score[order[i]] == top.score.back() ? 1U : 0U;
    }
    return top;
}

void check_same(const TopVertices& found, const TopVertices& expected) {
    CHECK(found.vertex == expected.vertex);
    CHECK(found.score == expected.score);
    CHECK(found.ties == expected.ties);
}

graph::CompressedGraph grid(Vertex side) {
    std::vector<graph::VertexPair> edges;
    for (Vertex y = 0; y < side; ++y) {
        for (Vertex x = 0; x < side; ++x) {
            if (x + 1 < side) {
                edges.push_back({y * side + x, y * side + x + 1});
            }
            if (y + 1 < side) {
                edges.push_back({y * side + x, y * side + x + side});
            }
        }
    }
    return {Directedness::undirected, side * side, std::move(edges)};
}

} // namespace

TEST_CASE("the closest vertices of a path, and how many tie with the last",
          "[algorithms][top_closeness]") {
    for (const auto method : {TopMethod::automatic, TopMethod::bounded, TopMethod::all}) {
        const auto g = path_graph(Directedness::undirected, 7);
        const auto first = top_closeness(g, 1, method);
        CHECK(first.vertex == std::vector<Vertex>{3});
        CHECK(near(first.score, Scores{6.0 / 12.0}));
        CHECK(first.ties == 0);
        const auto two = top_closeness(g, 2, method);
        CHECK(two.vertex == std::vector<Vertex>{3, 2}); // and not 4, which is as close
        CHECK(two.ties == 1);
        const auto four = top_harmonic(path_graph(Directedness::directed, 5), 4, method);
        CHECK(four.vertex == std::vector<Vertex>{4, 3, 2, 1});
        CHECK(near(four.score, Scores{25.0 / 12, 11.0 / 6, 1.5, 1}));
    }
}

TEST_CASE("the top of no vertices, of more than there are, and without edges",
          "[algorithms][top_closeness]") {
    for (const auto method : {TopMethod::automatic, TopMethod::bounded, TopMethod::all}) {
        for (const auto top : {top_closeness, top_harmonic}) {
            const graph::CompressedGraph lone(Directedness::directed, 5, {});
            CHECK(top(graph::CompressedGraph(), 3, method, {}).vertex.empty());
            CHECK(top(lone, 0, method, {}).vertex.empty());
            CHECK(top(lone, 0, method, {}).ties == 0);
            const auto two = top(lone, 2, method, {});
            CHECK(two.vertex == std::vector<Vertex>{0, 1});
            CHECK(two.score == Scores{0.0, 0.0});
            CHECK(two.ties == 3);
            CHECK(top(lone, 99, method, {}).vertex.size() == 5);
            CHECK(top(lone, 99, method, {}).ties == 0);
            const auto centre = top(star_graph(Directedness::undirected, 50), 1, method, {});
            CHECK(centre.vertex == std::vector<Vertex>{0});
            CHECK(top(clique(Directedness::directed, 9), 3, method, {}).ties == 6);
        }
    }
}

TEST_CASE("the top by definition is found on every small graph",
          "[algorithms][top_closeness][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto g = random_multigraph(seed, seed % 2 == 0 ? 8 : 15).graph;
        const auto d = oracle::distances(matrix(simplified(g).graph));
        const std::size_t n = d.size();
        Scores closest(n, 0.0);
        Scores harmonics(n, 0.0);
        for (std::size_t v = 0; v < n; ++v) {
            double count = 0.0;
            double total = 0.0;
            std::vector<double> at(n, 0.0); // how many are so far away
            for (std::size_t u = 0; u < n; ++u) {
                if (u != v && d[u][v] != 0) {
                    count += 1.0;
                    total += static_cast<double>(d[u][v]);
                    at[d[u][v]] += 1.0;
                }
            }
            if (count > 0.0) {
                closest[v] = count / total * (count / (static_cast<double>(n) - 1.0));
            }
            for (std::size_t step = 1; step < n; ++step) {
                harmonics[v] += at[step] / static_cast<double>(step);
            }
        }
        for (const std::size_t k : {std::size_t{1}, std::size_t{3}, n}) {
            CAPTURE(k);
            check_same(top_closeness(g, k, TopMethod::bounded), sorted(closest, k));
            check_same(top_harmonic(g, k, TopMethod::bounded), sorted(harmonics, k));
        }
    }
}

TEST_CASE("the top of larger graphs is that of all scores",
          "[algorithms][top_closeness][property]") {
    for (unsigned seed = 0; seed < 120; ++seed) {
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const Vertex n = 40 + 4 * seed;
        const auto g = random_graph(seed, directedness, n, n * (1 + seed % 7) / 2);
        const auto close = closeness(g);
        const auto harmonics = harmonic(g);
        for (const std::size_t k : {1U, 7U, 60U}) {
            CAPTURE(seed, n, k);
            check_same(top_closeness(g, k, TopMethod::bounded), sorted(close, k));
            check_same(top_harmonic(g, k, TopMethod::bounded), sorted(harmonics, k));
            check_same(top_closeness(g, k), sorted(close, k));
        }
    }
}

TEST_CASE("the way is chosen by size, and bounded searches that bound nothing are given up",
          "[algorithms][top_closeness]") {
    const auto large = random_graph(1, Directedness::undirected, 4000, 12'000);
    CHECK(top_closeness(large, 5).method == TopMethod::bounded);
    CHECK(top_closeness(large, 500).method == TopMethod::all);
    CHECK(top_closeness(path_graph(Directedness::undirected, 50), 1).method == TopMethod::all);
    check_same(top_closeness(large, 5), sorted(closeness(large), 5));
    check_same(top_harmonic(large, 5), sorted(harmonic(large), 5));
    // On a grid every search goes far before it can be given up.
    const auto even = grid(48);
    const auto found = top_closeness(even, 5);
    CHECK(found.method == TopMethod::bounded);
    check_same(found, sorted(closeness(even), 5));
    check_same(top_harmonic(even, 5), sorted(harmonic(even), 5));
}

TEST_CASE("the top is the same for any number of threads, and stops when asked to",
          "[algorithms][top_closeness]") {
    const auto g = random_graph(3, Directedness::directed, 3000, 12'000);
    const auto run = [&] { return top_closeness(g, 10, TopMethod::bounded); };
    const auto alone = with_threads(1, run);
    for (const int threads : {2, 8}) {
        check_same(with_threads(threads, run), alone);
    }
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    for (const auto method : {TopMethod::bounded, TopMethod::all}) {
        CHECK_THROWS_AS(top_closeness(g, 10, method, control), graph::Cancelled);
        CHECK_THROWS_AS(top_harmonic(g, 10, method, control), graph::Cancelled);
    }
}
