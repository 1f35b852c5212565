// SPDX-License-Identifier: Apache-2.0
// The searches behind key_players(), begun without any set known, so that every step of the proof
// is taken.
#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/distance_fragments.hpp"
#include "algorithms/internal/fragment_search.hpp"
#include "algorithms/internal/reach_search.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/random_graphs.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <random>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::algorithms::internal;
using namespace sandhan::tests;

namespace {

/// Cases, trees with a few more edges, random edges, or a clique with vertices hung on it.
std::vector<graph::VertexPair> edges_of_a_kind(std::mt19937& random, Vertex n) {
    const auto any = [&](Vertex below) { return static_cast<Vertex>(random() % below); };
    std::vector<graph::VertexPair> edges;
    switch (random() % 4) {
    case 0:
        for (Vertex i = 0; i < 3 + n / 3; ++i) {
            std::vector<Vertex> people(2 + random() % 4);
            for (Vertex& v : people) {
                v = std::min(any(n), any(n));
            }
            for (const Vertex u : people) {
                for (const Vertex v : people) {
                    edges.push_back({u, v});
                }
            }
        }
        break;
    case 1:
        for (Vertex v = 1; v < n; ++v) {
            edges.push_back({v, any(v)});
        }
        for (auto more = random() % 6; more > 0; --more) {
            edges.push_back({any(n), any(n)});
        }
        break;
    case 2:
        for (auto m = n + random() % (3 * n); m > 0; --m) {
            edges.push_back({any(n), any(n)});
        }
        break;
    default:
        const auto core = static_cast<Vertex>(3 + random() % 4);
        for (Vertex v = 1; v < n; ++v) {
            for (Vertex ties = v < core ? v : 1 + any(3); ties > 0; --ties) {
                edges.push_back({v, v < core ? ties - 1 : any(v)});
            }
        }
    }
    return edges;
}

} // namespace

TEST_CASE("the bounds of a search for key players never pass over the best set",
          "[algorithms][key_players][property]") {
    std::uint64_t nodes = 0;
    std::uint64_t sets = 0;
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<Vertex>(8 + random() % 5);
        const auto edges = edges_of_a_kind(random, n);
        const auto g = simplified({graph::Directedness::undirected, n, edges}).graph;
        const auto directed = simplified({graph::Directedness::directed, n, edges}).graph;

        std::vector<unsigned char> allowed(n, 1);
        if (random() % 3 == 0) {
            for (auto& a : allowed) {
                a = random() % 4 == 0 ? 0 : 1;
            }
        }
        const graph::RunControl control;
        SetQuestion asked;
        asked.k = std::min<std::size_t>(1 + random() % 4, static_cast<std::size_t>(std::count(
                                                              allowed.begin(), allowed.end(), 1)));
        asked.allowed = allowed;
        asked.control = &control;
        asked.from_nothing = true;
        asked.most_nodes = random() % 3 == 0 ? 1 + random() % 8 : 1'000'000;
        ReachWeights weights{720'720, random() % 2 == 0};
        if (!weights.by_distance) {
            weights.most_steps = static_cast<std::uint32_t>(1 + random() % 3);
        }

        // The scores of one set are held to their definitions by key_players_test.cpp.
        CutAnalysis cuts(g);
        DistanceFragments distances(g);
        ReachState reach(directed, weights);
        std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
        std::uint64_t least = fewest;
        std::uint64_t most = 0;
        const bool by_distance = seed % 4 == 0;
        for (std::uint32_t set = 0; set < (1U << n); ++set) {
            bool fits = static_cast<std::size_t>(std::popcount(set)) == asked.k;
            for (Vertex v = 0; v < n; ++v) {
                fits = fits && ((set >> v & 1U) == 0 || allowed[v] != 0);
            }
            if (!fits) {
                continue;
            }
            ++sets;
            for (Vertex v = 0; v < n; ++v) {
                if ((set >> v & 1U) != 0) {
                    cuts.remove(v);
                    distances.remove(v);
                    reach.take(v);
                } else {
                    cuts.put_back(v);
                    distances.put_back(v);
                }
            }
            cuts.run();
            fewest = std::min(fewest, cuts.pairs());
            least = by_distance ? std::min(least, distances.sum()) : 0;
            most = std::max(most, reach.score());
            reach.clear();
        }

        const auto check = [&](const FoundSet& found, std::uint64_t best, bool more_is_better) {
            CAPTURE(asked.k, found.score, found.bound, found.nodes, best);
            CHECK((more_is_better ? found.bound >= best : found.bound <= best));
            if (found.bound == found.score) {
                CHECK(found.score == best);
            } else {
                CHECK(found.nodes >= asked.most_nodes);
            }
        };
        const FoundSet fragments = search_fragmenting_set(g, asked);
        nodes += fragments.nodes;
        check(fragments, fewest, false);
        check(search_reaching_set(directed, weights, {}, asked), most, true);
        if (by_distance) {
            check(search_distance_fragmenting_set(g, asked), least, false);
        }
    }
    // A search that looked at everything would prove nothing of the bounds.
    CHECK(nodes * 10 < sets);
}
