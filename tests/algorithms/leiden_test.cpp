// SPDX-License-Identifier: Apache-2.0
#include "algorithms/simple_graph.hpp"
#include "algorithms/suspects/leiden.hpp"
#include "algorithms/suspects/partition_quality.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/partition_oracle.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using oracle::Partition;
using Scores = std::vector<double>;

namespace {

/// Cliques in a ring, each joined with the next by one edge.
graph::CompressedGraph ring_of_cliques(graph::Vertex cliques, graph::Vertex size) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex c = 0; c < cliques; ++c) {
        for (graph::Vertex a = 0; a < size; ++a) {
            for (graph::Vertex b = a + 1; b < size; ++b) {
                edges.push_back({c * size + a, c * size + b});
            }
        }
        edges.push_back({c * size, ((c + 1) % cliques) * size + 1});
    }
    return simplified({Directedness::undirected, cliques * size, std::move(edges)}).graph;
}

Partition blocks(graph::Vertex count, graph::Vertex size) {
    Partition p;
    for (graph::Vertex v = 0; v < count * size; ++v) {
        p.push_back(v / size);
    }
    return p;
}

/// Dense groups of 40 among sparse ties, the vertices of each scattered over the numbers.
SimpleGraph planted(unsigned seed, graph::Vertex n, std::size_t m, unsigned percent_within) {
    std::mt19937 random(seed);
    std::vector<graph::VertexPair> edges;
    const graph::Vertex groups = n / 40;
    while (edges.size() < m) {
        const auto a = static_cast<graph::Vertex>(random() % n);
        const auto b = random() % 100 < percent_within
                           ? static_cast<graph::Vertex>(random() % 40) * groups + a % groups
                           : static_cast<graph::Vertex>(random() % n);
        edges.push_back({a, b});
    }
    return simplified({Directedness::undirected, n, std::move(edges)});
}

bool is_numbered_by_first(const Communities& found) {
    std::uint32_t next = 0;
    for (const std::uint32_t c : found.community) {
        if (c > next) {
            return false;
        }
        next += c == next ? 1 : 0;
    }
    return next == found.count;
}

double judged(const oracle::Adjacency& a, const Partition& p, const LeidenOptions& options) {
    return options.quality == PartitionQuality::modularity
               ? oracle::modularity(a, p, options.resolution)
               : oracle::cpm(a, p, options.resolution);
}

} // namespace

TEST_CASE("Leiden finds two triangles and the bridge between them", "[algorithms][leiden]") {
    const graph::CompressedGraph g(Directedness::undirected, 7,
                                   {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}});
    const Communities found = leiden(g);
    CHECK(found.community == Partition{0, 0, 0, 1, 1, 1, 2}); // 6 has no edge
    CHECK(found.count == 3);
    CHECK(found.quality == Approx(6.0 / 7.0 - 0.5));
    // The bridge weighs more than all the rest.
    const Communities bridged = leiden(g, Scores{1, 1, 1, 50, 1, 1, 1});
    CHECK(bridged.community[2] == bridged.community[3]);
    CHECK(bridged.community[0] != bridged.community[5]);
}

TEST_CASE("CPM finds each clique of a ring, where modularity joins them in pairs",
          "[algorithms][leiden]") {
    // Fortunato and Barthelemy 2007, doi:10.1073/pnas.0605965104: the resolution limit.
    const auto g = ring_of_cliques(30, 5);
    LeidenOptions options;
    options.starts = 10;
    options.least_gain = 0.0;
    const Communities pairs = leiden(g, {}, options);
    CHECK(pairs.count < 20);
    CHECK(pairs.quality > modularity(g, blocks(30, 5)) + 0.01);
    CHECK(pairs.quality > modularity(g, blocks(15, 10)) - 0.001); // the best there is
    options.quality = PartitionQuality::cpm;
    options.resolution = 0.5;
    const Communities cliques = leiden(g, {}, options);
    CHECK(cliques.community == blocks(30, 5));
    CHECK(cliques.quality == Approx(30 * 10 - 0.5 * 30 * 10));
    options.quality = PartitionQuality::modularity;
    options.resolution = 3.0;
    CHECK(leiden(g, {}, options).community == blocks(30, 5));
}

