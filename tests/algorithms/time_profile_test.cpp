// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/time_profile.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"
#include "tests/support/timed_chains.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::PlaceIndex;

namespace {

constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max() / 4;

/// Leaves, arrives, days; what is not known as the worst number.
using Offer = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

Offer offer_of(const std::optional<std::int64_t>& leaves,
               const std::optional<std::int64_t>& arrives,
               const std::optional<std::int64_t>& days) {
    return {leaves.value_or(-unknown), arrives.value_or(unknown),
            leaves && arrives ? days.value() : unknown};
}
Offer offer_of(const Departure& d) {
    const auto wide = [](const std::optional<Day>& day) {
        return day ? std::optional<std::int64_t>(*day) : std::nullopt;
    };
    return offer_of(wide(d.leaves), wide(d.arrives), wide(d.days));
}

/// Whether all who take `b` could as well take `a`: asked day by day.
bool serves(const Offer& a, const Offer& b) {
    const auto [a_leaves, a_arrives, a_days] = a;
    const auto [b_leaves, b_arrives, b_days] = b;
    if (a_leaves < b_leaves || a_arrives > b_arrives) {
        return false;
    }
    if (b_days == unknown) {
        return true;
    }
    const auto there = [](std::int64_t arrives, std::int64_t days, std::int64_t day) {
        return std::max(arrives, day + days);
    };
    for (std::int64_t day = b_leaves - 60; day <= b_leaves; ++day) {
        if (there(a_arrives, a_days, day) > there(b_arrives, b_days, day)) {
            return false;
        }
    }
    return true;
}

std::set<Offer> best_of(const std::set<Offer>& all) {
    std::set<Offer> best;
    for (const Offer& one : all) {
        const bool is_served = std::any_of(all.begin(), all.end(), [&](const Offer& other) {
            return other != one && serves(other, one);
        });
        if (!is_served) {
            best.insert(one);
        }
    }
    return best;
}

/// Legible when a test fails.
std::string text(const std::set<Offer>& offers) {
    std::string result;
    for (const auto& [leaves, arrives, days] : offers) {
        result += "(" + std::to_string(leaves) + " " + std::to_string(arrives) + " " +
                  std::to_string(days) + ")";
    }
    return result;
}

struct Offers {
    std::set<Offer> possible, certain;
};

std::span<const Departure> in(const TimeProfile& profile, graph::Range range) {
    return std::span(profile.departures).subspan(range.first, range.count);
}

} // namespace

TEST_CASE("each departure that is worth taking, and none that another beats", "[routes][timed]") {
    const TimedLegs all = timetable({
        leg(0, 1, on(0), 2, on(2)), //
        leg(1, 1, on(3), 2, on(4)), // catches the same as the first
        leg(2, 1, on(9), 2, on(9)), //
        leg(3, 2, on(6), 3, on(8)), //
        leg(4, 2, {9, 12}, 3, {11, 14}),
        leg(5, 1, on(1), 3, on(7)),
    });
    const auto found = time_profile(all, std::array{PlaceIndex{1}}, TimeDirection::onward, {});
    REQUIRE(found.places.size() == 2);
    CHECK(found.places[1].place == 3);
    CHECK_FALSE(found.places[1].possible_missing);
    const auto possible = in(found, found.places[1].possible);
    REQUIRE(possible.size() == 3);
    CHECK(offer_of(possible[0]) == Offer{1, 7, 6});
    CHECK(offer_of(possible[1]) == Offer{3, 8, 5});
    CHECK(offer_of(possible[2]) == Offer{9, 11, 2});
    CHECK(found.legs(possible[1]) == std::vector<std::uint32_t>{1, 3});
    const auto certain = in(found, found.places[1].certain);
    REQUIRE(certain.size() == 3);
    CHECK(offer_of(certain[2]) == Offer{9, 14, 5});
    CHECK(found.legs(certain[2]) == std::vector<std::uint32_t>{2, 4});

    const auto back = time_profile(all, std::array{PlaceIndex{3}}, TimeDirection::back, {});
    REQUIRE(back.places.size() == 2);
    CHECK(back.places[0].place == 1);
    const auto mirrored = in(back, back.places[0].possible);
    REQUIRE(mirrored.size() == 3);
    CHECK(offer_of(mirrored[1]) == Offer{3, 8, 5});
    CHECK(back.legs(mirrored[1]) == std::vector<std::uint32_t>{1, 3});
}

