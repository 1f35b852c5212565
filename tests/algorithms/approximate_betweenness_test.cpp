// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/internal/path_sampler.hpp"
#include "algorithms/internal/vertex_diameter.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/near.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

namespace {

double largest_difference(const Scores& a, const Scores& b) {
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

/// Two stars of n / 2 leaves whose centres are joined: both centres separate about half of all
/// pairs, which is where sampling errs most.
graph::CompressedGraph two_stars(Directedness directedness, Vertex n) {
    std::vector<graph::VertexPair> edges{{0, 1}, {1, 0}};
    if (directedness == Directedness::undirected) {
        edges.pop_back();
    }
    for (Vertex v = 2; v < n; ++v) {
        edges.push_back({v % 2, v});
        if (directedness == Directedness::directed) {
            edges.push_back({v, v % 2});
        }
    }
    return {directedness, n, std::move(edges)};
}

struct Failures {
    int of_epsilon = 0;
    int of_bounds = 0;
    std::uint64_t samples = 0;
};

Failures failures(const graph::CompressedGraph& g, ApproximateOptions options, unsigned runs) {
    const auto exact = betweenness(g, {}, Normalisation::by_size);
    Failures found;
    for (unsigned seed = 0; seed < runs; ++seed) {
        options.seed = seed;
        const auto a = approximate_betweenness(g, options, Normalisation::by_size);
        found.samples += a.samples;
        found.of_epsilon += largest_difference(a.score, exact) > options.epsilon ? 1 : 0;
        bool inside = true;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            inside = inside && a.lower[v] - 1e-12 <= exact[v] && exact[v] <= a.upper[v] + 1e-12;
        }
        found.of_bounds += inside ? 0 : 1;
    }
    return found;
}

} // namespace

TEST_CASE("approximate betweenness keeps its promise, and one cut short does not",
          "[algorithms][approximate_betweenness][property]") {
    constexpr unsigned runs = 250;
    const double delta = 0.1;
    // A share of delta would fail in delta * runs of them; three standard deviations more by luck.
    const double allowed = delta * runs + 3.0 * std::sqrt(runs * delta * (1.0 - delta));
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        for (unsigned kind = 0; kind < 3; ++kind) {
            CAPTURE(kind, directedness == Directedness::directed);
            const auto g =
                kind == 0
                    ? two_stars(directedness, 60)
                    : simplified(random_graph(kind, directedness, 80, kind == 1 ? 80 : 300)).graph;
            ApproximateOptions options;
            options.epsilon = 0.05;
            options.delta = delta;
            const Failures kept = failures(g, options, runs);
            CHECK(kept.of_epsilon <= allowed);
            CHECK(kept.of_bounds <= allowed);
            if (kind == 0) {
                // The same test sees a sampler that stops too early. Its bounds still hold, as they
                // are of the samples it took.
                options.max_samples = 50;
                const Failures cut = failures(g, options, runs);
                CHECK(cut.samples == 50 * runs);
                CHECK(cut.of_epsilon > allowed);
                CHECK(cut.of_bounds <= allowed);
            }
        }
    }
}

TEST_CASE("approximate betweenness is near enumeration of all paths",
          "[algorithms][approximate_betweenness][property]") {
    ApproximateOptions options;
    options.epsilon = 0.03;
    options.delta = 1e-6; // so that no seed of these fails
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const SimpleGraph simple = simplified(random.graph);
        const double n = simple.graph.vertex_count();
        const double pairs = (n - 1.0) * (n - 2.0) * (simple.graph.is_directed() ? 1.0 : 0.5);
        options.seed = seed;
        const auto raw = approximate_betweenness(simple.graph, options);
        const auto exact = oracle::betweenness(matrix(simple.graph));
        REQUIRE(raw.score.size() == exact.size());
        CHECK(raw.converged);
        if (n >= 3) {
            CHECK(largest_difference(raw.score, exact) <= options.epsilon * pairs);
        } else {
            CHECK(raw.score == exact);
        }
        for (Vertex v = 0; v < n; ++v) {
            CHECK(raw.lower[v] <= exact[v] + 1e-12);
            CHECK(exact[v] <= raw.upper[v] + 1e-12);
            if (n >= 3) {
                CHECK(raw.upper[v] - raw.score[v] <= options.epsilon * pairs * (1.0 + 1e-12));
                CHECK(raw.score[v] - raw.lower[v] <= options.epsilon * pairs * (1.0 + 1e-12));
            }
        }
        const auto share = approximate_betweenness(simple.graph, options, Normalisation::by_size);
        for (Vertex v = 0; n >= 3 && v < n; ++v) {
            CHECK(share.score[v] * pairs == Approx(raw.score[v]));
        }
    }
}

TEST_CASE("every shortest path of a pair is drawn as often",
          "[algorithms][approximate_betweenness]") {
    // Joints 0, 3, 6, 9: eight paths from 0 to 9, each with inner vertices of its own.
    const auto rows = internal::renumbered(chain_of_squares(3));
    internal::PathSampler sampler(rows);
    std::map<std::vector<Vertex>, int> drawn;
    int total = 0;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
        std::vector<Vertex> inner;
        sampler.sample(internal::SampleRandom(7, i), inner);
        if (inner.size() == 5) { // only 0 and 9 are six steps apart
            for (Vertex& v : inner) {
                v = rows.original[v];
            }
            std::sort(inner.begin(), inner.end());
            ++drawn[inner];
            ++total;
        }
    }
    CHECK(total > 3000); // of 200000 * 2 / 90
    CHECK(drawn.size() == 8);
    for (const auto& [path, times] : drawn) {
        // Four standard deviations of a binomial number with p = 1/8.
        CHECK(std::abs(times - total / 8.0) < 4.0 * std::sqrt(total * 7.0 / 64.0));
    }
}

