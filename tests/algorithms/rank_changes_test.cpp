// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rank_changes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>

using namespace sandhan;
using namespace sandhan::algorithms;
using sandhan::tests::message_of;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::string periods_text(const char* first, const char* last, unsigned months) {
    std::string text;
    for (const Period& period : calendar_periods(graph::FuzzyDate::parse(first)->earliest(),
                                                 graph::FuzzyDate::parse(last)->latest(), months)) {
        text += (text.empty() ? "" : " ") + graph::iso_day(period.first) + "/" +
                graph::iso_day(period.last);
    }
    return text;
}

} // namespace

TEST_CASE("periods begin where years, halves, quarters and months do", "[hubs][periods]") {
    CHECK(periods_text("2019-12-31", "2021-01-01", 12) ==
          "2019-01-01/2019-12-31 2020-01-01/2020-12-31 2021-01-01/2021-12-31");
    CHECK(periods_text("2020-02-29", "2020-07-01", 6) ==
          "2020-01-01/2020-06-30 2020-07-01/2020-12-31");
    CHECK(periods_text("2020-03-31", "2020-04-01", 3) ==
          "2020-01-01/2020-03-31 2020-04-01/2020-06-30");
    CHECK(periods_text("2020-02-29", "2020-02-29", 1) == "2020-02-01/2020-02-29");
    CHECK(periods_text("2021", "2022", 24) == "2020-01-01/2021-12-31 2022-01-01/2023-12-31");
    CHECK(periods_text("1969-12-31", "1970-01-01", 1) ==
          "1969-12-01/1969-12-31 1970-01-01/1970-01-31");
}

TEST_CASE("periods follow one another without a gap and hold every day asked for",
          "[hubs][periods][property]") {
    std::mt19937 random(5);
    for (int round = 0; round < 500; ++round) {
        const auto first = static_cast<graph::FuzzyDate::Days>(random() % 30'000) - 5'000;
        const auto last = first + static_cast<graph::FuzzyDate::Days>(random() % 3'000);
        constexpr unsigned lengths[]{1, 2, 3, 4, 6, 12, 24, 120};
        const auto periods = calendar_periods(first, last, lengths[random() % 8]);
        INFO(first << " to " << last);
        REQUIRE_FALSE(periods.empty());
        CHECK((periods.front().first <= first && first <= periods.front().last));
        CHECK((periods.back().first <= last && last <= periods.back().last));
        for (std::size_t p = 1; p < periods.size(); ++p) {
            CHECK(periods[p].first == periods[p - 1].last + 1);
        }
    }
}

TEST_CASE("a change of rank says up, down, new and gone", "[hubs][periods]") {
    const std::vector<std::vector<double>> values{
        {5, 3, absent, 1, absent, 0}, {2, 3, 3, absent, absent, 0}, {9, 3, 3, absent, absent, 0}};
    const auto ranks = rank_changes(values);
    const auto told = [&](std::size_t row) {
        std::string text;
        for (const auto& period : ranks) {
            text +=
                std::to_string(period[row].rank) + std::string(name_of(period[row].change)) + " ";
        }
        return text;
    };
    CHECK(told(0) == "1 3down 1up ");
    CHECK(told(1) == "2 1up 2down ");
    CHECK(told(2) == "0 1new 2down ");
    CHECK(told(3) == "3 0gone 0 ");
    CHECK(told(4) == "0 0 0 ");
    CHECK(told(5) == "4 4same 4same ");
}

TEST_CASE("ranks of a period are one more than how many are greater", "[hubs][periods][property]") {
    std::mt19937 random(8);
    for (int round = 0; round < 500; ++round) {
        INFO("round " << round);
        std::vector<std::vector<double>> values(random() % 4, std::vector<double>(random() % 7));
        for (auto& period : values) {
            for (double& value : period) {
                value = random() % 4 == 0 ? absent : static_cast<double>(random() % 5) / 3.0;
            }
        }
        const auto ranks = rank_changes(values);
        REQUIRE(ranks.size() == values.size());
        for (std::size_t p = 0; p < values.size(); ++p) {
            for (std::size_t row = 0; row < values[p].size(); ++row) {
                std::size_t rank = std::isnan(values[p][row]) ? 0 : 1;
                for (const double other : values[p]) {
                    rank += other > values[p][row] ? 1U : 0U;
                }
                CHECK(ranks[p][row].rank == rank);
            }
        }
    }
    CHECK(rank_changes({}).empty());
}

TEST_CASE("periods that no calendar has, days in the wrong order, and ragged values are refused",
          "[hubs][periods]") {
    CHECK(message_of<std::invalid_argument>([] { (void)calendar_periods(0, 1, 5); }) ==
          "calendar_periods: 5 months; periods must divide a year or be whole years");
    CHECK_THROWS_AS(calendar_periods(0, 1, 0), std::invalid_argument);
    CHECK_THROWS_AS(calendar_periods(2, 1, 12), std::invalid_argument);
    CHECK_THROWS_AS(calendar_periods(graph::FuzzyDate::open_start, 1, 12), std::invalid_argument);
    const std::vector<std::vector<double>> ragged{{1, 2}, {1}};
    CHECK(message_of<std::invalid_argument>([&] { (void)rank_changes(ragged); }) ==
          "rank_changes: 1 values in period 1, 2 in the first");
}
