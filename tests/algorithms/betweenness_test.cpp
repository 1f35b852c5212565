// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/distances.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("betweenness of a path, worked by hand", "[algorithms][betweenness]") {
    // 0 - 1 - 2 - 3: vertex 1 separates {0,2} {0,3}; vertex 2 separates {0,3} {1,3}.
    CHECK(betweenness(path_graph(Directedness::undirected, 4)) == Scores{0, 2, 2, 0});
    CHECK(betweenness(path_graph(Directedness::directed, 4)) == Scores{0, 2, 2, 0});
    CHECK(near(betweenness(path_graph(Directedness::undirected, 4), {}, Normalisation::by_size),
               Scores{0, 2.0 / 3, 2.0 / 3, 0}));
    CHECK(near(betweenness(path_graph(Directedness::directed, 4), {}, Normalisation::by_size),
               Scores{0, 1.0 / 3, 1.0 / 3, 0}));
}

TEST_CASE("betweenness of graphs too small to have a middle is zero", "[algorithms][betweenness]") {
    const auto n = GENERATE(0U, 1U, 2U);
    const auto normalisation = GENERATE(Normalisation::none, Normalisation::by_size);
    CHECK(betweenness(path_graph(Directedness::directed, n), {}, normalisation) == Scores(n, 0.0));
    CHECK(betweenness(path_graph(Directedness::undirected, n), {}, normalisation) ==
          Scores(n, 0.0));
}

TEST_CASE("betweenness is zero without edges and in a clique", "[algorithms][betweenness]") {
    CHECK(betweenness(graph::CompressedGraph(Directedness::directed, 5, {})) == Scores(5, 0.0));
    CHECK(betweenness(clique(Directedness::directed, 6)) == Scores(6, 0.0));
    CHECK(betweenness(clique(Directedness::undirected, 6)) == Scores(6, 0.0));
}

TEST_CASE("the centre of a star separates all pairs", "[algorithms][betweenness]") {
    const auto score = betweenness(star_graph(Directedness::undirected, 101));
    CHECK(score[0] == 100.0 * 99.0 / 2.0);
    CHECK(betweenness(star_graph(Directedness::undirected, 101), {}, Normalisation::by_size)[0] ==
          Approx(1.0));
}

TEST_CASE("betweenness equals enumeration of all paths", "[algorithms][betweenness][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});

        CHECK(near(betweenness(simple.graph), oracle::betweenness(matrix(simple.graph)), 1e-12));

        // Tenths of whole numbers: 0.1 + 0.2 must tie with 0.3.
        Scores tenths;
        for (const double s : simple.strength) {
            tenths.push_back(s * 0.1);
        }
        const auto units = matrix(simple.graph, {simple.strength.begin(), simple.strength.end()});
        CHECK(near(betweenness(simple.graph, tenths), oracle::betweenness(units), 1e-12));
    }
}

TEST_CASE("paths of equal cost tie although their sums round differently",
          "[algorithms][betweenness]") {
    // 0.1 + 0.2 != 0.3 in doubles. The pair (0, 2) has two shortest paths, one through vertex 1.
    const graph::CompressedGraph g(Directedness::directed, 3, {{0, 1}, {1, 2}, {0, 2}});
    CHECK(0.1 + 0.2 != 0.3);
    CHECK(betweenness(g, Scores{0.1, 0.2, 0.3}) == Scores{0, 0.5, 0});
    CHECK(betweenness(g, Scores{0.1, 0.2, 0.3001}) == Scores{0, 1, 0});
}

TEST_CASE("betweenness survives more shortest paths than a double can count",
          "[algorithms][betweenness]") {
    // Each of the two sides of a square lies on half of the paths between what is left and right of
    // it, as if there were one square only.
    constexpr graph::Vertex links = 1200;
    const auto g = chain_of_squares(links);
    const bool with_costs = GENERATE(false, true);
    const auto score = betweenness(g, with_costs ? Scores(g.edge_count(), 0.7) : Scores{});
    for (graph::Vertex i = 0; i < links; ++i) {
        const double left = 3.0 * i + 1.0;
        const double right = 3.0 * (links - i - 1) + 1.0;
        // All of left and right through either side, plus half of (joint, joint) counted therein.
        REQUIRE(score[3 * i + 1] == Approx(left * right / 2.0));
        REQUIRE(score[3 * i + 2] == Approx(left * right / 2.0));
    }
    // A joint separates left from right, and the two sides of each of its squares by half.
    REQUIRE(score[3] == Approx(3.0 * (3.0 * (links - 1)) + 2 * 0.5));
}

TEST_CASE("what hangs on a graph and who is alike in it count as if they stood there",
          "[algorithms][betweenness][property]") {
    // Cases of several suspects, joined by some who are in two, with chains and stars hanging on
    // them: everything that is taken out before the search. By costs nothing is taken out.
    for (unsigned seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto below = [&random](std::size_t bound) {
            return static_cast<graph::Vertex>(random() % bound);
        };
        graph::Vertex n = 2 + below(3);
        std::vector<graph::VertexPair> edges;
        while (n < 90) {
            const graph::Vertex size = 1 + below(5);
            const graph::Vertex first = below(n);
            const graph::Vertex second = below(n);
            const unsigned form = below(4);
            for (graph::Vertex i = 0; i < size; ++i) {
                const graph::Vertex v = n + i;
                if (form == 0) { // a clique
                    for (graph::Vertex j = 0; j < i; ++j) {
                        edges.push_back({n + j, v});
                    }
                    edges.push_back({first, v});
                    edges.push_back({second, v});
                } else if (form == 1) { // neighbours of the same two
                    edges.push_back({first, v});
                    edges.push_back({second, v});
                } else if (form == 2) { // a star
                    edges.push_back({first, v});
                } else { // a chain; now and then of a component of its own
                    edges.push_back({i == 0 ? (first % 5 == 0 ? v : first) : v - 1, v});
                }
            }
            n += size;
        }
        const auto g =
            simplified(graph::CompressedGraph(Directedness::undirected, n, std::move(edges))).graph;
        CHECK(near(betweenness(g), betweenness(g, Scores(g.edge_count(), 1.0)), 1e-11));
    }
}