TEST_CASE("Leiden of graphs that have no or one community", "[algorithms][leiden]") {
    CHECK(leiden(graph::UndirectedGraph()).count == 0);
    CHECK(leiden({Directedness::undirected, 4, {}}).community == Partition{0, 1, 2, 3});
    CHECK(leiden(clique(Directedness::undirected, 6)).count == 1);
    CHECK(leiden(star_graph(Directedness::undirected, 9)).count == 1);
    CHECK(leiden(path_graph(Directedness::undirected, 2)).count == 1);
    LeidenOptions options;
    options.resolution = 0.0;
    CHECK(leiden(ring_of_cliques(5, 4), {}, options).count == 1);
    options.quality = PartitionQuality::cpm;
    CHECK(leiden(ring_of_cliques(5, 4), {}, options).count == 1);
    options.resolution = 1.5; // no edge is worth a pair
    CHECK(leiden(ring_of_cliques(5, 4), {}, options).count == 20);

    const Communities path = leiden(path_graph(Directedness::undirected, 1'000'000));
    CHECK(path.quality > 0.997); // pieces of about sqrt(2n) would have 1 - sqrt(2/n) = 0.9986
    CHECK(is_numbered_by_first(path));
}

TEST_CASE("Leiden's communities are connected, locally best, and the best there are",
          "[algorithms][leiden][property]") {
    unsigned missed = 0;
    for (unsigned seed = 0; seed < 1200; ++seed) {
        CAPTURE(seed);
        const RandomGraph random = random_multigraph(seed, seed % 4 == 0 ? 8 : 7);
        const bool weighted = seed % 3 == 1;
        const Scores units(random.units.begin(), random.units.end());
        const SimpleGraph g = undirected_simplified(
            random.graph, weighted ? std::span<const double>(units) : std::span<const double>());
        LeidenOptions options;
        options.quality = seed % 5 < 3 ? PartitionQuality::modularity : PartitionQuality::cpm;
        options.resolution = seed % 7 == 0 ? 0.7 : 1.0;
        options.seed = seed;
        options.starts = 10;
        options.least_gain = 0.0;
        const Communities found = leiden(g.graph, g.strength, options);
        const auto a = oracle::adjacency(g.graph, g.strength);
        REQUIRE(found.community.size() == a.size());
        CHECK(is_numbered_by_first(found));
        CHECK(oracle::connected(a, found.community));
        CHECK(found.quality == Approx(judged(a, found.community, options)).margin(1e-9));
        for (std::size_t v = 0; v < a.size(); ++v) {
            for (std::uint32_t c = 0; c <= found.count; ++c) {
                Partition moved = found.community;
                moved[v] = c;
                CHECK(judged(a, moved, options) <= found.quality + 1e-9);
            }
        }
        const double best = oracle::best_quality(
            a.size(), [&](const Partition& p) { return judged(a, p, options); });
        CHECK(found.quality <= best + 1e-9);
        missed += found.quality < best - 1e-9 ? 1 : 0;
    }
    CHECK(missed == 0);
}

TEST_CASE("Leiden's communities are connected after any number of iterations",
          "[algorithms][leiden][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto n = static_cast<graph::Vertex>(20 + random() % 40);
        const SimpleGraph g =
            simplified(random_graph(seed, Directedness::undirected, n, n + random() % (2 * n)));
        Scores strength;
        for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
            strength.push_back(static_cast<double>(1 + random() % 20));
        }
        LeidenOptions options;
        options.quality = seed % 3 == 0 ? PartitionQuality::cpm : PartitionQuality::modularity;
        options.resolution = seed % 3 == 0 ? 0.3 : 0.2 + static_cast<double>(seed % 7) / 4.0;
        options.seed = seed;
        options.starts = 1 + seed % 2;
        options.iterations = seed % 4;
        const auto a = oracle::adjacency(g.graph, strength);
        CHECK(oracle::connected(a, leiden(g.graph, strength, options).community));
    }
}

