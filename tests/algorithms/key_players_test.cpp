// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/key_players.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Members = std::vector<Vertex>;

namespace {

constexpr KeyPlayerValue fragments{};
constexpr KeyPlayerValue far_fragments{KeyPlayerAim::fragment, true};
constexpr KeyPlayerValue neighbours{KeyPlayerAim::reach};
constexpr KeyPlayerValue two_steps{KeyPlayerAim::reach, false, 2};
constexpr KeyPlayerValue nearness{KeyPlayerAim::reach, true};
constexpr KeyPlayerValue all_values[] = {fragments, far_fragments, neighbours, two_steps, nearness};

KeyPlayerOptions ask(const KeyPlayerValue& value, std::size_t k) {
    KeyPlayerOptions options;
    options.value = value;
    options.k = k;
    return options;
}

KeyPlayers found(const graph::CompressedGraph& g, const KeyPlayerValue& value, std::size_t k) {
    return key_players(g, ask(value, k));
}

/// The value of a set of bits by its definition, from distances between all pairs.
double by_definition(const Matrix& whole, const KeyPlayerValue& value, std::uint32_t set) {
    const auto is_member = [&](Vertex v) { return (set >> v & 1U) != 0; };
    if (value.aim == KeyPlayerAim::reach) {
        const auto d = oracle::distances(whole);
        double sum = 0.0;
        for (Vertex v = 0; v < whole.n; ++v) {
            std::uint64_t nearest = is_member(v) ? 1 : 0; // itself counts as a neighbour
            for (Vertex u = 0; u < whole.n && !is_member(v); ++u) {
                if (is_member(u) && d[u][v] != 0 && (nearest == 0 || d[u][v] < nearest)) {
                    nearest = d[u][v];
                }
            }
            if (nearest != 0) {
                sum += value.by_distance        ? 1.0 / static_cast<double>(nearest)
                       : nearest <= value.steps ? 1.0
                                                : 0.0;
            }
        }
        return whole.n == 0 ? 0.0 : sum / whole.n;
    }
    Matrix left = undirected(whole);
    for (Vertex u = 0; u < left.n; ++u) {
        for (Vertex v = 0; v < left.n; ++v) {
            if (is_member(u) || is_member(v)) {
                left.cost[u][v] = 0;
            }
        }
    }
    const auto d = oracle::distances(left);
    const auto remaining = left.n - static_cast<Vertex>(std::popcount(set));
    double sum = 0.0;
    for (Vertex u = 0; u < left.n; ++u) {
        for (Vertex v = 0; v < left.n; ++v) {
            sum += d[u][v] == 0        ? 0.0
                   : value.by_distance ? 1.0 / static_cast<double>(d[u][v])
                                       : 1.0;
        }
    }
    return remaining < 2 ? 1.0 : 1.0 - sum / (static_cast<double>(remaining) * (remaining - 1));
}

bool same(double a, double b) { return std::abs(a - b) <= 1e-9; }

std::uint32_t bits(const Members& members) {
    std::uint32_t set = 0;
    for (const Vertex v : members) {
        set |= 1U << v;
    }
    return set;
}

/// Cases of some people each, who all know each other; later people recur more seldom.
graph::CompressedGraph cases_graph(unsigned seed, Vertex n, std::size_t cases) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    for (std::size_t i = 0; i < cases; ++i) {
        Members people;
        for (std::size_t size = 2 + random() % 4; size > 0; --size) {
            const auto a = static_cast<Vertex>(random() % n);
            const auto b = static_cast<Vertex>(random() % n);
            people.push_back(std::min(a, b));
        }
        for (const Vertex u : people) {
            for (const Vertex v : people) {
                edges.push_back({u, v});
            }
        }
    }
    return {Directedness::undirected, n, std::move(edges)};
}

} // namespace

TEST_CASE("the vertex that joins two triangles is the one to take out",
          "[algorithms][key_players]") {
    // 0-1-2 and 4-5-6 joined by 3; 7 with four more neighbours of its own has most of them.
    const graph::CompressedGraph g(
        Directedness::undirected, 7,
        {{0, 1}, {1, 2}, {2, 0}, {4, 5}, {5, 6}, {6, 4}, {2, 3}, {3, 4}});
    const KeyPlayers players = found(g, fragments, 1);
    CHECK(players.members == Members{3});
    CHECK(players.optimal);
    CHECK(players.values == std::vector<double>{0.0, 1.0 - 6.0 / 15.0});
    // 2 and 4 have three neighbours: the lower one leaves {0, 1} and {3, 4, 5, 6}.
    CHECK(same(players.by_degree, 1.0 - 7.0 / 15.0));
    CHECK(players.by_betweenness == players.value);
}