TEST_CASE("betweenness of a path of a million is found without walking it from every end",
          "[algorithms][betweenness]") {
    constexpr graph::Vertex n = 1'000'000;
    const auto score = betweenness(path_graph(Directedness::undirected, n));
    CHECK(score[0] == 0.0);
    CHECK(score[1] == n - 2.0);
    CHECK(score[n / 2] == (n / 2.0) * (n / 2.0 - 1.0));
}

TEST_CASE("costs of one size and of many are searched alike", "[algorithms][betweenness]") {
    // An edge elsewhere that costs a million times as much moves nothing, but another queue.
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const auto g = simplified(random_graph(seed, directedness, 60, 200)).graph;
        std::vector<graph::VertexPair> edges(g.edges().begin(), g.edges().end());
        Scores cost;
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            cost.push_back(0.3 + 0.1 * ((e * 7 + seed) % 9));
        }
        const auto alike = betweenness(g, cost);
        const auto near_sums = incoming_distances(g, cost);
        edges.push_back({60, 61});
        cost.push_back(1e6);
        const graph::CompressedGraph wider(directedness, 62, std::move(edges));
        auto mixed = betweenness(wider, cost);
        auto far_sums = incoming_distances(wider, cost);
        mixed.resize(60);
        far_sums.total.resize(60);
        far_sums.farthest.resize(60);
        CHECK(near(alike, mixed, 1e-11));
        CHECK(near(near_sums.total, far_sums.total, 1e-11));
        CHECK(near_sums.farthest == far_sums.farthest);
    }
}

TEST_CASE("scores follow the vertices when these are renamed", "[algorithms][betweenness]") {
    const auto g = simplified(random_graph(5, Directedness::directed, 80, 300)).graph;
    std::vector<graph::VertexPair> renamed;
    for (const auto [s, t] : g.edges()) {
        renamed.push_back({(s * 7 + 3) % 80, (t * 7 + 3) % 80});
    }
    const auto before = betweenness(g);
    const auto after = betweenness(graph::CompressedGraph(Directedness::directed, 80, renamed));
    Scores back(80);
    for (graph::Vertex v = 0; v < 80; ++v) {
        back[v] = after[(v * 7 + 3) % 80];
    }
    CHECK(near(before, back));
}

TEST_CASE("betweenness gives the same bytes for any number of threads",
          "[algorithms][betweenness]") {
    const auto directedness = GENERATE(Directedness::directed, Directedness::undirected);
    const auto simple = simplified(random_graph(3, directedness, 700, 2500));
    Scores cost;
    for (graph::Edge e = 0; e < simple.graph.edge_count(); ++e) {
        cost.push_back(1.0 / (1.0 + e % 7));
    }
    for (const auto& costs : {Scores{}, cost}) {
        const auto run = [&] { return betweenness(simple.graph, costs); };
        const auto alone = with_threads(1, run);
        CHECK(alone == with_threads(2, run));
        CHECK(alone == with_threads(8, run));
    }
}

TEST_CASE("betweenness names the edge it cannot use", "[algorithms][betweenness]") {
    const auto g = path_graph(Directedness::undirected, 4);
    const auto refusal = [&](double cost) {
        return message_of<std::invalid_argument>([&] {
            (void)betweenness(g, Scores{1.0, cost, 1.0});
        });
    };
    CHECK(refusal(-2.5) ==
          "betweenness: edge 1 (1 - 2) has cost -2.5; costs must be finite and > 0");
    CHECK(refusal(0.0).starts_with("betweenness: edge 1 (1 - 2) has cost 0;"));
    CHECK(refusal(std::nan("")).starts_with("betweenness: edge 1 (1 - 2) has cost nan;"));
    CHECK(refusal(INFINITY).starts_with("betweenness: edge 1 (1 - 2) has cost inf;"));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)betweenness(g, Scores{1e308, 1e308, 1.0});
          }).starts_with("betweenness: the costs add up to more than a number can hold"));

    const graph::CompressedGraph doubled(Directedness::directed, 3, {{0, 1}, {1, 2}, {0, 1}});
    CHECK(message_of<std::invalid_argument>([&] { (void)betweenness(doubled); }) ==
          "betweenness: edge 2 (0 -> 1) is one of several parallel edges; give the graph through "
          "simplified()");
    const graph::CompressedGraph looped(Directedness::directed, 3, {{1, 1}});
    CHECK(message_of<std::invalid_argument>([&] { (void)betweenness(looped); }) ==
          "betweenness: edge 0 (1 -> 1) is a self-loop; give the graph through simplified()");
}

TEST_CASE("betweenness stops when asked to, and says how far it is", "[algorithms][betweenness]") {
    const auto g = simplified(random_graph(3, Directedness::directed, 500, 1500)).graph;
    graph::RunControl control;
    std::atomic<int> asked = 0;
    control.stop_requested = [&] { return ++asked > 10; };
    CHECK_THROWS_AS(betweenness(g, {}, Normalisation::none, control), graph::Cancelled);

    graph::RunControl listener;
    std::atomic<std::uint64_t> last = 0;
    listener.progress = [&](std::uint64_t done, std::uint64_t total) {
        CHECK(total == 500);
        last = done;
    };
    (void)betweenness(g, {}, Normalisation::none, listener);
    CHECK(last == 500);
}
