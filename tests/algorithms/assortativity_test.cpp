// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/assortativity.hpp"
#include "algorithms/hubs/groups.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <map>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;
using Groups = std::vector<std::uint32_t>;

namespace {

void check_same(const std::optional<double>& found, const std::optional<double>& expected) {
    CHECK(found.has_value() == expected.has_value());
    if (found && expected) {
        CHECK(*found == Approx(*expected).margin(1e-9));
    }
}

/// Newman's equation (21) over the matrix: the covariance over both deviations.
std::optional<double> correlation(const Matrix& m, const Scores& x, const Scores& y) {
    double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, syy = 0.0, sxy = 0.0;
    for (Vertex u = 0; u < m.n; ++u) {
        for (Vertex v = 0; v < m.n; ++v) {
            if (m.joined(u, v)) {
                n += 1.0;
                sx += x[u];
                sy += y[v];
                sxx += x[u] * x[u];
                syy += y[v] * y[v];
                sxy += x[u] * y[v];
            }
        }
    }
    const double vx = n * sxx - sx * sx; // whole numbers: 0 is 0
    const double vy = n * syy - sy * sy;
    if (vx == 0.0 || vy == 0.0) {
        return std::nullopt;
    }
    return (n * sxy - sx * sy) / std::sqrt(vx * vy);
}

} // namespace

TEST_CASE("a star joins unlike with unlike, and a path hardly less",
          "[algorithms][assortativity]") {
    CHECK(degree_assortativity(star_graph(Directedness::undirected, 5)).value() == Approx(-1.0));
    // 0-1-2-3: ends (1,2) (2,1) (2,2) (2,2) (2,1) (1,2): mean 5/3, variance 2/9, covariance -1/9.
    CHECK(degree_assortativity(path_graph(Directedness::undirected, 4)).value() == Approx(-0.5));
    CHECK_FALSE(degree_assortativity(clique(Directedness::undirected, 4)).has_value());
    CHECK_FALSE(degree_assortativity(graph::CompressedGraph()).has_value());
    CHECK_FALSE(degree_assortativity(path_graph(Directedness::directed, 1)).has_value());
    // All edges leave the one centre: nothing varies at the source.
    CHECK_FALSE(degree_assortativity(star_graph(Directedness::directed, 5)).has_value());
    const auto path = degree_assortativity(path_graph(Directedness::undirected, 1'000'000));
    CHECK(path.value() == Approx(-1.0 / 999'998.0).epsilon(1e-3));
}

TEST_CASE("groups of a square, worked by hand", "[algorithms][assortativity]") {
    const graph::CompressedGraph g(Directedness::undirected, 4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
    // Half of the edges stay within; by chance half would.
    CHECK(group_assortativity(g, Groups{5, 5, 9, 9}).value() == Approx(0.0));
    CHECK(group_assortativity(g, Groups{5, 9, 5, 9}).value() == Approx(-1.0));
    CHECK_FALSE(group_assortativity(g, Groups(4, 5)).has_value());
    CHECK_FALSE(group_assortativity(g, Groups(4, no_group)).has_value());
    CHECK_FALSE(group_assortativity(g, Groups{5, 5, no_group, no_group}).has_value());
    // 0.1 of ten groups each, added up, is not 1 in binary.
    std::vector<graph::VertexPair> edges;
    Groups groups;
    for (Vertex v = 0; v < 20; v += 2) {
        edges.push_back({v, v + 1});
        groups.insert(groups.end(), 2, v);
    }
    CHECK(group_assortativity({Directedness::undirected, 20, edges}, groups).value() ==
          Approx(1.0));
}

TEST_CASE("assortativity equals its definitions", "[algorithms][assortativity][property]") {
    for (unsigned seed = 0; seed < 1200; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const auto simple =
            simplified(random.graph, Scores(random.units.begin(), random.units.end()));
        std::vector<std::uint64_t> units;
        for (const double s : simple.strength) {
            units.push_back(static_cast<std::uint64_t>(s));
        }
        const Matrix m = matrix(simple.graph, units);
        Scores out(m.n), in(m.n), strong_out(m.n), strong_in(m.n);
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                if (m.joined(u, v)) {
                    out[u] += 1.0;
                    in[v] += 1.0;
                    strong_out[u] += static_cast<double>(m.cost[u][v]);
                    strong_in[v] += static_cast<double>(m.cost[u][v]);
                }
            }
        }
        check_same(degree_assortativity(simple.graph), correlation(m, out, in));
        check_same(degree_assortativity(simple.graph, simple.strength),
                   correlation(m, strong_out, strong_in));
        check_same(numeric_assortativity(simple.graph, in, strong_out),
                   correlation(m, in, strong_out));

        std::mt19937 draw(seed + 5);
        Groups groups(m.n);
        for (auto& group : groups) {
            group = draw() % 5 == 0 ? no_group : static_cast<std::uint32_t>(draw() % 3) * 4;
        }
        double edges = 0.0;
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> mixing;
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                if (m.joined(u, v) && groups[u] != no_group && groups[v] != no_group) {
                    edges += 1.0;
                    mixing[{groups[u], groups[v]}] += 1.0;
                }
            }
        }
        double trace = 0.0;
        double squared = 0.0; // the sum of all entries of the matrix times itself
        for (const auto& [ends, count] : mixing) {
            trace += ends.first == ends.second ? count / edges : 0.0;
            for (const auto& [other, times] : mixing) {
                squared += ends.second == other.first ? count / edges * (times / edges) : 0.0;
            }
        }
        const bool defined = edges > 0.0 && std::abs(1.0 - squared) > 1e-9;
        check_same(group_assortativity(simple.graph, groups),
                   defined ? std::optional((trace - squared) / (1.0 - squared)) : std::nullopt);
    }
}

TEST_CASE("assortativity refuses numbers that are not one a vertex",
          "[algorithms][assortativity]") {
    const auto g = path_graph(Directedness::directed, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)numeric_assortativity(g, Scores(3), Scores(2));
          }) == "assortativity: 3 and 2 numbers for 3 vertices");
    CHECK(message_of<std::invalid_argument>([&] { (void)group_assortativity(g, Groups{1}); }) ==
          "assortativity: 1 groups for 3 vertices; give one each, or no_group");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)degree_assortativity(g, Scores{1.0, -1.0});
          }) == "assortativity: edge 1 (1 -> 2) has strength -1; strengths must be finite and > 0");
}
