// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/connections.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::Edge;
using graph::UndirectedGraph;
using graph::Vertex;

namespace {

using Path = std::pair<double, std::vector<Vertex>>;

/// All simple paths of at most so many ties, by walking them.
std::map<Vertex, std::vector<Path>> all_paths(const UndirectedGraph& g,
                                              const std::vector<double>& probability,
                                              Vertex of,
                                              unsigned steps) {
    std::map<Vertex, std::vector<Path>> found;
    const std::function<void(const Path&)> go = [&](const Path& path) {
        if (path.second.size() > 1) {
            found[path.second.back()].push_back(path);
        }
        if (path.second.size() == steps + 1) {
            return;
        }
        for (Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            for (const auto& [from, to] : {std::pair(s, t), std::pair(t, s)}) {
                if (from == path.second.back() &&
                    std::count(path.second.begin(), path.second.end(), to) == 0) {
                    Path longer{path.first * probability[e], path.second};
                    longer.second.push_back(to);
                    go(longer);
                }
            }
        }
    };
    go({1.0, {of}});
    for (auto& [to, paths] : found) {
        std::sort(paths.begin(), paths.end(), [](const Path& a, const Path& b) {
            return std::tuple(-a.first, a.second.size(), a.second) <
                   std::tuple(-b.first, b.second.size(), b.second);
        });
    }
    return found;
}

} // namespace

TEST_CASE("the surest connection may be longer than the direct tie", "[suspects][connections]") {
    const UndirectedGraph g(4, {{0, 1}, {0, 2}, {1, 2}});
    const std::vector<double> probability{0.9, 0.25, 0.5};
    const auto linked = connections(g, probability, 0, 4);
    REQUIRE(linked.size() == 2); // not itself, nor who cannot be reached
    CHECK(linked[0].via == std::vector<Vertex>{0, 1});
    CHECK(linked[1].via == std::vector<Vertex>{0, 1, 2});
    CHECK(linked[1].probability == Approx(0.45));
    CHECK(connections(g, probability, 0, 1)[1].via == std::vector<Vertex>{0, 2});
    CHECK(connections(g, probability, 3, 4).empty());

    const auto both = surest_paths(g, probability, 0, 2, 4, 5);
    REQUIRE(both.size() == 2);
    CHECK(both[1].via == std::vector<Vertex>{0, 2});
    CHECK(surest_paths(g, probability, 0, 0, 4, 5).empty());
    CHECK(surest_paths(g, probability, 0, 3, 4, 5).empty());
    CHECK(surest_paths(g, probability, 0, 2, 4, 0).empty());
}

TEST_CASE("connections are the best of all paths of so many ties",
          "[suspects][connections][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const Vertex n = 1 + seed % 8;
        std::vector<graph::VertexPair> edges;
        std::vector<double> probability;
        for (Vertex a = 0; a < n; ++a) {
            for (Vertex b = a + 1; b < n; ++b) {
                if (random() % 5 < 2) {
                    edges.push_back({a, b});
                    // Powers of two: products are exact in any order, and many are equal.
                    probability.push_back(1.0 / static_cast<double>(1U << (random() % 3)));
                }
            }
        }
        const UndirectedGraph g(n, edges);
        const auto steps = static_cast<unsigned>(1 + random() % 5);
        const auto of = static_cast<Vertex>(random() % n);
        const auto wanted = all_paths(g, probability, of, steps);
        const auto linked = connections(g, probability, of, steps);
        REQUIRE(linked.size() == wanted.size());
        for (std::size_t i = 0; i < linked.size(); ++i) {
            const auto& paths = wanted.at(linked[i].vertex);
            CHECK(linked[i].probability == paths.front().first);
            CHECK(linked[i].via.size() == paths.front().second.size());
            CHECK(std::count(paths.begin(), paths.end(),
                             Path{linked[i].probability, linked[i].via}) == 1);
            if (i > 0) {
                CHECK(std::tuple(-linked[i - 1].probability, linked[i - 1].vertex) <
                      std::tuple(-linked[i].probability, linked[i].vertex));
            }
            const auto some = surest_paths(g, probability, of, linked[i].vertex, steps, 3);
            REQUIRE(some.size() == std::min<std::size_t>(3, paths.size()));
            for (std::size_t p = 0; p < some.size(); ++p) {
                CHECK(some[p].probability == paths[p].first);
                CHECK(std::count(paths.begin(), paths.end(),
                                 Path{some[p].probability, some[p].via}) == 1);
                CHECK((p == 0 || some[p].via != some[p - 1].via));
            }
        }
    }
}

TEST_CASE("a long chain is followed as far as asked", "[suspects][connections]") {
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 0; v + 1 < 1000; ++v) {
        edges.push_back({v, v + 1});
    }
    const UndirectedGraph g(1000, edges);
    const std::vector<double> sure(edges.size(), 1.0);
    CHECK(connections(g, sure, 0, 8).size() == 8);
    CHECK(connections(g, sure, 500, 1000).size() == 999);
}

TEST_CASE("what connections cannot be made of is refused", "[suspects][connections]") {
    const UndirectedGraph g(2, {{0, 1}});
    const std::vector<double> half{0.5}, zero{0.0}, two{2.0};
    CHECK_THROWS_WITH(
        connections(g, zero, 0, 1),
        "connections: edge 0 has probability 0.000000; must be above 0 and at most 1");
    CHECK_THROWS_AS(connections(g, two, 0, 1), std::invalid_argument);
    CHECK_THROWS_WITH(connections(g, {}, 0, 1),
                      "connections: 0 probabilities for 1 edges; give one an edge");
    CHECK_THROWS_WITH(connections(g, half, 2, 1), "connections: there is no vertex 2");
    CHECK_THROWS_WITH(connections(g, half, 0, 0), "connections: steps must be 1 or more");
    CHECK_THROWS_WITH(surest_paths(g, half, 0, 2, 1, 1), "connections: there is no vertex 2");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(connections(g, half, 0, 1, stop), graph::Cancelled);
    CHECK_THROWS_AS(surest_paths(g, half, 0, 1, 1, 1, stop), graph::Cancelled);
}
