// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/hub_bootstrap.hpp"
#include "algorithms/hubs/measures.hpp"
#include "algorithms/internal/poisson_weights.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_evidence.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using sandhan::tests::message_of;

namespace {

HubMeasure by(Measure measure) {
    return [measure](const SimpleGraph& g, const graph::RunControl& control) {
        const std::array asked{measure};
        return compute_measures(g, asked, {}, control).front().values;
    };
}

std::vector<graph::Vertex> every_vertex(graph::Vertex n) {
    std::vector<graph::Vertex> all(n);
    std::iota(all.begin(), all.end(), graph::Vertex{0});
    return all;
}

/// Copies of each incident in one resample, drawn one by one.
std::vector<std::uint32_t>
drawn(const GraphEvidence& evidence, std::uint64_t seed, std::size_t number) {
    const internal::PoissonWeights weights(seed);
    std::vector<std::uint32_t> copies;
    for (const std::uint32_t incident : evidence.incidents) {
        std::vector<std::uint32_t> all(number + 1, 0); // from the first replication on
        weights.add(incident, 0, all);
        copies.push_back(all.back());
    }
    return copies;
}

bool same(const RankIntervals& a, const RankIntervals& b) {
    bool equal = a.used == b.used && a.rows.size() == b.rows.size();
    for (std::size_t row = 0; equal && row < a.rows.size(); ++row) {
        const RankInterval& x = a.rows[row];
        const RankInterval& y = b.rows[row];
        const auto alike = [](double p, double q) {
            return p == q || (std::isnan(p) && std::isnan(q));
        };
        equal = alike(x.value_low, y.value_low) && alike(x.value_high, y.value_high) &&
                alike(x.rank_low, y.rank_low) && alike(x.rank_high, y.rank_high) &&
                alike(x.in_top, y.in_top) && alike(x.tied, y.tied) && x.seen == y.seen;
    }
    return equal;
}

/// A star of edges from 0, each resting on so many incidents of its own.
GraphEvidence star(const std::vector<std::uint32_t>& sizes) {
    GraphEvidence evidence;
    evidence.vertices = static_cast<graph::Vertex>(sizes.size() + 1);
    for (std::uint32_t leaf = 0; leaf < sizes.size(); ++leaf) {
        evidence.edges.push_back({0, leaf + 1});
        for (std::uint32_t i = 0; i < sizes[leaf]; ++i) {
            const auto incident = static_cast<std::uint32_t>(evidence.incidents.size());
            evidence.incidents.push_back(incident);
            evidence.counted.values.push_back({incident, 1.0});
        }
        evidence.counted.close();
    }
    return evidence;
}

} // namespace

TEST_CASE("ranks of resamples are those of graphs made afresh of the records drawn",
          "[hubs][bootstrap][property]") {
    constexpr std::array measures{Measure::strength, Measure::degree, Measure::betweenness,
                                  Measure::pagerank, Measure::closeness};
    for (unsigned seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        const tests::EvidenceRecords records = tests::random_records(seed);
        const GraphEvidence evidence = tests::evidence_of_records(records);
        const HubMeasure measure = by(measures[seed % measures.size()]);
        const auto rows = every_vertex(evidence.vertices);
        const std::size_t replications = 1 + seed % 40;
        const std::size_t top = 1 + seed % 3;
        const auto found = bootstrap_hubs(evidence, rows, measure, {replications, seed, top});

        const auto afresh = [&](std::size_t number, std::span<double> values) {
            const auto copies = drawn(evidence, seed, number);
            if (!copies.empty() && std::accumulate(copies.begin(), copies.end(), 0U) == 0) {
                return false;
            }
            const auto measured = measure(tests::graph_of_records(records, copies), {});
            std::copy(measured.begin(), measured.end(), values.begin());
            return true;
        };
        const auto wanted = rank_intervals(rows.size(), afresh, {replications, top, {}});
        CHECK(same(found, wanted));
    }
}

