// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/k_shortest_paths.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CompressedGraph;
using graph::Vertex;
using Walk = std::vector<Vertex>;

namespace {

/// Every loopless path, cheapest first, by walking all of them.
class Enumeration {
  public:
    Enumeration(const CompressedGraph& g,
                const std::vector<double>& cost,
                Vertex target,
                const std::vector<unsigned char>& may_pass)
        : m_target(target), m_may_pass(may_pass) {
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            join(s, t, cost[e]);
            if (!g.is_directed()) {
                join(t, s, cost[e]);
            }
        }
    }

    std::vector<WeightedPath> from(Vertex source) {
        m_found.clear();
        Walk walk{source};
        go(walk, 0.0);
        std::sort(m_found.begin(), m_found.end(), [](const auto& a, const auto& b) {
            return std::tie(a.cost, a.vertices) < std::tie(b.cost, b.vertices);
        });
        return m_found;
    }

  private:
    void join(Vertex s, Vertex t, double cost) {
        const auto [at, is_new] = m_cost.try_emplace({s, t}, cost);
        at->second = is_new ? cost : std::min(at->second, cost);
    }
    void go(Walk& walk, double cost) {
        const Vertex v = walk.back();
        if (v == m_target) {
            m_found.push_back({walk, cost});
            return;
        }
        if (walk.size() > 1 && !m_may_pass.empty() && m_may_pass[v] == 0) {
            return;
        }
        for (const auto& [ends, c] : m_cost) {
            if (ends.first == v && std::find(walk.begin(), walk.end(), ends.second) == walk.end()) {
                walk.push_back(ends.second);
                go(walk, cost + c);
                walk.pop_back();
            }
        }
    }

    Vertex m_target;
    std::vector<unsigned char> m_may_pass;
    std::map<std::pair<Vertex, Vertex>, double> m_cost;
    std::vector<WeightedPath> m_found;
};

} // namespace

TEST_CASE("the three ways round a square with a diagonal, worked by hand", "[routes][paths]") {
    // 0-1 1, 1-2 1, 0-3 2, 3-2 1, 0-2 5
    const CompressedGraph g(Directedness::undirected, 4, {{0, 1}, {1, 2}, {0, 3}, {3, 2}, {0, 2}});
    const std::vector<double> cost{1, 1, 2, 1, 5};
    const auto paths = k_shortest_paths(g, cost, 0, 2, 9);
    REQUIRE(paths.size() == 3);
    CHECK(paths[0] == WeightedPath{{0, 1, 2}, 2});
    CHECK(paths[1] == WeightedPath{{0, 3, 2}, 3});
    CHECK(paths[2] == WeightedPath{{0, 2}, 5});
    CHECK(k_shortest_paths(g, cost, 0, 2, 1).size() == 1);
    CHECK(k_shortest_paths(g, cost, 0, 2, 0).empty());
}

TEST_CASE("from a vertex to itself there is the one path that stays", "[routes][paths]") {
    const CompressedGraph g(Directedness::directed, 1, {{0, 0}});
    CHECK(k_shortest_paths(g, std::vector<double>{1}, 0, 0, 3) ==
          std::vector<WeightedPath>{{{0}, 0.0}});
}

TEST_CASE("where no path leads there is none, which is an answer", "[routes][paths]") {
    const CompressedGraph g(Directedness::directed, 3, {{1, 0}});
    CHECK(k_shortest_paths(g, std::vector<double>{1}, 0, 1, 3).empty());
    CHECK(k_shortest_paths(g, std::vector<double>{1}, 0, 2, 3).empty());
}

TEST_CASE("a vertex that may not be passed may be an end", "[routes][paths]") {
    const auto g = path_graph(Directedness::undirected, 3);
    const std::vector<double> cost{1, 1};
    const std::vector<unsigned char> closed{0, 0, 0};
    CHECK(k_shortest_paths(g, cost, 0, 1, 2, closed).size() == 1);
    CHECK(k_shortest_paths(g, cost, 0, 2, 2, closed).empty());
}

TEST_CASE("paths of one cost come in the order of their vertices", "[routes][paths]") {
    const auto g = chain_of_squares(4);
    const std::vector<double> cost(g.edge_count(), 0.5);
    const auto paths = k_shortest_paths(g, cost, 0, 12, 100);
    REQUIRE(paths.size() == 16);
    for (std::size_t i = 1; i < paths.size(); ++i) {
        CHECK(paths[i].cost == paths[0].cost);
        CHECK(paths[i - 1].vertices < paths[i].vertices);
    }
}

