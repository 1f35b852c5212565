// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/eccentricity.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/measures.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scores = std::vector<double>;

TEST_CASE("measures are read by name, in order, once each", "[algorithms][measures]") {
    CHECK(parse_measures("core, degree ,core") ==
          std::vector<Measure>{Measure::core, Measure::degree});
    CHECK(parse_measures("all").size() == measure_catalogue().size());
    CHECK(parse_measures("pagerank,all").front() == Measure::pagerank);
    CHECK(parse_measures("pagerank,all").size() == measure_catalogue().size());
    for (const MeasureInfo& info : measure_catalogue()) {
        CHECK(parse_measures(info.name) == std::vector<Measure>{info.measure});
        CHECK(name_of(info.measure) == info.name);
        CHECK_FALSE(info.meaning.empty());
    }
}

TEST_CASE("an unknown measure is answered with the nearest known one", "[algorithms][measures]") {
    const auto refusal = [](const char* list) {
        return message_of<std::invalid_argument>([&] { (void)parse_measures(list); });
    };
    CHECK(refusal("degree,betweeness")
              .starts_with("measure \"betweeness\" is not known; nearest is \"betweenness\". Known "
                           "are all, degree, in_degree"));
    CHECK(refusal("PageRank").find("nearest is \"pagerank\"") != std::string::npos);
    CHECK(refusal("degree,,core").starts_with("a measure is missing in \"degree,,core\""));
    CHECK(refusal("").starts_with("a measure is missing"));
}

TEST_CASE("columns are what the kernels return", "[algorithms][measures]") {
    const auto directedness = GENERATE(Directedness::directed, Directedness::undirected);
    const auto simple = simplified(random_graph(1, directedness, 60, 200));
    const auto all = parse_measures("all");

    const auto plain = compute_measures(simple, all);
    REQUIRE(plain.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(plain[i].name == name_of(all[i]));
        CHECK(plain[i].values.size() == 60);
        CHECK(plain[i].warning.empty());
    }
    CHECK(plain[0].kind == ColumnKind::integer);
    CHECK(plain[3].values == strength(simple.graph, simple.strength));
    CHECK(plain[6].values == betweenness(simple.graph));
    CHECK(plain[7].values == closeness(simple.graph));
    CHECK(plain[9].values == pagerank(simple.graph).score);
    CHECK(plain[10].kind == ColumnKind::integer);
    CHECK(plain[11].kind == ColumnKind::integer);
    CHECK(plain[12].kind == ColumnKind::boolean);
    CHECK(plain[13].kind == ColumnKind::integer);
    CHECK(plain[13].values == eccentricity(simple.graph));

    Scores cost;
    for (const double s : simple.strength) {
        cost.push_back(1.0 / s);
    }
    const auto other = compute_measures(simple, all, {.weighted = true, .normalised = true});
    CHECK(other[0].kind == ColumnKind::real);
    CHECK(other[0].values == degree_centrality(simple.graph));
    CHECK(other[3].values == plain[3].values);
    CHECK(other[6].values == betweenness(simple.graph, cost, Normalisation::by_size));
    CHECK(other[7].values == closeness(simple.graph, cost));
    CHECK(other[8].values == harmonic(simple.graph, cost, Normalisation::by_size));
    CHECK(other[13].kind == ColumnKind::real);
    CHECK(other[13].values == eccentricity(simple.graph, cost));
    CHECK(other[9].values == pagerank(simple.graph, simple.strength).score);
}

TEST_CASE("betweenness is approximate where asked for, and then not weighted",
          "[algorithms][measures]") {
    const auto simple = simplified(random_graph(1, Directedness::directed, 60, 200));
    const auto by = parse_measures("betweenness");
    HubOptions options;
    options.approximate = ApproximateOptions{};
    options.approximate->epsilon = 0.05;
    options.approximate->seed = 7;
    const auto columns = compute_measures(simple, by, options);
    CHECK(columns[0].values == approximate_betweenness(simple.graph, *options.approximate).score);
    CHECK(columns[0].values != betweenness(simple.graph));
    CHECK(columns[0].warning.ends_with(
        "samples: with probability 0.9 every normalised score is within 0.05 of the exact one"));
    CHECK(columns[0].lower.size() == columns[0].values.size());
    CHECK(columns[0].lower[0] <= columns[0].values[0]);
    CHECK(columns[0].upper[0] >= columns[0].values[0]);
    options.normalised = true;
    options.approximate->max_samples = 10;
    const auto cut = compute_measures(simple, by, options);
    CHECK(*std::max_element(cut[0].values.begin(), cut[0].values.end()) <= 1.0);
    CHECK(cut[0].warning ==
          "betweenness is estimated from 10 samples, cut short: it may be farther off than asked "
          "for (probability 0.9, within 0.05)");
    options.weighted = true;
    CHECK(message_of<std::invalid_argument>([&] {
              (void)compute_measures(simple, by, options);
          }).starts_with("measures: betweenness by samples counts steps, not costs"));
    CHECK_NOTHROW(compute_measures(simple, parse_measures("degree"), options));
}

TEST_CASE("every measure answers on graphs of no, one and two vertices", "[algorithms][measures]") {
    const auto n = GENERATE(0U, 1U, 2U);
    const auto weighted = GENERATE(false, true);
    const auto simple = simplified(path_graph(Directedness::directed, n));
    for (const auto& column :
         compute_measures(simple, parse_measures("all"), {weighted, weighted})) {
        CAPTURE(column.name);
        CHECK(column.values.size() == n);
        CHECK(std::all_of(column.values.begin(), column.values.end(),
                          [](double x) { return x >= 0.0; }));
    }
}

TEST_CASE("measures refuse a strength whose cost is infinite", "[algorithms][measures]") {
    const auto simple = simplified(path_graph(Directedness::directed, 2), std::vector{1e-320});
    const auto by = parse_measures("closeness");
    CHECK_NOTHROW(compute_measures(simple, by));
    CHECK(message_of<std::invalid_argument>([&] {
              (void)compute_measures(simple, by, {.weighted = true});
          }).starts_with("distances: edge 0 (0 -> 1) has cost inf"));
}

TEST_CASE("measures stop when asked to, and count to the end once", "[algorithms][measures]") {
    const auto simple = simplified(random_graph(1, Directedness::directed, 300, 900));
    const auto all = parse_measures("all");
    graph::RunControl control;
    std::atomic<int> asked = 0;
    control.stop_requested = [&] { return ++asked > 20; };
    CHECK_THROWS_AS(compute_measures(simple, all, {}, control), graph::Cancelled);

    graph::RunControl listener;
    std::atomic<std::uint64_t> most = 0;
    std::atomic<std::uint64_t> total = 0;
    std::atomic<int> ends = 0;
    listener.progress = [&](std::uint64_t done, std::uint64_t of) {
        total = of;
        most = std::max<std::uint64_t>(most, done);
        ends += done == of ? 1 : 0;
    };
    (void)compute_measures(simple, all, {}, listener);
    CHECK(most == total);
    CHECK(ends == 1);
}

TEST_CASE("measures give the same bytes for any number of threads", "[algorithms][measures]") {
    const auto simple = simplified(random_graph(2, Directedness::undirected, 400, 1200));
    const auto all = parse_measures("all");
    const auto run = [&] { return compute_measures(simple, all, {.weighted = true}); };
    const auto alone = with_threads(1, run);
    const auto together = with_threads(8, run);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(alone[i].values == together[i].values);
    }
}
