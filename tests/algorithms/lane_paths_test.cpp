// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/lane_paths.hpp"
#include "algorithms/internal/path_reduction.hpp"
#include "algorithms/simple_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"

#include <algorithm>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::algorithms::internal;
using namespace sandhan::tests;

namespace {

std::vector<double> summed(const PathReduction& reduced, LaneCode code) {
    LanePaths paths(reduced.graph, code);
    std::vector<double> sum(reduced.graph.vertex_count());
    const std::span<const graph::Vertex> sources(reduced.sources);
    for (std::size_t s = 0; s < sources.size(); s += LanePaths::lanes) {
        const auto count = std::min<std::size_t>(LanePaths::lanes, sources.size() - s);
        REQUIRE(paths.add_dependencies(sources.subspan(s, count), sum));
    }
    return sum;
}

/// What this processor can run.
std::vector<LaneCode> codes() {
    std::vector<LaneCode> possible{LaneCode::portable};
    if (best_lane_code() != LaneCode::portable) {
        possible.push_back(LaneCode::avx2);
    }
    if (best_lane_code() == LaneCode::avx512) {
        possible.push_back(LaneCode::avx512);
    }
    return possible;
}

} // namespace

TEST_CASE("paths are summed to the same bytes by any instructions", "[algorithms][betweenness]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        const auto directedness = seed % 2 == 0 ? Directedness::directed : Directedness::undirected;
        const auto g = simplified(random_graph(seed, directedness, 150, 500)).graph;
        const PathReduction reduced = reduce_paths(g);
        const auto portable = summed(reduced, LaneCode::portable);
        CHECK(std::any_of(portable.begin(), portable.end(), [](double x) { return x > 0.0; }));
        for (const LaneCode code : codes()) {
            CHECK(summed(reduced, code) == portable);
        }
    }
}

TEST_CASE("a search that counts too many paths adds nothing", "[algorithms][betweenness]") {
    const PathReduction reduced = reduce_paths(chain_of_squares(1200));
    for (const LaneCode code : codes()) {
        LanePaths paths(reduced.graph, code);
        std::vector<double> sum(reduced.graph.vertex_count());
        CHECK_FALSE(paths.add_dependencies(std::vector<graph::Vertex>{0, 1}, sum));
        CHECK(sum == std::vector<double>(sum.size(), 0.0));
    }
}

TEST_CASE("a graph is reduced to who differs in it", "[algorithms][betweenness]") {
    CHECK(reduce_paths(path_graph(Directedness::undirected, 50)).graph.vertex_count() == 1);
    CHECK(reduce_paths(clique(Directedness::undirected, 30)).graph.vertex_count() == 1);
    // The joints of squares, and one vertex for both sides of each.
    CHECK(reduce_paths(chain_of_squares(10)).graph.vertex_count() == 21);
    CHECK(reduce_paths(path_graph(Directedness::directed, 50)).graph.vertex_count() == 50);
    CHECK(reduce_paths(graph::CompressedGraph()).graph.vertex_count() == 0);
}
