// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/explanation.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;

namespace {

double sum_of(const std::vector<NeighbourShare>& shares) {
    double sum = 0.0;
    for (const NeighbourShare& share : shares) {
        sum += share.amount;
    }
    return sum;
}

} // namespace

TEST_CASE("what passes the middle of a path, worked by hand", "[algorithms][explanation]") {
    // 0 - 1 - 2 - 3 - 4: vertex 2 separates {0,3} {0,4} {1,3} {1,4}.
    const auto r = explain_betweenness(path_graph(Directedness::undirected, 5), 2, 3);
    CHECK(r.score == 4.0);
    CHECK(r.pairs == 4);
    CHECK(r.wholly == 4);
    REQUIRE(r.top.size() == 3); // the nearest first
    CHECK(r.top[0].source == 1);
    CHECK(r.top[0].target == 3);
    CHECK(r.top[0].length == 2.0);
    CHECK(r.top[1].source == 0);
    CHECK(r.top[1].target == 3);
    REQUIRE(r.in.size() == 2);
    CHECK(r.in[0].neighbour == 1);
    CHECK(r.in[0].amount == 4.0);
    CHECK(r.in[1].amount == 4.0);
    CHECK(r.out.empty());

    // Directed, paths come by 1 and go by 3.
    const auto d = explain_betweenness(path_graph(Directedness::directed, 5), 2, 0);
    CHECK(d.score == 4.0);
    CHECK(d.top.empty());
    REQUIRE(d.in.size() == 1);
    CHECK(d.in[0].neighbour == 1);
    REQUIRE(d.out.size() == 1);
    CHECK(d.out[0].neighbour == 3);
}

TEST_CASE("half of the paths between opposite corners of a square pass a side",
          "[algorithms][explanation]") {
    const auto g = chain_of_squares(1); // corners 0 and 3, sides 1 and 2
    const auto r = explain_betweenness(g, 1, 10);
    CHECK(r.score == 0.5);
    CHECK(r.wholly == 0);
    REQUIRE(r.top.size() == 1);
    CHECK(r.top[0].share == 0.5);
}

TEST_CASE("the parts of betweenness add up to it, and its pairs are those of the definition",
          "[algorithms][explanation][property]") {
    std::uint64_t pairs_seen = 0;
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const Vertex n = simple.graph.vertex_count();
        const bool by_costs = seed % 3 == 0;
        std::vector<double> tenths;
        for (const double s : simple.strength) {
            tenths.push_back(s * 0.1);
        }
        const std::span<const double> cost = by_costs ? tenths : std::span<const double>();
        const auto score = betweenness(simple.graph, cost);
        for (Vertex v = 0; v < n; ++v) {
            CAPTURE(v);
            const auto r = explain_betweenness(simple.graph, v, 100, cost);
            CHECK(near({r.score}, {score[v]}, 1e-12));
            double shares = 0.0;
            for (const PassingPair& pair : r.top) {
                shares += pair.share;
                // Without v the pair has no path as short, if and only if all of them pass it.
                std::vector<graph::VertexPair> rest;
                std::vector<std::uint64_t> rest_cost;
                for (graph::Edge e = 0; e < simple.graph.edge_count(); ++e) {
                    const auto [a, b] = simple.graph.ends(e);
                    if (a != v && b != v) {
                        rest.push_back({a, b});
                        rest_cost.push_back(
                            by_costs ? static_cast<std::uint64_t>(simple.strength[e]) : 1);
                    }
                }
                const graph::CompressedGraph without(
                    simple.graph.is_directed() ? Directedness::directed : Directedness::undirected,
                    n, std::move(rest));
                const auto distance = oracle::distances(matrix(without, rest_cost));
                const double length = pair.length * (by_costs ? 10.0 : 1.0);
                const auto other = static_cast<double>(distance[pair.source][pair.target]);
                const bool has_other = other != 0.0 && other <= length + 0.5;
                CHECK(has_other == (pair.share < 1.0 - 1e-12));
                ++pairs_seen;
            }
            CHECK(r.top.size() == r.pairs);
            CHECK(near({shares}, {score[v]}, 1e-12));
            if (simple.graph.is_directed()) {
                CHECK(near({sum_of(r.in), sum_of(r.out)}, {score[v], score[v]}, 1e-12));
            } else {
                CHECK(near({sum_of(r.in)}, {2.0 * score[v]}, 1e-12));
            }
        }
    }
    CHECK(pairs_seen > 2000);
}

TEST_CASE("an explanation survives more shortest paths than a double can count",
          "[algorithms][explanation]") {
    constexpr Vertex links = 1100;
    const auto g = chain_of_squares(links);
    const auto r = explain_betweenness(g, 1, 1);
    CHECK(r.score == Approx((3.0 * (links - 1) + 1.0) / 2.0));
}

TEST_CASE("the parts of PageRank add up to it", "[algorithms][explanation][property]") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const bool weighted = seed % 2 == 0;
        const std::span<const double> strength =
            weighted ? simple.strength : std::span<const double>();
        PageRankOptions options;
        if (seed % 3 == 0 && simple.graph.vertex_count() > 0) {
            options.teleport.assign(simple.graph.vertex_count(), 0.0);
            options.teleport[seed % options.teleport.size()] = 2.0;
            options.teleport.back() += 1.0;
        }
        const auto ranks = pagerank(simple.graph, strength, options);
        for (Vertex v = 0; v < simple.graph.vertex_count(); ++v) {
            const auto r = explain_pagerank(simple.graph, ranks.score, v, strength, options);
            CHECK(r.in.size() == simple.graph.in_degree(v));
            CHECK(near({r.restart + r.dangling + sum_of(r.in)}, {ranks.score[v]}, 1e-9));
        }
    }
}

TEST_CASE("an explanation is the same for any number of threads", "[algorithms][explanation]") {
    const auto g = simplified(random_graph(4, Directedness::undirected, 300, 900)).graph;
    const auto run = [&] {
        const auto r = explain_betweenness(g, 299, 5);
        std::vector<double> numbers{r.score, static_cast<double>(r.pairs)};
        for (const auto& pair : r.top) {
            numbers.insert(numbers.end(), {static_cast<double>(pair.source),
                                           static_cast<double>(pair.target), pair.share});
        }
        for (const auto& share : r.in) {
            numbers.insert(numbers.end(), {static_cast<double>(share.neighbour), share.amount});
        }
        return numbers;
    };
    const auto alone = with_threads(1, run);
    CHECK(alone.size() > 20);
    CHECK(alone == with_threads(2, run));
    CHECK(alone == with_threads(8, run));
}

TEST_CASE("an explanation names what it cannot explain", "[algorithms][explanation]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_betweenness(g, 3, 1); }) ==
          "betweenness: vertex 3 is none of the 3");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)explain_pagerank(g, std::vector<double>{1.0}, 0);
          }) == "pagerank: 1 scores for 3 vertices");
}
