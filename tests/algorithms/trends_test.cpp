// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/trends.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::FuzzyDate;
using graph::PlaceIndex;

namespace {

/// So many movements on a corridor, on the day `first` and every `step` days after it.
void add(std::vector<DatedMovement>& movements,
         PlaceIndex origin,
         PlaceIndex destination,
         unsigned count,
         int first,
         int step) {
    for (unsigned i = 0; i < count; ++i) {
        const FuzzyDate::Days on = first + static_cast<int>(i) * step;
        movements.push_back({origin, destination,
                             static_cast<graph::IncidentIndex>(movements.size()),
                             FuzzyDate(on, on)});
    }
}

const TrendPeriods hundred_and_hundred{{0, 199}, {0, 99}, {100, 199}, {}};

const Trend& row_of(const Trends& found, PlaceIndex origin, PlaceIndex destination) {
    for (const Trend& row : found.rows) {
        if (row.origin == origin && row.destination == destination) {
            return row;
        }
    }
    throw std::logic_error("no such row");
}

} // namespace

TEST_CASE("corridors emerge, fade, stay or are too few to tell", "[trends]") {
    std::vector<DatedMovement> movements;
    add(movements, 1, 9, 12, 105, 7);                                // nothing before
    add(movements, 2, 8, 20, 0, 4), add(movements, 2, 8, 1, 150, 1); // much before
    add(movements, 3, 7, 6, 0, 10), add(movements, 3, 7, 6, 100, 10);
    add(movements, 4, 6, 4, 120, 1); // 2^-4 is more than a twentieth
    const Trends found = trends(movements, hundred_and_hundred);
    CHECK(found.tested == 3);
    CHECK(found.before == 26);
    CHECK(found.after == 23);
    CHECK(row_of(found, 1, 9).verdict == TrendVerdict::emerging);
    CHECK(std::isinf(row_of(found, 1, 9).rates.ratio));
    CHECK(row_of(found, 2, 8).verdict == TrendVerdict::fading);
    CHECK(row_of(found, 3, 7).verdict == TrendVerdict::steady);
    CHECK(row_of(found, 3, 7).q_value == Approx(1.0));
    CHECK(row_of(found, 4, 6).verdict == TrendVerdict::too_little);
    CHECK(std::isnan(row_of(found, 4, 6).q_value));
    CHECK(row_of(found, 4, 6).rates.p_value == Approx(0.0625));
    CHECK(&row_of(found, 4, 6) == &found.rows.back());
    CHECK(row_of(found, 2, 8).evidence.size() == 21);
    CHECK(name_of(TrendVerdict::too_little) == "too_little");
}

TEST_CASE("a fading corridor that shares an end with an emerging one of its size is displaced",
          "[trends]") {
    std::vector<DatedMovement> movements;
    add(movements, 1, 2, 20, 0, 4);   // fades
    add(movements, 1, 3, 22, 101, 4); // takes it over
    add(movements, 1, 4, 80, 100, 1); // the same origin, but far more
    add(movements, 5, 2, 19, 101, 4); // the same destination
    add(movements, 6, 7, 20, 101, 4); // no end in common
    add(movements, 8, 1, 20, 101, 4); // ends where the other begins: no end in common either
    const Trends found = trends(movements, hundred_and_hundred);
    const Trend& lost = row_of(found, 1, 2);
    CHECK(lost.verdict == TrendVerdict::displaced);
    REQUIRE(lost.displaced_to.size() == 2);
    CHECK(found.rows[lost.displaced_to[0]].origin == 5); // 19 for 20 is nearer than 22
    CHECK(found.rows[lost.displaced_to[1]].destination == 3);
    const Trend& gained = row_of(found, 1, 3);
    CHECK(gained.verdict == TrendVerdict::emerging);
    REQUIRE(gained.displaced_from.size() == 1);
    CHECK(&found.rows[gained.displaced_from[0]] == &lost);
    CHECK(row_of(found, 1, 4).displaced_from.empty());
    CHECK(row_of(found, 6, 7).displaced_from.empty());
    CHECK(row_of(found, 8, 1).displaced_from.empty());
}

