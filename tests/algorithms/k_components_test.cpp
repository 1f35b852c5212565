// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/k_components.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using Numbers = std::vector<std::uint32_t>;

namespace {

using Set = std::uint32_t; // bit v: vertex v

/// By the definition: of every set of vertices the fewest whose loss leaves it in pieces, or all
/// but one where none does.
Numbers connected_sets(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    std::vector<Set> joined(n, 0);
    for (const auto [s, t] : g.edges()) {
        if (s != t) {
            joined[s] |= Set{1} << t;
            joined[t] |= Set{1} << s;
        }
    }
    std::vector<bool> in_one_piece(std::size_t{1} << n);
    for (Set set = 1; set < (Set{1} << n); ++set) {
        Set reached = set & (~set + 1);
        for (Vertex round = 0; round < n; ++round) {
            for (Vertex v = 0; v < n; ++v) {
                if ((reached >> v & 1U) != 0) {
                    reached |= joined[v] & set;
                }
            }
        }
        in_one_piece[set] = reached == set;
    }
    Numbers result(std::size_t{1} << n, 0);
    for (Set set = 1; set < (Set{1} << n); ++set) {
        auto connected = static_cast<std::uint32_t>(std::popcount(set)) - 1;
        for (Set lost = set;; lost = (lost - 1) & set) {
            if (lost != set && !in_one_piece[set & ~lost]) {
                connected = std::min(connected, static_cast<std::uint32_t>(std::popcount(lost)));
            }
            if (lost == 0) {
                break;
            }
        }
        result[set] = connected;
    }
    return result;
}

Numbers numbers_of_all_sets(const graph::CompressedGraph& g) {
    const Numbers connected = connected_sets(g);
    Numbers number(g.vertex_count(), 0);
    for (Set set = 1; set < connected.size(); ++set) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            if ((set >> v & 1U) != 0) {
                number[v] = std::max(number[v], connected[set]);
            }
        }
    }
    return number;
}

/// Of all sets as connected as v's number those that are part of no other.
std::vector<std::vector<Vertex>>
largest_sets(const Numbers& connected, Vertex v, std::uint32_t number) {
    std::vector<std::vector<Vertex>> groups;
    const auto is_one = [&](Set set) { return (set >> v & 1U) != 0 && connected[set] >= number; };
    for (Set set = 1; number > 0 && set < connected.size(); ++set) {
        bool largest = is_one(set);
        for (Set more = set + 1; largest && more < connected.size(); ++more) {
            largest = (more & set) != set || !is_one(more);
        }
        if (largest) {
            groups.emplace_back();
            for (Vertex u = 0; (set >> u) != 0; ++u) {
                if ((set >> u & 1U) != 0) {
                    groups.back().push_back(u);
                }
            }
        }
    }
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    return groups;
}

/// A vertex for each suspect, a clique for each case: a case takes a few suspects near each other.
graph::CompressedGraph cases_of_suspects(unsigned seed, Vertex n, unsigned cases, Vertex most) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    for (unsigned c = 0; c < cases; ++c) {
        const auto first = static_cast<Vertex>(random() % n);
        std::vector<Vertex> people;
        for (auto size = 2 + random() % (most - 1); size > 0; --size) {
            people.push_back(static_cast<Vertex>((first + random() % (2 * most)) % n));
        }
        for (const Vertex a : people) {
            for (const Vertex b : people) {
                if (a < b) {
                    edges.push_back({a, b});
                }
            }
        }
    }
    return simplified(graph::CompressedGraph(Directedness::undirected, n, std::move(edges))).graph;
}

Numbers numbers(const graph::CompressedGraph& g) {
    const auto result = k_component_numbers(g);
    CHECK(result.complete);
    return result.number;
}

} // namespace

