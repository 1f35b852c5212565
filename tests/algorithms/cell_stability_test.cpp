// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/poisson_weights.hpp"
#include "algorithms/suspects/cell_stability.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_evidence.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Partition = std::vector<std::uint32_t>;

namespace {

/// Copies of each incident in one resample, drawn one by one.
std::vector<std::uint32_t>
drawn_again(const GraphEvidence& evidence, std::uint64_t seed, std::size_t number) {
    const internal::PoissonWeights weights(seed);
    std::vector<std::uint32_t> copies;
    for (const std::uint32_t incident : evidence.incidents) {
        std::vector<std::uint32_t> all(number + 1, 0);
        weights.add(incident, 0, all);
        copies.push_back(all.back());
    }
    return copies;
}

/// Pairs of a clique, each tied by one incident of its own, and bridges of `bridge` incidents from
/// each to the next.
GraphEvidence two_cliques(graph::Vertex size, std::uint32_t bridge) {
    GraphEvidence evidence;
    evidence.vertices = 2 * size;
    const auto tie = [&](graph::Vertex a, graph::Vertex b, std::uint32_t incidents) {
        evidence.edges.push_back({a, b});
        for (std::uint32_t i = 0; i < incidents; ++i) {
            const auto incident = static_cast<std::uint32_t>(evidence.incidents.size());
            evidence.incidents.push_back(incident);
            evidence.counted.values.push_back({incident, 1.0});
        }
        evidence.counted.close();
    };
    for (graph::Vertex a = 0; a < 2 * size; ++a) {
        for (graph::Vertex b = a + 1; b < 2 * size; ++b) {
            if ((a < size) == (b < size)) {
                tie(a, b, 1);
            } else if (b == a + size && bridge > 0) {
                tie(a, b, bridge);
            }
        }
    }
    return evidence;
}

} // namespace

