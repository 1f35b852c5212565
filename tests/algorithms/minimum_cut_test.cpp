// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/minimum_cut.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_graphs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::CompressedGraph;
using graph::Directedness;
using graph::Edge;
using graph::Vertex;

namespace {

using Marks = std::vector<unsigned char>;

CompressedGraph directed(Vertex n, std::vector<graph::VertexPair> edges) {
    return {Directedness::directed, n, std::move(edges)};
}

/// What the sources reach when these edges and vertices are closed, by going over all edges until
/// nothing changes.
Marks reach(const CompressedGraph& g,
            const std::vector<Vertex>& sources,
            const Marks& closed_edges,
            const Marks& closed_vertices) {
    Marks reached(g.vertex_count(), 0);
    for (const Vertex s : sources) {
        reached[s] = 1;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            if (closed_edges[e] == 0 && closed_vertices[t] == 0 && reached[s] != 0 &&
                reached[t] == 0) {
                reached[t] = 1;
                changed = true;
            }
        }
    }
    return reached;
}

bool meets(const Marks& reached, const std::vector<Vertex>& vertices) {
    return std::any_of(vertices.begin(), vertices.end(), [&](Vertex v) { return reached[v] != 0; });
}

struct Question {
    CompressedGraph graph;
    std::vector<Capacity> edge_capacity, vertex_capacity;
    std::vector<Vertex> sources, targets;
};

/// 2 to 7 vertices, up to 11 edges, parallel ones and self-loops with them; capacities 0 to 4, some
/// uncuttable.
Question random_question(unsigned seed) {
    std::mt19937 random(seed);
    Question q;
    const auto n = static_cast<Vertex>(2 + random() % 6);
    std::vector<graph::VertexPair> edges(random() % 12);
    const auto capacity = [&] {
        return random() % 8 == 0 ? uncuttable : static_cast<Capacity>(random() % 5);
    };
    for (auto& e : edges) {
        e = {static_cast<Vertex>(random() % n), static_cast<Vertex>(random() % n)};
        q.edge_capacity.push_back(capacity());
    }
    for (Vertex v = 0; v < n; ++v) {
        q.vertex_capacity.push_back(capacity());
    }
    q.graph = directed(n, std::move(edges));
    q.sources = {0};
    q.targets = {n - 1};
    if (n > 3 && random() % 2 == 0) {
        q.sources.push_back(1);
    }
    if (n > 4 && random() % 2 == 0) {
        q.targets.push_back(n - 2);
    }
    return q;
}

} // namespace

TEST_CASE("the flow of a textbook network, worked by hand", "[routes][cut]") {
    // 0 -> 1 (3), 0 -> 2 (2), 1 -> 2 (1), 1 -> 3 (2), 2 -> 3 (3): 2 by 1, 2 by 2 and 1 more by
    // 1 -> 2. The edges out of 0 are the cut nearest to it; those into 3 would cost as much.
    const auto g = directed(4, {{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}});
    const std::vector<Capacity> capacity{3, 2, 1, 2, 3};
    const std::vector<Vertex> s{0}, t{3};
    const MinimumCut cut = minimum_cut(g, capacity, s, t);
    CHECK(cut.exists);
    CHECK(cut.flow == 5);
    CHECK(cut.cut_capacity == 5);
    CHECK(cut.proved);
    CHECK(cut.edges == std::vector<Edge>{0, 1});
    CHECK(cut.source_side == Marks{1, 0, 0, 0});
    CHECK(cut.edge_flow == std::vector<Capacity>{3, 2, 1, 2, 3});
}

TEST_CASE("flow sent the wrong way first is taken back", "[routes][cut]") {
    // The shortest way 0-1-4-5 takes the edge 1-4 that 0-2-3-4 and 0-1-6-5 can do without.
    const auto g = directed(7, {{0, 1}, {0, 2}, {2, 3}, {3, 4}, {1, 4}, {4, 5}, {1, 6}, {6, 5}});
    const std::vector<Capacity> capacity(8, 1);
    const std::vector<Vertex> s{0}, t{5};
    const MinimumCut cut = minimum_cut(g, capacity, s, t);
    CHECK(cut.flow == 2);
    CHECK(cut.proved);
    CHECK(cut.edge_flow[4] == 0);
}

