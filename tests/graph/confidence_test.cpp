// SPDX-License-Identifier: Apache-2.0
#include "graph/confidence.hpp"
#include "tests/support/catch.hpp"

#include <vector>

using namespace sandhan::graph;
using sandhan::tests::Approx;

TEST_CASE("a grade is a letter A to F and a figure 1 to 6", "[confidence]") {
    CHECK(parse_grade("B2") == Grade{'B', '2'});
    CHECK(parse_grade("c3") == Grade{'C', '3'});
    for (const char* text : {"", "B", "B7", "G1", "2B", "B22", "B0"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_grade(text));
    }
}

TEST_CASE("confidence follows the documented table", "[confidence]") {
    CHECK(confidence(Grade{'A', '1'}) == Approx(0.95));
    CHECK(confidence(Grade{'B', '2'}) == Approx(0.77));
    CHECK(confidence(Grade{'E', '5'}) == Approx(0.40));
    for (const char letter : {'A', 'B', 'C', 'D', 'E', 'F'}) {
        CHECK(confidence(Grade{letter, '6'}) == Approx(ungraded_confidence));
    }
}

TEST_CASE("a less reliable source moves confidence towards one half", "[confidence]") {
    const std::vector<char> letters{'A', 'B', 'C', 'D', 'E'};
    for (const char figure : {'1', '2', '3', '4', '5'}) {
        for (std::size_t i = 1; i < letters.size(); ++i) {
            CHECK(std::abs(confidence(Grade{letters[i], figure}) - 0.5) <
                  std::abs(confidence(Grade{letters[i - 1], figure}) - 0.5));
        }
    }
}

TEST_CASE("several reports together are one minus the chance that all are false", "[confidence]") {
    CHECK(combined_confidence(std::vector<double>{}) == 0.0);
    CHECK(combined_confidence(std::vector<double>{0.5, 0.5}) == Approx(0.75));
    CHECK(combined_confidence(std::vector<double>{0.77, 0.95}) == Approx(1 - 0.23 * 0.05));
}
