// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/circle_parts.hpp"
#include "algorithms/hubs/structural_holes.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using Scores = std::vector<double>;

namespace {

constexpr std::size_t all = 1000;

/// Strength of each pair, both directions together; 1 each without strengths.
oracle::Strengths undirected_strengths(const SimpleGraph& g, bool weighted) {
    const Vertex n = g.graph.vertex_count();
    oracle::Strengths a(n, Scores(n, 0.0));
    for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
        const auto [s, t] = g.graph.ends(e);
        const double more = weighted ? g.strength[e] : 1.0;
        a[s][t] = a[t][s] = weighted ? a[s][t] + more : 1.0;
    }
    return a;
}

double sum(const Scores& row) {
    double s = 0.0;
    for (const double x : row) {
        s += x;
    }
    return s;
}

double largest(const Scores& row) {
    double s = 0.0;
    for (const double x : row) {
        s = std::max(s, x);
    }
    return s;
}

/// By neighbour, the sizes of its parts as the list tells them.
struct Found {
    Scores amount, direct;
    oracle::Strengths through;
};

Found by_neighbour(const std::vector<CirclePart>& parts, Vertex n) {
    Found found{Scores(n, 0.0), Scores(n, 0.0), oracle::Strengths(n, Scores(n, 0.0))};
    double before = 1e300;
    for (const CirclePart& part : parts) {
        CHECK(part.amount <= before * (1.0 + 1e-9));
        before = part.amount;
        found.amount[part.neighbour] = part.amount;
        found.direct[part.neighbour] = part.direct;
        double indirect = 0.0;
        for (const auto& [w, amount] : part.through) {
            found.through[part.neighbour][w] = amount;
            indirect += amount;
        }
        CHECK(part.common == part.through.size());
        CHECK(near({part.indirect}, {indirect}, 1e-12));
    }
    return found;
}

} // namespace

TEST_CASE("a circle of four with one tie across, worked by hand", "[algorithms][circle_parts]") {
    // 0 joined with 1, 2 and 3; 1 with 2.
    const graph::CompressedGraph g(Directedness::undirected, 4, {{0, 1}, {0, 2}, {0, 3}, {1, 2}});
    const auto pairs = explain_clustering(g, 0, 1);
    CHECK(pairs.pairs == 3);
    CHECK(pairs.joined == 1);
    CHECK(pairs.closed / pairs.possible == Approx(1.0 / 3.0));
    REQUIRE(pairs.first_joined.size() == 1);
    CHECK(pairs.first_joined[0].b == 2);
    REQUIRE(pairs.first_apart.size() == 1);
    CHECK(pairs.first_apart[0] == graph::VertexPair{1, 3});

    // p01 = p02 = p03 = 1/3, and 2 leads to 1 with half of what it has.
    const auto held = explain_constraint(g, 0, all);
    REQUIRE(held.size() == 3);
    CHECK(held[0].neighbour == 1);
    CHECK(held[0].amount == Approx(0.25));
    REQUIRE(held[0].through.size() == 1);
    CHECK(held[0].through[0].neighbour == 2);
    CHECK(held[0].through[0].amount == Approx(1.0 / 6.0));
    CHECK(held[2].amount == Approx(1.0 / 9.0));

    const auto apart = explain_effective_size(g, 0, all);
    CHECK(apart[0].neighbour == 3);
    CHECK(apart[0].amount == 1.0);
    CHECK(apart[1].amount == Approx(2.0 / 3.0));
    CHECK(explain_effective_size(g, 0, 0)[1].through.empty());
    CHECK(explain_effective_size(g, 0, 0)[1].common == 1);
}

