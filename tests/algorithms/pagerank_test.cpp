// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/pagerank.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("PageRank of one edge, worked by hand", "[algorithms][pagerank]") {
    // x0 = 0.075 + 0.425 x1 (half of what vertex 1 cannot pass on), x0 + x1 = 1.
    const auto ranks = pagerank(path_graph(Directedness::directed, 2));
    CHECK(ranks.converged);
    CHECK(near(ranks.score, Scores{0.5 / 1.425, 0.925 / 1.425}, 1e-11));
}

TEST_CASE("PageRank without edges, damping or asymmetry is even", "[algorithms][pagerank]") {
    CHECK(pagerank(graph::CompressedGraph()).score.empty());
    CHECK(pagerank(graph::CompressedGraph()).converged);
    CHECK(near(pagerank(graph::CompressedGraph(Directedness::directed, 1, {})).score, Scores{1.0}));
    CHECK(near(pagerank(graph::CompressedGraph(Directedness::directed, 4, {})).score,
               Scores(4, 0.25)));
    CHECK(near(pagerank(clique(Directedness::undirected, 5)).score, Scores(5, 0.2)));
    CHECK(near(pagerank(star_graph(Directedness::undirected, 5), {}, {.damping = 0.0}).score,
               Scores(5, 0.2)));
}

TEST_CASE("PageRank equals the solution of the walker's equations",
          "[algorithms][pagerank][property]") {
    for (unsigned seed = 0; seed < 700; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const bool weighted = seed % 2 == 0;
        const auto m = matrix(simple.graph, {simple.strength.begin(), simple.strength.end()});
        std::vector<Scores> strength(m.n, Scores(m.n, 0.0));
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                strength[u][v] =
                    weighted ? static_cast<double>(m.cost[u][v]) : (m.joined(u, v) ? 1.0 : 0.0);
            }
        }
        const double damping = seed % 5 == 0 ? 0.5 : 0.85;
        // Jumps go anywhere alike, to some, or to one; they may all lead to vertices without edges.
        Scores teleport(seed % 3 == 0 ? 0 : m.n);
        for (Vertex v = 0; v < teleport.size(); ++v) {
            teleport[v] = seed % 3 == 1 ? (v * 7 + seed) % 4 : (v == seed % m.n ? 0.3 : 0.0);
        }
        if (std::accumulate(teleport.begin(), teleport.end(), 0.0) == 0.0) {
            teleport.clear();
        }
        PageRankOptions options{.damping = damping};
        options.teleport = teleport;
        const auto ranks = pagerank(simple.graph, weighted ? simple.strength : Scores{}, options);
        CHECK(ranks.converged);
        CHECK(ranks.residual <= options.tolerance);
        CHECK(near(ranks.score, oracle::pagerank(m, strength, damping, teleport), 1e-11));
        if (m.n > 0) {
            CHECK(std::accumulate(ranks.score.begin(), ranks.score.end(), 0.0) == Approx(1.0));
        }
    }
}

TEST_CASE("PageRank that may not go on says how far it came", "[algorithms][pagerank]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto g = path_graph(directedness, 50);
        const auto ranks = pagerank(g, {}, {.max_rounds = 3});
        CHECK_FALSE(ranks.converged);
        CHECK(ranks.rounds == 3);
        CHECK(ranks.residual > 1e-4);
        const auto none = pagerank(g, {}, {.max_rounds = 0});
        CHECK_FALSE(none.converged);
        CHECK(none.rounds == 0);
        // Where it starts: evenly; on an undirected path, as a walker who never jumps would stand.
        if (directedness == Directedness::directed) {
            CHECK(none.score == Scores(50, 1.0 / 50));
        } else {
            CHECK(none.score[0] < none.score[24]);
            CHECK(near(none.score, Scores(50, 1.0 / 50), 0.01));
        }
        CHECK(std::accumulate(none.score.begin(), none.score.end(), 0.0) == Approx(1.0));
    }
    // Beyond what double can hold: it stops at the cap all the same.
    const auto beyond = pagerank(path_graph(Directedness::undirected, 50), {},
                                 {.tolerance = 1e-30, .max_rounds = 200});
    CHECK_FALSE(beyond.converged);
    CHECK(beyond.rounds == 200);
    CHECK(beyond.residual < 1e-14);
}

TEST_CASE("PageRank's residual is how far the scores are from their equation",
          "[algorithms][pagerank]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto simple = simplified(random_graph(3, directedness, 300, 700));
        const auto m = matrix(simple.graph);
        for (const double tolerance : {1e-3, 1e-6, 1e-10}) {
            PageRankOptions options{.tolerance = tolerance};
            options.teleport.assign(300, 1.0);
            options.teleport[17] = 40.0;
            const auto ranks = pagerank(simple.graph, {}, options);
            CHECK(ranks.converged);
            // One step of the walker, from every vertex to every other.
            Scores stepped(300, 0.0);
            for (Vertex u = 0; u < 300; ++u) {
                double out = 0.0;
                for (Vertex v = 0; v < 300; ++v) {
                    out += m.joined(u, v) ? 1.0 : 0.0;
                }
                for (Vertex v = 0; v < 300; ++v) {
                    const double jump = options.teleport[v] / 339.0;
                    stepped[v] += 0.15 * jump * ranks.score[u];
                    stepped[v] += 0.85 * ranks.score[u] *
                                  (out > 0.0 ? (m.joined(u, v) ? 1.0 / out : 0.0) : jump);
                }
            }
            double residual = 0.0;
            double sum = 0.0;
            for (Vertex v = 0; v < 300; ++v) {
                residual += std::abs(stepped[v] - ranks.score[v]);
                sum += ranks.score[v];
            }
            // The walker's jumps here are sum * 0.15, there 0.15.
            CHECK(std::abs(residual - ranks.residual) <= 0.15 * std::abs(1.0 - sum) + 1e-15);
            CHECK(std::abs(1.0 - sum) <= ranks.residual / 0.15 + 1e-15);
        }
    }
}

