// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/link_prediction.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"

#include <cmath>
#include <random>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::UndirectedGraph;
using graph::Vertex;

namespace {

using PairMatrix = std::vector<std::vector<double>>;

PairMatrix times(const PairMatrix& x, const PairMatrix& y) {
    PairMatrix z(x.size(), std::vector<double>(x.size(), 0.0));
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < x.size(); ++j) {
            for (std::size_t k = 0; k < x.size(); ++k) {
                z[i][j] += x[i][k] * y[k][j];
            }
        }
    }
    return z;
}

/// Σ weight^l matrix^l over l = 1..steps.
PairMatrix powers(const PairMatrix& one, double weight, unsigned steps) {
    PairMatrix sum(one.size(), std::vector<double>(one.size(), 0.0));
    PairMatrix power = one;
    double counted = weight;
    for (unsigned step = 1; step <= steps; ++step) {
        for (std::size_t i = 0; i < one.size(); ++i) {
            for (std::size_t j = 0; j < one.size(); ++j) {
                sum[i][j] += counted * power[i][j];
            }
        }
        power = times(power, one);
        counted *= weight;
    }
    return sum;
}

/// By their definitions, from the matrix of ties.
std::vector<PredictedLink> by_matrices(const PairMatrix& tie,
                                       const std::vector<bool>& asked,
                                       const LinkPredictionOptions& options) {
    const std::size_t n = tie.size();
    std::vector<double> degree(n, 0.0);
    PairMatrix step = tie;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            degree[i] += tie[i][j];
        }
        for (std::size_t j = 0; j < n; ++j) {
            step[i][j] = degree[i] > 0 ? tie[i][j] / degree[i] : 0.0;
        }
    }
    const PairMatrix walks = powers(tie, options.katz_beta, options.katz_steps);
    const PairMatrix visits = powers(step, options.damping, options.walk_steps);
    std::vector<PredictedLink> links;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            if (!asked[a] || !asked[b] || tie[a][b] != 0.0) {
                continue;
            }
            PredictedLink link;
            link.a = static_cast<Vertex>(a);
            link.b = static_cast<Vertex>(b);
            double either = 0.0;
            for (std::size_t u = 0; u < n; ++u) {
                either += tie[a][u] + tie[b][u] > 0.0 ? 1.0 : 0.0;
                if (tie[a][u] != 0.0 && tie[b][u] != 0.0 &&
                    degree[u] <= static_cast<double>(options.max_degree)) {
                    link.common_neighbours += 1.0;
                    link.adamic_adar += 1.0 / std::log(degree[u]);
                    link.resource_allocation += 1.0 / degree[u];
                }
            }
            if (link.common_neighbours == 0.0) {
                continue;
            }
            link.jaccard = link.common_neighbours / either;
            link.katz = walks[a][b];
            link.pagerank = (1.0 - options.damping) * (visits[a][b] + visits[b][a]);
            links.push_back(link);
        }
    }
    return links;
}

void check_equal(const std::vector<PredictedLink>& found,
                 const std::vector<PredictedLink>& wanted) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].a == wanted[i].a);
        CHECK(found[i].b == wanted[i].b);
        CHECK(found[i].common_neighbours == wanted[i].common_neighbours);
        CHECK(found[i].jaccard == Approx(wanted[i].jaccard));
        CHECK(found[i].adamic_adar == Approx(wanted[i].adamic_adar));
        CHECK(found[i].resource_allocation == Approx(wanted[i].resource_allocation));
        CHECK(found[i].katz == Approx(wanted[i].katz));
        CHECK(found[i].pagerank == Approx(wanted[i].pagerank));
    }
}

} // namespace

TEST_CASE("two with one neighbour in common, worked by hand", "[suspects][prediction]") {
    // 0 - 1 - 2, and 1 - 3.
    const UndirectedGraph g(4, {{0, 1}, {1, 2}, {1, 3}});
    const auto links = predicted_links(g, {true, true, true, false}, {0.5, 2, 0.5, 2});
    REQUIRE(links.size() == 1); // 3 was not asked for
    CHECK(links[0].a == 0);
    CHECK(links[0].b == 2);
    CHECK(links[0].common_neighbours == 1.0);
    CHECK(links[0].jaccard == 1.0);
    CHECK(links[0].adamic_adar == Approx(1.0 / std::log(3.0)));
    CHECK(links[0].resource_allocation == Approx(1.0 / 3.0));
    CHECK(links[0].katz == Approx(0.25));
    CHECK(links[0].pagerank == Approx(2 * 0.5 * 0.25 / 3.0));
    CHECK(predicted_links(UndirectedGraph(0, {}), {}).empty());
    LinkPredictionOptions few;
    few.max_degree = 2;
    CHECK(predicted_links(g, {true, true, true, true}, few).empty());
}

TEST_CASE("predicted links are those of the matrices", "[suspects][prediction][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::size_t n = seed % 9;
        PairMatrix tie(n, std::vector<double>(n, 0.0));
        std::vector<graph::VertexPair> edges;
        std::vector<bool> asked;
        for (std::size_t a = 0; a < n; ++a) {
            asked.push_back(random() % 5 != 0);
            for (std::size_t b = a + 1; b < n; ++b) {
                if (random() % 5 < 2) {
                    tie[a][b] = tie[b][a] = 1.0;
                    edges.push_back({static_cast<Vertex>(a), static_cast<Vertex>(b)});
                }
            }
        }
        const UndirectedGraph g(static_cast<Vertex>(n), edges);
        LinkPredictionOptions options;
        options.katz_steps = 2 + seed % 3;
        options.walk_steps = 2 + seed % 5;
        options.max_degree = seed % 2 == 0 ? 3 : 100;
        check_equal(predicted_links(g, asked, options), by_matrices(tie, asked, options));
    }
}

TEST_CASE("predicted links are the same for any number of threads", "[suspects][prediction]") {
    std::mt19937 random(5);
    std::vector<graph::VertexPair> edges;
    std::set<std::pair<Vertex, Vertex>> seen;
    for (int i = 0; i < 3000; ++i) {
        const auto a = static_cast<Vertex>(random() % 1000);
        const auto b = static_cast<Vertex>(random() % 1000);
        if (a != b && seen.insert(std::minmax(a, b)).second) {
            edges.push_back({std::min(a, b), std::max(a, b)});
        }
    }
    const UndirectedGraph g(1000, edges);
    const auto predict = [&] {
        std::vector<double> all;
        for (const auto& link : predicted_links(g, std::vector<bool>(1000, true))) {
            all.insert(all.end(), {link.katz, link.pagerank, link.adamic_adar});
        }
        return all;
    };
    const auto alone = with_threads(1, predict);
    CHECK(with_threads(2, predict) == alone);
    CHECK(with_threads(8, predict) == alone);
}

TEST_CASE("what links cannot be predicted of is refused", "[suspects][prediction]") {
    const UndirectedGraph g(1, {});
    CHECK_THROWS_WITH(predicted_links(g, {}),
                      "predicted_links: 0 flags for 1 vertices; give one a vertex");
    CHECK_THROWS_WITH(predicted_links(g, {true}, {0.0}),
                      "predicted_links: katz_beta must be above 0");
    CHECK_THROWS_WITH(predicted_links(g, {true}, {0.1, 4, 1.0}),
                      "predicted_links: damping must be in [0, 1)");
    CHECK_THROWS_WITH(predicted_links(g, {true}, {0.1, 1}),
                      "predicted_links: walks of 2 steps or more are needed");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(predicted_links(g, {true}, {}, stop), graph::Cancelled);
}
