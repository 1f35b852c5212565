// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/distance_parts.hpp"
#include "algorithms/hubs/distances.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;

TEST_CASE("the distances to a corner of a square, worked by hand", "[algorithms][distance_parts]") {
    const auto g = chain_of_squares(1); // corners 0 and 3, sides 1 and 2
    const auto r = explain_distances(g, 3);
    REQUIRE(r.shells.size() == 2);
    CHECK(r.shells[0].distance == 1.0);
    CHECK(r.shells[0].count == 2);
    CHECK(r.shells[1].count == 1);
    CHECK(r.farthest == std::vector<Vertex>{0});
    CHECK(r.way == std::vector<Vertex>{0, 1, 3}); // of two ways that by the lower vertex
    const auto costly = explain_distances(g, 3, std::vector<double>{0.1, 0.7, 0.9, 0.3});
    CHECK(costly.way == std::vector<Vertex>{0, 1, 3});
    CHECK(costly.shells.size() == 3);
    // A tie that rounding breaks: 0.1 + 0.2 and 0.3 are one shell, and both ways as short.
    const graph::CompressedGraph h(Directedness::directed, 4, {{0, 1}, {1, 3}, {2, 3}});
    CHECK(explain_distances(h, 3, std::vector<double>{0.1, 0.2, 0.3}).farthest ==
          std::vector<Vertex>{0, 2});
}

TEST_CASE("distances where there are none, and along a long path", "[algorithms][distance_parts]") {
    const auto chain = path_graph(Directedness::directed, 3);
    CHECK(explain_distances(chain, 0).shells.empty());
    CHECK(explain_distances(chain, 0).way.empty());
    CHECK(explain_distances(chain, 2).way == std::vector<Vertex>{0, 1, 2});
    constexpr Vertex n = 1'000'000;
    const auto far = explain_distances(path_graph(Directedness::undirected, n), 0);
    CHECK(far.shells.size() == n - 1);
    CHECK(far.way.size() == n);
    CHECK(far.farthest == std::vector<Vertex>{n - 1});
}

TEST_CASE("shells and the way from the farthest are those of the definition",
          "[algorithms][distance_parts][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const auto& g = random.graph; // with its self-loops and parallel edges
        const bool by_costs = seed % 2 == 0;
        std::vector<double> tenths;
        std::vector<std::vector<std::uint64_t>> least(
            g.vertex_count(), std::vector<std::uint64_t>(g.vertex_count(), 0));
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            const std::uint64_t units = by_costs ? random.units[e] : 1;
            tenths.push_back(static_cast<double>(units) * 0.1);
            const auto [s, t] = g.ends(e);
            const auto keep = [&](Vertex a, Vertex b) {
                if (a != b && (least[a][b] == 0 || units < least[a][b])) {
                    least[a][b] = units;
                }
            };
            keep(s, t);
            if (!g.is_directed()) {
                keep(t, s);
            }
        }
        const auto distance = oracle::distances({g.vertex_count(), g.is_directed(), least});
        const double unit = by_costs ? 0.1 : 1.0;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            CAPTURE(v);
            std::map<std::uint64_t, std::vector<Vertex>> at;
            for (Vertex u = 0; u < g.vertex_count(); ++u) {
                if (u != v && distance[u][v] != 0) {
                    at[distance[u][v]].push_back(u);
                }
            }
            const auto r = explain_distances(
                g, v, by_costs ? std::span<const double>(tenths) : std::span<const double>());
            REQUIRE(r.shells.size() == at.size());
            std::size_t i = 0;
            for (const auto& [d, vertices] : at) {
                CHECK(r.shells[i].distance == Approx(static_cast<double>(d) * unit));
                CHECK(r.shells[i].count == vertices.size());
                ++i;
            }
            if (at.empty()) {
                CHECK(r.way.empty());
                continue;
            }
            CHECK(r.farthest == at.rbegin()->second);
            // Every step goes to the lowest vertex from which the rest is as short as can be.
            std::vector<Vertex> way{r.farthest.front()};
            while (way.back() != v) {
                const Vertex u = way.back();
                for (Vertex w = 0; w < g.vertex_count(); ++w) {
                    if (least[u][w] != 0 && (w == v || distance[w][v] != 0) &&
                        least[u][w] + (w == v ? 0 : distance[w][v]) == distance[u][v]) {
                        way.push_back(w);
                        break;
                    }
                }
            }
            CHECK(r.way == way);
        }
    }
}

TEST_CASE("parts of distances name what does not fit", "[algorithms][distance_parts]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] { (void)explain_distances(g, 7); }) ==
          "distances: vertex 7 is none of the 3");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)explain_distances(g, 0, std::vector<double>{1.0, 0.0});
          }).starts_with("distances: "));
}
