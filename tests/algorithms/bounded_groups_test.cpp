// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/bounded_groups.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::Edge;
using graph::UndirectedGraph;
using graph::Vertex;

namespace {

/// By sets of vertices, joined tie by tie.
std::vector<Vertex>
groups_by_sets(const UndirectedGraph& g, const std::vector<double>& strength, std::size_t most) {
    std::vector<std::set<Vertex>> sets;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        sets.push_back({v});
    }
    std::vector<bool> done(g.edge_count(), false);
    for (Edge taken = 0; taken < g.edge_count(); ++taken) {
        Edge best = 0;
        double strongest = -std::numeric_limits<double>::infinity();
        for (Edge e = 0; e < g.edge_count(); ++e) {
            if (!done[e] && strength[e] > strongest) {
                best = e;
                strongest = strength[e];
            }
        }
        done[best] = true;
        const auto holding = [&](Vertex v) {
            return std::find_if(sets.begin(), sets.end(),
                                [&](const auto& set) { return set.count(v) != 0; });
        };
        const auto a = holding(g.ends(best).source);
        const auto b = holding(g.ends(best).target);
        if (a != b && a->size() + b->size() <= most) {
            a->insert(b->begin(), b->end());
            sets.erase(b);
        }
    }
    std::vector<Vertex> group(g.vertex_count());
    for (const auto& set : sets) {
        for (const Vertex v : set) {
            group[v] = *set.begin();
        }
    }
    return group;
}

} // namespace

TEST_CASE("a chain that is too long falls apart at its weakest ties", "[suspects][bounded]") {
    const UndirectedGraph g(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    const std::vector<double> strength{3, 1, 2, 4};
    CHECK(bounded_groups(g, strength, 5) == std::vector<Vertex>{0, 0, 0, 0, 0});
    CHECK(bounded_groups(g, strength, 3) == std::vector<Vertex>{0, 0, 2, 2, 2});
    CHECK(bounded_groups(g, strength, 2) == std::vector<Vertex>{0, 0, 2, 3, 3});
    CHECK(bounded_groups(g, strength, 1) == std::vector<Vertex>{0, 1, 2, 3, 4});
    CHECK(bounded_groups(UndirectedGraph(0, {}), {}, 1).empty());
}

TEST_CASE("bounded groups are those of sets joined one tie at a time",
          "[suspects][bounded][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const Vertex n = seed % 9;
        std::vector<graph::VertexPair> edges;
        std::vector<double> strength;
        for (Vertex a = 0; a < n; ++a) {
            for (Vertex b = a + 1; b < n; ++b) {
                if (random() % 3 == 0) {
                    edges.push_back({a, b});
                    strength.push_back(static_cast<double>(random() % 4));
                }
            }
        }
        const UndirectedGraph g(n, edges);
        const std::size_t most = 1 + random() % 9;
        CHECK(bounded_groups(g, strength, most) == groups_by_sets(g, strength, most));
    }
}

TEST_CASE("what bounded groups cannot be made of is refused", "[suspects][bounded]") {
    const UndirectedGraph g(2, {{0, 1}});
    const std::vector<double> one{1.0};
    const std::vector<double> none{std::nan("")};
    CHECK_THROWS_WITH(bounded_groups(g, one, 0),
                      "bounded_groups: a group of at most 0; must be 1 or more");
    CHECK_THROWS_WITH(bounded_groups(g, {}, 2),
                      "bounded_groups: 0 strengths for 1 edges; give one an edge");
    CHECK_THROWS_WITH(bounded_groups(g, none, 2),
                      "bounded_groups: the strength of edge 0 is not finite");
    CHECK_THROWS_AS(bounded_groups(g, none, 2), std::invalid_argument);
}
