// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/measures.hpp"
#include "algorithms/hubs/missing_data.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
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

SimpleGraph star(graph::Vertex leaves) {
    std::vector<graph::VertexPair> edges;
    for (graph::Vertex leaf = 1; leaf <= leaves; ++leaf) {
        edges.push_back({0, leaf});
    }
    return simplified(graph::UndirectedGraph(leaves + 1, std::move(edges)));
}

/// The exact expectation over all that may be left, each way by its chance: of the first k the
/// share that a row has, given that it is there.
struct Exact {
    std::vector<double> in_top, tied;
    double overlap = 0.0;
};

std::vector<double> shares(const std::vector<double>& values, std::size_t top) {
    std::vector<double> share(values.size(), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        double more = 0, same = 0;
        for (const double value : values) {
            more += std::isnan(value) ? 0 : value > values[i] + 1e-9;
            same += std::isnan(value) ? 0 : std::abs(value - values[i]) <= 1e-9;
        }
        if (!std::isnan(values[i])) {
            share[i] = std::min(1.0, std::max(0.0, static_cast<double>(top) - more) / same);
        }
    }
    return share;
}

Exact exact(const SimpleGraph& g, Missing kind, double chance, std::size_t top) {
    const graph::Vertex n = g.graph.vertex_count();
    const std::size_t things = kind == Missing::ties ? g.graph.edge_count() : n;
    const auto degrees = [&](std::uint32_t gone) { // by counting; NaN for who is not there
        std::vector<double> degree(n, 0.0);
        for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
            const auto [s, t] = g.graph.ends(e);
            const bool out =
                kind == Missing::ties ? (gone >> e & 1U) != 0 : ((gone >> s | gone >> t) & 1U) != 0;
            degree[s] += out ? 0 : 1;
            degree[t] += out ? 0 : 1;
        }
        for (graph::Vertex v = 0; v < n && kind == Missing::vertices; ++v) {
            if ((gone >> v & 1U) != 0) {
                degree[v] = std::numeric_limits<double>::quiet_NaN();
            }
        }
        return degree;
    };
    Exact result{std::vector<double>(n, 0.0), std::vector<double>(n, 0.0), 0.0};
    std::vector<double> there(n, 0.0);
    double any = 0.0;
    for (std::uint32_t gone = 0; gone < (1U << things); ++gone) {
        const int count = __builtin_popcount(gone);
        const double p =
            std::pow(chance, count) * std::pow(1.0 - chance, static_cast<double>(things) - count);
        const auto now = degrees(gone);
        auto then = degrees(0);
        std::size_t left = 0;
        for (graph::Vertex v = 0; v < n; ++v) {
            then[v] = std::isnan(now[v]) ? now[v] : then[v];
            left += std::isnan(now[v]) ? 0U : 1U;
        }
        if (left == 0) {
            continue;
        }
        const auto is = shares(now, top);
        const auto was = shares(then, top);
        double both = 0.0;
        for (graph::Vertex v = 0; v < n; ++v) {
            if (!std::isnan(now[v])) {
                there[v] += p;
                result.in_top[v] += p * is[v];
                for (graph::Vertex u = 0; u < n; ++u) {
                    if (u != v && now[u] == now[v]) {
                        result.tied[v] += p;
                        break;
                    }
                }
                both += std::min(is[v], was[v]);
            }
        }
        any += p;
        result.overlap += p * both / static_cast<double>(std::min(top, left));
    }
    for (graph::Vertex v = 0; v < n; ++v) {
        result.in_top[v] /= there[v];
        result.tied[v] /= there[v];
    }
    result.overlap /= any;
    return result;
}

} // namespace

TEST_CASE("where nothing is missing every rank stands", "[hubs][missing]") {
    const SimpleGraph g = star(4);
    for (const Missing kind : {Missing::ties, Missing::vertices}) {
        const auto found =
            missing_data(g, every_vertex(5), by(Measure::degree), {0.0, kind, 50, 1, 1});
        CHECK(found.used == 50);
        CHECK(found.rows[0].value_low == 4.0);
        CHECK(found.rows[0].in_top == 1.0);
        CHECK(found.rows[1].rank_low == 3.5);
        CHECK(found.rows[1].rank_high == 3.5);
        CHECK(found.rows[1].tied == 1.0);
        CHECK(found.agreement.overlap == Approx(1.0));
        CHECK(found.agreement.spearman == Approx(1.0));
        CHECK(found.agreement.kendall == Approx(1.0));
    }
}