TEST_CASE("the two best reach no more together when they reach the same",
          "[algorithms][key_players]") {
    // 0 and 1 know the same four; 6 knows three others.
    const graph::CompressedGraph g(
        Directedness::undirected, 10,
        {{0, 2}, {0, 3}, {0, 4}, {0, 5}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {6, 7}, {6, 8}, {6, 9}});
    const KeyPlayers players = found(g, neighbours, 2);
    CHECK(players.members == Members{0, 6});
    CHECK(players.values == std::vector<double>{0.0, 0.5, 0.9});
    CHECK(players.by_degree == 0.6);
    CHECK(players.optimal);
    CHECK(found(g, two_steps, 2).value == 1.0);
    CHECK(same(found(g, nearness, 2).value, 0.95));
}

TEST_CASE("reach follows the direction of edges and fragments ignore it",
          "[algorithms][key_players]") {
    const auto star = star_graph(Directedness::directed, 6);
    CHECK(found(star, neighbours, 1).members == Members{0});
    CHECK(found(star, fragments, 1).members == Members{0});
    const graph::CompressedGraph inward(Directedness::directed, 4, {{1, 0}, {2, 0}, {3, 0}});
    CHECK(found(inward, neighbours, 1).value == 0.5);
    CHECK(found(inward, fragments, 1).members == Members{0});
    CHECK(found(inward, fragments, 1).value == 1.0);
}

TEST_CASE("graphs and sets without anything to choose have an answer",
          "[algorithms][key_players]") {
    for (const KeyPlayerValue& value : all_values) {
        for (const std::size_t k : {std::size_t{0}, std::size_t{1}, std::size_t{5}}) {
            const bool fragment = value.aim == KeyPlayerAim::fragment;
            const KeyPlayers empty = found(graph::CompressedGraph(), value, k);
            CHECK(empty.members.empty());
            CHECK(empty.value == (fragment ? 1.0 : 0.0));
            CHECK(empty.optimal);

            const graph::CompressedGraph isolated(Directedness::undirected, 4, {});
            const KeyPlayers lone = found(isolated, value, k);
            CHECK(lone.members.size() == std::min<std::size_t>(k, 4));
            CHECK(lone.value == (fragment ? 1.0 : static_cast<double>(lone.members.size()) / 4.0));
            CHECK(lone.optimal);

            const KeyPlayers one = found(path_graph(Directedness::directed, 1), value, k);
            CHECK(one.members.size() == std::min<std::size_t>(k, 1));
            const KeyPlayers all = found(clique(Directedness::undirected, 4), value, k);
            CHECK(all.members.size() == std::min<std::size_t>(k, 4));
            CHECK(all.optimal);
            CHECK(all.value == (fragment ? (k < 3 ? 0.0 : 1.0) : k == 0 ? 0.0 : 1.0));
        }
    }
}

TEST_CASE("the middle of a path of a hundred thousand vertices is found without a stack",
          "[algorithms][key_players]") {
    KeyPlayerOptions options = ask(fragments, 1);
    options.compare_betweenness = false;
    const KeyPlayers players = key_players(path_graph(Directedness::undirected, 100'001), options);
    CHECK(players.members == Members{50'000});
    CHECK(players.optimal);
}

TEST_CASE("a question that can't be asked of a graph is refused", "[algorithms][key_players]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)key_players(g, ask(fragments, 1), {true, false});
          }) == "key_players: 2 marks of who is allowed for 3 vertices");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)found(g, {KeyPlayerAim::reach, false, 0}, 1);
          }) == "key_players: 0 steps reach nobody; give 1 or more");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    for (const KeyPlayerValue& value : all_values) {
        CHECK_THROWS_AS(key_players(g, ask(value, 1), {}, stop), graph::Cancelled);
    }
}

