// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/time_reach.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"
#include "tests/support/timed_chains.hpp"

#include <array>
#include <limits>
#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::PlaceIndex;

namespace {

/// Day by place, unknown days last; as the definition says, from all chains.
using Days = std::map<PlaceIndex, std::int64_t>;
constexpr std::int64_t no_day = std::numeric_limits<std::int64_t>::max();

void keep_least(Days& days, PlaceIndex place, const std::optional<std::int64_t>& day, bool back) {
    const std::int64_t value = !day ? no_day : back ? -*day : *day;
    const auto [at, is_new] = days.try_emplace(place, value);
    at->second = is_new ? value : std::min(at->second, value);
}

} // namespace

TEST_CASE("places by the first day they can be reached and the day they surely are",
          "[routes][timed]") {
    const TimedLegs all = timetable({
        leg(0, 1, {0, 1}, 2, {2, 4}), //
        leg(1, 2, {3, 9}, 3, {5, 9}), // can be caught on day 3, or be missed
        leg(2, 2, on(6), 3, on(20)),  // is caught in any case
        leg(3, 3, on(4), 4, on(8)),   // has left
    });
    const auto found = time_reach(all, std::array{PlaceIndex{1}}, TimeDirection::onward, {});
    REQUIRE(found.size() == 2);
    CHECK(found[0].place == 2);
    CHECK(found[0].possible == 2);
    CHECK(found[0].certain == 4);
    CHECK(found[1].place == 3);
    CHECK(found[1].possible == 5);
    CHECK(found[1].possible_legs == std::vector<std::uint32_t>{0, 1});
    CHECK(found[1].certain == 20);
    CHECK(found[1].certain_legs == std::vector<std::uint32_t>{0, 2});

    const auto back = time_reach(all, std::array{PlaceIndex{3}}, TimeDirection::back, {});
    REQUIRE(back.size() == 2);
    CHECK(back[0].place == 1);
    CHECK(back[0].possible == 1);
    CHECK(back[0].certain == 0);
    CHECK(back[0].certain_legs == std::vector<std::uint32_t>{0, 2});
    CHECK(back[1].place == 2);
    CHECK(back[1].possible == 9);
    CHECK(back[1].certain == 6);
}

TEST_CASE("a place that nothing leaves reaches nothing", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, on(0), 2, on(1))});
    CHECK(time_reach(all, std::array{PlaceIndex{2}}, TimeDirection::onward, {}).empty());
    CHECK(time_reach(all, std::array{PlaceIndex{1}}, TimeDirection::back, {}).empty());
    CHECK(time_reach(all, std::array{PlaceIndex{9}}, TimeDirection::onward, {}).empty());
    CHECK(time_reach(timetable({}), std::array{PlaceIndex{1}}, TimeDirection::onward, {}).empty());
}

TEST_CASE("without dates places are reached on no known day", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, {}, 2, {}), leg(1, 2, {}, 3, {})});
    const auto found = time_reach(all, std::array{PlaceIndex{1}}, TimeDirection::onward, {});
    REQUIRE(found.size() == 2);
    CHECK_FALSE(found[1].possible.has_value());
    CHECK(found[1].possible_legs.size() == 2);
    CHECK(found[1].certain_legs.empty());
}

TEST_CASE("reached places are those of all chains tried one by one, onward and back",
          "[routes][timed][property]") {
    const auto seed = GENERATE(range(0u, 700u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, true);
    const TimedLegs all = timetable(random.legs, random.entities);
    REQUIRE(all.contradictory.empty());
    std::map<PlaceIndex, std::pair<Days, Days>> onward;
    std::map<PlaceIndex, std::pair<Days, Days>> back;
    for (PlaceIndex from = 1; from <= random.places; ++from) {
        for (const JudgedChain& chain :
             all_chains(random.legs, random.entities, from, random.rules)) {
            const PlaceIndex to = random.legs[chain.legs.back()].destination;
            keep_least(onward[from].first, to, chain.first_arrival, false);
            keep_least(back[to].first, from, chain.last_departure, true);
            if (chain.certain) {
                keep_least(onward[from].second, to, chain.last_arrival, false);
                keep_least(back[to].second, from, chain.first_departure, true);
            }
        }
    }
    for (const TimeDirection direction : {TimeDirection::onward, TimeDirection::back}) {
        const bool is_back = direction == TimeDirection::back;
        for (PlaceIndex place = 1; place <= random.places; ++place) {
            CAPTURE(place, is_back);
            Days possible;
            Days certain;
            for (const ReachedPlace& row :
                 time_reach(all, std::array{place}, direction, random.rules)) {
                const auto day = [](const std::optional<Day>& value) {
                    return value ? std::optional<std::int64_t>(*value) : std::nullopt;
                };
                CHECK(row.reliance == Reliance::exact);
                keep_least(possible, row.place, day(row.possible), is_back);
                CHECK(verdict(all, row.possible_legs, random.rules) !=
                      graph::Certainty::impossible);
                CHECK(all.legs[row.possible_legs.front()].origin == (is_back ? row.place : place));
                CHECK(all.legs[row.possible_legs.back()].destination ==
                      (is_back ? place : row.place));
                if (!row.certain_legs.empty()) {
                    keep_least(certain, row.place, day(row.certain), is_back);
                    CHECK(verdict(all, row.certain_legs, random.rules) ==
                          graph::Certainty::certain);
                }
            }
            const auto& [all_possible, all_certain] = (is_back ? back : onward)[place];
            REQUIRE(possible == all_possible);
            REQUIRE(certain == all_certain);
        }
    }
}

TEST_CASE("a place that only a walk reaches is reached by none; given up, the row says so",
          "[routes][timed]") {
    // 2, 3, 2: the loop alone keeps the wait at 2 short enough.
    const TimedLegs all = timetable({leg(0, 1, on(0), 2, on(1)), leg(1, 2, on(2), 3, on(3)),
                                     leg(2, 3, on(4), 2, on(5)), leg(3, 2, on(6), 4, on(7))});
    ChainRules rules;
    rules.most_dwell = 1;
    const std::array from{PlaceIndex{1}};
    CHECK(time_reach(all, from, TimeDirection::onward, rules).size() == 2);
    const auto given_up = time_reach(all, from, TimeDirection::onward, rules, {}, 0);
    REQUIRE(given_up.size() == 3);
    CHECK(given_up[2].reliance == Reliance::walk);
    CHECK(given_up[2].possible == 7);
    CHECK(given_up[0].reliance == Reliance::exact);
}

TEST_CASE("senseless rules and places are refused, and a search asked to stop stops",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, on(0), 2, on(1))});
    ChainRules rules;
    rules.least_dwell = -2;
    const std::array from{PlaceIndex{1}};
    CHECK(message_of<std::invalid_argument>([&] {
              (void)time_reach(all, from, TimeDirection::onward, rules);
          }) == "chain rules: a least wait of -2 days; it can't be negative");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)time_reach(all, std::array{graph::no_place}, TimeDirection::onward, {});
          }) == "time_reach: 0 is no place");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(time_reach(all, from, TimeDirection::onward, {}, control), graph::Cancelled);
}
