// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_ways.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::TransportMode;
using Changes = std::vector<std::uint32_t>;
using Shares = std::map<Changes, double>;

namespace {

constexpr auto rail = TransportMode::rail;
constexpr auto road = TransportMode::road;

Shares shares(const TransitNetwork& network, std::uint32_t from, std::uint32_t to) {
    Shares result;
    const std::uint32_t origins[] = {from};
    const auto ways = network.likely_ways(origins, to, 1000, 0.0);
    for (const TransitWay& way : ways.front()) {
        result[way.changes] = way.probability;
    }
    return result;
}

/// The shares by listing every chain of legs: each leg ends nearer the destination than it began,
/// no drive follows a drive.
Shares by_enumeration(std::uint32_t n,
                      const std::vector<TransitLeg>& legs,
                      double per_hour,
                      std::uint32_t from,
                      std::uint32_t to) {
    constexpr double far = 1e9;
    std::vector<double> left(n, far);
    left[to] = 0.0;
    for (std::uint32_t round = 0; round < n; ++round) {
        for (const TransitLeg& leg : legs) {
            left[leg.from] = std::min(left[leg.from], leg.hours + left[leg.to]);
        }
    }
    Shares result;
    double all = 0.0;
    Changes changes;
    const std::function<void(std::uint32_t, bool, double)> go = [&](std::uint32_t at, bool drove,
                                                                    double hours) {
        if (at == to) {
            const double weight = std::exp(-per_hour * hours);
            Changes between = changes;
            between.pop_back();
            result[between] += weight;
            all += weight;
            return;
        }
        for (const TransitLeg& leg : legs) {
            if (leg.from == at && left[leg.to] < left[at] && !(drove && leg.mode == road)) {
                changes.push_back(leg.to);
                go(leg.to, leg.mode == road, hours + leg.hours);
                changes.pop_back();
            }
        }
    };
    if (from != to) {
        go(from, false, 0.0);
    }
    for (auto& [way, weight] : result) {
        weight /= all;
    }
    return result;
}

} // namespace

TEST_CASE("the shares of three ways are a logit of their hours, worked by hand",
          "[algorithms][transit]") {
    // 0 to 3: straight in 10 hours, over 1 in 4 + 5, over 2 in 6 + 5.
    const TransitNetwork network(
        4, {{0, 3, 10, rail}, {0, 1, 4, rail}, {1, 3, 5, rail}, {0, 2, 6, rail}, {2, 3, 5, rail}},
        1.0);
    const double a = 1.0; // against 9 hours
    const double b = std::exp(-1.0);
    const double c = std::exp(-2.0);
    const Shares found = shares(network, 0, 3);
    CHECK(found.at({1}) == tests::Approx(a / (a + b + c)));
    CHECK(found.at({}) == tests::Approx(b / (a + b + c)));
    CHECK(found.at({2}) == tests::Approx(c / (a + b + c)));
    CHECK(network.through(0, 3)[1] == tests::Approx(a / (a + b + c)));
    CHECK(network.rail_share(0, 3) == 1.0);
    CHECK(network.rail_share(3, 0) == -1.0);
}

TEST_CASE("two drives never follow one another, and rides on one way are one",
          "[algorithms][transit]") {
    const TransitNetwork network(
        3, {{0, 1, 2, road}, {0, 1, 2, rail}, {1, 2, 2, road}, {0, 2, 5, road}}, 1.0);
    const Shares found = shares(network, 0, 2);
    // Over 1 only by train; the drive 0 to 1 has no drive after it.
    REQUIRE(found.size() == 2);
    CHECK(found.at({1}) == tests::Approx(1 / (1 + std::exp(-1.0))));
    CHECK(network.rail_share(0, 1) == tests::Approx(0.5));
}

TEST_CASE("where no way leads, and from a place to itself, there are no ways",
          "[algorithms][transit]") {
    const TransitNetwork network(3, {{0, 1, 2, rail}}, 1.0);
    CHECK(shares(network, 1, 0).empty());
    CHECK(shares(network, 0, 2).empty());
    CHECK(shares(network, 1, 1).empty());
    CHECK(network.through(0, 2) == std::vector<double>(3, 0.0));
    CHECK(TransitNetwork(0, {}, 1.0).vertex_count() == 0);
}