TEST_CASE("of equal cuts the one nearest to the source is told", "[routes][cut]") {
    const auto g = directed(4, {{0, 1}, {1, 2}, {2, 3}});
    const std::vector<Capacity> capacity{2, 2, 2};
    const std::vector<Vertex> s{0}, t{3};
    CHECK(minimum_cut(g, capacity, s, t).edges == std::vector<Edge>{0});
    CHECK(minimum_vertex_cut(g, std::vector<Capacity>{9, 2, 2, 9}, s, t).vertices ==
          std::vector<Vertex>{1});
}

TEST_CASE("vertices of a diamond are cut where that is cheaper", "[routes][cut]") {
    // 0 -> {1, 2} -> 3 -> 4
    const auto g = directed(5, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}});
    const std::vector<Vertex> s{0}, t{4};
    auto cut = minimum_vertex_cut(g, std::vector<Capacity>{0, 2, 2, 3, 0}, s, t);
    CHECK(cut.vertices == std::vector<Vertex>{3});
    CHECK(cut.flow == 3);
    CHECK(cut.proved);
    cut = minimum_vertex_cut(g, std::vector<Capacity>{0, 2, 2, uncuttable, 0}, s, t);
    CHECK(cut.vertices == std::vector<Vertex>{1, 2});
    CHECK(cut.flow == 4);
    CHECK(cut.edge_flow == std::vector<Capacity>{2, 2, 2, 2, 4});
}

TEST_CASE("a source beside a target is cut by no vertices, and the edge is told", "[routes][cut]") {
    const auto g = directed(3, {{0, 1}, {1, 2}, {0, 2}});
    const std::vector<Vertex> s{0}, t{2};
    const auto cut = minimum_vertex_cut(g, std::vector<Capacity>{1, 1, 1}, s, t);
    CHECK_FALSE(cut.exists);
    CHECK_FALSE(cut.proved);
    CHECK(cut.vertices.empty());
    CHECK(cut.open_path == std::vector<Vertex>{0, 2});
    const auto edges = minimum_cut(g, std::vector<Capacity>{uncuttable, uncuttable, 1}, s, t);
    CHECK_FALSE(edges.exists);
    CHECK(edges.open_path == std::vector<Vertex>{0, 1, 2});
}

TEST_CASE("what is apart already needs no cut", "[routes][cut]") {
    const auto g = directed(3, {{1, 0}, {1, 2}});
    const std::vector<Vertex> s{0}, t{2};
    const auto cut = minimum_cut(g, std::vector<Capacity>{7, 7}, s, t);
    CHECK((cut.exists && cut.proved && cut.flow == 0 && cut.edges.empty()));
    const auto vertices = minimum_vertex_cut(g, std::vector<Capacity>{7, 7, 7}, s, t);
    CHECK((vertices.exists && vertices.proved && vertices.flow == 0 && vertices.vertices.empty()));
    // An edge that carries nothing is as good as none.
    const auto idle =
        minimum_cut(directed(2, {{0, 1}}), std::vector<Capacity>{0}, s, std::vector<Vertex>{1});
    CHECK((idle.proved && idle.flow == 0 && idle.edges.empty()));
}

