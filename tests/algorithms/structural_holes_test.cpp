// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/structural_holes.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

const double none = std::numeric_limits<double>::quiet_NaN();

/// NaN is only like NaN.
bool alike(const Scores& a, const Scores& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
               return std::isnan(x) || std::isnan(y) ? std::isnan(x) && std::isnan(y)
                                                     : std::abs(x - y) <= 1e-12;
           });
}

/// Both directions added.
oracle::Strengths mutual(const graph::CompressedGraph& g, const Scores& strength) {
    auto a = oracle::strengths(g, strength);
    for (std::size_t u = 0; g.is_directed() && u < a.size(); ++u) {
        for (std::size_t v = 0; v < u; ++v) {
            a[u][v] = a[v][u] = a[u][v] + a[v][u];
            if (strength.empty() && a[u][v] > 0.0) {
                a[u][v] = a[v][u] = 1.0;
            }
        }
    }
    return a;
}

Scores constraint_by_definition(const oracle::Strengths& a) {
    const std::size_t n = a.size();
    const auto p = [&](std::size_t u, std::size_t v) {
        double sum = 0.0;
        for (std::size_t q = 0; q < n; ++q) {
            sum += a[u][q];
        }
        return a[u][v] / sum;
    };
    Scores score(n, none);
    for (std::size_t i = 0; i < n; ++i) {
        double sum = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
            if (a[i][j] > 0.0) {
                double local = p(i, j);
                for (std::size_t q = 0; q < n; ++q) {
                    local += q != i && q != j && a[i][q] > 0.0 ? p(i, q) * p(q, j) : 0.0;
                }
                sum += local * local;
            }
        }
        score[i] = sum > 0.0 ? sum : none;
    }
    return score;
}

Scores effective_size_by_definition(const oracle::Strengths& a) {
    const std::size_t n = a.size();
    Scores score(n, none);
    for (std::size_t i = 0; i < n; ++i) {
        double total = 0.0;
        for (std::size_t q = 0; q < n; ++q) {
            total += a[i][q];
        }
        double sum = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
            if (a[i][j] > 0.0) {
                const double most = *std::max_element(a[j].begin(), a[j].end());
                sum += 1.0;
                for (std::size_t q = 0; q < n; ++q) {
                    sum -= q != i ? a[i][q] / total * a[j][q] / most : 0.0;
                }
            }
        }
        score[i] = total > 0.0 ? sum : none;
    }
    return score;
}

} // namespace

TEST_CASE("constraint and effective size of a star and a triangle with a tail, worked by hand",
          "[algorithms][structural_holes]") {
    const auto star = star_graph(Directedness::directed, 5);
    CHECK(alike(constraint(star), {0.25, 1, 1, 1, 1}));
    CHECK(alike(effective_size(star), {4, 1, 1, 1, 1}));
    // In a triangle each gives half to either: 2 (1/2 + 1/2 * 1/2)^2; three neighbours of which
    // none adds to another.
    const auto triangle = clique(Directedness::undirected, 3);
    CHECK(alike(constraint(triangle), Scores(3, 1.125)));
    CHECK(alike(effective_size(triangle), Scores(3, 1.0)));
    // Vertex 2 joins the triangle 0 1 2 with 3: 2 (1/3 + 1/3 * 1/2)^2 + (1/3)^2.
    const graph::CompressedGraph g(Directedness::undirected, 5, {{0, 1}, {1, 2}, {2, 0}, {2, 3}});
    CHECK(constraint(g)[2] == Approx(0.5 + 1.0 / 9));
    CHECK(effective_size(g)[2] == Approx(3.0 - 2.0 / 3));
    CHECK(std::isnan(constraint(g)[4]));
    CHECK(std::isnan(effective_size(g)[4]));
    // Strengths 3 and 1: (3/4)^2 + (1/4)^2.
    CHECK(constraint(path_graph(Directedness::undirected, 3), Scores{3.0, 1.0})[1] ==
          Approx(0.625));
}

TEST_CASE("constraint and effective size of graphs of no and of a million vertices",
          "[algorithms][structural_holes]") {
    CHECK(constraint(graph::CompressedGraph()).empty());
    CHECK(
        alike(effective_size(graph::CompressedGraph(Directedness::directed, 2, {})), {none, none}));
    CHECK(constraint(path_graph(Directedness::undirected, 1'000'000))[500'000] == 0.5);
    CHECK(effective_size(star_graph(Directedness::undirected, 1'000'000))[0] == 999'999);
    CHECK(effective_size(clique(Directedness::directed, 40))[7] == Approx(1.0));
}

TEST_CASE("constraint and effective size equal their definitions",
          "[algorithms][structural_holes][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(
            random.graph, {std::vector<double>(random.units.begin(), random.units.end())});
        const Scores strength = seed % 2 == 0 ? simple.strength : Scores{};
        const auto a = mutual(simple.graph, strength);
        CHECK(alike(constraint(simple.graph, strength), constraint_by_definition(a)));
        CHECK(alike(effective_size(simple.graph, strength), effective_size_by_definition(a)));
        // Parallel edges are merged and self-loops left out.
        const Scores units(random.units.begin(), random.units.end());
        CHECK(alike(constraint(random.graph, seed % 2 == 0 ? units : Scores{}),
                    constraint(simple.graph, strength)));
    }
}

TEST_CASE("constraint and effective size refuse what they cannot use",
          "[algorithms][structural_holes]") {
    const auto g = path_graph(Directedness::directed, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)constraint(g, Scores{1.0, -1.0});
          }) == "constraint: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)effective_size(g, Scores{1.0, none});
          }).starts_with("effective size: edge 1 (1 -> 2) has strength nan"));
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(constraint(g, {}, control), graph::Cancelled);
}
