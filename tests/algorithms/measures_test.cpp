// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/eccentricity.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/hits.hpp"
#include "algorithms/hubs/katz.hpp"
#include "algorithms/hubs/measures.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "algorithms/hubs/structural_holes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <string_view>

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

namespace {

const MeasureColumn& named(const std::vector<MeasureColumn>& columns, std::string_view name) {
    return *std::find_if(columns.begin(), columns.end(),
                         [name](const MeasureColumn& column) { return column.name == name; });
}

/// To the last bit: NaN is no number that equals itself.
bool same_numbers(const Scores& a, const Scores& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

} // namespace

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
    CHECK(named(plain, "degree").kind == ColumnKind::integer);
    CHECK(named(plain, "strength").values == strength(simple.graph, simple.strength));
    CHECK(named(plain, "betweenness").values == betweenness(simple.graph));
    CHECK(named(plain, "closeness").values == closeness(simple.graph));
    CHECK(named(plain, "pagerank").values == pagerank(simple.graph).score);
    CHECK(named(plain, "eigenvector").values == eigenvector(simple.graph).score);
    CHECK(named(plain, "katz").values == katz(simple.graph).score);
    CHECK(named(plain, "hub").values == hits(simple.graph).hub);
    CHECK(named(plain, "authority").values == hits(simple.graph).authority);
    CHECK(named(plain, "clustering").values == clustering(simple.graph));
    CHECK(named(plain, "triangles").kind == ColumnKind::integer);
    CHECK(named(plain, "core").kind == ColumnKind::integer);
    CHECK(named(plain, "k_component").kind == ColumnKind::integer);
    CHECK(named(plain, "bridges").kind == ColumnKind::integer);
    CHECK(std::accumulate(named(plain, "bridges").values.begin(),
                          named(plain, "bridges").values.end(), 0.0) ==
          2.0 * static_cast<double>(cut_parts(simple.graph).bridges.size()));
    CHECK(named(plain, "closeness_classic").values ==
          closeness(simple.graph, {}, ClosenessForm::within_component));
    CHECK(same_numbers(named(plain, "constraint").values, constraint(simple.graph)));
    CHECK(same_numbers(named(plain, "effective_size").values, effective_size(simple.graph)));
    CHECK(named(plain, "onion").kind == ColumnKind::integer);
    CHECK(named(plain, "articulation").kind == ColumnKind::boolean);
    CHECK(named(plain, "eccentricity").kind == ColumnKind::integer);
    CHECK(named(plain, "eccentricity").values == eccentricity(simple.graph));

    Scores cost;
    for (const double s : simple.strength) {
        cost.push_back(1.0 / s);
    }
    const auto other = compute_measures(simple, all, {.weighted = true, .normalised = true});
    CHECK(named(other, "degree").kind == ColumnKind::real);
    CHECK(named(other, "degree").values == degree_centrality(simple.graph));
    CHECK(named(other, "strength").values == named(plain, "strength").values);
    CHECK(named(other, "betweenness").values ==
          betweenness(simple.graph, cost, Normalisation::by_size));
    CHECK(named(other, "closeness").values == closeness(simple.graph, cost));
    CHECK(named(other, "harmonic").values == harmonic(simple.graph, cost, Normalisation::by_size));
    CHECK(
        same_numbers(named(other, "constraint").values, constraint(simple.graph, simple.strength)));
    CHECK(named(other, "pagerank").values == pagerank(simple.graph, simple.strength).score);
    CHECK(named(other, "eigenvector").values == eigenvector(simple.graph, simple.strength).score);
    CHECK(named(other, "katz").values == katz(simple.graph, simple.strength).score);
    CHECK(named(other, "hub").values == hits(simple.graph, simple.strength).hub);
    CHECK(named(other, "eccentricity").kind == ColumnKind::real);
    CHECK(named(other, "eccentricity").values == eccentricity(simple.graph, cost));
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
                          [](double x) { return x >= 0.0 || std::isnan(x); }));
    }
}

TEST_CASE("a column says what its reader has to know", "[algorithms][measures]") {
    const auto warning = [](const graph::CompressedGraph& g, const char* measure) {
        return compute_measures(simplified(g), parse_measures(measure)).front().warning;
    };
    CHECK(warning(path_graph(Directedness::directed, 3), "eigenvector")
              .starts_with("eigenvector is 0 everywhere"));
    const graph::CompressedGraph alike(Directedness::undirected, 4, {{0, 1}, {2, 3}});
    CHECK(warning(alike, "eigenvector") ==
          "eigenvector: 2 separate parts of the graph are equally strong; compare within one part "
          "only");
    CHECK(warning(alike, "authority").starts_with("authority: 2 separate parts"));
    CHECK(warning(path_graph(Directedness::undirected, 4000), "eigenvector")
              .starts_with("eigenvector did not settle: after 10"));
    CHECK(warning(clique(Directedness::undirected, 21), "katz") ==
          "katz takes 0.045 an edge, 0.9 / the largest eigenvalue, as the usual 0.1 is too much "
          "for this graph");
    CHECK(warning(clique(Directedness::undirected, 5), "katz").empty());
    CHECK(warning(graph::CompressedGraph(Directedness::undirected, 3, {}), "eigenvector").empty());
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
        CHECK(same_numbers(alone[i].values, together[i].values));
    }
}
