// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/brokerage.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/role_oracles.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using RoleCounts = ByBrokerRole<std::uint64_t>;
using Groups = std::vector<std::uint32_t>;

namespace {

Groups random_groups(unsigned seed, Vertex n, std::uint32_t kinds, bool all) {
    std::mt19937 random(seed * 7919 + 1);
    Groups groups(n);
    for (auto& group : groups) {
        group = static_cast<std::uint32_t>(random() % kinds) * 10; // need not be dense
        if (!all && random() % 6 == 0) {
            group = no_group;
        }
    }
    return groups;
}

Labels labels(const Groups& groups) {
    Labels result;
    for (const auto group : groups) {
        result.push_back(group == no_group ? std::nullopt : std::optional(group));
    }
    return result;
}

/// The lowest of those that have most.
template <class Key>
std::pair<std::optional<Key>, std::uint64_t> most(const std::map<Key, std::uint64_t>& counts) {
    std::pair<std::optional<Key>, std::uint64_t> best{std::nullopt, 0};
    for (const auto& [key, count] : counts) {
        if (count > best.second) {
            best = {key, count};
        }
    }
    return best;
}

void check_gate(const Gate& gate, const std::map<std::uint32_t, std::uint64_t>& counts) {
    const auto [group, count] = most(counts);
    CHECK(gate.count == count);
    CHECK(gate.group == group.value_or(no_group));
}

void check_counts(const graph::CompressedGraph& g, const Groups& groups) {
    const auto found = brokerage(g, groups);
    const Matrix m = matrix(g);
    for (Vertex v = 0; v < m.n; ++v) {
        CAPTURE(v);
        const auto expected = oracle::brokered(m, labels(groups), v);
        CHECK(found.count[v] == expected.counts());
        check_gate(found.gatekeeper_from[v], expected.let_in_from);
        check_gate(found.representative_to[v], expected.spoken_to);
        const auto [pair, count] = most(expected.between);
        CHECK(found.liaison_between[v].count == count);
        CHECK(found.liaison_between[v].from == (pair ? pair->first : no_group));
        CHECK(found.liaison_between[v].to == (pair ? pair->second : no_group));
    }
}

} // namespace

TEST_CASE("each role of a broker, worked by hand", "[algorithms][brokerage]") {
    // Two of group 1 and one each of 2 and 3 lead to vertex 4 of group 1, which leads to one of
    // group 1, one of 2 and one of 4. The edge 0 -> 5 closes one path within group 1.
    const graph::CompressedGraph g(
        Directedness::directed, 8,
        {{0, 4}, {1, 4}, {2, 4}, {3, 4}, {4, 5}, {4, 6}, {4, 7}, {0, 5}});
    const Groups groups{1, 1, 2, 3, 1, 1, 2, 4};
    const auto found = brokerage(g, groups);
    // 1-4-5; 2-4-6; 2-4-5, 3-4-5; 0-4-6, 0-4-7, 1-4-6, 1-4-7; 2-4-7, 3-4-6, 3-4-7
    CHECK(found.count[4] == RoleCounts{1, 1, 2, 4, 3, 11});
    CHECK(found.gatekeeper_from[4].group == 2);
    CHECK(found.gatekeeper_from[4].count == 1);
    CHECK(found.representative_to[4].group == 2);
    CHECK(found.representative_to[4].count == 2);
    CHECK(found.liaison_between[4].from == 2);
    CHECK(found.liaison_between[4].to == 4);
    CHECK(found.count[0] == RoleCounts{});
    CHECK(found.liaison_between[0].from == no_group);
    CHECK(found.density == 8.0 / 56.0);
    // d^2 (1-d) and, of group 1, 3 * 2 pairs of fellows.
    CHECK(found.chance_of(4, BrokerRole::coordinator).expected ==
          Approx(6.0 * (1.0 / 49.0) * (6.0 / 7.0)));
    CHECK(*found.z(4, BrokerRole::coordinator) > 0.0);
    CHECK(found.groups == Groups{1, 2, 3, 4});
    CHECK(name_of(BrokerRole::liaison) == "liaison");
}

TEST_CASE("without directions a pair across the border is counted in both roles and once in all",
          "[algorithms][brokerage]") {
    const graph::CompressedGraph g(Directedness::undirected, 5, {{0, 4}, {1, 4}, {2, 4}, {3, 4}});
    const auto found = brokerage(g, Groups{1, 1, 2, 3, 1});
    CHECK(found.count[4] == RoleCounts{1, 0, 4, 4, 1, 6});
    CHECK(found.gatekeeper_from[4].group == 2);
    CHECK(found.representative_to[4].group == 2);
    CHECK(found.liaison_between[4].from == 2);
    CHECK(found.liaison_between[4].to == 3);
}

