// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/dismantling.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Order = std::vector<Vertex>;

namespace {

constexpr RemovalRule all_rules[] = {RemovalRule::key_players, RemovalRule::degree,
                                     RemovalRule::betweenness, RemovalRule::collective_influence};

Order order_of(const std::vector<DismantlingStep>& steps) {
    Order order;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        order.push_back(steps[i].removed);
    }
    return order;
}

Order order_of(const graph::CompressedGraph& g, RemovalRule by) {
    DismantlingOptions options;
    options.by = by;
    return order_of(dismantle(g, {}, options));
}

/// What is left of a matrix without some vertices.
Matrix without(Matrix m, const std::vector<bool>& gone) {
    for (Vertex u = 0; u < m.n; ++u) {
        for (Vertex v = 0; v < m.n; ++v) {
            if (gone[u] || gone[v]) {
                m.cost[u][v] = 0;
            }
        }
    }
    return m;
}

/// Counted anew from what is left.
DismantlingStep recounted(const graph::CompressedGraph& g,
                          const std::vector<double>& strength,
                          const std::vector<bool>& gone,
                          Vertex removed) {
    const auto piece = oracle::piece_of(without(matrix(simplified(g).graph), gone));
    std::map<Vertex, std::uint32_t> size;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (!gone[v]) {
            ++size[piece[v]];
        }
    }
    DismantlingStep step;
    step.removed = removed;
    for (const auto& [name, vertices] : size) {
        ++step.components;
        step.largest_component = std::max(step.largest_component, vertices);
        step.reachable_pairs += std::uint64_t{vertices} * (vertices - 1) / 2;
    }
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        step.strength_left += !gone[s] && !gone[t] ? strength[e] : 0.0;
    }
    return step;
}

bool same(const DismantlingStep& a, const DismantlingStep& b) {
    return a.removed == b.removed && a.components == b.components &&
           a.largest_component == b.largest_component && a.reachable_pairs == b.reachable_pairs &&
           std::abs(a.strength_left - b.strength_left) <= 1e-9;
}

/// What a rule looks at, by its definition, of each vertex left.
std::vector<double> worth(const Matrix& left, const std::vector<bool>& gone, RemovalRule by) {
    const auto neighbours = [&](Vertex v) {
        double count = 0.0;
        for (Vertex u = 0; u < left.n; ++u) {
            count += left.joined(v, u) ? 1.0 : 0.0;
        }
        return count;
    };
    const auto pairs = [&](const std::vector<bool>& out) {
        double count = 0.0;
        for (const auto& row : oracle::distances(without(left, out))) {
            count += static_cast<double>(row.size()) -
                     static_cast<double>(std::count(row.begin(), row.end(), 0U));
        }
        return count;
    };
    std::vector<double> worth(left.n, 0.0);
    const auto d = oracle::distances(left);
    const auto between = oracle::betweenness(left);
    for (Vertex v = 0; v < left.n; ++v) {
        std::vector<bool> out = gone;
        out[v] = true;
        switch (by) {
        case RemovalRule::key_players:
            worth[v] = pairs(gone) - pairs(out);
            break;
        case RemovalRule::degree:
            worth[v] = neighbours(v);
            break;
        case RemovalRule::betweenness:
            worth[v] = between[v];
            break;
        case RemovalRule::collective_influence:
            for (Vertex u = 0; u < left.n; ++u) {
                worth[v] += d[v][u] == 2 ? (neighbours(v) - 1.0) * (neighbours(u) - 1.0) : 0.0;
            }
        }
    }
    return worth;
}

} // namespace

TEST_CASE("taking the middle out of two triangles on an edge halves them",
          "[algorithms][dismantling]") {
    const graph::CompressedGraph g(Directedness::undirected, 6,
                                   {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 5}, {5, 3}});
    const std::vector<double> strength{1, 1, 1, 5, 1, 1, 1};
    const auto steps = dismantling_curve(g, strength, Order{2, 3});
    CHECK(steps == std::vector<DismantlingStep>{
                       {graph::no_vertex, 1, 6, 15, 11.0}, {2, 2, 3, 4, 4.0}, {3, 2, 2, 2, 2.0}});
}

TEST_CASE("a curve ends where no component is larger than asked, and after so many removals",
          "[algorithms][dismantling]") {
    const auto star = star_graph(Directedness::directed, 10);
    DismantlingOptions options;
    for (const RemovalRule by : all_rules) {
        options = {by, 100, 1};
        CHECK(order_of(dismantle(star, {}, options)) == Order{0});
        options = {by, 2, 0};
        CHECK(order_of(dismantle(star, {}, options)) == Order{0, 1});
        options = {by, 0, 0};
        CHECK(dismantle(star, {}, options) ==
              std::vector<DismantlingStep>{{graph::no_vertex, 1, 10, 45, 9.0}});
        options = {by, 100, 0};
        std::vector<bool> allowed(10, false);
        allowed[7] = allowed[3] = true;
        CHECK(order_of(dismantle(star, {}, options, allowed)) == Order{3, 7});
        CHECK(order_of(dismantle(path_graph(Directedness::undirected, 4), {}, options)).size() ==
              4);
    }
}