TEST_CASE("when everything doubles, shares say that nothing changed", "[trends]") {
    std::vector<DatedMovement> movements;
    for (PlaceIndex c = 1; c <= 8; ++c) {
        add(movements, c, 20, 20, 0, 4);
        add(movements, c, 20, 40, 100, 2);
    }
    for (const bool relative : {false, true}) {
        const Trends found = trends(movements, hundred_and_hundred, {0.05, relative});
        for (const Trend& row : found.rows) {
            CHECK(row.verdict == (relative ? TrendVerdict::steady : TrendVerdict::emerging));
            CHECK(row.rates.ratio == Approx(relative ? 1.0 : 2.0));
        }
        CHECK(found.exposure_after == (relative ? 320.0 : 100.0));
    }
    movements.clear();
    add(movements, 1, 2, 9, 0, 1);
    CHECK(trends(movements, hundred_and_hundred, {0.05, true}).rows.empty()); // a share of nothing
    CHECK(trends({}, hundred_and_hundred).rows.empty());
}

TEST_CASE("a date counts where every day of it lies, by the definition", "[trends][property]") {
    std::mt19937 random(7);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    for (int round = 0; round < 200; ++round) {
        TrendPeriods periods;
        periods.observed = {10, 40 + below(20)};
        periods.before = {10 + below(5), 20 + below(5)};
        periods.after = {periods.before.last + 1 + below(4), periods.observed.last};
        periods.windows = {periods.before, {periods.after.first, periods.after.first + 4}};
        std::vector<DatedMovement> movements;
        for (int i = 0; i < 40; ++i) {
            const int from = below(70);
            const FuzzyDate date = below(9) == 0   ? FuzzyDate()
                                   : below(9) == 0 ? FuzzyDate(from, FuzzyDate::open_end)
                                                   : FuzzyDate(from, from + below(12));
            movements.push_back({1, 2, static_cast<graph::IncidentIndex>(i), date});
        }
        std::uint64_t before = 0, after = 0, undecided = 0, undated = 0, outside = 0;
        std::vector<std::uint64_t> by_window(2);
        std::vector<graph::IncidentIndex> evidence;
        for (const DatedMovement& movement : movements) {
            if (movement.date == FuzzyDate()) {
                ++undated;
                continue;
            }
            std::set<int> sides; // of each observed day that it may mean
            std::vector<bool> in_window{true, true};
            for (int d = periods.observed.first; d <= periods.observed.last; ++d) {
                if (d < movement.date.earliest() || d > movement.date.latest()) {
                    continue;
                }
                const auto in = [&](const Period& p) { return d >= p.first && d <= p.last; };
                sides.insert(in(periods.before) ? 1 : in(periods.after) ? 2 : 0);
                for (std::size_t w = 0; w < 2; ++w) {
                    in_window[w] = in_window[w] && in(periods.windows[w]);
                }
            }
            if (sides == std::set<int>{1} || sides == std::set<int>{2}) {
                ++(sides.count(1) == 1 ? before : after);
                evidence.push_back(movement.incident);
                by_window[0] += in_window[0] ? 1U : 0U;
                by_window[1] += in_window[1] ? 1U : 0U;
            } else {
                ++(sides.empty() || sides == std::set<int>{0} ? outside : undecided);
            }
        }
        const Trends found = trends(movements, periods);
        CHECK(found.undated == undated);
        CHECK(found.outside == outside);
        CHECK(found.undecided == undecided);
        CHECK(found.before == before);
        CHECK(found.after == after);
        if (before + after > 0) {
            REQUIRE(found.rows.size() == 1);
            CHECK(found.rows[0].evidence == evidence);
            CHECK(found.rows[0].by_window == by_window);
            const RateComparison rates =
                compare_rates({before, periods.before.days()}, {after, periods.after.days()});
            CHECK(found.rows[0].rates.p_value == rates.p_value);
        }
    }
}

