// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/itineraries.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"
#include "tests/support/timed_chains.hpp"

#include <array>
#include <limits>
#include <stdexcept>
#include <string>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Certainty;
using graph::FuzzyDate;
using graph::PlaceIndex;

namespace {

constexpr PlaceIndex a = 1;
constexpr PlaceIndex b = 2;
constexpr PlaceIndex c = 3;
constexpr PlaceIndex d = 4;

std::vector<Itinerary>
between(const TimedLegs& all, PlaceIndex from, PlaceIndex to, const ItineraryOptions& how = {}) {
    const Itineraries found = itineraries(all, std::array{from}, std::array{to}, how);
    CHECK(found.complete);
    return found.rows;
}
ItineraryOptions waits(Day least, std::optional<Day> most = std::nullopt) {
    ItineraryOptions options;
    options.rules.least_dwell = least;
    options.rules.most_dwell = most;
    return options;
}
ItineraryOptions certain() {
    ItineraryOptions options;
    options.at_least = Certainty::certain;
    return options;
}

using Value = std::array<std::int64_t, 3>; // arrival, days, legs
constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max();

std::vector<Value> values_of(const std::vector<Itinerary>& rows) {
    std::vector<Value> values;
    for (const Itinerary& row : rows) {
        values.push_back({row.arrival ? *row.arrival : unknown,
                          row.duration ? *row.duration : unknown,
                          static_cast<std::int64_t>(row.legs.size())});
    }
    return values;
}

Value value_of(const JudgedChain& chain, Certainty at_least) {
    const bool certain = at_least == Certainty::certain;
    return {(certain ? chain.last_arrival : chain.first_arrival).value_or(unknown),
            (certain ? chain.most_days : chain.least_days).value_or(unknown),
            static_cast<std::int64_t>(chain.legs.size())};
}

std::vector<Value> pareto(const std::set<Value>& all) {
    std::vector<Value> best;
    for (const Value& v : all) {
        const bool beaten = std::any_of(all.begin(), all.end(), [&](const Value& other) {
            return other != v && other[0] <= v[0] && other[1] <= v[1] && other[2] <= v[2];
        });
        if (!beaten) {
            best.push_back(v);
        }
    }
    return best;
}

} // namespace

TEST_CASE("early, quick and direct itineraries stand side by side", "[routes][timed]") {
    const TimedLegs all = timetable({
        leg(0, a, on(0), b, on(3)),   // early with 4, in two legs
        leg(4, b, on(4), d, on(5)),   //
        leg(1, a, on(2), d, on(9)),   // direct
        leg(2, a, on(10), c, on(11)), // quick with 3
        leg(3, c, on(11), d, on(12)), //
        leg(5, a, on(9), d, on(20)),  // nothing
    });
    const auto found = between(all, a, d);
    CHECK(values_of(found) == std::vector<Value>{{5, 5, 2}, {9, 7, 1}, {12, 2, 2}});
    CHECK(found[0].legs == std::vector<std::uint32_t>{0, 4});
    CHECK(between(all, a, d, certain()) == found); // single days leave nothing open
}

TEST_CASE("the next leg may leave on the day of arrival, unless a wait is asked for",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, on(1), b, on(2)), leg(1, b, on(2), c, on(3))});
    CHECK(between(all, a, c).size() == 1);
    CHECK(between(all, a, c, waits(1)).empty());
    CHECK(between(all, a, c, waits(0, 0)).size() == 1);
}

TEST_CASE("legs that take no time on one day make a chain in any order they are given",
          "[routes][timed]") {
    std::array<std::uint32_t, 4> incident{0, 1, 2, 3};
    do {
        std::vector<TimedLeg> legs;
        for (PlaceIndex place = 1; place <= 4; ++place) {
            legs.push_back(leg(incident[place - 1], place, on(5), place + 1, on(5)));
        }
        const TimedLegs all = timetable(legs);
        const auto found = between(all, 1, 5);
        REQUIRE(found.size() == 1);
        CHECK(found[0].legs == std::vector<std::uint32_t>(incident.begin(), incident.end()));
        CHECK(found[0].duration == 0);
        CHECK(between(all, 1, 5, certain()) == found);
    } while (std::next_permutation(incident.begin(), incident.end()));
}

TEST_CASE("each pair of legs fits and the whole chain doesn't", "[routes][timed]") {
    // b is reached on day 3 at the earliest, so c on day 5, when the last leg has left.
    const TimedLegs all = timetable(
        {leg(0, a, {3, 4}, b, {3, 4}), leg(1, b, {0, 5}, c, {0, 5}), leg(2, c, {2, 4}, d, {2, 9})});
    const ItineraryOptions two_days = waits(1);
    CHECK(between(all, a, c, two_days).size() == 1);
    CHECK(between(all, b, d, two_days).size() == 1);
    const TimedLegs later = timetable(
        {leg(0, a, {3, 4}, b, {3, 4}), leg(1, b, {0, 5}, c, {0, 5}), leg(2, c, {2, 4}, d, {2, 9})});
    CHECK(between(later, a, d, two_days).empty());
    CHECK(between(later, a, d).size() == 1); // without the waits it does
}

