// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/centralisation.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"

#include <algorithm>
#include <map>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Vertex;
using Scores = std::vector<double>;

namespace {

Scores scores(CentralisedMeasure measure, const graph::CompressedGraph& g) {
    const auto counts = [&](Direction direction) {
        const auto count = degree(g, direction);
        return Scores(count.begin(), count.end());
    };
    switch (measure) {
    case CentralisedMeasure::degree:
        return counts(Direction::both);
    case CentralisedMeasure::in_degree:
        return counts(Direction::in);
    case CentralisedMeasure::out_degree:
        return counts(Direction::out);
    case CentralisedMeasure::betweenness:
        return betweenness(g, {}, Normalisation::by_size);
    case CentralisedMeasure::closeness:
        return closeness(g);
    case CentralisedMeasure::eigenvector: {
        Scores score = eigenvector(g).score;
        const double largest = *std::max_element(score.begin(), score.end());
        for (double& s : score) {
            s /= largest > 0.0 ? largest : 1.0;
        }
        return score;
    }
    default:
        return harmonic(g, {}, Normalisation::by_size);
    }
}

} // namespace

TEST_CASE("centralisation of a path of three, worked by hand", "[algorithms][centralisation]") {
    // The middle has 2, the ends 1: 1 + 1 of at most 2 * 1.
    const double most = most_centralised(CentralisedMeasure::degree, Directedness::undirected, 3);
    CHECK(most == 2.0);
    CHECK(centralisation(Scores{1, 2, 1}, most) == 1.0);
    CHECK(centralisation(Scores{1, 1, 1}, most) == 0.0);
    CHECK(centralisation(Scores{0, 2, 0, 1}, 10.0) == 0.5);
}

TEST_CASE("graphs of fewer than three vertices have no centralisation",
          "[algorithms][centralisation]") {
    for (const Vertex n : {0U, 1U, 2U}) {
        for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
            CHECK(most_centralised(CentralisedMeasure::closeness, directedness, n) == 0.0);
        }
        CHECK_FALSE(centralisation(Scores(n, 1.0), 1.0).has_value());
    }
    CHECK_FALSE(centralisation(Scores(3, 1.0), 0.0).has_value());
}

TEST_CASE("eigenvector is most central where all but an edge's ends have nothing",
          "[algorithms][centralisation]") {
    CHECK(centralisation(Scores{1, 1, 0, 0, 0}, most_centralised(CentralisedMeasure::eigenvector,
                                                                 Directedness::undirected, 5)) ==
          1.0);
    CHECK(centralisation(Scores{0, 1, 0, 0}, most_centralised(CentralisedMeasure::eigenvector,
                                                              Directedness::directed, 4)) == 1.0);
}

TEST_CASE("no small graph is more centralised than the most, and one is as much",
          "[algorithms][centralisation][property]") {
    using enum CentralisedMeasure;
    for (const auto directedness : {Directedness::directed, Directedness::undirected}) {
        const bool directed = directedness == Directedness::directed;
        for (Vertex n = 3; n <= (directed ? 4U : 6U); ++n) {
            std::vector<graph::VertexPair> pairs;
            for (Vertex a = 0; a < n; ++a) {
                for (Vertex b = directed ? 0 : a + 1; b < n; ++b) {
                    if (a != b) {
                        pairs.push_back({a, b});
                    }
                }
            }
            std::map<CentralisedMeasure, double> found;
            for (std::uint32_t set = 0; set < 1U << pairs.size(); ++set) {
                std::vector<graph::VertexPair> edges;
                for (std::size_t i = 0; i < pairs.size(); ++i) {
                    if ((set >> i & 1U) != 0) {
                        edges.push_back(pairs[i]);
                    }
                }
                const graph::CompressedGraph g(directedness, n, edges);
                for (const auto measure : {degree, in_degree, out_degree, betweenness, closeness,
                                           harmonic, eigenvector}) {
                    const auto share = centralisation(scores(measure, g),
                                                      most_centralised(measure, directedness, n));
                    found[measure] = std::max(found[measure], share.value());
                }
            }
            for (const auto& [measure, most] : found) {
                CAPTURE(directed, n, static_cast<int>(measure));
                // The only vertex with a score that igraph's most is of would need an edge to
                // itself: ours keep to n - 2 there too.
                const double reached =
                    directed && measure == eigenvector ? (n - 2.0) / (n - 1.0) : 1.0;
                CHECK(most == Approx(reached).margin(1e-12));
            }
        }
    }
}