TEST_CASE("few ways are the likeliest of all", "[algorithms][transit]") {
    const TransitNetwork network(
        4, {{0, 3, 10, rail}, {0, 1, 4, rail}, {1, 3, 5, rail}, {0, 2, 6, rail}, {2, 3, 5, rail}},
        1.0);
    const std::uint32_t origins[] = {0, 3};
    const auto ways = network.likely_ways(origins, 3, 1, 0.0);
    REQUIRE(ways[0].size() == 1);
    CHECK(ways[0][0].changes == Changes{1});
    CHECK(ways[1].empty());
    CHECK(network.likely_ways(origins, 3, 9, 0.2)[0].size() == 2); // 0.67 and 0.24
}

TEST_CASE("shares of ways and of changes equal those of all ways listed one by one",
          "[algorithms][transit][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    std::mt19937 source(seed);
    const auto random = [&] { return static_cast<std::uint32_t>(source()); };
    const std::uint32_t n = 2 + random() % 6;
    std::vector<TransitLeg> legs;
    for (std::uint32_t i = 0; i < 3 * n; ++i) {
        const std::uint32_t from = random() % n;
        const std::uint32_t to = random() % n;
        if (from != to) {
            legs.push_back({from, to, 1.0 + random() % 5, random() % 3 == 0 ? road : rail});
        }
    }
    const double per_hour = 0.1 + (random() % 10) / 10.0;
    const TransitNetwork network(n, legs, per_hour);
    for (std::uint32_t from = 0; from < n; ++from) {
        const Shares expected = by_enumeration(n, legs, per_hour, from, n - 1);
        const Shares found = shares(network, from, n - 1);
        std::vector<double> through(n, 0.0);
        for (const auto& [way, share] : expected) {
            if (share > 0.002) { // the rarest are not looked for
                REQUIRE(found.count(way) == 1);
                CHECK(found.at(way) == tests::Approx(share).margin(2e-3));
            }
            for (const std::uint32_t v : way) {
                through[v] += share;
            }
        }
        const std::vector<double> passed = network.through(from, n - 1);
        for (std::uint32_t v = 0; v < n; ++v) {
            CHECK(passed[v] == tests::Approx(through[v]).margin(1e-9));
        }
    }
}

TEST_CASE("the order of legs changes no way", "[algorithms][transit]") {
    std::vector<TransitLeg> legs{{0, 3, 10, rail}, {0, 1, 4, road}, {0, 1, 4, rail},
                                 {1, 3, 5, rail},  {0, 2, 6, rail}, {2, 3, 3, road}};
    const Shares found = shares(TransitNetwork(4, legs, 0.5), 0, 3);
    std::reverse(legs.begin(), legs.end());
    CHECK(shares(TransitNetwork(4, legs, 0.5), 0, 3) == found);
}

TEST_CASE("legs that cannot be ridden are refused by name", "[algorithms][transit]") {
    const auto message = [](std::vector<TransitLeg> legs, double per_hour = 1.0) {
        return message_of<std::invalid_argument>(
            [&] { (void)TransitNetwork(2, std::move(legs), per_hour); });
    };
    CHECK(message({{0, 2, 1, rail}}).find("0 -> 2") != std::string::npos);
    CHECK(message({{1, 1, 1, rail}}).find("1 -> 1") != std::string::npos);
    CHECK(message({{0, 1, 0, rail}}).find("hours") != std::string::npos);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(message({{0, 1, nan, rail}}).find("hours") != std::string::npos);
    CHECK(message({{0, 1, 1, TransportMode::air}}).find("by rail or by road") != std::string::npos);
    CHECK(message({}, 0.0).find("per_hour") != std::string::npos);
    const TransitNetwork network(2, {{0, 1, 1, rail}}, 1.0);
    const std::uint32_t origins[] = {7};
    CHECK_THROWS_AS(network.likely_ways(origins, 1, 3, 0.0), std::invalid_argument);
    CHECK_THROWS_AS(network.through(0, 9), std::invalid_argument);
}

TEST_CASE("districts without a direct train are joined over a junction", "[algorithms][transit]") {
    const DistrictNetwork india = district_network(1.0);
    // South 24 Parganas (304) has suburban trains only: they go by Kolkata (315) or Howrah (313).
    const std::uint32_t from = india.vertex_of(304);
    const std::uint32_t rajkot = india.vertex_of(457);
    REQUIRE(from < india.network.vertex_count());
    REQUIRE(rajkot < india.network.vertex_count());
    CHECK(india.vertex_of(1) <= india.network.vertex_count());
    const std::uint32_t origins[] = {from};
    const auto ways = india.network.likely_ways(origins, rajkot, 10, 0.02);
    REQUIRE_FALSE(ways.front().empty());
    CHECK_FALSE(ways.front().front().changes.empty());
    CHECK_FALSE(india.are_neighbours(from, rajkot));
}