TEST_CASE("a minimum cut of edges is the least of all sets of edges that separate",
          "[routes][cut][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const Question q = random_question(seed);
        const Edge m = q.graph.edge_count();
        const Marks no_vertex(q.graph.vertex_count(), 0);
        std::optional<Capacity> least;
        std::vector<Marks> sides; // of the least cuts
        for (std::uint32_t set = 0; set < (std::uint32_t{1} << m); ++set) {
            Marks closed(m, 0);
            Capacity sum = 0;
            bool allowed = true;
            for (Edge e = 0; e < m; ++e) {
                if (q.edge_capacity[e] == 0) {
                    closed[e] = 1;
                } else if ((set >> e & 1U) != 0) {
                    closed[e] = 1;
                    allowed = allowed && q.edge_capacity[e] != uncuttable;
                    sum += allowed ? q.edge_capacity[e] : 0;
                }
            }
            if (!allowed || (least && sum > *least)) {
                continue;
            }
            const Marks side = reach(q.graph, q.sources, closed, no_vertex);
            if (!meets(side, q.targets)) {
                if (!least || sum < *least) {
                    least = sum;
                    sides.clear();
                }
                sides.push_back(side);
            }
        }
        const MinimumCut cut = minimum_cut(q.graph, q.edge_capacity, q.sources, q.targets);
        REQUIRE(cut.exists == least.has_value());
        if (!least) {
            REQUIRE(cut.open_path.size() >= 2);
            REQUIRE(cut.edges.empty());
            continue;
        }
        REQUIRE(cut.flow == *least);
        REQUIRE(cut.cut_capacity == *least);
        REQUIRE(cut.proved);
        Marks closed(m, 0);
        for (Edge e = 0; e < m; ++e) {
            closed[e] = q.edge_capacity[e] == 0 ? 1 : 0;
        }
        for (const Edge e : cut.edges) {
            REQUIRE(q.edge_capacity[e] > 0);
            closed[e] = 1;
        }
        REQUIRE(reach(q.graph, q.sources, closed, no_vertex) == cut.source_side);
        REQUIRE_FALSE(meets(cut.source_side, q.targets));
        for (const Marks& side : sides) { // nearest to the sources
            for (Vertex v = 0; v < q.graph.vertex_count(); ++v) {
                REQUIRE(cut.source_side[v] <= side[v]);
            }
        }
        std::vector<Capacity> balance(q.graph.vertex_count(), 0);
        for (Edge e = 0; e < m; ++e) {
            REQUIRE((cut.edge_flow[e] >= 0 && cut.edge_flow[e] <= q.edge_capacity[e]));
            balance[q.graph.ends(e).source] -= cut.edge_flow[e];
            balance[q.graph.ends(e).target] += cut.edge_flow[e];
        }
        for (const Vertex v : q.sources) {
            balance[v] = 0;
        }
        for (const Vertex v : q.targets) {
            balance[v] = 0;
        }
        REQUIRE(balance == std::vector<Capacity>(q.graph.vertex_count(), 0));
    }
}

TEST_CASE("a minimum cut of vertices is the least of all sets of vertices that separate",
          "[routes][cut][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const Question q = random_question(seed + 1000);
        const Vertex n = q.graph.vertex_count();
        const Marks no_edge(q.graph.edge_count(), 0);
        std::vector<Capacity> capacity = q.vertex_capacity;
        for (const Vertex v : q.sources) {
            capacity[v] = uncuttable;
        }
        for (const Vertex v : q.targets) {
            capacity[v] = uncuttable;
        }
        std::optional<Capacity> least;
        for (std::uint32_t set = 0; set < (std::uint32_t{1} << n); ++set) {
            Marks closed(n, 0);
            Capacity sum = 0;
            bool allowed = true;
            for (Vertex v = 0; v < n; ++v) {
                if ((set >> v & 1U) != 0) {
                    closed[v] = 1;
                    allowed = allowed && capacity[v] != uncuttable;
                    sum += allowed ? capacity[v] : 0;
                }
            }
            if (allowed && (!least || sum < *least) &&
                !meets(reach(q.graph, q.sources, no_edge, closed), q.targets)) {
                least = sum;
            }
        }
        const auto cut = minimum_vertex_cut(q.graph, q.vertex_capacity, q.sources, q.targets);
        REQUIRE(cut.exists == least.has_value());
        if (!least) {
            REQUIRE(cut.open_path.size() >= 2);
            continue;
        }
        REQUIRE(cut.flow == *least);
        REQUIRE(cut.proved);
        Marks closed(n, 0);
        Capacity sum = 0;
        for (const Vertex v : cut.vertices) {
            REQUIRE(capacity[v] != uncuttable);
            closed[v] = 1;
            sum += capacity[v];
        }
        for (Vertex v = 0; v < n; ++v) { // what carries nothing is as good as closed
            closed[v] = capacity[v] == 0 ? 1 : closed[v];
        }
        REQUIRE(sum == cut.cut_capacity);
        REQUIRE_FALSE(meets(reach(q.graph, q.sources, no_edge, closed), q.targets));
    }
}