TEST_CASE("chances with ties or people missing come to those of all ways to miss them",
          "[hubs][missing][property]") {
    for (unsigned seed = 0; seed < 120; ++seed) {
        INFO("seed " << seed);
        const auto random = tests::random_multigraph(seed, 6);
        const SimpleGraph g = simplified(random.graph);
        const Missing kind = seed % 2 == 0 ? Missing::ties : Missing::vertices;
        const double chance = 0.1 + 0.2 * (seed % 4);
        const graph::Vertex n = g.graph.vertex_count();
        if (n == 0 || g.graph.edge_count() > 12) {
            continue;
        }
        constexpr std::size_t replications = 3000;
        const std::size_t top = 1 + seed % 3;
        const auto found = missing_data(g, every_vertex(n), by(Measure::degree),
                                        {chance, kind, replications, seed, top});
        const Exact wanted = exact(g, kind, chance, top);
        for (graph::Vertex v = 0; v < n; ++v) {
            // Five standard errors of a share, at their widest.
            const double margin = 2.5 / std::sqrt(static_cast<double>(found.rows[v].seen));
            CHECK(found.rows[v].in_top == Approx(wanted.in_top[v]).margin(margin));
            CHECK(found.rows[v].tied == Approx(wanted.tied[v]).margin(margin));
            const double seen = kind == Missing::ties ? 1.0 : 1.0 - chance;
            CHECK(static_cast<double>(found.rows[v].seen) / replications ==
                  Approx(seen).margin(2.5 / std::sqrt(double{replications})));
        }
        CHECK(*found.agreement.overlap ==
              Approx(wanted.overlap).margin(2.5 / std::sqrt(double{replications})));
    }
}

TEST_CASE("what is left of a graph is a part of it, strengths and all", "[hubs][missing]") {
    const auto random = tests::random_graph(3, graph::Directedness::directed, 40, 150);
    std::vector<double> strength(random.edge_count());
    for (std::size_t e = 0; e < strength.size(); ++e) {
        strength[e] = 1.0 + static_cast<double>(e % 7);
    }
    const SimpleGraph g = simplified(random, strength);
    std::multiset<double> all(g.strength.begin(), g.strength.end());
    for (const Missing kind : {Missing::ties, Missing::vertices}) {
        std::mutex mutex;
        std::size_t edges = 0, graphs = 0;
        const auto seen = [&](const SimpleGraph& part, const graph::RunControl&) {
            const std::lock_guard lock(mutex);
            const std::multiset<double> some(part.strength.begin(), part.strength.end());
            CHECK(std::includes(all.begin(), all.end(), some.begin(), some.end()));
            CHECK((kind == Missing::vertices || part.graph.vertex_count() == 40));
            edges += part.graph.edge_count();
            ++graphs;
            return std::vector<double>(part.graph.vertex_count(), 1.0);
        };
        (void)missing_data(g, every_vertex(40), seen, {0.3, kind, 400, 1, 10});
        const double left = kind == Missing::ties ? 0.7 : 0.49;
        const double expected =
            static_cast<double>(g.graph.edge_count()) * (1.0 + 400.0 * left); // g itself first
        CHECK(graphs == 401);
        CHECK(static_cast<double>(edges) == Approx(expected).epsilon(0.03));
    }
}

TEST_CASE("any number of threads leaves out the same", "[hubs][missing]") {
    const SimpleGraph g =
        simplified(tests::random_graph(9, graph::Directedness::undirected, 60, 200));
    const auto with = [&](int threads) {
        return tests::with_threads(threads, [&] {
            return missing_data(g, every_vertex(60), by(Measure::pagerank),
                                {0.2, Missing::vertices, 130, 5, 10});
        });
    };
    const RankIntervals one = with(1);
    for (const int threads : {2, 8}) {
        const RankIntervals other = with(threads);
        CHECK(one.agreement.overlap == other.agreement.overlap);
        CHECK(one.agreement.kendall == other.agreement.kendall);
        for (std::size_t row = 0; row < 60; ++row) {
            CHECK(one.rows[row].value_low == other.rows[row].value_low);
            CHECK(one.rows[row].rank_high == other.rows[row].rank_high);
            CHECK(one.rows[row].in_top == other.rows[row].in_top);
        }
    }
}

TEST_CASE("a share that is none, or a row that is no vertex, is refused", "[hubs][missing]") {
    const SimpleGraph g = star(2);
    for (const double share : {1.0, -0.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(missing_data(g, {}, by(Measure::degree), {share, Missing::ties, 1, 1, 1}),
                        std::invalid_argument);
    }
    CHECK(message_of<std::invalid_argument>([&] {
              (void)missing_data(g, {}, by(Measure::degree), {1.0, Missing::ties, 1, 1, 1});
          }) == "missing_data: share 1.000000; it must be 0 or more and below 1");
    const std::vector<graph::Vertex> beyond{3};
    CHECK(message_of<std::invalid_argument>([&] {
              (void)missing_data(g, beyond, by(Measure::degree), {0.1, Missing::ties, 1, 1, 1});
          }) == "missing_data: row of vertex 3; there are 3");
}