TEST_CASE("whoever leaves within a wide window is there on the same day at the earliest",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, {0, 9}, 2, {0, 9})});
    const auto found = time_profile(all, std::array{PlaceIndex{1}}, TimeDirection::onward, {});
    const auto possible = in(found, found.places[0].possible);
    REQUIRE(possible.size() == 1);
    CHECK(offer_of(possible[0]) == Offer{9, 0, 0});
    const auto certain = in(found, found.places[0].certain);
    REQUIRE(certain.size() == 1);
    CHECK(offer_of(certain[0]) == Offer{0, 9, 9});
}

TEST_CASE("a place that nothing leaves has no departures, one without dates no days",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, {}, 2, {}), leg(1, 2, {}, 3, {})});
    CHECK(time_profile(all, std::array{PlaceIndex{3}}, TimeDirection::onward, {}).places.empty());
    CHECK(time_profile(timetable({}), std::array{PlaceIndex{1}}, TimeDirection::back, {})
              .places.empty());
    const auto found = time_profile(all, std::array{PlaceIndex{1}}, TimeDirection::onward, {});
    REQUIRE(found.places.size() == 2);
    const auto possible = in(found, found.places[1].possible);
    REQUIRE(possible.size() == 1);
    CHECK_FALSE(possible[0].leaves.has_value());
    CHECK_FALSE(possible[0].arrives.has_value());
    CHECK_FALSE(possible[0].days.has_value());
    CHECK(found.legs(possible[0]).size() == 2);
    CHECK(found.places[1].certain.count == 0);
}

namespace {

/// What all chains offer, by first and last place.
using AllOffers = std::map<std::pair<PlaceIndex, PlaceIndex>, Offers>;

AllOffers offers_of_all_chains(const RandomTimetable& random) {
    AllOffers offers;
    for (PlaceIndex from = 1; from <= random.places; ++from) {
        for (const JudgedChain& chain :
             all_chains(random.legs, random.entities, from, random.rules)) {
            Offers& here = offers[{from, random.legs[chain.legs.back()].destination}];
            here.possible.insert(
                offer_of(chain.last_departure, chain.first_arrival, chain.least_apart));
            if (chain.certain) {
                here.certain.insert(
                    offer_of(chain.first_departure, chain.last_arrival, chain.most_apart));
            }
        }
    }
    return offers;
}

/// Whether a departure's legs are an itinerary of its kind between these places.
bool is_told_truly(const TimeProfile& profile,
                   const Departure& departure,
                   const TimedLegs& all,
                   const ChainRules& rules,
                   std::pair<PlaceIndex, PlaceIndex> ends,
                   bool certain) {
    const auto legs = profile.legs(departure);
    const graph::Certainty judged = verdict(all, legs, rules);
    return all.legs[legs.front()].origin == ends.first &&
           all.legs[legs.back()].destination == ends.second &&
           (certain ? judged == graph::Certainty::certain : judged != graph::Certainty::impossible);
}

} // namespace

