// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace sandhan::graph;

namespace {

template <class T>
std::vector<T> listed(std::span<const T> values) {
    return {values.begin(), values.end()};
}

} // namespace

TEST_CASE("a directed graph keeps each edge in one out-row and one in-row", "[graph]") {
    const CompressedGraph g(Directedness::directed, 4, {{2, 1}, {0, 1}, {0, 3}, {0, 1}, {3, 3}});

    CHECK(listed(g.out_neighbours(0)) == std::vector<Vertex>{1, 1, 3});
    CHECK(listed(g.out_edges(0)) == std::vector<Edge>{1, 3, 2});
    CHECK(listed(g.in_neighbours(1)) == std::vector<Vertex>{0, 0, 2});
    CHECK(listed(g.in_edges(1)) == std::vector<Edge>{1, 3, 0});
    CHECK(listed(g.out_neighbours(3)) == std::vector<Vertex>{3});
    CHECK(g.out_degree(1) == 0);
}

TEST_CASE("an undirected graph keeps each edge in the rows of both ends", "[graph]") {
    const CompressedGraph g(Directedness::undirected, 3, {{2, 1}, {0, 1}, {2, 2}});

    CHECK(listed(g.out_neighbours(1)) == std::vector<Vertex>{0, 2});
    CHECK(listed(g.out_neighbours(2)) == std::vector<Vertex>{1, 2, 2});
    CHECK(listed(g.in_edges(2)) == std::vector<Edge>{0, 2, 2});
}

TEST_CASE("a graph without vertices or edges is a graph", "[graph]") {
    CHECK(CompressedGraph().vertex_count() == 0);
    const CompressedGraph g(Directedness::directed, 3, {});
    CHECK(g.out_neighbours(2).empty());
    CHECK(g.edge_count() == 0);
}

TEST_CASE("an edge to a vertex that is not there is refused by name", "[graph]") {
    CHECK_THROWS_AS(CompressedGraph(Directedness::directed, 2, {{0, 1}, {1, 2}}),
                    std::invalid_argument);
}

TEST_CASE("of several edges that lead nowhere the first is named", "[graph]") {
    std::vector<VertexPair> edges(1'000'000, VertexPair{0, 1}); // so many that threads share them
    edges[700'001] = edges[300'001] = {1, 9};
    edges[900'001] = {9, 1};
    CHECK(sandhan::tests::message_of<std::invalid_argument>([&] {
              (void)DirectedGraph(2, edges);
          }) == "graph: edge 300001 joins vertices 1 and 9, but there are 2 vertices");
}

TEST_CASE("rows hold what a scan of the edge list finds", "[graph][property]") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<Vertex>(1 + random() % 9);
        std::vector<VertexPair> edges(random() % 25);
        for (auto& e : edges) {
            e = {static_cast<Vertex>(random() % n), static_cast<Vertex>(random() % n)};
        }
        const CompressedGraph g(Directedness::directed, n, edges);
        for (Vertex v = 0; v < n; ++v) {
            std::vector<std::pair<Vertex, Edge>> out, in;
            for (Edge e = 0; e < edges.size(); ++e) {
                if (edges[e].source == v) {
                    out.emplace_back(edges[e].target, e);
                }
                if (edges[e].target == v) {
                    in.emplace_back(edges[e].source, e);
                }
            }
            std::sort(out.begin(), out.end());
            std::sort(in.begin(), in.end());
            REQUIRE(g.out_degree(v) == out.size());
            REQUIRE(g.in_degree(v) == in.size());
            for (std::size_t i = 0; i < out.size(); ++i) {
                REQUIRE(g.out_neighbours(v)[i] == out[i].first);
                REQUIRE(g.out_edges(v)[i] == out[i].second);
            }
            for (std::size_t i = 0; i < in.size(); ++i) {
                REQUIRE(g.in_neighbours(v)[i] == in[i].first);
                REQUIRE(g.in_edges(v)[i] == in[i].second);
            }
        }
    }
}

namespace {

/// The rows of every vertex by the definition: entries (neighbour, edge), sorted.
using Entries = std::vector<std::vector<std::pair<Vertex, Edge>>>;

Entries entries(Vertex n, const std::vector<VertexPair>& edges, bool forward, bool backward) {
    Entries rows(n);
    for (Edge e = 0; e < edges.size(); ++e) {
        if (forward) {
            rows[edges[e].source].emplace_back(edges[e].target, e);
        }
        if (backward) {
            rows[edges[e].target].emplace_back(edges[e].source, e);
        }
    }
    for (auto& row : rows) {
        std::sort(row.begin(), row.end());
    }
    return rows;
}

bool has_rows(const CompressedGraph& g, const Entries& out, const Entries& in) {
    const auto equal = [](auto neighbours, auto edges, const auto& row) {
        bool same = neighbours.size() == row.size();
        for (std::size_t i = 0; same && i < row.size(); ++i) {
            same = neighbours[i] == row[i].first && edges[i] == row[i].second;
        }
        return same;
    };
    bool same = true;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        same = same && equal(g.out_neighbours(v), g.out_edges(v), out[v]) &&
               equal(g.in_neighbours(v), g.in_edges(v), in[v]);
    }
    return same;
}

