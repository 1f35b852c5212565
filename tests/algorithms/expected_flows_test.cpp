// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/expected_flows.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>

using namespace sandhan::algorithms;

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Flows between few places, each pair once.
std::vector<ObservedFlow> random_flows(std::mt19937& random, const std::set<Pair>& impossible) {
    std::map<Pair, double> sizes;
    const auto number = [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(random() % limit);
    };
    const std::uint32_t places = 2 + number(6);
    for (std::size_t i = 0; i < 30; ++i) {
        const Pair ends(number(places), number(places));
        if (ends.first != ends.second && !impossible.contains(ends) &&
            !impossible.contains({ends.second, ends.first})) {
            sizes[ends] += 1.0;
        }
    }
    std::vector<ObservedFlow> flows;
    for (const auto& [ends, size] : sizes) {
        flows.push_back({ends.first, ends.second, size});
    }
    return flows;
}

/// The same model on the whole table, fitted by scaling rows and columns in turn.
std::map<Pair, double>
fitted_table(const std::vector<ObservedFlow>& flows, const std::set<Pair>& impossible, int rounds) {
    std::map<std::uint32_t, double> row, column;
    for (const auto& flow : flows) {
        row[flow.origin] += flow.size;
        column[flow.destination] += flow.size;
    }
    std::map<Pair, double> table;
    for (const auto& [o, unused] : row) {
        for (const auto& [d, also] : column) {
            if (o != d && !impossible.contains({o, d}) && !impossible.contains({d, o})) {
                table[{o, d}] = 1.0;
            }
        }
    }
    for (int round = 0; round < rounds; ++round) {
        const auto before = table;
        for (const bool rows : {true, false}) {
            std::map<std::uint32_t, double> sum;
            for (const auto& [ends, cell] : table) {
                sum[rows ? ends.first : ends.second] += cell;
            }
            for (auto& [ends, cell] : table) {
                const auto place = rows ? ends.first : ends.second;
                cell *= (rows ? row : column)[place] / sum[place];
            }
        }
        double change = 0.0;
        for (const auto& [ends, cell] : table) {
            change = std::max(change, std::abs(cell - before.at(ends)));
        }
        if (change < 1e-13) {
            break;
        }
    }
    return table;
}

} // namespace

TEST_CASE("places that only send and only receive mix in proportion to both",
          "[routes][expected]") {
    // 1 sends 30 and 2 sends 10; 8 receives 28 and 9 receives 12.
    const std::vector<ObservedFlow> flows{{1, 8, 24}, {1, 9, 6}, {2, 8, 4}, {2, 9, 6}};
    const auto model = expected_flows(flows);
    REQUIRE(model.converged);
    const std::vector<double> wanted{30 * 28 / 40.0, 30 * 12 / 40.0, 10 * 28 / 40.0,
                                     10 * 12 / 40.0};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        CHECK(model.expected[i] == Approx(wanted[i]));
    }
}

TEST_CASE("nothing flows from a place to itself, so a circle expects what it has",
          "[routes][expected]") {
    const std::vector<ObservedFlow> flows{{0, 1, 5}, {1, 0, 3}};
    const auto model = expected_flows(flows);
    CHECK(model.converged);
    CHECK(model.expected[0] == Approx(5));
    CHECK(model.expected[1] == Approx(3));
}

TEST_CASE("no flows expect nothing", "[routes][expected]") {
    const auto model = expected_flows({});
    CHECK(model.expected.empty());
    CHECK(model.converged);
}

TEST_CASE("expected flows equal the fitted whole table and keep its margins",
          "[routes][expected][property]") {
    std::size_t settled = 0;
    constexpr unsigned seeds = 300;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::set<Pair> impossible;
        if (seed % 2 == 0) {
            impossible.insert({static_cast<std::uint32_t>(random() % 4),
                               static_cast<std::uint32_t>(random() % 4)});
        }
        const auto flows = random_flows(random, impossible);
        const std::vector<Pair> closed(impossible.begin(), impossible.end());
        const auto model = expected_flows(flows, closed);
        // Where no choice is left the fit creeps; all that is promised then is that it says so.
        CHECK(model.converged == (model.residual <= 1e-10));
        if (!model.converged) {
            continue;
        }
        ++settled;
        const auto table = fitted_table(flows, impossible, 12'000);
        for (std::size_t i = 0; i < flows.size(); ++i) {
            CHECK(model.expected[i] == Approx(table.at({flows[i].origin, flows[i].destination}))
                                           .epsilon(1e-6)
                                           .margin(1e-6));
        }
    }
    CAPTURE(settled);
    CHECK(settled > seeds * 9 / 10);
}

TEST_CASE("a size that is no size and a flow that can't be are refused", "[routes][expected]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double size : {0.0, -1.0, nan, std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(expected_flows(std::vector<ObservedFlow>{{0, 1, size}}),
                        std::invalid_argument);
    }
    CHECK_THROWS_AS(expected_flows(std::vector<ObservedFlow>{{1, 1, 2.0}}), std::invalid_argument);
    const std::vector<Pair> closed{{2, 1}};
    CHECK_THROWS_AS(expected_flows(std::vector<ObservedFlow>{{1, 2, 2.0}}, closed),
                    std::invalid_argument);
}

TEST_CASE("a ratio is drawn to 1 where little is observed and expected", "[routes][expected]") {
    CHECK(shrunk_ratio(0, 0) == 1.0);
    CHECK(shrunk_ratio(1, 0.01) < 2.0);
    CHECK(shrunk_ratio(3, 1) == 2.0);
    CHECK(shrunk_ratio(3000, 1000) == Approx(3.0).epsilon(0.01));
}
