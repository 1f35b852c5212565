// SPDX-License-Identifier: Apache-2.0
#include "io/column_builder.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace sandhan::io;

namespace {

using Texts = std::vector<std::string>;
using Reals = std::vector<double>;
using Integers = std::vector<std::optional<std::int64_t>>;
using Booleans = std::vector<std::optional<bool>>;

Column::Values column(ColumnType type, const std::vector<std::string>& texts) {
    ColumnBuilder builder(type);
    for (std::size_t row = 0; row < texts.size(); ++row) {
        builder.set(row, texts[row]);
    }
    return builder.take(texts.size());
}

} // namespace

TEST_CASE("numbers are read whole or not at all", "[io][columns]") {
    CHECK(parse_real(" 1.5 ") == 1.5);
    CHECK(parse_real("+2") == 2.0);
    CHECK(parse_real("1e3") == 1000.0);
    CHECK(parse_real("-Inf") == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(parse_real("NaN").value()));
    CHECK(parse_real("1e999") == std::numeric_limits<double>::infinity());
    CHECK(parse_real("-1e999") == -std::numeric_limits<double>::infinity());
    CHECK(parse_real("1e-999") == 0.0);
    CHECK(parse_real("0." + std::string(400, '0') + "1") == 0.0);
    CHECK(parse_real(std::string(400, '9')) == std::numeric_limits<double>::infinity());
    for (const char* bad : {"", " ", "1,5", "1.5x", "+-1", "0x10", "--1", "e5", "+"}) {
        CAPTURE(bad);
        CHECK(parse_real(bad) == std::nullopt);
    }
    CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
    CHECK(parse_integer("9223372036854775808") == std::nullopt);
    CHECK(parse_integer("1.0") == std::nullopt);
    CHECK(parse_boolean(" TRUE ") == true);
    CHECK(parse_boolean("0") == false);
    CHECK(parse_boolean("yes") == std::nullopt);
}

TEST_CASE("a column keeps its type while its values fit", "[io][columns]") {
    CHECK(column(ColumnType::integer, {"1", "", "-3"}) ==
          Column::Values(Integers{1, std::nullopt, -3}));
    CHECK(column(ColumnType::boolean, {"true", "0"}) == Column::Values(Booleans{true, false}));
    CHECK(column(ColumnType::text, {" a ", ""}) == Column::Values(Texts{" a ", ""}));
}

TEST_CASE("a value that does not fit widens its column, and nothing is lost", "[io][columns]") {
    CHECK(column(ColumnType::integer, {"1", "2.5"}) == Column::Values(Reals{1.0, 2.5}));
    CHECK(column(ColumnType::integer, {"1", "x"}) == Column::Values(Texts{"1", "x"}));
    CHECK(column(ColumnType::real, {"0.1", "x"}) == Column::Values(Texts{"0.1", "x"}));
    CHECK(column(ColumnType::boolean, {"1", "", "2"}) == Column::Values(Texts{"true", "", "2"}));
    // 2^53 + 1 is no double: the column becomes text rather than lose its last digit.
    CHECK(column(ColumnType::integer, {"9007199254740993", "0.5"}) ==
          Column::Values(Texts{"9007199254740993", "0.5"}));
    CHECK(column(ColumnType::integer, {"12345678901234567890"}) ==
          Column::Values(Reals{12345678901234567890.0}));
}

TEST_CASE("rows that nobody set are absent", "[io][columns]") {
    ColumnBuilder builder(ColumnType::integer);
    CHECK_FALSE(builder.used());
    CHECK(builder.set(2, "7"));
    CHECK(builder.used());
    CHECK(builder.is_set(2));
    CHECK_FALSE(builder.is_set(0));
    CHECK_FALSE(builder.is_set(9));
    CHECK(builder.take(4) == Column::Values(Integers{std::nullopt, std::nullopt, 7, std::nullopt}));
    CHECK_FALSE(builder.used());
    CHECK(builder.take(1) == Column::Values(Integers{std::nullopt}));
}

TEST_CASE("a later value of a row stands over an earlier one", "[io][columns]") {
    ColumnBuilder builder(ColumnType::integer);
    builder.set(0, "1");
    CHECK_FALSE(builder.set(0, "x"));
    CHECK(builder.set(0, "2"));
    CHECK(builder.take(1) == Column::Values(Texts{"2"}));
}

TEST_CASE("text becomes numbers where every value is one", "[io][columns]") {
    ColumnBuilder numbers(ColumnType::text);
    numbers.set(0, "1");
    numbers.set(2, "0.5");
    CHECK_FALSE(numbers.narrow(ColumnType::boolean));
    CHECK_FALSE(numbers.narrow(ColumnType::integer));
    CHECK(numbers.narrow(ColumnType::real));
    CHECK(numbers.is_set(2));
    const auto values = std::get<Reals>(numbers.take(3));
    CHECK(values[0] == 1.0);
    CHECK(std::isnan(values[1]));
    CHECK(values[2] == 0.5);
    ColumnBuilder words(ColumnType::text);
    words.set(0, "1");
    words.set(1, "one");
    CHECK_FALSE(words.narrow(ColumnType::real));
    CHECK(words.take(2) == Column::Values(Texts{"1", "one"}));
}

TEST_CASE("what goes into a column comes out, by value, whatever came before",
          "[io][columns][property]") {
    const auto seed = GENERATE(range(0u, 200u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<std::string> pool{"1",     "0",   "-5",   "true",
                                        "2.5",   "0.1", "1e10", "words",
                                        "false", "007", "",     "9007199254740993"};
    ColumnBuilder builder(static_cast<ColumnType>(random() % 4));
    std::map<std::size_t, std::string> set;
    constexpr std::size_t rows = 6;
    for (int i = 0; i < 8; ++i) {
        const std::size_t row = random() % rows;
        // Few kinds a column, so that some never widen.
        const std::string& text = pool[random() % (1 + seed % pool.size())];
        builder.set(row, text);
        set[row] = text;
    }
    const Column::Values values = builder.take(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string text = set.contains(row) ? set.at(row) : "";
        CAPTURE(row, text);
        if (const auto* texts = std::get_if<Texts>(&values)) {
            // Set while the column was of numbers: another text of the same value.
            const bool same =
                (*texts)[row] == text ||
                (parse_boolean(text) && parse_boolean((*texts)[row]) == parse_boolean(text)) ||
                (parse_real(text) && parse_real((*texts)[row]) == parse_real(text));
            CHECK(same);
        } else if (const auto* reals = std::get_if<Reals>(&values)) {
            CHECK((text.empty() ? std::isnan((*reals)[row]) : (*reals)[row] == parse_real(text)));
        } else if (const auto* integers = std::get_if<Integers>(&values)) {
            CHECK((*integers)[row] == parse_integer(text));
        } else {
            CHECK(std::get<Booleans>(values)[row] == parse_boolean(text));
        }
    }
}
