// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/walk_parts.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using Scores = std::vector<double>;

namespace {

/// The parts are those that the definition says, in falling order, and add up to the score.
void check_parts(const WalkParts& parts, const Scores& given, double own, double score) {
    Scores found(given.size(), 0.0);
    double sum = parts.own;
    double before = 1e300;
    for (const auto& [u, amount] : parts.neighbours) {
        found[u] += amount;
        sum += amount;
        CHECK(amount <= before * (1.0 + 1e-9));
        before = amount;
    }
    CHECK(near(found, given, 1e-9));
    CHECK(near({parts.own, sum}, {own, score}, 1e-9));
}

double total(const Scores& scores) { return std::accumulate(scores.begin(), scores.end(), 0.0); }

/// Column v of m times x, by row.
Scores given_to(const oracle::Strengths& m, const Scores& x, Vertex v, double factor) {
    Scores given(m.size());
    for (std::size_t u = 0; u < m.size(); ++u) {
        given[u] = factor * m[u][v] * x[u];
    }
    return given;
}

oracle::Strengths transposed(const oracle::Strengths& m) {
    oracle::Strengths t(m.size(), Scores(m.size(), 0.0));
    for (std::size_t u = 0; u < m.size(); ++u) {
        for (std::size_t v = 0; v < m.size(); ++v) {
            t[v][u] = m[u][v];
        }
    }
    return t;
}

/// All that is given, over all that there is.
double growth(const oracle::Strengths& m, const Scores& x) {
    double sum = 0.0;
    for (Vertex v = 0; v < m.size(); ++v) {
        sum += total(given_to(m, x, v, 1.0));
    }
    return sum;
}

} // namespace

TEST_CASE("who gives the middle of a path its scores, worked by hand", "[algorithms][walk_parts]") {
    // 0 - 1 - 2: eigenvector (1, sqrt 2, 1) / 2, eigenvalue sqrt 2.
    const auto g = path_graph(Directedness::undirected, 3);
    const auto parts = explain_eigenvector(g, eigenvector(g), 1);
    REQUIRE(parts.neighbours.size() == 2);
    CHECK(parts.neighbours[0].neighbour == 0);
    CHECK(parts.neighbours[0].amount == Approx(std::sqrt(0.5) / 2.0));
    CHECK(parts.neighbours[1].neighbour == 2);
    CHECK(parts.own == 0.0);

    // 0 -> 1 -> 2: katz 1, 1.1, 1.11 before it is made of length 1.
    const auto d = path_graph(Directedness::directed, 3);
    const auto walks = explain_katz(d, katz(d), 2);
    const double length = std::sqrt(1.0 + 1.1 * 1.1 + 1.11 * 1.11);
    CHECK(walks.own == Approx(1.0 / length));
    REQUIRE(walks.neighbours.size() == 1);
    CHECK(walks.neighbours[0].amount == Approx(0.11 / length));

    // 0 -> 2, 1 -> 2, 1 -> 3: hub of 1 rests on the authorities 2 and 3, golden ratio to 1.
    const graph::CompressedGraph h(Directedness::directed, 4, {{0, 2}, {1, 2}, {1, 3}});
    const auto hub = explain_hub(h, hits(h), 1);
    REQUIRE(hub.neighbours.size() == 2);
    CHECK(hub.neighbours[0].neighbour == 2);
    CHECK(hub.neighbours[0].amount / hub.neighbours[1].amount ==
          Approx((1.0 + std::sqrt(5.0)) / 2.0));
    const auto authority = explain_authority(h, hits(h), 2);
    REQUIRE(authority.neighbours.size() == 2);
    CHECK(authority.neighbours[0].neighbour == 1);
}

