// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/cohesion_parts.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using Vertices = std::vector<Vertex>;

TEST_CASE("the pieces of a star, a path and nothing", "[algorithms][cohesion_parts]") {
    const auto star = pieces_without(star_graph(Directedness::undirected, 5), 0);
    REQUIRE(star.size() == 4);
    CHECK(star[0].members == Vertices{1});
    CHECK(star[3].neighbours == Vertices{4});
    const auto path = pieces_without(path_graph(Directedness::directed, 6), 2);
    REQUIRE(path.size() == 2);
    CHECK(path[0].members == Vertices{3, 4, 5});
    CHECK(path[0].neighbours == Vertices{3});
    CHECK(path[1].members == Vertices{0, 1});
    CHECK(pieces_without(graph::CompressedGraph(Directedness::directed, 3, {{1, 1}}), 1).empty());
    CHECK(pieces_without(path_graph(Directedness::undirected, 1'000'000), 10)[0].members.size() ==
          999'989);
}

TEST_CASE("pieces without a vertex tell articulation points and bridges",
          "[algorithms][cohesion_parts][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto g = random_multigraph(seed).graph;
        const Matrix m = undirected(matrix(simplified(g).graph));
        const CutParts cuts = cut_parts(g);
        for (Vertex v = 0; v < m.n; ++v) {
            CAPTURE(v);
            // By lowest vertex, those of the component of v.
            std::map<Vertex, Piece> expected;
            const Vertices of = oracle::piece_of(m, v);
            const Vertices whole = oracle::piece_of(m);
            for (Vertex u = 0; u < m.n; ++u) {
                if (u != v && whole[u] == whole[v]) {
                    expected[of[u]].members.push_back(u);
                    if (m.joined(u, v)) {
                        expected[of[u]].neighbours.push_back(u);
                    }
                }
            }
            const auto pieces = pieces_without(g, v);
            CHECK(pieces.size() == expected.size());
            CHECK((pieces.size() > 1) == cuts.articulation[v]);
            std::size_t bridges = 0;
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                const auto& [members, neighbours] = pieces[i];
                const Piece& same = expected[of[members.front()]];
                CHECK(members == same.members);
                CHECK(neighbours == same.neighbours);
                CHECK((i == 0 || members.size() <= pieces[i - 1].members.size()));
                if (neighbours.size() == 1) {
                    const auto [low, high] = std::minmax(v, neighbours.front());
                    CHECK(std::count(cuts.bridges.begin(), cuts.bridges.end(),
                                     graph::VertexPair{low, high}) == 1);
                    ++bridges;
                }
            }
            CHECK(bridges == static_cast<std::size_t>(std::count_if(
                                 cuts.bridges.begin(), cuts.bridges.end(), [v](const auto& pair) {
                                     return pair.source == v || pair.target == v;
                                 })));
        }
    }
}

TEST_CASE("who holds a vertex in its core, worked by hand", "[algorithms][cohesion_parts]") {
    // A clique of four without the tie 2-3: 0 and 1 have three neighbours of core 2, each of which
    // is spared by 0 but not by 2.
    const graph::CompressedGraph g(Directedness::undirected, 5,
                                   {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {3, 4}});
    const auto core = core_numbers(g);
    const auto of_0 = explain_core(g, core, 0);
    REQUIRE(of_0.size() == 3);
    CHECK(of_0[0].needed); // without 1 the others have one neighbour each
    CHECK(!of_0[1].needed);
    CHECK(!of_0[2].needed);
    const auto of_3 = explain_core(g, core, 3);
    REQUIRE(of_3.size() == 2); // 4 is of a lower core
    CHECK(of_3[0].needed);
    CHECK(of_3[1].neighbour == 1);
    CHECK(explain_core(graph::CompressedGraph(Directedness::directed, 1, {}),
                       std::vector<std::uint32_t>{0}, 0)
              .empty());
}

TEST_CASE("those hold a vertex in its core without whom the core numbers are others",
          "[algorithms][cohesion_parts][property]") {
    std::size_t spared = 0;
    std::size_t needed = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const auto g = random_multigraph(seed, 7).graph;
        const Matrix m = undirected(matrix(simplified(g).graph));
        const auto core = oracle::core_numbers(m);
        for (Vertex v = 0; v < m.n; ++v) {
            CAPTURE(v);
            const auto holders = explain_core(g, core, v);
            std::size_t at = 0;
            for (Vertex u = 0; u < m.n; ++u) {
                if (u == v || !m.joined(u, v) || core[u] < core[v]) {
                    continue;
                }
                Matrix without = m;
                for (Vertex w = 0; w < m.n; ++w) {
                    without.cost[u][w] = without.cost[w][u] = 0;
                }
                REQUIRE(at < holders.size());
                CHECK(holders[at].neighbour == u);
                CHECK(holders[at].core == core[u]);
                CHECK(holders[at].needed == (oracle::core_numbers(without)[v] < core[v]));
                ++(holders[at].needed ? needed : spared);
                ++at;
            }
            CHECK(at == holders.size());
            CHECK(at >= core[v]);
        }
    }
    CHECK(needed > 500);
    CHECK(spared > 500);
}

TEST_CASE("parts of cohesion name what does not fit", "[algorithms][cohesion_parts]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)pieces_without(g, 7); }) ==
          "pieces: vertex 7 is none of the 3");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)explain_core(g, std::vector<std::uint32_t>{1}, 0);
          }) == "core: 1 numbers for 3 vertices");
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_core(g, core_numbers(g), 3); }) ==
          "core: vertex 3 is none of the 3");
}