TEST_CASE("k-component numbers of graphs known by heart", "[algorithms][k_components]") {
    CHECK(numbers(graph::CompressedGraph()).empty());
    CHECK(numbers(graph::CompressedGraph(Directedness::directed, 3, {{1, 1}, {0, 1}})) ==
          Numbers{1, 1, 0});
    CHECK(numbers(star_graph(Directedness::directed, 5)) == Numbers(5, 1));
    CHECK(numbers(clique(Directedness::directed, 7)) == Numbers(7, 6));
    CHECK(numbers(chain_of_squares(3)) == Numbers(10, 2));
    // A wheel; its rim alone is a cycle.
    std::vector<graph::VertexPair> wheel;
    for (Vertex v = 1; v <= 6; ++v) {
        wheel.push_back({0, v});
        wheel.push_back({v, v % 6 + 1});
    }
    CHECK(numbers(graph::CompressedGraph(Directedness::undirected, 7, wheel)) == Numbers(7, 3));
    // Petersen's graph: two cycles of five, corner to corner.
    std::vector<graph::VertexPair> petersen;
    for (Vertex v = 0; v < 5; ++v) {
        petersen.push_back({v, (v + 1) % 5});
        petersen.push_back({v, v + 5});
        petersen.push_back({v + 5, (v + 2) % 5 + 5});
    }
    CHECK(numbers(graph::CompressedGraph(Directedness::undirected, 10, petersen)) ==
          Numbers(10, 3));
}

TEST_CASE("a core number may rest on one person, a k-component number does not",
          "[algorithms][k_components]") {
    // Vertex 0 stands in two cliques of five; and two cliques of five share 9 and 10.
    std::vector<graph::VertexPair> edges;
    const auto join = [&edges](const Numbers& people) {
        for (const Vertex a : people) {
            for (const Vertex b : people) {
                if (a < b) {
                    edges.push_back({a, b});
                }
            }
        }
    };
    join({0, 1, 2, 3, 4});
    join({0, 5, 6, 7, 8});
    join({9, 10, 11, 12, 13});
    join({9, 10, 14, 15, 16});
    edges.push_back({8, 11});
    edges.push_back({8, 12});
    const graph::CompressedGraph g(Directedness::undirected, 17, edges);
    CHECK(numbers(g) == Numbers(17, 4));
    // Ten diamonds in a ring, tip to tip: three neighbours each, and any two links part it.
    std::vector<graph::VertexPair> ring;
    for (Vertex v = 0; v < 40; v += 4) {
        ring.insert(ring.end(), {{v, v + 1},
                                 {v, v + 2},
                                 {v + 1, v + 2},
                                 {v + 1, v + 3},
                                 {v + 2, v + 3},
                                 {v + 3, (v + 4) % 40}});
    }
    const graph::CompressedGraph diamonds(Directedness::undirected, 40, ring);
    CHECK(core_numbers(diamonds) == Numbers(40, 3));
    CHECK(numbers(diamonds) == Numbers(40, 2));
}

TEST_CASE("a ring of cliques is a loose ring", "[algorithms][k_components]") {
    // Each clique of six shares two people with the next: the ring falls apart where four are lost,
    // a clique nowhere.
    constexpr Vertex links = 300;
    std::vector<graph::VertexPair> edges;
    for (Vertex link = 0; link < links; ++link) {
        for (Vertex a = 0; a < 6; ++a) {
            for (Vertex b = 0; b < a; ++b) {
                edges.push_back({(4 * link + a) % (4 * links), (4 * link + b) % (4 * links)});
            }
        }
    }
    const auto ring =
        simplified(graph::CompressedGraph(Directedness::undirected, 4 * links, edges)).graph;
    CHECK(numbers(ring) == Numbers(4 * links, 5));
    // Without the edges inside: a ladder, and its four-connected ring.
    std::vector<graph::VertexPair> ladder;
    for (Vertex v = 0; v < links; ++v) {
        for (const Vertex step : {1U, 2U}) {
            ladder.push_back({v, (v + step) % links});
        }
    }
    CHECK(numbers(graph::CompressedGraph(Directedness::undirected, links, ladder)) ==
          Numbers(links, 4));
}