std::vector<VertexPair> sorted_edges(Vertex n, std::size_t m, bool directed, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<VertexPair> edges;
    while (edges.size() < m) {
        const auto s = static_cast<Vertex>(random() % n);
        const auto t = static_cast<Vertex>(random() % n);
        if (directed || s != t) {
            edges.push_back(directed ? VertexPair{s, t}
                                     : VertexPair{std::min(s, t), std::max(s, t)});
        }
    }
    std::sort(edges.begin(), edges.end(), [](const VertexPair& a, const VertexPair& b) {
        return std::pair(a.source, a.target) < std::pair(b.source, b.target);
    });
    return edges;
}

} // namespace

TEST_CASE("edges that come sorted have the rows of the definition", "[graph][property]") {
    const auto check = [](Vertex n, std::size_t m, bool directed, unsigned seed) {
        const auto edges = sorted_edges(n, m, directed, seed);
        const CompressedGraph g(directed ? Directedness::directed : Directedness::undirected, n,
                                edges);
        const Entries out = entries(n, edges, true, !directed);
        return has_rows(g, out, directed ? entries(n, edges, false, true) : out);
    };
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        CHECK(check(2 + seed % 7, seed % 23, true, seed));
        CHECK(check(2 + seed % 7, seed % 23, false, seed));
    }
    // So many that several threads divide the vertices.
    for (const int threads : {1, 3}) {
        CAPTURE(threads);
        CHECK(
            sandhan::tests::with_threads(threads, [&] { return check(5000, 3'300'000, true, 1); }));
        CHECK(sandhan::tests::with_threads(threads,
                                           [&] { return check(5000, 2'200'000, false, 2); }));
    }
}

TEST_CASE("rows whose neighbours have numbers close to one another are sorted all the same",
          "[graph][property]") {
    // As members of one community have who are numbered one after the other.
    for (const bool directed : {true, false}) {
        for (const Vertex width : {30U, 3000U, 16'000U}) {
            CAPTURE(directed, width);
            constexpr Vertex n = 1'000'000;
            std::mt19937 random(width);
            std::vector<VertexPair> edges(900);
            for (auto& [s, t] : edges) {
                s = static_cast<Vertex>(999'990 + random() % 10);
                t = static_cast<Vertex>(16'384 + random() % width);
            }
            const CompressedGraph g(directed ? Directedness::directed : Directedness::undirected, n,
                                    edges);
            const Entries out = entries(n, edges, true, !directed);
            CHECK(has_rows(g, out, directed ? entries(n, edges, false, true) : out));
        }
    }
}

TEST_CASE("edges in no order have the rows of the definition", "[graph][property]") {
    const auto check = [](Vertex n, std::size_t m, bool directed, unsigned seed) {
        std::mt19937 random(seed);
        std::vector<VertexPair> edges(m);
        for (auto& [s, t] : edges) { // few hubs, so that there are parallel edges and self-loops
            s = static_cast<Vertex>(random() % (random() % 3 == 0 ? std::min<Vertex>(n, 20) : n));
            t = static_cast<Vertex>(random() % (random() % 3 == 0 ? std::min<Vertex>(n, 20) : n));
        }
        const CompressedGraph g(directed ? Directedness::directed : Directedness::undirected, n,
                                edges);
        const Entries out = entries(n, edges, true, !directed);
        return has_rows(g, out, directed ? entries(n, edges, false, true) : out);
    };
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        CHECK(check(1 + seed % 7, seed % 23, seed % 2 == 0, seed));
    }
    // About the ends of ranges of vertices, and of the first size at which they grow.
    for (const Vertex n : {255U, 256U, 257U, 511U, 512U, 5000U, 131'071U, 131'072U, 131'073U}) {
        CAPTURE(n);
        CHECK(check(n, 4000, true, n));
        CHECK(check(n, 4000, false, n));
    }
    // So many that several threads divide the edges.
    for (const int threads : {1, 2, 3, 8}) {
        CAPTURE(threads);
        for (const bool directed : {true, false}) {
            CHECK(sandhan::tests::with_threads(
                threads, [&] { return check(70'000, 1'100'000, directed, 1); }));
        }
    }
}