TEST_CASE("Leiden finds what was planted, whatever the numbers of threads and the unit of strength",
          "[algorithms][leiden][threads]") {
    const SimpleGraph g = planted(3, 8000, 60'000, 90);
    LeidenOptions options;
    options.seed = 7;
    const Communities one = with_threads(1, [&] { return leiden(g.graph, {}, options); });
    for (const int threads : {2, 8}) {
        const Communities more =
            with_threads(threads, [&] { return leiden(g.graph, {}, options); });
        CHECK((more.community == one.community));
        CHECK(more.quality == one.quality);
    }
    Partition truth(8000);
    for (graph::Vertex v = 0; v < 8000; ++v) {
        truth[v] = v % 200;
    }
    CHECK(one.quality >= modularity(g.graph, truth));
    LeidenOptions dense = options;
    dense.quality = PartitionQuality::cpm;
    dense.resolution = 0.05;
    CHECK(leiden(g.graph, {}, dense).count == Approx(200).margin(5));
    CHECK(oracle::connected(oracle::adjacency(planted(4, 400, 700, 70).graph, {}),
                            leiden(planted(4, 400, 700, 70).graph).community));

    // Twice the strength, the same communities: 0.5 and 2 are exact.
    const Scores halves(g.graph.edge_count(), 0.5);
    const Scores twos(g.graph.edge_count(), 2.0);
    const Scores ones(g.graph.edge_count(), 1.0);
    for (const Scores& alike : {halves, twos, ones}) {
        CHECK((leiden(g.graph, alike, options).community == one.community));
    }

    // Where nothing is clear, another seed finds something else, about as good.
    const SimpleGraph unclear = planted(5, 2000, 8000, 20);
    const Communities first = leiden(unclear.graph, {}, options);
    options.seed = 8;
    const Communities other = leiden(unclear.graph, {}, options);
    CHECK((other.community != first.community));
    CHECK(other.quality == Approx(first.quality).margin(0.02));
    options.iterations = 1;
    CHECK(leiden(unclear.graph, {}, options).quality <= other.quality);
}

TEST_CASE("small graphs are tried from more beginnings than large ones", "[algorithms][leiden]") {
    LeidenOptions options;
    options.seed = 9;
    const LeidenOptions small = thorough(ring_of_cliques(4, 4), options);
    CHECK(small.starts == 20);
    CHECK(small.least_gain == 0.0);
    CHECK(small.seed == 9);
    const LeidenOptions large = thorough(path_graph(Directedness::undirected, 600'000), options);
    CHECK(large.starts == 1);
    CHECK(large.least_gain == options.least_gain);
}

TEST_CASE("Leiden refuses what it cannot work on, and stops when asked", "[algorithms][leiden]") {
    const auto g = path_graph(Directedness::undirected, 3);
    const auto told = [&](auto change) {
        LeidenOptions options;
        change(options);
        return message_of<std::invalid_argument>([&] { (void)leiden(g, {}, options); });
    };
    CHECK(told([](auto& o) { o.resolution = -1.0; }) ==
          "leiden: resolution -1.000000; it must be finite and >= 0");
    CHECK(told([](auto& o) { o.resolution = std::numeric_limits<double>::infinity(); }) ==
          "leiden: resolution inf; it must be finite and >= 0");
    CHECK(told([](auto& o) { o.least_gain = -1.0; }) ==
          "leiden: least gain -1.000000; it must be finite and >= 0");
    CHECK(told([](auto& o) { o.randomness = 0.0; }) ==
          "leiden: randomness 0.000000; it must be finite and > 0");
    CHECK(told([](auto& o) { o.starts = 0; }) == "leiden: no start; there must be 1 or more");
    CHECK(message_of<std::invalid_argument>([] {
              (void)leiden(path_graph(Directedness::directed, 3));
          }) == "leiden: the graph is directed; drop its directions first");
    CHECK_THROWS_AS(leiden({Directedness::undirected, 2, {{0, 1}, {1, 0}}}), std::invalid_argument);
    CHECK_THROWS_AS(leiden(g, Scores{1.0, std::numeric_limits<double>::quiet_NaN()}),
                    std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(leiden(g, {}, {}, stop), graph::Cancelled);
}
