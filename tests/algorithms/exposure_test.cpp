// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/exposure.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::Edge;
using graph::UndirectedGraph;
using graph::Vertex;

namespace {

struct WeighedGraph {
    UndirectedGraph g;
    std::vector<double> strength;
};

WeighedGraph invented_ties(unsigned seed) {
    std::mt19937 random(seed);
    const auto n = static_cast<Vertex>(1 + seed % 7);
    std::vector<graph::VertexPair> edges;
    std::vector<double> strength;
    for (Vertex a = 0; a < n; ++a) {
        for (Vertex b = a + 1; b < n; ++b) {
            if (random() % 2 == 0) {
                edges.push_back({a, b});
                strength.push_back(static_cast<double>(1 + random() % 4));
            }
        }
    }
    return {UndirectedGraph(n, edges), strength};
}

/// What every walk from the seeds of at most `steps` steps weighs, by walking all of them.
std::map<Vertex, std::vector<ExposureWalk>> every_walk(const WeighedGraph& w,
                                                       const std::vector<Vertex>& seeds,
                                                       double damping,
                                                       unsigned steps) {
    std::map<Vertex, std::vector<ExposureWalk>> found;
    const std::function<void(const ExposureWalk&)> go = [&](const ExposureWalk& walk) {
        const Vertex v = walk.via.back();
        found[v].push_back(walk);
        if (walk.via.size() > steps) {
            return;
        }
        double total = 0.0;
        for (Edge e = 0; e < w.g.edge_count(); ++e) {
            const auto [s, t] = w.g.ends(e);
            total += s == v || t == v ? w.strength[e] : 0.0;
        }
        for (Edge e = 0; e < w.g.edge_count(); ++e) {
            const auto [s, t] = w.g.ends(e);
            if (s == v || t == v) {
                ExposureWalk longer = walk;
                longer.via.push_back(s == v ? t : s);
                longer.share *= damping * w.strength[e] / total;
                go(longer);
            }
        }
    };
    const auto tied =
        std::count_if(seeds.begin(), seeds.end(), [&](Vertex v) { return w.g.out_degree(v) > 0; });
    for (const Vertex seed : seeds) {
        if (w.g.out_degree(seed) > 0) { // else nobody is reached from it
            go({{seed}, (1.0 - damping) / static_cast<double>(tied)});
        }
    }
    return found;
}

} // namespace

TEST_CASE("exposure along a chain, worked by hand", "[suspects][exposure]") {
    // 0 - 1 - 2: from 0 the walker goes to 1 always, from 1 to either.
    const UndirectedGraph g(4, {{0, 1}, {1, 2}});
    const std::vector<double> strength{1.0, 1.0};
    const std::vector<Vertex> seeds{0};
    const auto found = exposure(g, strength, seeds, {0.5, 4, 3});
    // x1 = 0.5 (x0 + x2), x2 = 0.25 x1, x0 = 0.5 + 0.25 x1
    REQUIRE(found.size() == 2); // not the seed, nor 3 that nobody reaches
    CHECK(found[0].vertex == 1);
    CHECK(found[0].score == Approx(1.0 / 3.0));
    CHECK(found[1].vertex == 2);
    CHECK(found[1].score == Approx(1.0 / 12.0));
    REQUIRE(found[1].walks.size() == 3);
    CHECK(found[1].walks[0].via == std::vector<Vertex>{0, 1, 2});
    CHECK(found[1].walks[0].share == Approx(0.5 * 0.5 * 0.25 / (1.0 / 12.0)));
    CHECK(found[1].remaining == Approx(1.0 - found[1].walks[0].share - found[1].walks[1].share -
                                       found[1].walks[2].share));
}

TEST_CASE("exposure is the sum over walks, the weightiest told first",
          "[suspects][exposure][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const WeighedGraph w = invented_ties(seed);
        std::vector<Vertex> seeds{seed % w.g.vertex_count()};
        if (w.g.vertex_count() > 2 && seed % 2 == 0) {
            seeds.push_back((seeds[0] + 1) % w.g.vertex_count());
        }
        constexpr double damping = 0.25; // what is beyond seven steps is below 1e-4
        const auto all = every_walk(w, seeds, damping, 7);
        const auto few = every_walk(w, seeds, damping, 3);
        const auto found = exposure(w.g, w.strength, seeds, {damping, 3, 4});
        std::size_t reached = 0;
        for (const auto& [v, walks] : all) {
            reached += !walks.empty() && std::count(seeds.begin(), seeds.end(), v) == 0 ? 1U : 0U;
        }
        CHECK(found.size() == reached);
        for (std::size_t i = 0; i < found.size(); ++i) {
            double sum = 0.0;
            for (const ExposureWalk& walk : all.at(found[i].vertex)) {
                sum += walk.share;
            }
            CHECK(found[i].score == Approx(sum).margin(1e-4));
            CHECK((i == 0 || found[i - 1].score >= found[i].score));
            std::vector<double> weights;
            if (const auto at = few.find(found[i].vertex); at != few.end()) {
                for (const ExposureWalk& walk : at->second) {
                    weights.push_back(walk.share);
                }
            }
            std::sort(weights.rbegin(), weights.rend());
            REQUIRE(found[i].walks.size() == std::min<std::size_t>(4, weights.size()));
            double told = 0.0;
            for (std::size_t k = 0; k < found[i].walks.size(); ++k) {
                CHECK(found[i].walks[k].share * found[i].score == Approx(weights[k]));
                CHECK(found[i].walks[k].via.back() == found[i].vertex);
                CHECK(std::count(seeds.begin(), seeds.end(), found[i].walks[k].via[0]) == 1);
                told += found[i].walks[k].share;
            }
            CHECK(found[i].remaining == Approx(1.0 - told).margin(1e-9));
        }
    }
}

TEST_CASE("what exposure cannot be made of is refused", "[suspects][exposure]") {
    const UndirectedGraph g(2, {{0, 1}});
    const std::vector<double> one{1.0};
    const std::vector<Vertex> none, far{2}, twice{0, 0}, seed{0};
    CHECK_THROWS_WITH(exposure(g, one, none), "exposure: no seeds; give at least one");
    CHECK_THROWS_WITH(exposure(g, one, far), "exposure: there is no vertex 2");
    CHECK_THROWS_WITH(exposure(g, one, twice), "exposure: a seed is given twice");
    CHECK_THROWS_WITH(exposure(g, one, seed, {0.85, 0}), "exposure: max_steps must be 1 or more");
    CHECK_THROWS_AS(exposure(g, one, seed, {1.0, 2}), std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(exposure(g, one, seed, {}, stop), graph::Cancelled);
}
