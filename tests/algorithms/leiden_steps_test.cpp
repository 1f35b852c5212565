// SPDX-License-Identifier: Apache-2.0
// The steps of Leiden by themselves: what leiden() would repair, or not show, if they were wrong.
#include "algorithms/internal/local_moving.hpp"
#include "algorithms/simple_graph.hpp"
#include "algorithms/suspects/leiden.hpp"
#include "algorithms/suspects/partition_quality.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/partition_oracle.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"

#include <map>
#include <numeric>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using algorithms::internal::CommunityLevel;
using algorithms::internal::MovingEnd;
using graph::Vertex;
using oracle::Partition;
using Scores = std::vector<double>;

namespace {

CommunityLevel<double> level_of(const graph::CompressedGraph& g, const Scores& strength) {
    CommunityLevel<double> level;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        double sum = 0.0;
        for (std::size_t i = 0; i < g.out_neighbours(v).size(); ++i) {
            level.neighbour.push_back(g.out_neighbours(v)[i]);
            level.strength.push_back(strength[g.out_edges(v)[i]]);
            sum += level.strength.back();
        }
        level.offset.push_back(static_cast<std::uint32_t>(level.neighbour.size()));
        level.mass.push_back(sum);
    }
    return level;
}

/// Whole numbers, so that sums are exact in any order.
Scores random_strengths(const graph::CompressedGraph& g, unsigned seed) {
    std::mt19937 random(seed);
    Scores strength(g.edge_count());
    for (double& s : strength) {
        s = static_cast<double>(1 + random() % 5);
    }
    return strength;
}

/// Of groups of 20 on a ring, ties most often within one or to the next.
SimpleGraph ring_of_groups(unsigned seed, Vertex n, std::size_t m) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    std::vector<Vertex> name(n);
    std::iota(name.begin(), name.end(), Vertex{0});
    std::shuffle(name.begin(), name.end(), random);
    while (edges.size() < m) {
        const auto a = static_cast<Vertex>(random() % n);
        const Vertex group = a / 20 + (random() % 4 == 0 ? 1 : 0);
        const auto b = random() % 10 == 0 ? static_cast<Vertex>(random() % n)
                                          : (group * 20 + static_cast<Vertex>(random() % 20)) % n;
        edges.push_back({name[a], name[b]});
    }
    return simplified({Directedness::undirected, n, std::move(edges)});
}

/// By definition: u reaches v inside their community. Floyd and Warshall's closure.
Partition parts_by_closure(const oracle::Adjacency& a, const Partition& community) {
    const std::size_t n = a.size();
    std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n, false));
    for (std::size_t u = 0; u < n; ++u) {
        for (std::size_t v = 0; v < n; ++v) {
            reaches[u][v] = community[u] == community[v] && (u == v || a[u][v] > 0.0);
        }
    }
    for (std::size_t by = 0; by < n; ++by) {
        for (std::size_t u = 0; u < n; ++u) {
            for (std::size_t v = 0; v < n; ++v) {
                reaches[u][v] = reaches[u][v] || (reaches[u][by] && reaches[by][v]);
            }
        }
    }
    Partition part(n);
    for (std::size_t v = 0; v < n; ++v) {
        std::size_t least = 0;
        while (!reaches[v][least]) {
            ++least;
        }
        part[v] = static_cast<std::uint32_t>(least);
    }
    return part;
}

/// How many vertices would gain by a move to a neighbour's community or to one of their own.
std::size_t
not_settled(const CommunityLevel<double>& level, double density, const Partition& community) {
    std::map<std::uint32_t, double> mass;
    for (Vertex v = 0; v < level.size(); ++v) {
        mass[community[v]] += level.mass[v];
    }
    std::size_t found = 0;
    for (Vertex v = 0; v < level.size(); ++v) {
        std::map<std::uint32_t, double> with;
        level.for_each(v, [&](Vertex u, double w) { with[community[u]] += w; });
        const double own = level.mass[v];
        const double stay = with[community[v]] - density * own * (mass[community[v]] - own);
        double best = 0.0;
        for (const auto& [c, w] : with) {
            best = c == community[v] ? best : std::max(best, w - density * own * mass[c]);
        }
        found += best > stay + 1e-6 ? 1 : 0;
    }
    return found;
}

