// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/participation.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/role_oracles.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Groups = std::vector<std::uint32_t>;
using Scores = std::vector<double>;

TEST_CASE("participation of a star over three groups, worked by hand",
          "[algorithms][participation]") {
    // The centre has 2 ties with its own group, 1 each with two others.
    const graph::CompressedGraph g(Directedness::undirected, 6, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
    const auto found = participation(g, Groups{7, 7, 7, 8, 9, no_group});
    CHECK(near(found.participation, Scores{1.0 - (4.0 + 1.0 + 1.0) / 16.0, 0, 0, 0, 0, 0}));
    // Ties within group 7: 2, 1, 1: mean 4/3, variance 2/9.
    const double sd = std::sqrt(2.0) / 3.0;
    CHECK(near(found.within_group,
               Scores{2.0 / 3.0 / sd, -1.0 / 3.0 / sd, -1.0 / 3.0 / sd, 0, 0, 0}));
    CHECK(found.left_out == 1);
    CHECK(found.role[0] == CartographicRole::connector);
    CHECK(found.role[1] == CartographicRole::ultra_peripheral);
    CHECK(found.role[5] == CartographicRole::none);
}

TEST_CASE("the seven roles lie between the borders that were published",
          "[algorithms][participation]") {
    using enum CartographicRole;
    CHECK(cartographic_role(0.05, 2.49) == ultra_peripheral);
    CHECK(cartographic_role(0.06, 0.0) == peripheral);
    CHECK(cartographic_role(0.62, -1.0) == peripheral);
    CHECK(cartographic_role(0.63, 0.0) == connector);
    CHECK(cartographic_role(0.80, 0.0) == connector);
    CHECK(cartographic_role(0.81, 0.0) == kinless);
    CHECK(cartographic_role(0.30, 2.5) == provincial_hub);
    CHECK(cartographic_role(0.31, 2.5) == connector_hub);
    CHECK(cartographic_role(0.75, 9.0) == connector_hub);
    CHECK(cartographic_role(0.76, 9.0) == kinless_hub);
    CHECK(name_of(connector_hub) == "connector hub");
    CHECK(name_of(none) == "none");
    CHECK(name_of(kinless_hub) == "kinless hub");
}

TEST_CASE("participation of graphs without ties, or of one group alone, is nothing",
          "[algorithms][participation]") {
    CHECK(participation(graph::CompressedGraph(), {}).participation.empty());
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        CHECK(participation({directedness, 3, {}}, Groups{1, 2, 1}).participation == Scores(3, 0));
        const auto all = participation(clique(directedness, 5), Groups(5, 2));
        CHECK(all.participation == Scores(5, 0.0));
        CHECK(all.within_group == Scores(5, 0.0));
        // 0.1 three times and its mean differ in the last bit.
        const auto equal =
            participation(clique(directedness, 3), Groups(3, 0),
                          Scores(directedness == Directedness::directed ? 6 : 3, 0.1));
        CHECK(equal.participation == Scores(3, 0.0));
        CHECK(equal.within_group == Scores(3, 0.0));
    }
    const auto path =
        participation(path_graph(Directedness::directed, 1'000'000), Groups(1'000'000, 4));
    CHECK(path.within_group.front() < -100.0);
    CHECK(path.role[500'000] == CartographicRole::ultra_peripheral);
}

TEST_CASE("participation equals its definition", "[algorithms][participation][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const bool weighted = seed % 2 == 1;
        const auto simple =
            weighted ? simplified(random.graph, Scores(random.units.begin(), random.units.end()))
                     : simplified(random.graph);
        const Matrix m = matrix(simple.graph);
        std::vector<Scores> strength(m.n, Scores(m.n, 0.0));
        for (graph::Edge e = 0; e < simple.graph.edge_count(); ++e) {
            const auto [s, t] = simple.graph.ends(e);
            strength[s][t] = weighted ? simple.strength[e] : 1.0;
            if (!m.directed) {
                strength[t][s] = strength[s][t];
            }
        }
        std::mt19937 draw(seed + 17);
        Groups groups(m.n);
        Labels labels(m.n);
        for (Vertex v = 0; v < m.n; ++v) {
            const auto label = static_cast<std::uint32_t>(draw() % (2 + seed % 4));
            groups[v] = label == 0 && seed % 3 != 0 ? no_group : label * 5;
            labels[v] = groups[v] == no_group ? std::nullopt : std::optional(groups[v]);
        }
        const auto found = participation(simple.graph, groups,
                                         weighted ? std::span<const double>(simple.strength)
                                                  : std::span<const double>());
        for (Vertex v = 0; v < m.n; ++v) {
            CAPTURE(v);
            const auto expected = oracle::spread(m, strength, labels, v);
            CHECK(found.participation[v] == Approx(expected.participation).margin(1e-12));
            CHECK(found.within_group[v] == Approx(expected.within_group).margin(1e-9));
            CHECK((found.role[v] == CartographicRole::none) == !labels[v].has_value());
        }
    }
}

TEST_CASE("participation refuses what it cannot count, and stops when asked",
          "[algorithms][participation]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)participation(g, Groups{1}); }) ==
          "participation: 1 groups for 3 vertices; give one each, or no_group");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)participation(g, Groups{1, 1, 2},
                                  Scores{1.0, std::numeric_limits<double>::quiet_NaN()});
          }) == "participation: edge 1 (1 - 2) has strength nan; strengths must be finite and > 0");
    CHECK_THROWS_AS(participation({Directedness::undirected, 2, {{0, 1}, {1, 0}}}, Groups{1, 1}),
                    std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(participation(g, Groups{1, 1, 1}, {}, stop), graph::Cancelled);
}