TEST_CASE("nobody brokers in graphs too small, too dense or without groups",
          "[algorithms][brokerage]") {
    CHECK(brokerage(graph::CompressedGraph(), {}).count.empty());
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        for (const Vertex n : {1U, 2U, 5U}) {
            const auto found = brokerage(clique(directedness, n), Groups(n, 3));
            CHECK(found.count == std::vector<RoleCounts>(n));
            CHECK_FALSE(found.z(0, BrokerRole::total).has_value());
            CHECK(found.density == (n == 1 ? 0.0 : 1.0));
        }
        const auto lone = brokerage({directedness, 3, {}}, Groups(3, 0));
        CHECK(lone.count == std::vector<RoleCounts>(3));
        CHECK_FALSE(lone.z(1, BrokerRole::coordinator).has_value());
        const auto nowhere = brokerage(star_graph(directedness, 4), Groups(4, no_group));
        CHECK(nowhere.left_out == 4);
        CHECK(nowhere.count == std::vector<RoleCounts>(4));
        CHECK(nowhere.chance_of(0, BrokerRole::total).expected == 0.0);
        CHECK_FALSE(nowhere.z(0, BrokerRole::total).has_value());
    }
}

TEST_CASE("a vertex without a group neither brokers nor closes a path", "[algorithms][brokerage]") {
    const graph::CompressedGraph g(Directedness::directed, 5,
                                   {{0, 1}, {1, 2}, {3, 1}, {1, 3}, {0, 4}, {4, 2}});
    const auto found = brokerage(g, Groups{0, 0, 0, no_group, 0});
    CHECK(found.left_out == 1);
    CHECK(found.of(1, BrokerRole::total) == 1);
    CHECK(found.of(4, BrokerRole::total) == 1);
    CHECK(found.of(3, BrokerRole::total) == 0);
    CHECK(found.density == 4.0 / 12.0);
}

TEST_CASE("brokerage equals a count of all pairs", "[algorithms][brokerage][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto g = simplified(random_multigraph(seed).graph).graph;
        check_counts(g, random_groups(seed, g.vertex_count(), 1 + seed % 5, seed % 3 == 0));
    }
    // Large enough for hubs whose rows are looked up rather than scanned.
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const auto g = simplified(random_graph(seed, directedness, 60, 100 + 20 * seed)).graph;
        check_counts(g, random_groups(seed, 60, 2 + seed % 9, seed % 3 == 0));
    }
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const auto rest = random_graph(seed, Directedness::directed, 60, 80);
        std::vector<graph::VertexPair> edges(rest.edges().begin(), rest.edges().end());
        for (Vertex v = 1; v < 60; ++v) {
            edges.push_back({0, v});
        }
        check_counts(simplified({Directedness::directed, 60, edges}).graph,
                     random_groups(seed, 60, 2 + seed % 5, true));
    }
}

TEST_CASE("chance is the mean and variance over all graphs of that density",
          "[algorithms][brokerage][property]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const bool directed = seed % 2 == 0;
        const Vertex n = directed ? 4 : 5;
        std::vector<graph::VertexPair> pairs;
        for (Vertex a = 0; a < n; ++a) {
            for (Vertex b = directed ? 0 : a + 1; b < n; ++b) {
                if (a != b) {
                    pairs.push_back({a, b});
                }
            }
        }
        const auto directedness = directed ? Directedness::directed : Directedness::undirected;
        const std::size_t m = 1 + seed % (pairs.size() - 1);
        const auto groups = random_groups(seed, n, 1 + seed % 4, true);
        const auto found =
            brokerage({directedness, n,
                       std::vector<graph::VertexPair>(
                           pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(m))},
                      groups);
        const double d = static_cast<double>(m) / static_cast<double>(pairs.size());
        REQUIRE(found.density == Approx(d));

        std::vector<ByBrokerRole<double>> mean(n);
        std::vector<ByBrokerRole<double>> square(n);
        for (std::uint32_t set = 0; set < 1U << pairs.size(); ++set) {
            Matrix one{n, directed, {n, std::vector<std::uint64_t>(n, 0)}};
            double probability = 1.0;
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                const bool there = (set >> i & 1U) != 0;
                probability *= there ? d : 1.0 - d;
                one.cost[pairs[i].source][pairs[i].target] = there ? 1 : 0;
                if (!directed) {
                    one.cost[pairs[i].target][pairs[i].source] = there ? 1 : 0;
                }
            }
            for (Vertex v = 0; v < n; ++v) {
                const auto counts = oracle::brokered(one, labels(groups), v).counts();
                for (std::size_t role = 0; role < broker_roles; ++role) {
                    const auto count = static_cast<double>(counts[role]);
                    mean[v][role] += probability * count;
                    square[v][role] += probability * count * count;
                }
            }
        }
        for (Vertex v = 0; v < n; ++v) {
            for (std::size_t role = 0; role < broker_roles; ++role) {
                CAPTURE(v, role);
                const double variance = square[v][role] - mean[v][role] * mean[v][role];
                const auto which = static_cast<BrokerRole>(role);
                CHECK(found.chance_of(v, which).expected == Approx(mean[v][role]).margin(1e-12));
                CHECK(found.chance_of(v, which).variance == Approx(variance).margin(1e-12));
                if (variance > 1e-9) {
                    CHECK(*found.z(v, which) ==
                          Approx((static_cast<double>(found.of(v, which)) - mean[v][role]) /
                                 std::sqrt(variance)));
                }
            }
        }
    }
}

