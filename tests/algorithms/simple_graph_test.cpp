// SPDX-License-Identifier: Apache-2.0
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;

namespace {

using Sums = std::map<std::pair<Vertex, Vertex>, double>;

Sums listed(const SimpleGraph& g) {
    Sums sums;
    for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
        const auto [s, t] = g.graph.ends(e);
        REQUIRE(sums.emplace(std::pair(s, t), g.strength[e]).second);
    }
    return sums;
}

} // namespace

TEST_CASE("simplified graphs hold each pair once with its strengths added",
          "[algorithms][simple][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const std::vector<double> strength(random.units.begin(), random.units.end());
        Sums merged;
        Sums undirected;
        for (graph::Edge e = 0; e < random.graph.edge_count(); ++e) {
            const auto [s, t] = random.graph.ends(e);
            if (s == t) {
                continue;
            }
            const auto pair = std::minmax(s, t);
            undirected[pair] += strength[e];
            merged[random.graph.is_directed() ? std::pair(s, t)
                                              : std::pair<Vertex, Vertex>(pair)] += strength[e];
        }
        const auto simple = simplified(random.graph, strength);
        CHECK(simple.graph.is_directed() == random.graph.is_directed());
        CHECK(simple.graph.vertex_count() == random.graph.vertex_count());
        CHECK(listed(simple) == merged);
        const auto view = undirected_simplified(random.graph, strength);
        CHECK_FALSE(view.graph.is_directed());
        CHECK(listed(view) == undirected);
    }
}

TEST_CASE("simplified names the edge whose strength it refuses", "[algorithms][simple]") {
    const graph::CompressedGraph g(graph::Directedness::directed, 2, {{0, 1}, {1, 0}});
    const double bad = GENERATE(0.0, -1.0, std::numeric_limits<double>::quiet_NaN());
    CHECK(message_of<std::invalid_argument>([&] {
              (void)simplified(g, std::vector{1.0, bad});
          }).starts_with("simplified: edge 1 has strength"));
}