TEST_CASE("key players are the best of all sets of their size, whoever is allowed",
          "[algorithms][key_players][property]") {
    for (unsigned seed = 0; seed < 700; ++seed) {
        CAPTURE(seed);
        const auto g = seed % 3 == 0 ? cases_graph(seed, 1 + seed % 9, 1 + seed % 5)
                                     : random_multigraph(seed, 9).graph;
        const Matrix whole = matrix(simplified(g).graph);
        const Vertex n = whole.n;
        std::vector<bool> allowed(n, true);
        if (seed % 4 == 1) {
            for (Vertex v = 0; v < n; ++v) {
                allowed[v] = (seed / 4 + v) % 3 != 0;
            }
        }
        const auto may = static_cast<std::size_t>(std::count(allowed.begin(), allowed.end(), true));
        for (const KeyPlayerValue& value : all_values) {
            const std::size_t k = (seed + (value.by_distance ? 1 : 0)) % 5;
            CAPTURE(static_cast<int>(value.aim), value.by_distance, value.steps, k);
            double best = -1.0;
            for (std::uint32_t set = 0; set < (1U << n); ++set) {
                bool fits = static_cast<std::size_t>(std::popcount(set)) == std::min(k, may);
                for (Vertex v = 0; v < n; ++v) {
                    fits = fits && ((set >> v & 1U) == 0 || allowed[v]);
                }
                if (fits) {
                    best = std::max(best, by_definition(whole, value, set));
                }
            }
            KeyPlayerOptions options = ask(value, k);
            options.restarts = seed % 2;
            const KeyPlayers players = key_players(g, options, allowed);
            CHECK(players.optimal);
            CHECK(same(players.value, best));
            CHECK(players.bound == players.value);
            // The set is one of its kind, and is worth what it says.
            CHECK(players.members.size() == std::min(k, may));
            CHECK(std::set<Vertex>(players.members.begin(), players.members.end()).size() ==
                  players.members.size());
            for (const Vertex v : players.members) {
                CHECK(allowed[v]);
            }
            for (std::size_t i = 0; i <= players.members.size(); ++i) {
                const Members first(players.members.begin(),
                                    players.members.begin() + static_cast<std::ptrdiff_t>(i));
                CHECK(same(players.values[i], by_definition(whole, value, bits(first))));
                CHECK(same(key_player_value(g, value, first), players.values[i]));
            }
            CHECK(players.by_degree <= best + 1e-9);
            CHECK(*players.by_betweenness <= best + 1e-9);

            // Cut short, the bound still holds.
            for (const std::uint64_t nodes : {0U, 1U, 3U}) {
                options.most_nodes = nodes;
                options.restarts = 0;
                const KeyPlayers hasty = key_players(g, options, allowed);
                CHECK(hasty.bound >= best - 1e-9);
                CHECK(hasty.value <= best + 1e-9);
                CHECK(hasty.optimal == (hasty.bound == hasty.value));
                CHECK((!hasty.optimal || hasty.value >= best - 1e-9));
            }
        }
    }
}

TEST_CASE("a proof on larger graphs is never below what greedy choice finds, and greedy choice is "
          "never above its bound",
          "[algorithms][key_players][property]") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Vertex n = 14 + seed % 3;
        const auto g = seed % 2 == 0 ? cases_graph(seed, n, 12)
                                     : random_graph(seed, Directedness::directed, n, 2 * n);
        const Matrix whole = matrix(simplified(g).graph);
        for (const KeyPlayerValue& value : {fragments, neighbours, two_steps, nearness}) {
            CAPTURE(static_cast<int>(value.aim), value.by_distance, value.steps);
            double best = -1.0;
            for (std::uint32_t set = 0; set < (1U << n); ++set) {
                if (std::popcount(set) == 3 && seed % 4 < 2) {
                    best = std::max(best, by_definition(whole, value, set));
                }
            }
            const KeyPlayers proved = found(g, value, 3);
            CHECK(proved.optimal);
            CHECK((best < 0.0 || same(proved.value, best)));
            KeyPlayerOptions greedy = ask(value, 3);
            greedy.most_nodes = 0;
            greedy.restarts = 0;
            greedy.compare_betweenness = false;
            const KeyPlayers quick = key_players(g, greedy);
            CHECK(quick.value <= proved.value + 1e-12);
            CHECK(quick.bound >= proved.value - 1e-12);
            CHECK(quick.nodes == 0);
        }
    }
}

TEST_CASE("key players are the same for any number of threads", "[algorithms][key_players]") {
    const auto g = cases_graph(7, 300, 200);
    for (const KeyPlayerValue& value : all_values) {
        const auto with = [&](int threads) {
            return with_threads(threads, [&] {
                KeyPlayerOptions options = ask(value, 4);
                options.most_nodes = 20;
                return key_players(g, options);
            });
        };
        const KeyPlayers one = with(1);
        for (const int threads : {2, 8}) {
            const KeyPlayers more = with(threads);
            CHECK(more.members == one.members);
            CHECK(more.values == one.values);
            CHECK(more.bound == one.bound);
        }
    }
}