/// Whether each community hangs together: each vertex takes the least number that it sees within
/// its own, for as long as any changes, and those of one community must end alike.
bool hang_together(const graph::CompressedGraph& g, const Partition& community) {
    Partition least(community.size());
    std::iota(least.begin(), least.end(), 0U);
    for (bool changed = true; changed;) {
        changed = false;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            for (const Vertex u : g.out_neighbours(v)) {
                if (community[u] == community[v] && least[u] < least[v]) {
                    least[v] = least[u];
                    changed = true;
                }
            }
        }
    }
    std::map<std::uint32_t, std::uint32_t> of_community;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (of_community.emplace(community[v], least[v]).first->second != least[v]) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("communities in parts are split into these, and no others", "[algorithms][leiden]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<Vertex>(seed % 30);
        const SimpleGraph g =
            simplified(random_graph(seed, Directedness::undirected, n, n == 0 ? 0 : n + seed % 9));
        const Scores ones(g.graph.edge_count(), 1.0);
        Partition community(n);
        for (std::uint32_t& c : community) { // few communities, numbered anyhow below n
            c = static_cast<std::uint32_t>(random() % n) / 4 * 3;
        }
        const Partition expected = parts_by_closure(oracle::adjacency(g.graph, ones), community);
        internal::split_into_parts(level_of(g.graph, ones), community);
        CHECK(community == expected);
    }
}

TEST_CASE("what one iteration leaves in parts is split before it is returned",
          "[algorithms][leiden][property]") {
    // About one in 300 of these is left in parts by the moves that come last.
    for (unsigned seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<Vertex>(60 + random() % 20);
        const SimpleGraph g = simplified(
            random_graph(seed, Directedness::undirected, n, n + random() % (2 * std::size_t{n})));
        Scores strength(g.graph.edge_count());
        for (double& s : strength) {
            s = static_cast<double>(1 + random() % 20);
        }
        LeidenOptions options;
        options.quality = PartitionQuality::cpm;
        options.resolution = 0.3;
        options.seed = seed;
        options.iterations = 1;
        REQUIRE(hang_together(g.graph, leiden(g.graph, strength, options).community));
    }
}

TEST_CASE("a long path in one community, cut a thousand times, falls into its pieces",
          "[algorithms][leiden][threads]") {
    constexpr Vertex n = 1'000'000;
    constexpr Vertex piece = 1000;
    const auto g = path_graph(Directedness::undirected, n);
    const auto level = level_of(g, Scores(g.edge_count(), 1.0));
    Partition expected(n);
    Partition community(n);
    for (Vertex v = 0; v < n; ++v) { // the first of each piece is alone, the rest in one community
        community[v] = v % piece == 0 ? v : 1;
        expected[v] = v % piece == 0 ? v : v / piece * piece + 1;
    }
    for (const int threads : {1, 2, 8}) {
        const Partition found = with_threads(threads, [&] {
            Partition split = community;
            internal::split_into_parts(level, split);
            return split;
        });
        CHECK((found == expected));
    }
}