TEST_CASE("a longest wait can make the later of two arrivals the better one", "[routes][timed]") {
    const TimedLegs all = timetable(
        {leg(0, a, on(0), b, on(1)), leg(1, a, on(5), b, on(6)), leg(2, b, on(8), c, on(9))});
    CHECK(values_of(between(all, a, c)) == std::vector<Value>{{9, 4, 2}});
    CHECK(between(all, a, c, waits(0, 2))[0].legs == std::vector<std::uint32_t>{1, 2});
    CHECK(between(all, a, c, waits(0, 1)).empty());
}

TEST_CASE("a loop that would shorten a wait is no itinerary", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, on(0), b, on(1)), leg(1, b, on(2), c, on(3)),
                                     leg(2, c, on(4), b, on(5)), leg(3, b, on(6), d, on(7))});
    CHECK(between(all, a, d, waits(0, 1)).empty());
    CHECK(between(all, a, d, waits(0, 5)).size() == 1);
}

TEST_CASE("a journey's legs are not taken against its order", "[routes][timed]") {
    // All on one day: c to a by the journey's second leg, on to b by its first?
    const TimedLegs all =
        timetable({leg(0, a, {1, 3}, b, {1, 3}, 0), leg(0, c, {1, 3}, d, {1, 3}, 1),
                   leg(1, d, {1, 3}, a, {1, 3})});
    CHECK(between(all, c, a).size() == 1);
    CHECK(between(all, c, b).empty());
}

TEST_CASE("overlapping dates are possible, apart they are certain, unknown ones never are",
          "[routes][timed]") {
    const auto verdicts = [](DayWindow arrives, DayWindow departs) {
        const TimedLegs all =
            timetable({leg(0, a, on(0), b, arrives), leg(1, b, departs, c, on(30))});
        return std::pair(between(all, a, c).size(), between(all, a, c, certain()).size());
    };
    CHECK(verdicts({1, 5}, {5, 9}) == std::pair<std::size_t, std::size_t>{1, 1});
    CHECK(verdicts({1, 5}, {4, 9}) == std::pair<std::size_t, std::size_t>{1, 0});
    CHECK(verdicts({5, 9}, {1, 4}) == std::pair<std::size_t, std::size_t>{0, 0});
    CHECK(verdicts({}, {1, 4}) == std::pair<std::size_t, std::size_t>{1, 0});
    CHECK(verdicts({1, 4}, {}) == std::pair<std::size_t, std::size_t>{1, 0});
}

TEST_CASE("without any date there are itineraries of no known day", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, {}, b, {}), leg(1, b, {}, c, {})});
    const auto found = between(all, a, c);
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].arrival.has_value());
    CHECK_FALSE(found[0].duration.has_value());
    CHECK(between(all, a, c, certain()).empty());
}

TEST_CASE("an undated leg hides no dated itinerary", "[routes][timed]") {
    const TimedLegs all =
        timetable({leg(0, a, {}, b, {}), leg(1, a, on(3), c, on(4)), leg(2, c, on(4), b, on(6))});
    CHECK(values_of(between(all, a, b)) == std::vector<Value>{{6, 3, 2}, {unknown, unknown, 1}});
}

TEST_CASE("an undated leg hides no dated one before legs that both can catch", "[routes][timed]") {
    const TimedLegs all =
        timetable({leg(0, a, {}, b, {}), leg(1, a, {FuzzyDate::open_start, 4}, b, on(4)),
                   leg(2, b, {}, c, {}), leg(3, c, {}, d, {})});
    const auto found = between(all, a, d);
    REQUIRE(found.size() == 1);
    CHECK(found[0].arrival == 4);
    CHECK_FALSE(found[0].duration.has_value()); // nothing tells when it left
    CHECK(found[0].legs == std::vector<std::uint32_t>{1, 2, 3});
}

TEST_CASE("a quicker way to a leg does not hide one that leaves more places open",
          "[routes][timed]") {
    // By 5 one is at c sooner, but d comes after 5 again, and nobody may wait there so long.
    constexpr PlaceIndex q = 5;
    constexpr PlaceIndex r = 6;
    const TimedLegs all = timetable({leg(0, a, on(2), q, on(2)), leg(1, q, on(2), b, on(3)),
                                     leg(2, a, on(0), r, on(1)), leg(3, r, on(2), b, on(3)),
                                     leg(4, b, on(4), c, on(5)), leg(5, c, on(6), q, on(7)),
                                     leg(6, q, on(8), d, on(9))});
    const auto found = between(all, a, d, waits(0, 2));
    REQUIRE(found.size() == 1);
    CHECK(found[0].legs == std::vector<std::uint32_t>{2, 3, 4, 5, 6});
    CHECK(between(all, a, d)[0].legs == std::vector<std::uint32_t>{0, 6});
}