TEST_CASE("the relabelled expectation is the mean over all ways to deal out the groups",
          "[algorithms][brokerage][property]") {
    for (unsigned seed = 0; seed < 120; ++seed) {
        CAPTURE(seed);
        const auto g = simplified(random_multigraph(seed, 6).graph).graph;
        const Matrix m = matrix(g);
        const auto groups = random_groups(seed, m.n, 1 + seed % 4, true);
        const auto found = brokerage(g, groups);
        for (Vertex v = 0; v < m.n; ++v) {
            std::vector<Vertex> order;
            for (Vertex u = 0; u < m.n; ++u) {
                if (u != v) {
                    order.push_back(u);
                }
            }
            const auto others = order;
            ByBrokerRole<double> sum{};
            double ways = 0.0;
            do {
                Labels dealt = labels(groups);
                for (std::size_t i = 0; i < order.size(); ++i) {
                    dealt[others[i]] = groups[order[i]];
                }
                const auto counts = oracle::brokered(m, dealt, v).counts();
                for (std::size_t role = 0; role < broker_roles; ++role) {
                    sum[role] += static_cast<double>(counts[role]);
                }
                ways += 1.0;
            } while (std::next_permutation(order.begin(), order.end()));
            const auto mean = relabelled_expectation(found, v);
            for (std::size_t role = 0; role < broker_roles; ++role) {
                CAPTURE(v, role);
                CHECK(mean[role] == Approx(sum[role] / ways).margin(1e-9));
            }
        }
    }
    const auto nowhere = brokerage(star_graph(Directedness::undirected, 3), Groups{no_group, 1, 2});
    CHECK(relabelled_expectation(nowhere, 0) == ByBrokerRole<double>{});
}

TEST_CASE("brokerage is the same for any number of threads", "[algorithms][brokerage]") {
    const auto g = simplified(random_graph(3, Directedness::directed, 2000, 12000)).graph;
    const auto groups = random_groups(3, 2000, 30, false);
    const auto counts = [&](int threads) {
        return with_threads(threads, [&] { return brokerage(g, groups).count; });
    };
    const auto one = counts(1);
    CHECK(counts(2) == one);
    CHECK(counts(8) == one);
}

TEST_CASE("a path of a million vertices has a broker at every inner vertex",
          "[algorithms][brokerage]") {
    constexpr Vertex n = 1'000'000;
    const auto found = brokerage(path_graph(Directedness::directed, n), Groups(n, 0));
    CHECK(found.of(0, BrokerRole::total) == 0);
    CHECK(std::all_of(found.count.begin() + 1, found.count.end() - 1,
                      [](const RoleCounts& c) { return c == RoleCounts{1, 0, 0, 0, 0, 1}; }));
}

TEST_CASE("brokerage refuses what it cannot count, and stops when asked",
          "[algorithms][brokerage]") {
    CHECK(message_of<std::invalid_argument>([] {
              (void)brokerage(path_graph(Directedness::directed, 3), Groups{1, 2});
          }) == "brokerage: 2 groups for 3 vertices; give one each, or no_group");
    CHECK(message_of<std::invalid_argument>([] {
              (void)brokerage({Directedness::directed, 2, {{0, 1}, {0, 1}}}, Groups{1, 2});
          }) == "brokerage: edge 1 (0 -> 1) is one of several parallel edges; give the graph "
                "through simplified()");
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(brokerage(star_graph(Directedness::directed, 4), Groups(4, 1), stop),
                    graph::Cancelled);
}