TEST_CASE("nothing is left of a graph of no vertices, and lone vertices go one by one",
          "[algorithms][dismantling]") {
    for (const RemovalRule by : all_rules) {
        CHECK(dismantle(graph::CompressedGraph(), {}, {by}) ==
              std::vector<DismantlingStep>{DismantlingStep()});
        CHECK(order_of(graph::CompressedGraph(Directedness::undirected, 3, {}), by) ==
              Order{0, 1, 2});
    }
}

TEST_CASE("a path of a million vertices is dismantled without a stack",
          "[algorithms][dismantling]") {
    const auto path = path_graph(Directedness::undirected, 1'000'000);
    Order order(1'000'000);
    std::iota(order.begin(), order.end(), Vertex{0});
    const auto steps = dismantling_curve(path, {}, order);
    CHECK(steps[0].reachable_pairs == 499'999'500'000U);
    CHECK(steps[500'000].largest_component == 500'000);
    CHECK(steps.back() == DismantlingStep{999'999, 0, 0, 0, 0.0});

    DismantlingOptions options{RemovalRule::degree, 1000, 0};
    CHECK(dismantle(path, {}, options).size() == 1001);
}

TEST_CASE("an order or a graph that can't be dismantled is refused", "[algorithms][dismantling]") {
    const auto g = path_graph(Directedness::undirected, 3);
    const auto refused = [&](const std::vector<double>& strength, const Order& order) {
        return message_of<std::invalid_argument>(
            [&] { (void)dismantling_curve(g, strength, order); });
    };
    CHECK(refused({}, {1, 1}) == "dismantling: vertex 1 is taken out twice");
    CHECK(refused({}, {3}) == "dismantling: vertex 3 is not in the graph");
    CHECK(refused({1.0}, {}) == "dismantling: 1 strengths for 2 edges");
    CHECK(refused({1.0, -2.0}, {}) ==
          "dismantling: strength -2.000000 of edge 1 - 2; strengths must be finite and >= 0");
    CHECK(refused({std::numeric_limits<double>::quiet_NaN(), 1.0}, {}).find("edge 0 - 1") !=
          std::string::npos);
    CHECK(message_of<std::invalid_argument>([&] { (void)dismantle(g, {}, {}, {true}); }) ==
          "dismantling: 1 marks of who is allowed for 3 vertices");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    for (const RemovalRule by : all_rules) {
        CHECK_THROWS_AS(dismantle(g, {}, {by}, {}, stop), graph::Cancelled);
    }
}

TEST_CASE("a curve is what is counted anew after each removal",
          "[algorithms][dismantling][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const Vertex n = random.graph.vertex_count();
        std::vector<double> strength;
        for (const std::uint32_t units : random.units) {
            strength.push_back(units / 3.0);
        }
        Order order(n);
        std::iota(order.begin(), order.end(), Vertex{0});
        std::mt19937 shuffle(seed);
        for (Vertex i = n; i > 1; --i) {
            std::swap(order[i - 1], order[shuffle() % i]);
        }
        order.resize(n - (n > 2 ? seed % 3 : 0));
        const auto steps = dismantling_curve(random.graph, strength, order);
        CHECK(steps.size() == order.size() + 1);
        std::vector<bool> gone(n, false);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Vertex removed = i == 0 ? graph::no_vertex : order[i - 1];
            if (i > 0) {
                gone[removed] = true;
            }
            CHECK(same(steps[i], recounted(random.graph, strength, gone, removed)));
        }
    }
}

TEST_CASE("whoever goes next is worth most of those left, by the definition of each rule",
          "[algorithms][dismantling][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const auto g = random_multigraph(seed).graph;
        const Matrix whole = undirected(matrix(simplified(g).graph));
        std::vector<bool> allowed(whole.n, true);
        for (Vertex v = 0; seed % 4 == 0 && v < whole.n; ++v) {
            allowed[v] = (seed / 4 + v) % 3 != 0;
        }
        for (const RemovalRule by : all_rules) {
            CAPTURE(static_cast<int>(by));
            std::vector<bool> gone(whole.n, false);
            const auto steps = dismantle(g, {}, {by}, allowed);
            for (const Vertex v : order_of(steps)) {
                const Matrix left = without(whole, gone);
                const auto value = worth(left, gone, by);
                const auto degree = worth(left, gone, RemovalRule::degree);
                CHECK((allowed[v] && !gone[v]));
                for (Vertex u = 0; u < whole.n; ++u) {
                    if (!gone[u] && allowed[u] && u != v) {
                        const bool tie = std::abs(value[u] - value[v]) < 1e-9;
                        CHECK((value[u] < value[v] + 1e-9));
                        CHECK((!tie || degree[u] < degree[v] || (degree[u] == degree[v] && v < u)));
                    }
                }
                gone[v] = true;
            }
            CHECK((steps.back().largest_component == 0 ||
                   order_of(steps).size() ==
                       static_cast<std::size_t>(std::count(allowed.begin(), allowed.end(), true))));
        }
    }
}

TEST_CASE("a dismantling is the same for any number of threads", "[algorithms][dismantling]") {
    const auto g = random_graph(3, Directedness::directed, 200, 400);
    for (const RemovalRule by : all_rules) {
        const auto with = [&](int threads) {
            return with_threads(threads, [&] { return dismantle(g, {}, {by, 30, 0}); });
        };
        CHECK(with(2) == with(1));
        CHECK(with(8) == with(1));
    }
}