TEST_CASE("after local moving hardly a vertex of a large graph gains by a move, for any threads",
          "[algorithms][leiden][threads]") {
    for (unsigned seed = 0; seed < 3; ++seed) {
        CAPTURE(seed);
        const SimpleGraph g = ring_of_groups(seed, 30'000, 120'000);
        const Scores strength = random_strengths(g.graph, seed);
        const auto level = level_of(g.graph, strength);
        const double total = std::accumulate(strength.begin(), strength.end(), 0.0);
        const double density = std::vector{1.0, 10.0, 30.0}[seed] / (2.0 * total);
        const auto moved = [&](int threads, MovingEnd end) {
            return with_threads(threads, [&] {
                Partition community(level.size());
                std::iota(community.begin(), community.end(), 0U);
                const auto moves = internal::move_locally(level, density, community,
                                                          internal::Draws(seed, 0), end, {});
                return std::pair(community, moves);
            });
        };
        const auto [community, moves] = moved(1, MovingEnd::settled);
        CHECK(moves > 15'000);
        // Not none: that a community grew is not told to those who are no neighbours.
        CHECK(not_settled(level, density, community) < level.size() / 200);
        const auto [nearly, fewer] = moved(1, MovingEnd::nearly);
        CHECK(fewer < moves);
        CHECK(modularity(g.graph, nearly, 1.0, strength) >
              0.9 * modularity(g.graph, community, 1.0, strength));
        for (const int threads : {2, 8}) {
            CHECK((moved(threads, MovingEnd::settled) == std::pair(community, moves)));
            CHECK((moved(threads, MovingEnd::nearly) == std::pair(nearly, fewer)));
        }
    }
}

TEST_CASE("of a batch nobody joins whom the same batch takes elsewhere, but waits",
          "[algorithms][leiden][threads]") {
    // Paths a - b - c, the second edge stronger, each within one batch, the rest alone: a wants to
    // b, b to c, c to b. After one round, which is where `nearly` ends as few wait, whoever moved
    // must stand beside whom they moved to. Moved together regardless, b and c would change places
    // and a be left with neither.
    constexpr Vertex n = 20'480; // batches of 640, drawn by blocks of 20
    constexpr Vertex every = 40, paths = n / every;
    std::vector<graph::VertexPair> edges;
    for (Vertex a = 0; a < n; a += every) {
        edges.push_back({a, a + 1});
        edges.push_back({a + 1, a + 2});
    }
    const SimpleGraph g = simplified({Directedness::undirected, n, std::move(edges)});
    Scores strength(g.graph.edge_count());
    for (Vertex a = 0; a < n; a += every) {
        strength[g.graph.out_edges(a)[0]] = 1.0;
        strength[g.graph.out_edges(a + 2)[0]] = 2.0;
    }
    const auto level = level_of(g.graph, strength);
    for (unsigned seed = 0; seed < 5; ++seed) {
        CAPTURE(seed);
        const auto moved = [&](int threads) {
            return with_threads(threads, [&] {
                Partition community(n);
                std::iota(community.begin(), community.end(), 0U);
                const auto moves =
                    internal::move_locally(level, 1.0 / (6.0 * paths), community,
                                           internal::Draws(seed, 0), MovingEnd::nearly, {});
                return std::pair(community, moves);
            });
        };
        const auto [community, moves] = moved(1);
        std::size_t first = 0, second = 0, both = 0, away = 0;
        for (Vertex a = 0; a < n; a += every) {
            const bool a_b = community[a] == community[a + 1];
            const bool b_c = community[a + 1] == community[a + 2];
            first += a_b && !b_c ? 1U : 0U;
            second += b_c && !a_b ? 1U : 0U;
            both += a_b && b_c ? 1U : 0U;
            for (Vertex v = a; v < a + 3; ++v) {
                away += community[v] != v ? 1U : 0U;
                REQUIRE(community[community[v]] == community[v]);
            }
        }
        CHECK(away == moves);
        CHECK(first + second + both == paths);
        // By the order of the three in the batch: 1, 3 and 2 of 6. That c is alone says that it
        // waited, and that there was one round.
        CHECK(first > paths / 10);
        CHECK(second > paths / 3);
        CHECK(both > paths / 5);
        for (const int threads : {2, 8}) {
            CHECK((moved(threads) == std::pair(community, moves)));
        }
    }
}

TEST_CASE("Leiden of a graph large enough to move together is the same for any threads",
          "[algorithms][leiden][threads]") {
    const SimpleGraph g = ring_of_groups(7, 21'000, 70'000);
    const Scores strength = random_strengths(g.graph, 7);
    // Either quality, and either type that strengths are kept in.
    for (const auto& [weighted, quality] :
         {std::pair(false, PartitionQuality::modularity), std::pair(true, PartitionQuality::cpm)}) {
        CAPTURE(weighted);
        LeidenOptions options;
        options.quality = quality;
        options.resolution = quality == PartitionQuality::cpm ? 0.2 : 1.0;
        const auto found = [&, is_weighted = weighted](int threads) {
            return with_threads(threads, [&] {
                return leiden(g.graph, is_weighted ? strength : Scores(), options);
            });
        };
        const Communities one = found(1);
        for (const int threads : {2, 8}) {
            const Communities more = found(threads);
            CHECK((more.community == one.community));
            CHECK(more.quality == one.quality);
        }
        CHECK(hang_together(g.graph, one.community));
    }
}