TEST_CASE("a path of a million vertices needs no stack, nor a chain of triangles much time",
          "[algorithms][k_components]") {
    CHECK(numbers(path_graph(Directedness::undirected, 1'000'000)) == Numbers(1'000'000, 1));
    std::vector<graph::VertexPair> chain;
    for (Vertex v = 0; v + 2 < 300'001; v += 2) {
        chain.push_back({v, v + 1});
        chain.push_back({v + 1, v + 2});
        chain.push_back({v, v + 2});
    }
    CHECK(numbers(graph::CompressedGraph(Directedness::undirected, 300'001, chain)) ==
          Numbers(300'001, 2));
}

TEST_CASE("k-component numbers are those of the closest set of vertices",
          "[algorithms][k_components][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto g = seed % 3 == 0 ? random_multigraph(seed).graph
                       : seed % 3 == 1
                           ? random_graph(seed, Directedness::undirected, 9, 10 + seed % 41)
                           : cases_of_suspects(seed, 9, 2 + seed % 6, 5);
        CHECK(numbers(g) == numbers_of_all_sets(g));
    }
}

TEST_CASE("k-component numbers are at most the core numbers, and go with the names",
          "[algorithms][k_components][property]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        const auto g = cases_of_suspects(seed, 400, 180, 9);
        const auto number = numbers(g);
        const auto core = core_numbers(g);
        for (Vertex v = 0; v < 400; ++v) {
            CHECK(number[v] <= core[v]);
        }
        std::vector<Vertex> name(400);
        std::iota(name.begin(), name.end(), 0);
        std::mt19937 random(seed);
        for (Vertex v = 399; v > 0; --v) {
            std::swap(name[v], name[random() % (v + 1)]);
        }
        std::vector<graph::VertexPair> renamed;
        for (const auto [s, t] : g.edges()) {
            renamed.push_back({name[s], name[t]});
        }
        const auto other = numbers(graph::CompressedGraph(Directedness::undirected, 400, renamed));
        for (Vertex v = 0; v < 400; ++v) {
            CHECK(other[name[v]] == number[v]);
        }
    }
}

TEST_CASE("a search for k-components that may not go on says so, and gives lower bounds",
          "[algorithms][k_components]") {
    const auto g = cases_of_suspects(7, 400, 180, 9);
    const auto all = numbers(g);
    bool lower = false;
    for (const std::uint64_t limit : {0U, 2000U, 10000U, 50000U}) {
        const auto some = k_component_numbers(g, {.work_limit = limit});
        CHECK_FALSE(some.complete);
        for (Vertex v = 0; v < 400; ++v) {
            CHECK(some.number[v] <= all[v]);
            lower = lower || some.number[v] < all[v];
        }
    }
    CHECK(lower);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(k_component_numbers(g, {}, control), graph::Cancelled);
}

TEST_CASE("the closest groups of a vertex are the largest sets as connected as its number",
          "[algorithms][k_components][property]") {
    std::size_t several = 0;
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto g =
            seed % 3 == 0 ? cases_of_suspects(seed, 8, 4, 4) : random_multigraph(seed).graph;
        const Numbers connected = connected_sets(g);
        const Numbers number = numbers(g);
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            CAPTURE(v);
            const auto groups = k_components_of(g, v);
            CHECK(groups == largest_sets(connected, v, number[v]));
            several += groups.size() > 1 ? 1U : 0U;
        }
    }
    CHECK(several > 20); // groups do overlap
    CHECK(k_components_of(path_graph(Directedness::undirected, 1'000'000), 7).front().size() ==
          1'000'000);
    CHECK(message_of<std::invalid_argument>([] {
              (void)k_components_of(path_graph(Directedness::undirected, 3), 3);
          }) == "k-components: vertex 3 is none of the 3");
}