TEST_CASE("departures are those of all chains tried one by one, onward and back",
          "[routes][timed][property]") {
    const auto seed = GENERATE(range(0u, 1000u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, true);
    const TimedLegs all = timetable(random.legs, random.entities);
    REQUIRE(all.contradictory.empty());
    const AllOffers offers = offers_of_all_chains(random);
    for (const TimeDirection direction : {TimeDirection::onward, TimeDirection::back}) {
        const bool back = direction == TimeDirection::back;
        for (PlaceIndex place = 1; place <= random.places; ++place) {
            CAPTURE(place, back);
            const TimeProfile profile =
                time_profile(all, std::array{place}, direction, random.rules);
            std::ptrdiff_t listed = 0;
            for (const PlaceProfile& row : profile.places) {
                CAPTURE(row.place);
                CHECK_FALSE((row.possible_missing || row.certain_missing));
                const auto ends = back ? std::pair(row.place, place) : std::pair(place, row.place);
                const auto expected = offers.find(ends);
                REQUIRE(expected != offers.end());
                ++listed;
                for (const bool certain : {false, true}) {
                    CAPTURE(certain);
                    std::set<Offer> given;
                    const auto departures = in(profile, certain ? row.certain : row.possible);
                    for (const Departure& departure : departures) {
                        given.insert(offer_of(departure));
                        CHECK(is_told_truly(profile, departure, all, random.rules, ends, certain));
                    }
                    CHECK(given.size() == departures.size());
                    REQUIRE(text(given) == text(best_of(certain ? expected->second.certain
                                                                : expected->second.possible)));
                }
            }
            CHECK(listed == std::count_if(offers.begin(), offers.end(), [&](const auto& entry) {
                      return (back ? entry.first.second : entry.first.first) == place;
                  }));
        }
    }
}

TEST_CASE("without the search for the best, what is called exact is, and the rest are itineraries",
          "[routes][timed][property]") {
    static int total = 0;
    int in_doubt = 0;
    const auto seed = GENERATE(range(3000u, 3600u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, true);
    const TimedLegs all = timetable(random.legs, random.entities);
    const AllOffers offers = offers_of_all_chains(random);
    for (PlaceIndex place = 1; place <= random.places; ++place) {
        const TimeProfile profile =
            time_profile(all, std::array{place}, TimeDirection::onward, random.rules, {}, 0);
        for (const PlaceProfile& row : profile.places) {
            CAPTURE(place, row.place);
            const auto expected = offers.find({place, row.place});
            if (expected == offers.end()) {
                CHECK(row.possible_missing);
                CHECK(row.possible.count + row.certain.count == 0);
                continue;
            }
            for (const bool certain : {false, true}) {
                const auto best =
                    best_of(certain ? expected->second.certain : expected->second.possible);
                std::set<Offer> given;
                for (const Departure& departure :
                     in(profile, certain ? row.certain : row.possible)) {
                    const Offer offer = offer_of(departure);
                    given.insert(offer);
                    CHECK(is_told_truly(profile, departure, all, random.rules, expected->first,
                                        certain));
                    CHECK((best.count(offer) != 0 || departure.reliance == Reliance::itinerary));
                    in_doubt += departure.reliance == Reliance::itinerary ? 1 : 0;
                }
                if (!(certain ? row.certain_missing : row.possible_missing)) {
                    REQUIRE(text(given) == text(best));
                }
            }
        }
    }
    total += in_doubt;
    if (seed == 3599) {
        CHECK(total > 0); // else nothing was asked
    }
}

TEST_CASE("the first arrival of a profile is that of reachability by time",
          "[routes][timed][property]") {
    const auto seed = GENERATE(range(2000u, 2300u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, true);
    const TimedLegs all = timetable(random.legs, random.entities);
    for (const TimeDirection direction : {TimeDirection::onward, TimeDirection::back}) {
        const std::array from{PlaceIndex{1}};
        const auto reached = time_reach(all, from, direction, random.rules);
        const auto profile = time_profile(all, from, direction, random.rules);
        REQUIRE(reached.size() == profile.places.size());
        for (std::size_t i = 0; i < reached.size(); ++i) {
            REQUIRE(reached[i].place == profile.places[i].place);
            std::optional<Day> best;
            for (const Departure& d : in(profile, profile.places[i].possible)) {
                const std::optional<Day> day =
                    direction == TimeDirection::onward ? d.arrives : d.leaves;
                if (day &&
                    (!best || (direction == TimeDirection::onward ? *day < *best : *day > *best))) {
                    best = day;
                }
            }
            CHECK(best == reached[i].possible);
        }
    }
}

TEST_CASE("departures that only a walk has are left out, and the row says so if it is not known "
          "better",
          "[routes][timed]") {
    // 2, 3, 2: the loop alone keeps the wait at 2 short enough.
    const TimedLegs all = timetable({leg(0, 1, on(0), 2, on(1)), leg(1, 2, on(2), 3, on(3)),
                                     leg(2, 3, on(4), 2, on(5)), leg(3, 2, on(6), 4, on(7))});
    ChainRules rules;
    rules.most_dwell = 1;
    const std::array from{PlaceIndex{1}};
    CHECK(time_profile(all, from, TimeDirection::onward, rules).places.size() == 2);
    const auto given_up = time_profile(all, from, TimeDirection::onward, rules, {}, 0);
    REQUIRE(given_up.places.size() == 3);
    CHECK(given_up.places[2].possible_missing);
    CHECK(given_up.places[2].possible.count == 0);
    CHECK_FALSE(given_up.places[0].possible_missing);
}

TEST_CASE("a profile of senseless rules or places is refused, and one asked to stop stops",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 1, on(0), 2, on(1))});
    ChainRules rules;
    rules.least_dwell = -2;
    const std::array from{PlaceIndex{1}};
    CHECK(message_of<std::invalid_argument>([&] {
              (void)time_profile(all, from, TimeDirection::onward, rules);
          }) == "chain rules: a least wait of -2 days; it can't be negative");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)time_profile(all, std::array{graph::no_place}, TimeDirection::onward, {});
          }) == "time_profile: 0 is no place");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(time_profile(all, from, TimeDirection::onward, {}, control), graph::Cancelled);
}