TEST_CASE("where nothing changes, no more than the level of all corridors is called changed",
          "[trends][property]") {
    // 1,000 data sets of one corridor, 20 to 60 movements spread evenly over 1,460 days, the last
    // 365 of them after: q is p. Counts are whole, so the level itself goes up and down with the
    // number of movements, from 2.6 to 7 in 100, 4.7 on average. Five deviations are 34.
    int alarms = 0;
    for (unsigned seed = 0; seed < 1000; ++seed) {
        std::mt19937 random(seed);
        std::vector<DatedMovement> movements;
        for (graph::IncidentIndex i = 0; i < 20 + seed % 41; ++i) {
            const auto on = static_cast<FuzzyDate::Days>(random() % 1460);
            movements.push_back({1, 2, i, FuzzyDate(on, on)});
        }
        const Trends found = trends(movements, {{0, 1459}, {0, 1094}, {1095, 1459}, {}});
        alarms += found.rows[0].verdict == TrendVerdict::steady ? 0 : 1;
    }
    CHECK(alarms > 50 - 34);
    CHECK(alarms < 50 + 34);
}

TEST_CASE("a movement is dated by its departure, else by what is told next, never by the report",
          "[trends]") {
    std::vector<graph::Incident> incidents{
        journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat", "Pune, Maharashtra"}),
        journey("B", {"Howrah, West Bengal", "Pune, Maharashtra"}),
        journey("C", {"Howrah, West Bengal", "Pune, Maharashtra"}),
        journey("D", {"Howrah, West Bengal"}),
    };
    incidents[0].journey[0].departed = day(3);
    incidents[0].journey[1].arrived = day(5);
    incidents[0].journey[2].arrived = day(9);
    incidents[1].journey[0].arrived = day(1);
    incidents[1].journey[1].arrived = day(20);
    incidents[2].reported = day(40);
    const graph::CaseStore store = store_of(incidents);
    const graph::Journeys journeys(graph::CaseSelection(store, {}, graph::Disclosure::protect),
                                   graph::PlaceLevel::district);
    const auto ends = dated_movements(journeys, graph::FlowKind::ends, MovementDate::journey);
    REQUIRE(ends.size() == 3); // all from Howrah to Pune
    CHECK(ends[0].date == day(3));
    CHECK(ends[1].date == day(20));
    CHECK(!ends[2].date.is_known());
    const auto reports = dated_movements(journeys, graph::FlowKind::ends, MovementDate::report);
    CHECK(reports[2].date == day(40));
    CHECK(!reports[0].date.is_known());
    const auto legs = dated_movements(journeys, graph::FlowKind::legs, MovementDate::journey);
    REQUIRE(legs.size() == 4);
    CHECK(legs[0].date == day(9)); // Rajkot to Pune sorts first: no departure is told
    const auto whole = observed_days(ends);
    REQUIRE(whole);
    CHECK(*whole == Period{day(3).earliest(), day(20).earliest()});
}

TEST_CASE("movements agree with the corridors that flows() counts", "[trends][property]") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        const graph::CaseStore store = store_of(invented_incidents(seed));
        const graph::Journeys journeys(graph::CaseSelection(store, {}, graph::Disclosure::protect),
                                       graph::PlaceLevel::district);
        for (const auto kind : {graph::FlowKind::ends, graph::FlowKind::legs}) {
            using Corridor = std::pair<PlaceIndex, PlaceIndex>;
            std::map<Corridor, std::vector<graph::IncidentIndex>> counted, flowing;
            for (const DatedMovement& m : dated_movements(journeys, kind, MovementDate::journey)) {
                counted[{m.origin, m.destination}].push_back(m.incident);
            }
            for (const graph::Flow& flow : graph::flows(journeys, kind)) {
                flowing[{flow.origin, flow.destination}] = flow.evidence;
            }
            CHECK(counted == flowing);
        }
    }
}

