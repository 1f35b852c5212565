// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/matches.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using Values = std::vector<std::uint64_t>;

TEST_CASE("precision, recall and F1, worked by hand", "[algorithms][evaluation]") {
    const Matches matches{3, 4, 6};
    CHECK(*matches.precision() == tests::Approx(0.75));
    CHECK(*matches.recall() == tests::Approx(0.5));
    CHECK(*matches.f1() == tests::Approx(0.6));
    CHECK(*matches.f1() == tests::Approx(harmonic_mean(0.75, 0.5)));
}

TEST_CASE("what cannot be told has no value, and F1 is 0 where one side is empty",
          "[algorithms][evaluation]") {
    const Matches nothing_found{0, 0, 5};
    CHECK_FALSE(nothing_found.precision());
    CHECK(nothing_found.recall() == 0.0);
    CHECK(nothing_found.f1() == 0.0);
    const Matches nothing_true{0, 5, 0};
    CHECK(nothing_true.precision() == 0.0);
    CHECK_FALSE(nothing_true.recall());
    CHECK(nothing_true.f1() == 0.0);
    CHECK_FALSE(Matches{}.f1());
    CHECK(harmonic_mean(0.0, 0.0) == 0.0);
}

TEST_CASE("sets that are not sorted, or hold a value twice, are refused",
          "[algorithms][evaluation]") {
    const Values good{1, 2};
    const Values bad = GENERATE(Values{2, 1}, Values{1, 1});
    CHECK(tests::message_of<std::invalid_argument>([&] {
              (void)compare_sets(bad, good);
          }).find("what is found") != std::string::npos);
    CHECK(tests::message_of<std::invalid_argument>([&] {
              (void)compare_sets(good, bad);
          }).find("what is true") != std::string::npos);
}

TEST_CASE("comparing sets equals looking each value up", "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::set<std::uint64_t> found;
    std::set<std::uint64_t> truth;
    for (auto* side : {&found, &truth}) {
        const auto n = random() % 12;
        for (unsigned i = 0; i < n; ++i) {
            side->insert(random() % 15);
        }
    }
    std::uint64_t both = 0;
    for (const std::uint64_t value : found) {
        both += truth.count(value);
    }
    const Matches matches =
        compare_sets(Values(found.begin(), found.end()), Values(truth.begin(), truth.end()));
    CHECK(matches.both == both);
    CHECK(matches.found == found.size());
    CHECK(matches.truth == truth.size());
}
