// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/assortativity.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/small_world.hpp"
#include "algorithms/hubs/whole_graph.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hub_oracles.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

using NamedFigures = std::map<std::string, std::optional<double>, std::less<>>;

NamedFigures figures(const graph::CompressedGraph& g, const SummaryOptions& options = {}) {
    NamedFigures result;
    for (const SummaryRow& row : whole_graph_summary(g, options)) {
        REQUIRE(result.emplace(row.name, row.value).second);
    }
    return result;
}

void check_near(const std::optional<double>& a, double b) {
    REQUIRE(a.has_value());
    CHECK(*a == Approx(b).margin(1e-12));
}

} // namespace

TEST_CASE("a star is as central as a graph can be", "[algorithms][summary]") {
    const auto star = figures(star_graph(Directedness::undirected, 6));
    check_near(star.at("degree_centralisation"), 1.0);
    check_near(star.at("betweenness_centralisation"), 1.0);
    // Scores 1 and five times 1 / sqrt(5), of at most n - 2.
    check_near(star.at("eigenvector_centralisation"), 5.0 * (1.0 - std::sqrt(0.2)) / 4.0);
    check_near(figures({Directedness::undirected, 5, {{1, 3}}}).at("eigenvector_centralisation"),
               1.0);
    check_near(figures({Directedness::directed, 5, {}}).at("eigenvector_centralisation"), 0.0);
    check_near(star.at("density"), 5.0 / 15.0);
    check_near(star.at("diameter"), 2.0);
    check_near(star.at("mean_distance"), (5.0 + 10.0 * 2.0) / 15.0);
    check_near(star.at("bridges"), 5.0);
    check_near(star.at("articulation_points"), 1.0);
    CHECK_FALSE(star.at("reciprocity").has_value());
    check_near(figures(clique(Directedness::directed, 4)).at("degree_centralisation"), 0.0);
    check_near(figures(clique(Directedness::directed, 4)).at("reciprocity"), 1.0);
}

TEST_CASE("figures without a meaning are absent", "[algorithms][summary]") {
    const auto empty = figures(graph::CompressedGraph());
    CHECK(empty.at("vertices") == 0.0);
    CHECK(empty.at("components") == 0.0);
    CHECK(empty.at("density") == 0.0);
    for (const char* name : {"reciprocity", "degree_centralisation", "betweenness_centralisation",
                             "diameter", "mean_distance", "clustering"}) {
        CHECK_FALSE(empty.at(name).has_value());
    }
    const auto pair = figures(path_graph(Directedness::directed, 2));
    CHECK(pair.at("diameter") == 1.0);
    CHECK(pair.at("reciprocity") == 0.0);
    CHECK_FALSE(pair.at("degree_centralisation").has_value());

    const auto quick = figures(path_graph(Directedness::directed, 5), {false, false});
    CHECK(quick.at("diameter") == 4.0);
    CHECK_FALSE(quick.at("mean_distance").has_value());
    SummaryOptions quickest{false, false};
    quickest.diameter = false;
    CHECK_FALSE(figures(path_graph(Directedness::directed, 5), quickest).at("diameter"));
    CHECK_FALSE(quick.at("betweenness_centralisation").has_value());
    CHECK_FALSE(quick.at("eigenvector_centralisation").has_value()); // no walk returns
    CHECK(quick.at("bridges") == 4.0);
}

TEST_CASE("the rows of a summary stand in the order that was promised", "[algorithms][summary]") {
    std::vector<std::string> names;
    for (const SummaryRow& row : whole_graph_summary(graph::CompressedGraph())) {
        names.emplace_back(row.name);
    }
    CHECK(names == std::vector<std::string>{"vertices",
                                            "edges",
                                            "directed",
                                            "parallel_edges",
                                            "self_loops",
                                            "density",
                                            "reciprocity",
                                            "components",
                                            "largest_component",
                                            "degree_centralisation",
                                            "betweenness_centralisation",
                                            "max_core",
                                            "articulation_points",
                                            "bridges",
                                            "diameter",
                                            "mean_distance",
                                            "clustering",
                                            "transitivity",
                                            "radius",
                                            "in_degree_centralisation",
                                            "out_degree_centralisation",
                                            "closeness_centralisation",
                                            "harmonic_centralisation",
                                            "eigenvector_centralisation",
                                            "degree_assortativity",
                                            "strength_assortativity",
                                            "state_assortativity",
                                            "kind_assortativity",
                                            "small_worldness",
                                            "rewired_small_worldness",
                                            "rewired_small_worldness_low",
                                            "rewired_small_worldness_high",
                                            "omega"});
}