TEST_CASE("the days observed are those of dates told to a month, and what vaguer ones are sure of",
          "[trends]") {
    const auto observed = [](std::initializer_list<const char*> dates) {
        std::vector<DatedMovement> movements;
        for (const char* date : dates) {
            movements.push_back({1, 2, 0, FuzzyDate::parse(date).value_or(FuzzyDate())});
        }
        const auto days = observed_days(movements);
        return days ? graph::iso_day(days->first) + " " + graph::iso_day(days->last) : "none";
    };
    CHECK(observed({}) == "none");
    CHECK(observed({""}) == "none");
    CHECK(observed({"2020-05-07"}) == "2020-05-07 2020-05-07");
    CHECK(observed({"2020-05", "2021-02-03"}) == "2020-05-01 2021-02-03");
    CHECK(observed({"2020", "2020-05-07", "2020-08-01"}) == "2020-05-07 2020-08-01");
    CHECK(observed({"2019", "2020-05-07", "2022"}) == "2019-12-31 2022-01-01");
    CHECK(observed({"2019-03-01/.."}) == "2019-03-01 2019-03-01");
    CHECK(observed({"../2019-03-01"}) == "2019-03-01 2019-03-01");
    CHECK(observed({"2019", "2020", "2018/2021"}) == "2019-01-01 2020-12-31");
    CHECK(observed({"2019/..", "../2021"}) == "2019-01-01 2021-12-31");
    CHECK(observed({"2017/2020"}) == "2017-01-01 2020-12-31");
    CHECK(observed({"2017"}) == "2017-01-01 2017-12-31");
}

TEST_CASE("the days observed are cut to those that a filter asks for", "[trends]") {
    const auto day = [](const char* date) { return FuzzyDate::parse(date)->earliest(); };
    const std::vector<DatedMovement> movements{{1, 2, 0, *FuzzyDate::parse("2019-05-01")},
                                               {1, 2, 1, *FuzzyDate::parse("2021-05-01")}};
    graph::IncidentFilter filter;
    filter.since = day("2020-01-01");
    CHECK(observed_days(movements, filter) == Period{day("2020-01-01"), day("2021-05-01")});
    filter.until = day("2019-12-31");
    CHECK_FALSE(observed_days(movements, filter).has_value());
}

TEST_CASE("the usual periods are the last twelve months and what came before, or halves",
          "[trends]") {
    const auto day = [](const char* date) { return FuzzyDate::parse(date)->earliest(); };
    const auto periods = usual_periods({day("2018-01-01"), day("2022-12-31")});
    REQUIRE(periods.has_value());
    CHECK(periods->before == Period{day("2018-01-01"), day("2021-12-31")});
    CHECK(periods->after == Period{day("2022-01-01"), day("2022-12-31")});
    const auto halves = usual_periods({10, 13});
    REQUIRE(halves.has_value());
    CHECK(halves->before == Period{10, 11});
    CHECK(halves->after == Period{12, 13});
    CHECK_FALSE(usual_periods({10, 10}).has_value());
}

TEST_CASE("months are calendar months, shortened where the month is", "[trends]") {
    const auto before = [](const char* date, unsigned months) {
        return graph::iso_day(months_before(FuzzyDate::parse(date)->earliest(), months));
    };
    CHECK(before("2024-03-31", 1) == "2024-02-29");
    CHECK(before("2023-01-01", 12) == "2022-01-01");
    CHECK(before("2020-05-15", 0) == "2020-05-15");
    CHECK(before("2020-02-29", 12) == "2019-02-28");
}

TEST_CASE("periods that are empty or overlap, and levels that are none, are refused", "[trends]") {
    const auto refused = [](const TrendPeriods& periods, double level = 0.05) {
        return message_of<std::invalid_argument>([&] { (void)trends({}, periods, {level}); });
    };
    CHECK(refused({{0, 9}, {0, 5}, {5, 9}, {}}) ==
          "trends: the periods share day 5; one must end before the other begins");
    CHECK(refused({{0, 9}, {0, -1}, {0, 9}, {}}) ==
          "trends: the period from day 0 to day -1 is empty; it needs a day at least");
    CHECK(refused({{0, 9}, {0, 9}, {10, 9}, {}}) != "(nothing thrown)");
    CHECK(refused(hundred_and_hundred, 1.0) != "(nothing thrown)");
    CHECK(refused(hundred_and_hundred, std::nan("")) != "(nothing thrown)");
}