TEST_CASE("nine intervals of ten hold the rate that the incidents came at",
          "[hubs][bootstrap][property]") {
    // A corridor of rate r has Poisson(r) incidents. Its interval is to hold r.
    std::mt19937_64 random(99);
    const auto poisson = [&](double rate) { // by counting arrivals
        std::uint32_t count = 0;
        for (double time = 0.0;; ++count) {
            const double uniform =
                (static_cast<double>(random() >> 11U) + 0.5) / 9007199254740992.0;
            time -= std::log(uniform);
            if (time > rate) {
                return count;
            }
        }
    };
    std::size_t held = 0;
    std::size_t asked = 0;
    for (unsigned population = 0; population < 25; ++population) {
        std::vector<double> rates;
        std::vector<std::uint32_t> counts;
        for (int corridor = 0; corridor < 40; ++corridor) {
            rates.push_back(30.0 + static_cast<double>(random() % 60));
            counts.push_back(poisson(rates.back()));
        }
        const GraphEvidence evidence = star(counts);
        const auto found = bootstrap_hubs(evidence, every_vertex(evidence.vertices),
                                          by(Measure::strength), {400, population, 10});
        for (std::size_t corridor = 0; corridor < rates.size(); ++corridor) {
            const RankInterval& one = found.rows[corridor + 1];
            held += one.value_low <= rates[corridor] && rates[corridor] <= one.value_high;
            ++asked;
        }
    }
    // Of 1000 the share has a standard error of 0.0095; percentile intervals of counts of about 60
    // hold a little less than they say, and whole numbers a little more.
    const double share = static_cast<double>(held) / static_cast<double>(asked);
    CHECK(share > 0.86);
    CHECK(share < 0.94);
}

TEST_CASE("a vertex whose incidents are not drawn is measured alone", "[hubs][bootstrap]") {
    const GraphEvidence evidence = star({1, 200});
    const auto found = bootstrap_hubs(evidence, every_vertex(3), by(Measure::degree), {2000, 3, 1});
    CHECK(found.used == 2000);
    CHECK(found.rows[1].value_low == 0.0); // 37 times in a hundred
    CHECK(found.rows[1].value_high == 1.0);
    CHECK(found.rows[2].value_low == 1.0);
    CHECK(found.rows[2].tied == Approx(1.0)); // with 0 or with both
    CHECK(found.rows[0].in_top == Approx(0.632 + 0.368 / 2).margin(0.03));
}

TEST_CASE("resamples without an incident are left out, and a graph that rests on none stands",
          "[hubs][bootstrap]") {
    const auto found =
        bootstrap_hubs(star({1}), every_vertex(2), by(Measure::degree), {3000, 1, 1});
    CHECK(static_cast<double>(found.used) / 3000.0 == Approx(0.632).margin(0.03));
    CHECK(found.rows[0].value_low == 1.0);

    GraphEvidence stated = star({0});
    stated.always = {2.5};
    const auto fixed = bootstrap_hubs(stated, every_vertex(2), by(Measure::strength), {10, 1, 1});
    CHECK(fixed.used == 10);
    CHECK(fixed.rows[1].value_low == 2.5);
    CHECK(fixed.rows[1].value_high == 2.5);
    CHECK(bootstrap_hubs(GraphEvidence{}, {}, by(Measure::degree), {10, 1, 1}).rows.empty());
}

TEST_CASE("any number of threads gives the same ranks of resamples", "[hubs][bootstrap]") {
    std::vector<std::uint32_t> sizes;
    for (std::uint32_t leaf = 0; leaf < 120; ++leaf) {
        sizes.push_back(leaf % 11);
    }
    const GraphEvidence evidence = star(sizes);
    const auto rows = every_vertex(evidence.vertices);
    const auto with = [&](int threads) {
        return tests::with_threads(threads, [&] {
            return bootstrap_hubs(evidence, rows, by(Measure::betweenness), {150, 4, 5});
        });
    };
    const RankIntervals one = with(1);
    CHECK(same(one, with(2)));
    CHECK(same(one, with(8)));
}

TEST_CASE("a row that is no vertex, and no replications, are refused", "[hubs][bootstrap]") {
    const std::vector<graph::Vertex> beyond{2};
    CHECK(message_of<std::invalid_argument>([&] {
              (void)bootstrap_hubs(star({1}), beyond, by(Measure::degree), {1, 1, 1});
          }) == "bootstrap_hubs: row of vertex 2; there are 2");
    CHECK_THROWS_AS(bootstrap_hubs(star({1}), {}, by(Measure::degree), {0, 1, 1}),
                    std::invalid_argument);
    GraphEvidence bad = star({1});
    bad.vertices = 1;
    CHECK_THROWS_AS(bootstrap_hubs(bad, {}, by(Measure::degree), {1, 1, 1}), std::invalid_argument);
}