TEST_CASE("what a summary is told of vertices and edges it correlates", "[algorithms][summary]") {
    // Two squares in two states, joined by an edge that is worth five.
    const graph::CompressedGraph g(
        Directedness::undirected, 8,
        {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {4, 5}, {5, 6}, {6, 7}, {7, 4}, {0, 4}});
    const std::vector<double> strength{1, 1, 1, 1, 1, 1, 1, 1, 5};
    const std::vector<std::uint32_t> state{1, 1, 1, 1, 2, 2, 2, 2};
    SummaryOptions options;
    options.strength = strength;
    options.state = state;
    options.rewirings = 30;
    const auto found = figures(g, options);
    check_near(found.at("state_assortativity"), 7.0 / 9.0); // 16/18 within, 1/2 by chance
    CHECK_FALSE(found.at("kind_assortativity").has_value());
    check_near(found.at("degree_assortativity"), degree_assortativity(g).value());
    check_near(found.at("strength_assortativity"), degree_assortativity(g, strength).value());
    CHECK(found.at("strength_assortativity") != found.at("degree_assortativity"));
    check_near(found.at("radius"), 3.0);
    CHECK(found.at("small_worldness") == 0.0); // no triangle
    const auto rewired = small_world_rewired(g, {.graphs = 30, .seed = 1});
    CHECK(found.at("rewired_small_worldness") == rewired.small_worldness);
    CHECK(found.at("rewired_small_worldness_low") == rewired.low);
    CHECK(found.at("rewired_small_worldness_high") == rewired.high);
    CHECK(found.at("omega") == rewired.omega);
    options.kind = std::span(state).first(3);
    CHECK(message_of<std::invalid_argument>([&] { (void)whole_graph_summary(g, options); }) ==
          "assortativity: 3 groups for 8 vertices; give one each, or no_group");
}