TEST_CASE("no shortest path has more vertices than the bound says",
          "[algorithms][approximate_betweenness][property]") {
    for (unsigned seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        const auto g = random_multigraph(seed, seed % 3 == 0 ? 16 : 8).graph;
        std::uint64_t longest = g.vertex_count() == 0 ? 0 : 1;
        for (const auto& row : oracle::distances(matrix(simplified(g).graph))) {
            for (const auto d : row) {
                longest = std::max(longest, d + 1);
            }
        }
        const Vertex bound = internal::vertex_diameter_bound(internal::renumbered(g));
        CHECK(bound >= longest);
        CHECK(bound <= g.vertex_count());
    }
}

TEST_CASE("approximate betweenness of graphs without a middle is zero, without a sample",
          "[algorithms][approximate_betweenness]") {
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        for (const auto& g :
             {path_graph(directedness, 0), path_graph(directedness, 1), path_graph(directedness, 2),
              graph::CompressedGraph(directedness, 5, {})}) {
            const auto a = approximate_betweenness(g);
            CHECK(a.score == Scores(g.vertex_count(), 0.0));
            CHECK(a.lower == a.score);
            CHECK(a.upper == a.score);
            CHECK(a.samples == 0);
            CHECK(a.converged);
        }
    }
    CHECK(approximate_betweenness(clique(Directedness::undirected, 6)).score == Scores(6, 0.0));
}

TEST_CASE("approximate betweenness of a star and of a very long path",
          "[algorithms][approximate_betweenness]") {
    ApproximateOptions options;
    options.epsilon = 0.05;
    const auto star = approximate_betweenness(star_graph(Directedness::undirected, 101), options,
                                              Normalisation::by_size);
    CHECK(star.score[0] >= 0.95);
    CHECK(star.score[0] <= 1.0);
    CHECK(star.upper[0] <= 1.0);
    CHECK(*std::max_element(star.score.begin() + 1, star.score.end()) == 0.0);

    options.max_samples = 50;
    const auto path = approximate_betweenness(path_graph(Directedness::undirected, 1'000'000),
                                              options, Normalisation::by_size);
    CHECK(path.samples == 50);
    CHECK_FALSE(path.converged);
    CHECK(path.score[500'000] == Approx(0.5).margin(0.3));
    CHECK(path.lower[500'000] <= 0.5);
    CHECK(path.upper[500'000] >= 0.5);
}

TEST_CASE("more shortest paths than a double can count are sampled all the same",
          "[algorithms][approximate_betweenness]") {
    // 2^1100 paths from end to end.
    ApproximateOptions options;
    options.epsilon = 0.05;
    options.delta = 1e-6;
    const auto g = chain_of_squares(1100);
    const auto a = approximate_betweenness(g, options, Normalisation::by_size);
    CHECK(largest_difference(a.score, betweenness(g, {}, Normalisation::by_size)) <= 0.05);
}

TEST_CASE("approximate betweenness gives the same bytes for any number of threads",
          "[algorithms][approximate_betweenness]") {
    const auto g = simplified(random_graph(3, Directedness::directed, 500, 2000)).graph;
    ApproximateOptions options;
    options.epsilon = 0.03;
    const auto run = [&] { return approximate_betweenness(g, options); };
    const auto alone = with_threads(1, run);
    for (const int threads : {2, 8}) {
        const auto together = with_threads(threads, run);
        CHECK(alone.score == together.score);
        CHECK(alone.lower == together.lower);
        CHECK(alone.upper == together.upper);
        CHECK(alone.samples == together.samples);
    }
    options.seed = 2;
    CHECK(approximate_betweenness(g, options).score != alone.score);
}

TEST_CASE("approximate betweenness refuses what promises nothing, and stops when asked to",
          "[algorithms][approximate_betweenness]") {
    const auto g = path_graph(Directedness::undirected, 5);
    const auto refusal = [&](double epsilon, double delta) {
        return message_of<std::invalid_argument>([&] {
            ApproximateOptions options;
            options.epsilon = epsilon;
            options.delta = delta;
            (void)approximate_betweenness(g, options);
        });
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(refusal(0.0, 0.1) ==
          "approximate betweenness: epsilon is 0.000000; it must be finite and > 0");
    for (const double epsilon : {-0.1, nan, infinity}) {
        CHECK(refusal(epsilon, 0.1).starts_with("approximate betweenness: epsilon is "));
    }
    for (const double delta : {0.0, 1.0, -0.5, 2.0, nan}) {
        CHECK(refusal(0.1, delta).starts_with("approximate betweenness: delta is "));
    }
    CHECK(refusal(1e-9, 0.1).find("more than 1e15 samples") != std::string::npos);
    CHECK(message_of<std::invalid_argument>([] {
              (void)approximate_betweenness(
                  graph::CompressedGraph(Directedness::undirected, 3, {{0, 1}, {1, 0}}));
          }).starts_with("approximate betweenness: "));
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(approximate_betweenness(g, {}, Normalisation::none, control), graph::Cancelled);
}