TEST_CASE("PageRank of a few hundred vertices solves the walker's equations",
          "[algorithms][pagerank]") {
    // Strengths of 1 to 4, and such that float can't hold them.
    for (const double power : {1.0, 60.0}) {
        for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
            const auto simple = simplified(random_graph(6, directedness, 250, 600));
            Scores strengths;
            std::vector<Scores> strength(250, Scores(250, 0.0));
            for (graph::Edge e = 0; e < simple.graph.edge_count(); ++e) {
                const auto [s, t] = simple.graph.ends(e);
                strengths.push_back(std::pow(0.5 + e % 4, power));
                strength[s][t] = strengths.back();
                if (directedness == Directedness::undirected) {
                    strength[t][s] = strengths.back();
                }
            }
            const auto ranks = pagerank(simple.graph, strengths);
            CHECK(ranks.converged);
            CHECK(near(ranks.score, oracle::pagerank(matrix(simple.graph), strength, 0.85), 1e-11));
        }
    }
}

TEST_CASE("PageRank of a path of a million vertices settles", "[algorithms][pagerank]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto ranks = pagerank(path_graph(directedness, 1'000'000));
        CHECK(ranks.converged);
        CHECK(std::abs(std::accumulate(ranks.score.begin(), ranks.score.end(), 0.0) - 1.0) < 1e-10);
    }
}

TEST_CASE("PageRank gives the same bytes for any number of threads", "[algorithms][pagerank]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const auto simple = simplified(random_graph(9, directedness, 9000, 30000));
        for (const bool weighted : {false, true}) {
            CAPTURE(weighted);
            const auto run = [&] {
                return pagerank(simple.graph, weighted ? simple.strength : Scores{});
            };
            const auto alone = with_threads(1, run);
            CHECK(alone.converged);
            // Rounds of 0.85 each would take 170; conjugate gradients take far fewer.
            CHECK(alone.rounds < (directedness == Directedness::directed ? 170 : 35));
            for (const int threads : {2, 8}) {
                const auto together = with_threads(threads, run);
                CHECK(alone.score == together.score);
                CHECK(alone.rounds == together.rounds);
                CHECK(alone.residual == together.residual);
            }
        }
    }
}

TEST_CASE("PageRank refuses what it cannot use", "[algorithms][pagerank]") {
    const auto g = path_graph(Directedness::directed, 3);
    const auto refusal = [&](const PageRankOptions& options) {
        return message_of<std::invalid_argument>([&] { (void)pagerank(g, {}, options); });
    };
    CHECK(refusal({.damping = 1.0}) ==
          "pagerank: damping 1.000000; it must be at least 0 and below 1");
    CHECK(refusal({.damping = std::nan("")}).starts_with("pagerank: damping "));
    CHECK(refusal({.tolerance = 0.0}).starts_with("pagerank: tolerance "));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)pagerank(g, Scores{1.0, -1.0});
          }) == "pagerank: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    const auto refused_teleport = [&](const Scores& teleport) {
        PageRankOptions options;
        options.teleport = teleport;
        return refusal(options);
    };
    CHECK(refused_teleport({1.0, 2.0}) == "pagerank: 2 teleport shares for 3 vertices");
    CHECK(refused_teleport({1.0, -0.5, 0.0}) ==
          "pagerank: vertex 1 has teleport share -0.500000; shares must be finite and at least 0");
    CHECK(refused_teleport({1.0, 0.0, std::nan("")}).starts_with("pagerank: vertex 2 has "));
    CHECK(refused_teleport({0.0, 0.0, 0.0}) ==
          "pagerank: all teleport shares are 0; the walker needs a vertex to jump to");
    CHECK(refused_teleport({1e308, 1e308, 0.0}).ends_with("divide them all by the largest"));
    CHECK(message_of<std::invalid_argument>([] {
              (void)pagerank(graph::CompressedGraph(Directedness::directed, 2, {{0, 1}, {1, 1}}));
          }) == "pagerank: edge 1 (1 -> 1) is a self-loop; give the graph through simplified()");
    CHECK(message_of<std::invalid_argument>([] {
              (void)pagerank(graph::CompressedGraph(Directedness::directed, 2, {{0, 1}, {0, 1}}));
          }).find("parallel edges") != std::string::npos);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(pagerank(g, {}, {}, control), graph::Cancelled);
}
