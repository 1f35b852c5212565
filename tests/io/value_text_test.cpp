// SPDX-License-Identifier: Apache-2.0
#include "io/value_text.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>

using namespace sandhan::io;

TEST_CASE("values as one piece of text", "[io][value]") {
    CHECK(plain_text({}).empty());
    CHECK(plain_text(true) == "true");
    CHECK(plain_text(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
    CHECK(plain_text(0.1) == "0.1");
    CHECK(plain_text(std::nan("")).empty());
    CHECK(plain_text(-std::numeric_limits<double>::infinity()).empty());
    CHECK(plain_text(List{"a", 2, true}) == "a; 2; true");
    CHECK(plain_text(List{}).empty());
    CHECK(plain_text(Record{{"rail", 3}, {"road", 2}}) == "rail:3; road:2");
    CHECK(plain_text(List{Record{{"from", "x"}, {"to", Value()}, {"evidence", List{"A", "B"}}},
                          Record{{"from", "y"}}}) == "x | A; B; y");
}

TEST_CASE("an empty item of a list keeps its place", "[io][value]") {
    CHECK(plain_text(List{"", "b"}) == "; b");
    CHECK(plain_text(List{"a", "", "c"}) == "a; ; c");
}

TEST_CASE("a number's text reads back as the same number", "[io][value][property]") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 10'000; ++i) {
        const std::uint64_t bits = random();
        double value = 0;
        static_assert(sizeof value == sizeof bits);
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value)) {
            CHECK(std::strtod(plain_text(value).c_str(), nullptr) == value);
        }
    }
}

TEST_CASE("a number with fixed digits is rounded to them", "[io][value]") {
    CHECK(fixed_text(1.0, 0) == "1");
    CHECK(fixed_text(2.0 / 3.0, 3) == "0.667");
    CHECK(fixed_text(-0.5, 2) == "-0.50");
    CHECK(fixed_text(std::nan(""), 2).empty());
    CHECK(fixed_text(std::numeric_limits<double>::infinity(), 2).empty());
}