TEST_CASE("cuts of larger graphs prove themselves, one way and the other",
          "[routes][cut][property]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const auto g = tests::random_graph(seed, Directedness::directed, 200, 1500);
        std::mt19937 random(seed);
        std::vector<Capacity> capacity;
        std::vector<graph::VertexPair> reversed_edges;
        for (Edge e = 0; e < g.edge_count(); ++e) {
            capacity.push_back(static_cast<Capacity>(1 + random() % 9));
            reversed_edges.push_back({g.ends(e).target, g.ends(e).source});
        }
        const auto reversed = directed(200, reversed_edges);
        const std::vector<Vertex> s{190, 191, 192}, t{198, 199};
        const auto there = minimum_cut(g, capacity, s, t);
        const auto back = minimum_cut(reversed, capacity, t, s);
        REQUIRE(there.proved);
        REQUIRE(back.proved);
        REQUIRE(there.flow == back.flow);
        REQUIRE(there.flow > 0);
    }
}

TEST_CASE("real capacities become whole ones without a loss that shows", "[routes][cut]") {
    const double inf = std::numeric_limits<double>::infinity();
    const auto whole = whole_capacities(std::vector<double>{0.1, 2.5, inf, 0.0});
    REQUIRE(whole.multiple.size() == 4);
    CHECK(static_cast<double>(whole.multiple[0]) * whole.unit == tests::Approx(0.1).epsilon(1e-10));
    CHECK(static_cast<double>(whole.multiple[1]) * whole.unit == 2.5);
    CHECK(whole.multiple[2] == uncuttable);
    CHECK(whole.multiple[3] == 0);
    CHECK(whole_capacities({}).unit <= 1.0);
    const auto large = whole_capacities(std::vector<double>{std::ldexp(1.0, 58), 1.0});
    CHECK(static_cast<double>(large.multiple[1]) * large.unit == 1.0);
    CHECK_THROWS_AS(whole_capacities(std::vector<double>{-0.5}), std::invalid_argument);
    CHECK_THROWS_AS(whole_capacities(std::vector<double>{std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(whole_capacities(std::vector<double>{1e30}), std::invalid_argument);
}

TEST_CASE("a cut that is no question is refused", "[routes][cut]") {
    const auto g = directed(3, {{0, 1}, {1, 2}});
    const std::vector<Capacity> two{1, 1}, three{1, 1, 1};
    const std::vector<Vertex> s{0}, t{2}, both{2, 0}, none, far{3};
    CHECK_THROWS_AS(minimum_cut(g, two, s, both), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, two, none, t), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, two, s, none), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, two, s, far), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, three, s, t), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, std::vector<Capacity>{1, -1}, s, t), std::invalid_argument);
    CHECK_THROWS_AS(minimum_cut(g, std::vector<Capacity>(2, Capacity{1} << 61), s, t),
                    std::invalid_argument);
    CHECK_THROWS_AS(minimum_vertex_cut(g, two, s, t), std::invalid_argument);
    const CompressedGraph undirected(Directedness::undirected, 3, {{0, 1}, {1, 2}});
    CHECK_THROWS_AS(minimum_cut(undirected, two, s, t), std::invalid_argument);
}