TEST_CASE("a quicker way to a leg does not hide one that leaves a journey's earlier legs open",
          "[routes][timed]") {
    const TimedLegs all =
        timetable({leg(0, c, {1, 4}, d, {1, 9}, 0), leg(0, a, {1, 9}, b, {1, 9}, 1),
                   leg(1, a, {1, 2}, b, {1, 2}), leg(2, b, on(3), c, on(4))});
    const auto found = between(all, a, d);
    REQUIRE(found.size() == 1);
    CHECK(found[0].legs == std::vector<std::uint32_t>{2, 3, 0});
    CHECK(found[0].arrival == 4);
    CHECK(found[0].duration == 2);
}

TEST_CASE("where origin and destination are one there is nothing to travel", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, on(0), b, on(1)), leg(1, b, on(1), a, on(2))});
    CHECK(between(all, a, a).empty());
    CHECK(between(all, a, 77).empty());
    CHECK(between(timetable({}), a, b).empty());
}

TEST_CASE("legs join by whom they share, and those of one journey anyway", "[routes][timed]") {
    TimedLeg first = leg(0, a, on(0), b, on(1));
    TimedLeg second = leg(1, b, on(2), c, on(3));
    TimedLeg third = leg(1, c, on(4), d, on(5), 1);
    first.entities = {0, 2};
    second.entities = third.entities = {2, 1};
    ItineraryOptions joined;
    joined.rules.joined = true;
    const TimedLegs shared = timetable({first, second, third}, {3, 7, 7});
    CHECK(between(shared, a, d, joined).size() == 1);
    CHECK(shared_entities(shared, 0, 1) == std::vector<std::uint32_t>{7});
    const TimedLegs strangers = timetable({first, second, third}, {3, 7, 8});
    CHECK(between(strangers, a, d, joined).empty());
    CHECK(between(strangers, b, d, joined).size() == 1);
    CHECK(between(strangers, a, d).size() == 1);
}

TEST_CASE("the Pareto set is that of all chains tried one by one", "[routes][timed][property]") {
    const auto seed = GENERATE(range(0u, 700u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, true);
    const TimedLegs all = timetable(random.legs, random.entities);
    REQUIRE(all.contradictory.empty());
    for (PlaceIndex from = 1; from <= random.places; ++from) {
        const auto chains = all_chains(random.legs, random.entities, from, random.rules);
        for (PlaceIndex to = 1; to <= random.places; ++to) {
            for (const Certainty at_least : {Certainty::possible, Certainty::certain}) {
                CAPTURE(from, to, at_least == Certainty::certain);
                std::set<Value> values;
                std::set<std::pair<std::vector<std::uint32_t>, Value>> known;
                for (const JudgedChain& chain : chains) {
                    if (random.legs[chain.legs.back()].destination == to &&
                        (chain.certain || at_least == Certainty::possible)) {
                        values.insert(value_of(chain, at_least));
                        known.insert({chain.legs, value_of(chain, at_least)});
                    }
                }
                ItineraryOptions options;
                options.rules = random.rules;
                options.at_least = at_least;
                const auto found = between(all, from, to, options);
                const auto found_values = values_of(found);
                REQUIRE(found_values == pareto(values));
                for (std::size_t i = 0; i < found.size(); ++i) {
                    CHECK(known.count({found[i].legs, found_values[i]}) == 1);
                }
            }
        }
    }
}

TEST_CASE("sets of places are left once and reached once", "[routes][timed]") {
    const TimedLegs all = timetable(
        {leg(0, a, on(0), b, on(1)), leg(1, b, on(2), c, on(3)), leg(2, c, on(4), d, on(5))});
    const auto found = itineraries(all, std::array{a, b}, std::array{c, d}).rows;
    REQUIRE(found.size() == 1);
    CHECK(found[0].legs == std::vector<std::uint32_t>{1});
}

TEST_CASE("a search with too few labels says that it is not complete", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, on(0), b, on(1)), leg(1, a, on(0), c, on(1)),
                                     leg(2, c, on(2), b, on(2)), leg(3, b, on(2), d, on(3))});
    ItineraryOptions options;
    options.most_labels = 1;
    CHECK_FALSE(itineraries(all, std::array{a}, std::array{d}, options).complete);
}

TEST_CASE("rules that make no sense are refused with a reason", "[routes][timed]") {
    const auto refusal = [](const ItineraryOptions& options) {
        return message_of<std::invalid_argument>(
            [&] { (void)itineraries(timetable({}), std::array{a}, std::array{b}, options); });
    };
    CHECK(refusal(waits(-1)) == "chain rules: a least wait of -1 days; it can't be negative");
    CHECK(refusal(waits(3, 2)) ==
          "chain rules: a longest wait of 2 days is less than the least wait of 3");
    ItineraryOptions impossible;
    impossible.at_least = Certainty::impossible;
    CHECK(refusal(impossible).starts_with("itineraries: impossible ones are endless"));
    const TimedLegs all = timetable({leg(0, a, on(0), b, on(1))});
    CHECK_THROWS_AS(itineraries(all, std::array{graph::no_place}, std::array{b}),
                    std::invalid_argument);
}

TEST_CASE("a search for itineraries that is asked to stop stops", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, a, on(0), b, on(1))});
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(itineraries(all, std::array{a}, std::array{b}, {}, control), graph::Cancelled);
}