TEST_CASE("two cliques apart are steady, and what is tied across is not",
          "[algorithms][cell_stability]") {
    const Partition halves{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    const auto apart = cell_stability(two_cliques(6, 0), halves, {}, 100);
    CHECK(apart.resamples == 100);
    CHECK(apart.stability[0] > 0.85);
    CHECK(apart.stability[1] > 0.85);
    CHECK(apart.found_again[0] > 0.9);
    // Of six bridges of four incidents each any two belong together as much as a half does.
    const auto tied = cell_stability(two_cliques(6, 4), halves, {}, 100);
    CHECK(tied.stability[0] < 0.6);
    CHECK(tied.found_again[0] < 0.5);
}

TEST_CASE("a cell whose one incident is not drawn is not found again, and else the same",
          "[algorithms][cell_stability]") {
    GraphEvidence evidence;
    evidence.vertices = 5;
    evidence.edges = {{0, 1}, {2, 3}};
    evidence.incidents = {0, 1};
    evidence.counted.values = {{0, 1.0}};
    evidence.counted.close();
    evidence.counted.values.push_back({1, 1.0});
    evidence.counted.close();
    const auto found = cell_stability(evidence, Partition{0, 0, 1, 1, 2}, {}, 2000);
    CHECK(found.stability[0] == 1.0);
    CHECK(found.stability[1] == 1.0);
    CHECK(found.stability[2] == 0.0);
    // Both are drawn with 1 - 1/e each; those without either are left out.
    CHECK(found.resamples == Approx(2000 * (1.0 - std::exp(-2.0))).margin(60));
    CHECK(found.found_again[0] ==
          Approx((1.0 - std::exp(-1.0)) / (1.0 - std::exp(-2.0))).margin(0.03));
}

TEST_CASE("stability equals likenesses of the resampled graphs' communities, set by set",
          "[algorithms][cell_stability][property]") {
    unsigned told = 0;
    for (unsigned seed = 0; seed < 1000; seed += 2) { // the even ones are undirected
        CAPTURE(seed);
        const GraphEvidence evidence = evidence_of_records(random_records(seed));
        std::mt19937 draw(seed + 3);
        Partition p(evidence.vertices);
        for (auto& c : p) {
            c = static_cast<std::uint32_t>(draw() % std::min<graph::Vertex>(evidence.vertices, 3));
        }
        LeidenOptions options;
        options.seed = seed;
        constexpr std::size_t resamples = 5;
        const auto found = cell_stability(evidence, p, options, resamples);
        std::vector<double> sum(found.stability.size(), 0.0), again(sum), seen(sum);
        std::size_t used = 0;
        for (std::size_t r = 0; r < resamples; ++r) {
            const auto copies = drawn_again(evidence, options.seed, r);
            if (!copies.empty() && copies == std::vector<std::uint32_t>(copies.size(), 0)) {
                continue;
            }
            ++used;
            const SimpleGraph g = resampled(evidence, copies);
            LeidenOptions other = options;
            other.seed = options.seed + r + 1;
            const Communities c = leiden(g.graph, g.strength, other);
            for (std::uint32_t group = 0; group < sum.size(); ++group) {
                double best = -1.0;
                for (std::uint32_t like = 0; like < c.count; ++like) {
                    double both = 0.0, either = 0.0;
                    for (graph::Vertex v = 0; v < evidence.vertices; ++v) {
                        if (g.graph.out_degree(v) > 0) {
                            both += p[v] == group && c.community[v] == like ? 1.0 : 0.0;
                            either += p[v] == group || c.community[v] == like ? 1.0 : 0.0;
                        }
                    }
                    if (both > 0.0) {
                        best = std::max(best, both / either);
                    }
                }
                if (best >= 0.0) {
                    sum[group] += best;
                    again[group] += best > 0.5 ? 1.0 : 0.0;
                    seen[group] += 1.0;
                }
            }
        }
        CHECK(found.resamples == used);
        for (std::size_t group = 0; group < sum.size(); ++group) {
            const double mean = seen[group] > 0.0 ? sum[group] / seen[group] : 0.0;
            CHECK(found.stability[group] == Approx(mean).margin(1e-6));
            CHECK(found.found_again[group] ==
                  Approx(used == 0 ? 0.0 : again[group] / static_cast<double>(used)));
            told += seen[group] > 0.0 ? 1U : 0U;
        }
    }
    CHECK(told > 300);
}

TEST_CASE("any number of threads tells the same stability", "[algorithms][cell_stability]") {
    const GraphEvidence evidence = two_cliques(7, 1);
    const Partition halves{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    const auto with = [&](int threads) {
        return with_threads(threads, [&] { return cell_stability(evidence, halves, {}, 41); });
    };
    const auto one = with(1);
    for (const int threads : {2, 8}) {
        const auto more = with(threads);
        CHECK(more.stability == one.stability);
        CHECK(more.found_again == one.found_again);
        CHECK(more.resamples == one.resamples);
    }
    CHECK(one.stability[0] < 1.0);
}

TEST_CASE(
    "stability of nothing is nothing; what does not fit is refused, and work stops when asked",
    "[algorithms][cell_stability]") {
    CHECK(cell_stability({}, {}, {}, 10).stability.empty());
    const GraphEvidence evidence = two_cliques(2, 1);
    CHECK(cell_stability(evidence, Partition{0, 0, 1, 1}, {}, 0).resamples == 0);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)cell_stability(evidence, Partition{0}, {}, 1);
          }) == "cell_stability: 1 communities for 4 vertices; give one each");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)cell_stability(evidence, Partition{0, 9, 0, 0}, {}, 1);
          }) == "cell_stability: community 9; number them 0, 1, …");
    GraphEvidence bad = evidence;
    bad.counted.values[0].strength = -1.0;
    CHECK_THROWS_AS(cell_stability(bad, Partition{0, 0, 1, 1}, {}, 1), std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(cell_stability(evidence, Partition{0, 0, 1, 1}, {}, 3, stop), graph::Cancelled);
}
