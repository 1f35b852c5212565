// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/travel_days.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace sandhan::algorithms;
using sandhan::graph::FuzzyDate;
using sandhan::graph::Visit;

namespace {

Visit visit(const std::string& arrived, const std::string& departed) {
    Visit v;
    v.arrived = arrived.empty() ? FuzzyDate() : *FuzzyDate::parse(arrived);
    v.departed = departed.empty() ? FuzzyDate() : *FuzzyDate::parse(departed);
    return v;
}

std::optional<DayRange> days(const Visit& from, const Visit& to) {
    return travel_days(std::vector<Visit>{from, to});
}

} // namespace

TEST_CASE("days on the way lie between what the dates of both ends allow", "[routes][days]") {
    CHECK(days(visit("", "2020-10-01"), visit("2020-10-04", "")) == DayRange{3, 3});
    CHECK(days(visit("", "2020-10-01/2020-10-07"), visit("2020-10-05/2020-10-09", "")) ==
          DayRange{0, 8});
    CHECK(days(visit("", "2020-10-01/2020-10-02"), visit("2020-10-05/2020-10-09", "")) ==
          DayRange{3, 8});
    CHECK(days(visit("", "2020-10-01"), visit("2020-10-01", "")) == DayRange{0, 0});
}

TEST_CASE("an approximate date widens the days on the way", "[routes][days]") {
    CHECK(days(visit("", "2020-10-05~"), visit("2020-10-08", "")) == DayRange{2, 4});
}

TEST_CASE("what is not known of an end is bounded by the other date there", "[routes][days]") {
    // Left no earlier than they arrived; arrived no later than they left.
    CHECK(days(visit("2020-10-01", ""), visit("", "2020-10-11")) == DayRange{0, 10});
    CHECK(days(visit("2020-10-01", ""), visit("2020-10-04", "")) == DayRange{0, 3});
    CHECK_FALSE(days(visit("", ""), visit("2020-10-04", "")).has_value());
    CHECK_FALSE(days(visit("", "2020-10-04"), visit("", "")).has_value());
    CHECK_FALSE(days(visit("", "../2020-10-04"), visit("2020-10-05", "")).has_value());
}

TEST_CASE("an arrival before the departure is no time on the way", "[routes][days]") {
    CHECK_FALSE(days(visit("", "2020-10-04"), visit("2020-10-01", "")).has_value());
}

TEST_CASE("days on the way are those of every choice of days that keeps their order",
          "[routes][days][property]") {
    std::mt19937 random(7);
    std::size_t possible = 0;
    for (int trial = 0; trial < 400; ++trial) {
        struct Span {
            int first, last;
        };
        std::array<Span, 4> told{}; // at the origin arrived, departed; at the destination likewise
        std::array<FuzzyDate, 4> dates;
        for (std::size_t i = 0; i < told.size(); ++i) {
            const int first = static_cast<int>(random() % 6U);
            told[i] = {first, first + static_cast<int>(random() % 4U)};
            dates[i] = FuzzyDate(told[i].first, told[i].last);
        }
        std::optional<DayRange> wanted;
        for (int a = told[0].first; a <= told[0].last; ++a) {
            for (int b = std::max(a, told[1].first); b <= told[1].last; ++b) {
                for (int c = std::max(b, told[2].first); c <= told[2].last; ++c) {
                    if (std::max(c, told[3].first) <= told[3].last) {
                        const double days = c - b;
                        wanted = wanted ? DayRange{std::min(wanted->low, days),
                                                   std::max(wanted->high, days)}
                                        : DayRange{days, days};
                    }
                }
            }
        }
        if (!wanted) {
            continue; // the dates contradict one another
        }
        ++possible;
        CAPTURE(trial);
        Visit from, to;
        from.arrived = dates[0];
        from.departed = dates[1];
        to.arrived = dates[2];
        to.departed = dates[3];
        CHECK(days(from, to) == wanted);
    }
    CHECK(possible > 100);
}

TEST_CASE("a median of ranges bounds the median of whatever lies in them",
          "[routes][days][property]") {
    CHECK_FALSE(median_days({}).has_value());
    CHECK(median_days(std::vector<DayRange>{{1, 4}}) == DayRange{1, 4});
    CHECK(median_days(std::vector<DayRange>{{1, 4}, {2, 2}}) == DayRange{1.5, 3});
    CHECK(median_days(std::vector<DayRange>{{9, 9}, {1, 4}, {2, 20}}) == DayRange{2, 9});

    std::mt19937 random(1);
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<DayRange> ranges;
        std::vector<double> values, low, high;
        for (std::size_t i = 0; i < 1 + random() % 6; ++i) {
            const auto below = [&](double limit) {
                return static_cast<double>(random() % static_cast<unsigned>(limit));
            };
            const double least = below(10);
            const double extent = below(10);
            ranges.push_back({least, least + extent});
            values.push_back(least + below(extent + 1));
            low.push_back(least);
            high.push_back(least + extent);
        }
        const auto middle = [](std::vector<double> all) {
            std::sort(all.begin(), all.end());
            return (all[(all.size() - 1) / 2] + all[all.size() / 2]) / 2;
        };
        const auto found = median_days(ranges);
        REQUIRE(found.has_value());
        CHECK(*found == DayRange{middle(low), middle(high)});
        CHECK(found->low <= middle(values));
        CHECK(found->high >= middle(values));
    }
}