TEST_CASE("the k first paths equal the first k of all loopless paths",
          "[routes][paths][property]") {
    const auto seed = GENERATE(range(0u, 400u));
    CAPTURE(seed);
    const auto [g, units] = random_multigraph(seed, 7);
    const std::vector<double> cost(units.begin(), units.end()); // whole numbers: ties are ties
    std::mt19937 random(seed);
    std::vector<unsigned char> may_pass;
    if (seed % 3 == 0) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            may_pass.push_back(random() % 4 != 0);
        }
    }
    for (Vertex source = 0; source < g.vertex_count(); ++source) {
        for (Vertex target = 0; target < g.vertex_count(); ++target) {
            CAPTURE(source, target);
            const auto all = Enumeration(g, cost, target, may_pass).from(source);
            CHECK(k_shortest_paths(g, cost, source, target, 1000, may_pass) == all);
            const std::size_t k = random() % 4;
            auto head = all;
            head.resize(std::min(head.size(), k));
            CHECK(k_shortest_paths(g, cost, source, target, k, may_pass) == head);
        }
    }
}

TEST_CASE("of thousands of paths the first are those of all", "[routes][paths][property]") {
    // A grid of 5 by 5: 8512 paths from corner to corner; so many that what is too dear is dropped.
    const auto seed = GENERATE(range(0u, 3u));
    CAPTURE(seed);
    constexpr Vertex side = 5;
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    std::vector<double> cost;
    const auto add = [&](Vertex a, Vertex b) {
        edges.push_back({a, b});
        cost.push_back(seed == 0 ? static_cast<double>(1 + random() % 3)
                                 : 1.0 + static_cast<double>(random() % 4096) / 64.0);
    };
    for (Vertex v = 0; v < side * side; ++v) {
        if (v % side + 1 < side) {
            add(v, v + 1);
        }
        if (v + side < side * side) {
            add(v, v + side);
        }
    }
    const CompressedGraph g(Directedness::undirected, side * side, edges);
    const Vertex target = side * side - 1;
    const auto all = Enumeration(g, cost, target, {}).from(0);
    REQUIRE(all.size() == 8512);
    for (const std::size_t k : {100u, 5000u, 9000u}) {
        auto head = all;
        head.resize(std::min(head.size(), k));
        CHECK(k_shortest_paths(g, cost, 0, target, k) == head);
    }
}

TEST_CASE("costs of any size give each loopless path once, none dearer than the next",
          "[routes][paths][property]") {
    const auto seed = GENERATE(range(0u, 200u));
    CAPTURE(seed);
    const auto [g, units] = random_multigraph(seed, 6);
    std::mt19937 random(seed);
    std::vector<double> cost;
    for (std::size_t e = 0; e < units.size(); ++e) {
        // From costs that vanish beside others to costs that swallow them.
        cost.push_back(std::ldexp(1.0 + static_cast<double>(random() % 1000) / 999.0,
                                  static_cast<int>(random() % 160) - 80));
    }
    for (Vertex target = 0; target < g.vertex_count(); ++target) {
        const auto all = Enumeration(g, cost, target, {}).from(0);
        const auto paths = k_shortest_paths(g, cost, 0, target, 1000);
        REQUIRE(paths.size() == all.size());
        for (std::size_t i = 0; i < paths.size(); ++i) {
            CHECK(paths[i].cost == Approx(all[i].cost));
            CHECK(std::count_if(paths.begin(), paths.end(), [&](const WeightedPath& other) {
                      return other.vertices == all[i].vertices;
                  }) == 1);
        }
    }
}

TEST_CASE("unusable costs and ends are refused with a reason", "[routes][paths]") {
    const auto g = path_graph(Directedness::directed, 3);
    const auto refusal = [&](std::vector<double> cost, Vertex source, Vertex target,
                             std::vector<unsigned char> may_pass = {}) {
        return message_of<std::invalid_argument>(
            [&] { (void)k_shortest_paths(g, cost, source, target, 1, may_pass); });
    };
    CHECK(refusal({1, 1}, 0, 3) == "k_shortest_paths: source or target is not a vertex");
    CHECK(refusal({1}, 0, 1) == "k_shortest_paths: 1 costs for 2 edges");
    CHECK(refusal({1, 1}, 0, 1, {1}) == "k_shortest_paths: one flag a vertex is needed");
    for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()}) {
        CHECK(refusal({1, bad}, 0, 1).starts_with("k_shortest_paths: edge 1 has cost "));
    }
}

TEST_CASE("a search that is asked to stop stops", "[routes][paths]") {
    const auto g = chain_of_squares(3);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(
        k_shortest_paths(g, std::vector<double>(g.edge_count(), 1.0), 0, 9, 3, {}, control),
        graph::Cancelled);
}
