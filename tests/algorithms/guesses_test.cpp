// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/guesses.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Told = std::vector<ToldProbability>;

TEST_CASE("Brier score and calibration error, worked by hand", "[algorithms][evaluation]") {
    const Told told{{0.8, true}, {0.8, false}, {0.1, false}, {1.0, true}};
    CHECK(*brier_score(told) == tests::Approx((0.04 + 0.64 + 0.01 + 0.0) / 4));
    // Of two bins, the upper one tells 2.6 and has 2 come true, the lower one 0.1 and none.
    CHECK(*calibration_error(told, 2) == tests::Approx((0.6 + 0.1) / 4));
    // A weight of two is the same told twice.
    CHECK(*brier_score(Told{{0.5, true, 2.0}, {0.0, false, 1.0}}) == tests::Approx(0.5 / 3));
}

TEST_CASE("what was never told has no score", "[algorithms][evaluation]") {
    CHECK_FALSE(brier_score({}));
    CHECK_FALSE(calibration_error({}, 10));
    CHECK_FALSE(brier_score(Told{{0.5, true, 0.0}}));
}

TEST_CASE("calibration error equals its definition bin by bin",
          "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 200U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    Told told(1 + random() % 30);
    const std::size_t bins = 1 + random() % 12;
    std::map<std::size_t, Told> by_bin;
    for (ToldProbability& one : told) {
        one = {static_cast<double>(random() % 101) / 100.0, random() % 2 == 0, 1.0};
        std::size_t bin = 0; // the last whose lower edge is not above it
        while (bin + 1 < bins &&
               static_cast<double>(bin + 1) <= one.probability * static_cast<double>(bins)) {
            ++bin;
        }
        by_bin[bin].push_back(one);
    }
    double expected = 0.0;
    for (const auto& [bin, list] : by_bin) {
        double mean = 0.0;
        double share = 0.0;
        for (const ToldProbability& one : list) {
            mean += one.probability / static_cast<double>(list.size());
            share += (one.came_true ? 1.0 : 0.0) / static_cast<double>(list.size());
        }
        expected += std::abs(mean - share) * static_cast<double>(list.size()) /
                    static_cast<double>(told.size());
    }
    CHECK(*calibration_error(told, bins) == tests::Approx(expected).margin(1e-12));
}

TEST_CASE("what is no probability is refused by its value", "[algorithms][evaluation]") {
    CHECK(message_of<std::invalid_argument>([] {
              (void)brier_score(Told{{1.5, true}});
          }).find("1.5") != std::string::npos);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(brier_score(Told{{nan, true}}), std::invalid_argument);
    CHECK_THROWS_AS(brier_score(Told{{0.5, true, -1.0}}), std::invalid_argument);
    CHECK_THROWS_AS(calibration_error(Told{{0.5, true}}, 0), std::invalid_argument);
}