TEST_CASE("a vertex alone, a star and a clique have the circles one expects",
          "[algorithms][circle_parts]") {
    const graph::CompressedGraph lone(Directedness::directed, 2, {});
    CHECK(explain_clustering(lone, 1, 5).pairs == 0);
    CHECK(explain_clustering(lone, 1, 5).possible == 0.0);
    CHECK(explain_constraint(lone, 1, 5).empty());
    CHECK(explain_effective_size(lone, 1, 5).empty());
    const auto star = explain_clustering(star_graph(Directedness::undirected, 100'001), 0, 3);
    CHECK(star.pairs == 5'000'0 * std::uint64_t{99'999});
    CHECK(star.joined == 0);
    CHECK(star.first_apart.back() == graph::VertexPair{1, 4});
    const auto full = explain_clustering(clique(Directedness::directed, 6), 5, 2);
    CHECK(full.closed == full.possible);
    CHECK(full.first_apart.empty());
    CHECK(full.first_joined.back().b == 2);
    CHECK(full.first_joined.back().closed == 8.0);
}

TEST_CASE("pairs of neighbours are joined and apart as every pair shows",
          "[algorithms][circle_parts][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto g = simplified(random_multigraph(seed).graph).graph;
        const Matrix m = matrix(g);
        const Matrix u = undirected(m);
        const Scores share = oracle::clustering(m);
        const auto triangles = oracle::triangles(u);
        const std::size_t most = seed % 4;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            CAPTURE(v);
            std::vector<graph::VertexPair> joined, apart;
            Scores closed;
            for (Vertex a = 0; a < m.n; ++a) {
                for (Vertex b = a + 1; b < m.n; ++b) {
                    if (a != v && b != v && u.joined(v, a) && u.joined(v, b)) {
                        (u.joined(a, b) ? joined : apart).push_back({a, b});
                        const auto ties = [&](Vertex x, Vertex y) {
                            return m.directed
                                       ? (m.joined(x, y) ? 1.0 : 0.0) + (m.joined(y, x) ? 1.0 : 0.0)
                                       : 1.0;
                        };
                        if (u.joined(a, b)) {
                            closed.push_back(ties(v, a) * ties(v, b) * ties(a, b));
                        }
                    }
                }
            }
            const auto r = explain_clustering(g, v, most);
            CHECK(r.pairs == joined.size() + apart.size());
            CHECK(r.joined == triangles[v]);
            CHECK(near({r.possible > 0.0 ? r.closed / r.possible : 0.0}, {share[v]}, 1e-12));
            CHECK(sum(closed) == r.closed);
            REQUIRE(r.first_joined.size() == std::min(most, joined.size()));
            for (std::size_t i = 0; i < r.first_joined.size(); ++i) {
                CHECK(graph::VertexPair{r.first_joined[i].a, r.first_joined[i].b} == joined[i]);
                CHECK(r.first_joined[i].closed == closed[i]);
            }
            apart.resize(std::min(most, apart.size()));
            CHECK(r.first_apart == apart);
        }
    }
}

TEST_CASE("the parts of constraint and effective size are those of the definition and add up",
          "[algorithms][circle_parts][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple =
            simplified(random.graph, Scores(random.units.begin(), random.units.end()));
        const Vertex n = simple.graph.vertex_count();
        const bool weighted = seed % 2 == 0;
        const std::span<const double> strength =
            weighted ? simple.strength : std::span<const double>();
        const auto a = undirected_strengths(simple, weighted);
        const Scores held = constraint(simple.graph, strength);
        const Scores size = effective_size(simple.graph, strength);
        for (Vertex v = 0; v < n; ++v) {
            CAPTURE(v);
            const double own = sum(a[v]);
            if (own == 0.0) {
                CHECK(explain_constraint(simple.graph, v, all, strength).empty());
                continue;
            }
            Found constrained{Scores(n, 0.0), Scores(n, 0.0), {n, Scores(n, 0.0)}};
            Found effective = constrained;
            for (Vertex u = 0; u < n; ++u) {
                if (a[v][u] == 0.0) {
                    continue;
                }
                constrained.direct[u] = a[v][u] / own;
                effective.direct[u] = 1.0;
                for (Vertex w = 0; w < n; ++w) {
                    if (a[v][w] > 0.0 && a[w][u] > 0.0) {
                        constrained.through[u][w] = a[v][w] / own * a[w][u] / sum(a[w]);
                        effective.through[u][w] = a[v][w] / own * a[w][u] / largest(a[u]);
                    }
                }
                const double local = constrained.direct[u] + sum(constrained.through[u]);
                constrained.amount[u] = local * local;
                effective.amount[u] = 1.0 - sum(effective.through[u]);
            }
            const auto check = [&](const std::vector<CirclePart>& parts, const Found& expected,
                                   double value) {
                const Found found = by_neighbour(parts, n);
                CHECK(near(found.amount, expected.amount, 1e-12));
                CHECK(near(found.direct, expected.direct, 1e-12));
                for (Vertex u = 0; u < n; ++u) {
                    CHECK(near(found.through[u], expected.through[u], 1e-12));
                }
                CHECK(near({sum(found.amount)}, {value}, 1e-9));
            };
            check(explain_constraint(simple.graph, v, all, strength), constrained, held[v]);
            check(explain_effective_size(simple.graph, v, all, strength), effective, size[v]);
        }
    }
}

TEST_CASE("parts of a circle name what does not fit", "[algorithms][circle_parts]") {
    const graph::CompressedGraph doubled(Directedness::undirected, 2, {{0, 1}, {0, 1}});
    const auto said = [](auto call) { return message_of<std::invalid_argument>(call); };
    CHECK(said([&] { (void)explain_clustering(doubled, 0, 1); }).starts_with("clustering: "));
    CHECK(said([&] { (void)explain_constraint(doubled, 2, 1); }) ==
          "constraint: vertex 2 is none of the 2");
    CHECK(said([&] {
              (void)explain_effective_size(doubled, 0, 1, std::vector<double>{1.0, -1.0});
          }).starts_with("effective size: "));
}