TEST_CASE("where no walk returns a score is nobody's gift", "[algorithms][walk_parts]") {
    const graph::CompressedGraph lone(Directedness::undirected, 4, {});
    CHECK(explain_eigenvector(lone, eigenvector(lone), 2).own == 0.5);
    CHECK(explain_eigenvector(lone, eigenvector(lone), 2).neighbours.empty());
    CHECK(explain_hub(lone, hits(lone), 0).own == 0.25);
    CHECK(explain_authority(lone, hits(lone), 0).own == 0.25);
    CHECK(explain_katz(lone, katz(lone), 1).own == Approx(0.5));
    const auto chain = path_graph(Directedness::directed, 5);
    CHECK(explain_eigenvector(chain, eigenvector(chain), 4).own == 0.0);
}

TEST_CASE(
    "the parts of eigenvector, katz, hub and authority add up to the scores of the definition",
    "[algorithms][walk_parts][property]") {
    std::size_t parts_seen = 0;
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple =
            simplified(random.graph, Scores(random.units.begin(), random.units.end()));
        const graph::CompressedGraph& g = simple.graph;
        const Vertex n = g.vertex_count();
        const bool weighted = seed % 2 == 0;
        const std::span<const double> strength =
            weighted ? simple.strength : std::span<const double>();
        const oracle::Strengths a = oracle::strengths(g, weighted ? simple.strength : Scores());
        const oracle::Strengths back = transposed(a);

        const Eigenvector vector = eigenvector(g, strength);
        const Scores x = oracle::eigenvector(a);
        const double value = total(x) > 0.0 ? growth(a, x) / total(x) : 0.0;
        const Katz walks = katz(g, strength);
        const Scores y = oracle::katz(a, walks.attenuation);
        const Hits both = hits(g, strength);
        oracle::Strengths twice(2 * n, Scores(2 * n, 0.0));
        for (Vertex u = 0; u < n; ++u) {
            for (Vertex v = 0; v < n; ++v) {
                twice[u][n + v] = twice[n + v][u] = a[u][v];
            }
        }
        // Undirected graphs have one score, that of the eigenvector.
        const Scores z = g.is_directed() ? oracle::eigenvector(twice) : x;
        Scores hub(z.begin(), z.begin() + n);
        Scores authority(z.end() - n, z.end());
        for (Scores* side : {&hub, &authority}) {
            const double sum = total(*side);
            for (double& s : *side) {
                s /= sum;
            }
        }
        const double of_hubs = growth(back, authority);
        const double of_authorities = growth(a, hub);
        for (Vertex v = 0; v < n; ++v) {
            CAPTURE(v);
            const auto eigen = explain_eigenvector(g, vector, v, strength);
            parts_seen += eigen.neighbours.size();
            if (value > 0.0) {
                check_parts(eigen, given_to(a, x, v, 1.0 / value), 0.0, x[v]);
            } else {
                check_parts(eigen, Scores(n, 0.0), vector.score[v], vector.score[v]);
            }
            const Scores passed = given_to(a, y, v, walks.attenuation);
            check_parts(explain_katz(g, walks, v, strength), passed, y[v] - total(passed), y[v]);
            if (of_hubs > 0.0) {
                check_parts(explain_hub(g, both, v, strength),
                            given_to(back, authority, v, 1.0 / of_hubs), 0.0, both.hub[v]);
                check_parts(explain_authority(g, both, v, strength),
                            given_to(a, hub, v, 1.0 / of_authorities), 0.0, both.authority[v]);
            } else {
                check_parts(explain_hub(g, both, v, strength), Scores(n, 0.0), both.hub[v],
                            both.hub[v]);
            }
        }
    }
    CHECK(parts_seen > 1000);
}

TEST_CASE("parts of walks name what does not fit", "[algorithms][walk_parts]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_eigenvector(g, {}, 0); }) ==
          "eigenvector: 0 scores for 3 vertices");
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_katz(g, katz(g), 3); }) ==
          "katz: vertex 3 is none of the 3");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)explain_hub(g, hits(g), 0, std::vector<double>{1.0});
          }) == "hub: 1 strengths for 2 edges");
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_authority(g, {}, 0); }) ==
          "authority: 0 scores for 3 vertices");
}