TEST_CASE("whole-graph figures equal their definitions", "[algorithms][summary][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const auto random = random_multigraph(seed);
        const auto found = figures(random.graph);
        const auto m = matrix(simplified(random.graph).graph);
        const double n = m.n;

        double pairs = 0.0;
        double answered = 0.0;
        double reached = 0.0;
        double total = 0.0;
        double longest = 0.0;
        std::vector<double> degree(m.n, 0.0);
        const auto d = oracle::distances(m);
        for (Vertex u = 0; u < m.n; ++u) {
            for (Vertex v = 0; v < m.n; ++v) {
                if (m.joined(u, v)) {
                    pairs += 1.0;
                    answered += m.joined(v, u) ? 1.0 : 0.0;
                    degree[u] += 1.0;
                    degree[v] += m.directed ? 1.0 : 0.0;
                }
                if (u != v && d[u][v] != 0) {
                    reached += 1.0;
                    total += static_cast<double>(d[u][v]);
                    longest = std::max(longest, static_cast<double>(d[u][v]));
                }
            }
        }
        const auto loops = std::count_if(random.graph.edges().begin(), random.graph.edges().end(),
                                         [](auto e) { return e.source == e.target; });
        const double simple_edges = m.directed ? pairs : pairs / 2.0;
        CHECK(found.at("vertices") == n);
        CHECK(found.at("edges") == random.graph.edge_count());
        CHECK(found.at("self_loops") == static_cast<double>(loops));
        CHECK(found.at("parallel_edges") ==
              random.graph.edge_count() - simple_edges - static_cast<double>(loops));
        check_near(found.at("density"), m.n < 2 ? 0.0 : pairs / (n * (n - 1.0)));
        CHECK(found.at("reciprocity").has_value() == (m.directed && pairs > 0.0));
        if (found.at("reciprocity")) {
            check_near(found.at("reciprocity"), answered / pairs);
        }
        CHECK(found.at("components") == oracle::pieces(m));
        // By few searches it is that of all distances.
        CHECK(figures(random.graph, {false, false}).at("diameter") == found.at("diameter"));
        if (reached > 0.0) {
            check_near(found.at("diameter"), longest);
            check_near(found.at("mean_distance"), total / reached);
        } else {
            CHECK_FALSE(found.at("diameter").has_value());
        }
        std::optional<double> radius;
        std::vector<double> close(m.n, 0.0);
        std::vector<double> harmonic(m.n, 0.0);
        std::vector<double> in_degree(m.n, 0.0);
        std::vector<double> out_degree(m.n, 0.0);
        std::uint32_t largest = 0;
        for (Vertex p = 0; p < m.n; ++p) {
            const auto piece = oracle::piece_of(m);
            largest = std::max(
                largest, static_cast<std::uint32_t>(std::count(piece.begin(), piece.end(), p)));
        }
        for (Vertex v = 0; v < m.n; ++v) {
            double others = 0.0, sum = 0.0, far = 0.0;
            for (Vertex u = 0; u < m.n; ++u) {
                in_degree[v] += m.joined(u, v) ? 1.0 : 0.0;
                out_degree[v] += m.joined(v, u) ? 1.0 : 0.0;
                if (u != v && d[u][v] != 0) {
                    const auto length = static_cast<double>(d[u][v]);
                    others += 1.0;
                    sum += length;
                    far = std::max(far, length);
                    harmonic[v] += 1.0 / length / (n - 1.0);
                }
            }
            close[v] = sum == 0.0 ? 0.0 : others / sum * others / (n - 1.0);
            if (reached > 0.0 && others + 1.0 == largest) {
                radius = std::min(radius.value_or(far), far);
            }
        }
        CHECK(found.at("radius") == radius);
        CHECK(found.at("small_worldness") == small_world(random.graph).small_worldness);
        CHECK(found.at("degree_assortativity") ==
              degree_assortativity(simplified(random.graph).graph));
        CHECK_FALSE(found.at("strength_assortativity").has_value());
        CHECK_FALSE(found.at("rewired_small_worldness").has_value());
        CHECK(found.at("in_degree_centralisation").has_value() == (m.directed && m.n >= 3));
        CHECK(found.at("out_degree_centralisation").has_value() == (m.directed && m.n >= 3));
        if (m.n >= 3) {
            const auto share = [&](const std::vector<double>& score, double most) {
                double missing = 0.0;
                for (const double x : score) {
                    missing += *std::max_element(score.begin(), score.end()) - x;
                }
                return missing / most;
            };
            const double leaves = (n - 1.0) * (n - 2.0);
            check_near(found.at("closeness_centralisation"),
                       share(close, m.directed ? n - 1.0 : leaves / (2.0 * n - 3.0)));
            check_near(found.at("harmonic_centralisation"),
                       share(harmonic, m.directed ? n - 1.0 : n / 2.0 - 1.0));
            if (m.directed) {
                check_near(found.at("in_degree_centralisation"),
                           share(in_degree, (n - 1.0) * (n - 1.0)));
                check_near(found.at("out_degree_centralisation"),
                           share(out_degree, (n - 1.0) * (n - 1.0)));
            }
            const auto simple = simplified(random.graph).graph;
            const auto parts = eigenvector(simple).parts;
            CHECK(found.at("eigenvector_centralisation").has_value() ==
                  (parts == 1 || pairs == 0.0));
            if (parts == 1) {
                std::vector<double> scores = oracle::eigenvector(oracle::strengths(simple));
                const double most = *std::max_element(scores.begin(), scores.end());
                for (double& x : scores) {
                    x /= most;
                }
                CHECK(found.at("eigenvector_centralisation").value() ==
                      Approx(share(scores, m.directed ? n - 1.0 : n - 2.0)).margin(1e-9));
            }
            double above = 0.0;
            for (const double x : degree) {
                above += *std::max_element(degree.begin(), degree.end()) - x;
            }
            check_near(found.at("degree_centralisation"),
                       above / ((n - 1.0) * (n - 2.0) * (m.directed ? 2.0 : 1.0)));

            const auto score = oracle::betweenness(m);
            double between = 0.0;
            for (const double x : score) {
                between += *std::max_element(score.begin(), score.end()) - x;
            }
            check_near(found.at("betweenness_centralisation"),
                       between / ((n - 1.0) * (n - 1.0) * (n - 2.0) / (m.directed ? 1.0 : 2.0)));
        }
        if (m.n > 0) {
            const auto share = oracle::clustering(m);
            double sum = 0.0;
            for (const double x : share) {
                sum += x;
            }
            check_near(found.at("clustering"), sum / n);
            const auto core = oracle::core_numbers(m);
            CHECK(found.at("max_core") == *std::max_element(core.begin(), core.end()));
        }
    }
}
