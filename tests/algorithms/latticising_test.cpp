// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/latticising.hpp"
#include "algorithms/hubs/rewiring.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using PlaceAt = std::vector<Vertex>;

namespace {

using Pairs = std::set<std::pair<Vertex, Vertex>>;

Pairs pairs_of(const graph::CompressedGraph& g) {
    Pairs pairs;
    for (const auto [s, t] : g.edges()) {
        pairs.insert(std::minmax(s, t));
    }
    return pairs;
}

/// Steps around the ring, one way or the other.
unsigned length(const PlaceAt& place, Vertex a, Vertex b) {
    const auto n = static_cast<unsigned>(place.size());
    const unsigned forward = (place[a] + n - place[b]) % n;
    return std::min(forward, n - forward);
}

unsigned length(const PlaceAt& place, const Pairs& pairs) {
    unsigned sum = 0;
    for (const auto& [a, b] : pairs) {
        sum += length(place, a, b);
    }
    return sum;
}

/// Whether two edges could be swapped so that the whole is shorter.
bool can_be_shorter(const PlaceAt& place, const Pairs& pairs) {
    const unsigned now = length(place, pairs);
    for (const auto& first : pairs) {
        for (const auto& second : pairs) {
            for (const auto& [c, d] : {second, std::pair(second.second, second.first)}) {
                const auto [a, b] = first;
                if (first == second || a == d || b == c) {
                    continue;
                }
                Pairs swapped = pairs;
                swapped.erase(first);
                swapped.erase(second);
                const bool fits = swapped.insert(std::minmax(a, d)).second &&
                                  swapped.insert(std::minmax(c, b)).second &&
                                  !pairs.contains(std::minmax(a, d)) &&
                                  !pairs.contains(std::minmax(c, b));
                if (fits && length(place, swapped) < now) {
                    return true;
                }
            }
        }
    }
    return false;
}

double mean_clustering(const graph::CompressedGraph& g) {
    const auto share = clustering(g);
    return std::accumulate(share.begin(), share.end(), 0.0) / static_cast<double>(share.size());
}

} // namespace

TEST_CASE("latticising keeps the degrees, never lengthens, and ends where no swap is shorter",
          "[algorithms][latticising][property]") {
    std::size_t changed = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const auto g = undirected_simplified(random_multigraph(seed).graph).graph;
        const PlaceAt place = random_places(g.vertex_count(), seed);
        PlaceAt sorted = place;
        std::sort(sorted.begin(), sorted.end());
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            CHECK(sorted[v] == v);
        }
        const auto lattice = latticised(g, place, 4000, seed);
        CHECK(degree(lattice) == degree(g));
        CHECK(pairs_of(lattice).size() == g.edge_count()); // and none is doubled
        for (const auto [s, t] : lattice.edges()) {
            CHECK(s < t);
        }
        CHECK(length(place, pairs_of(lattice)) <= length(place, pairs_of(g)));
        CHECK_FALSE(can_be_shorter(place, pairs_of(lattice)));
        changed += pairs_of(lattice) != pairs_of(g) ? 1U : 0U;

        // After a few swaps it is shorter or as short, too.
        const auto begun = latticised(g, place, 3, seed);
        CHECK(length(place, pairs_of(begun)) <= length(place, pairs_of(g)));
        CHECK(degree(begun) == degree(g));
        // The edges' order changes nothing, nor do their ends.
        std::vector<graph::VertexPair> edges;
        for (const auto [s, t] : g.edges()) {
            edges.insert(edges.begin(), {t, s});
        }
        CHECK(pairs_of(latticised({Directedness::undirected, g.vertex_count(), edges}, place, 4000,
                                  seed)) == pairs_of(lattice));
    }
    CHECK(changed > 100);
}

TEST_CASE("a random graph of four neighbours each becomes a ring of closed circles",
          "[algorithms][latticising]") {
    constexpr Vertex n = 60;
    std::vector<graph::VertexPair> edges;
    for (Vertex v = 0; v < n; ++v) {
        edges.push_back({v, (v + 1) % n});
        edges.push_back({v, (v + 2) % n});
    }
    const graph::CompressedGraph ring(Directedness::undirected, n, edges);
    const auto random = rewired(ring, 5000, 1);
    const auto lattice = latticised(random, random_places(n, 2), 20'000, 3);
    CHECK(mean_clustering(random) < 0.15);
    CHECK(mean_clustering(lattice) > 0.4); // 0.5 in the ring
    PlaceAt here(n);
    std::iota(here.begin(), here.end(), Vertex{0});
    CHECK(mean_clustering(latticised(ring, here, 5000, 3)) > 0.45);
}

TEST_CASE("latticising graphs that leave nothing to swap, and refused ones",
          "[algorithms][latticising]") {
    CHECK(latticised(graph::CompressedGraph(Directedness::undirected, 0, {}), {}, 9, 1)
              .vertex_count() == 0);
    const auto star = star_graph(Directedness::undirected, 6);
    CHECK(pairs_of(latticised(star, random_places(6, 1), 100, 1)) == pairs_of(star));
    const auto full = clique(Directedness::undirected, 5);
    CHECK(pairs_of(latticised(full, random_places(5, 1), 100, 1)) == pairs_of(full));
    CHECK(random_places(0, 1).empty());
    CHECK(random_places(9, 1) != random_places(9, 2));

    const auto said = [](auto call) { return message_of<std::invalid_argument>(call); };
    CHECK(said([] {
              (void)latticised(path_graph(Directedness::directed, 3), PlaceAt{0, 1, 2}, 1, 1);
          }) == "latticised: the graph is directed; give it through undirected_simplified()");
    CHECK(said([&] {
              (void)latticised(star, PlaceAt{0, 1}, 1, 1);
          }) == "latticised: 2 places for 6 vertices");
    CHECK(said([&] {
              (void)latticised(star, PlaceAt{0, 1, 2, 3, 4, 4}, 1, 1);
          }) == "latticised: place 4; each of 0 to n - 1 must be given once");
    CHECK(
        said([] {
            (void)latticised({Directedness::undirected, 2, {{0, 1}, {1, 0}}}, PlaceAt{0, 1}, 1, 1);
        }).starts_with("latticised: "));
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(latticised(full, random_places(5, 1), 10, 1, stop), graph::Cancelled);
}
