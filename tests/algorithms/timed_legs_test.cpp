// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/timed_legs.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/thrown.hpp"
#include "tests/support/timed_chains.hpp"

#include <array>
#include <functional>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Certainty;
using graph::FuzzyDate;
using graph::PlaceIndex;

namespace {

constexpr Day open_start = FuzzyDate::open_start;
constexpr Day open_end = FuzzyDate::open_end;

TimedLeg leg(std::uint32_t incident,
             std::uint32_t position,
             PlaceIndex from,
             DayWindow departs,
             PlaceIndex to,
             DayWindow arrives) {
    return {from, to, departs, arrives, incident, position, {}};
}

/// Every choice of days for the dates of these legs (whole journeys, no open dates) in which no
/// journey goes back: departure and arrival of each leg in turn.
using World = std::vector<Day>;
void each_world(const std::vector<TimedLeg>& legs, const std::function<void(const World&)>& use) {
    World days;
    std::function<void()> go = [&] {
        if (days.size() == 2 * legs.size()) {
            use(days);
            return;
        }
        const TimedLeg& l = legs[days.size() / 2];
        const bool departs = days.size() % 2 == 0;
        const bool is_bound =
            !departs || (days.size() > 1 && legs[days.size() / 2 - 1].incident == l.incident);
        const DayWindow window = departs ? l.departs : l.arrives;
        for (Day d = window.earliest; d <= window.latest; ++d) {
            if (!is_bound || days.back() <= d) {
                days.push_back(d);
                go();
                days.pop_back();
            }
        }
    };
    go();
}

} // namespace

TEST_CASE("what isn't known gets the bounds that its journey leaves it", "[routes][timed]") {
    const TimedLegs all = timetable({leg(3, 1, 2, {}, 3, {4, 8}), leg(3, 0, 1, {2, 9}, 2, {})});
    REQUIRE(all.legs.size() == 2);
    CHECK(all.legs[0].origin == 1);
    CHECK(all.legs[0].departs == DayWindow{2, 8});
    CHECK(all.legs[0].arrives == DayWindow{2, 8});
    CHECK(all.legs[1].departs == DayWindow{2, 8});
    CHECK(all.legs[1].arrives == DayWindow{4, 8});
    const TimedLegs open = timetable({leg(0, 0, 1, {}, 2, {open_start, 5})});
    CHECK(open.legs[0].departs == DayWindow{open_start, 5});
    const TimedLegs nothing = timetable({leg(0, 0, 1, {}, 2, {})});
    CHECK(nothing.legs[0].arrives == DayWindow{open_start, open_end});
}

TEST_CASE("a journey that arrives certainly before it departs is left out and named",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 0, 1, on(5), 2, on(4)), leg(1, 0, 1, on(5), 2, on(5)),
                                     leg(2, 0, 1, on(5), 2, {}), leg(2, 1, 2, {}, 3, on(3)),
                                     leg(3, 0, 1, {3, 9}, 2, {1, 4})});
    CHECK(all.contradictory == std::vector<std::uint32_t>{0, 2});
    CHECK(all.left_out == 3);
    REQUIRE(all.legs.size() == 2);
    CHECK(all.legs[1].departs == DayWindow{3, 4}); // it may have left and arrived on 3 or 4
    CHECK(all.legs[1].arrives == DayWindow{3, 4});
}

TEST_CASE("windows after tightening are the days of all worlds", "[routes][timed][property]") {
    const auto seed = GENERATE(range(0u, 300u));
    CAPTURE(seed);
    const RandomTimetable random = random_timetable(seed, false, false);
    std::vector<TimedLeg> journey; // one at a time: they are free of each other
    for (std::size_t l = 0; l < random.legs.size(); ++l) {
        journey.push_back(random.legs[l]);
        if (l + 1 < random.legs.size() && random.legs[l + 1].incident == journey[0].incident) {
            continue;
        }
        std::vector<DayWindow> seen(2 * journey.size(), DayWindow{open_end, open_start});
        each_world(journey, [&](const World& world) {
            for (std::size_t i = 0; i < world.size(); ++i) {
                seen[i].earliest = std::min(seen[i].earliest, world[i]);
                seen[i].latest = std::max(seen[i].latest, world[i]);
            }
        });
        const TimedLegs all = timetable(journey, random.entities);
        REQUIRE(all.legs.empty() == (seen[0].earliest > seen[0].latest));
        for (std::size_t i = 0; i < all.legs.size(); ++i) {
            CHECK(all.legs[i].departs == seen[2 * i]);
            CHECK(all.legs[i].arrives == seen[2 * i + 1]);
        }
        journey.clear();
    }
}

TEST_CASE("a chain is possible in some world, certain in every world, and has the days it has",
          "[routes][timed][property]") {
    const auto seed = GENERATE(range(0u, 1500u));
    CAPTURE(seed);
    RandomTimetable random = random_timetable(seed, true, false);
    random.rules.joined = false;
    std::vector<TimedLeg> legs; // few enough for all their worlds
    for (const TimedLeg& l : random.legs) {
        if (legs.size() < 3) {
            legs.push_back(l);
        }
    }
    const TimedLegs all = timetable(legs, random.entities);
    REQUIRE(all.legs.size() == legs.size());
    std::vector<std::uint32_t> order;
    for (std::uint32_t l = 0; l < legs.size(); ++l) {
        order.push_back(l);
    }
    do {
        for (std::size_t length = 1; length <= legs.size(); ++length) {
            const std::vector<std::uint32_t> chain(order.begin(),
                                                   order.begin() + static_cast<long>(length));
            bool is_chain = true;
            for (std::size_t i = 0; i < length; ++i) {
                for (std::size_t j = 0; j <= i; ++j) {
                    is_chain = is_chain && legs[chain[j]].origin != legs[chain[i]].destination &&
                               (j == i || legs[chain[j]].incident != legs[chain[i]].incident ||
                                legs[chain[j]].position < legs[chain[i]].position);
                }
                is_chain =
                    is_chain && (i == 0 || legs[chain[i - 1]].destination == legs[chain[i]].origin);
            }
            std::size_t worlds = 0;
            std::size_t keeping = 0;
            std::vector<DayWindow> departs(length, DayWindow{open_end, open_start});
            std::vector<DayWindow> arrives = departs;
            DayWindow days{open_end, open_start};
            const auto widen = [](DayWindow& window, Day day) {
                window.earliest = std::min(window.earliest, day);
                window.latest = std::max(window.latest, day);
            };
            each_world(legs, [&](const World& world) {
                ++worlds;
                for (std::size_t i = 1; i < length; ++i) {
                    const Day wait = world[2 * chain[i]] - world[2 * chain[i - 1] + 1];
                    if (wait < random.rules.least_dwell ||
                        wait > random.rules.most_dwell.value_or(wait)) {
                        return;
                    }
                }
                ++keeping;
                for (std::size_t i = 0; i < length; ++i) {
                    widen(departs[i], world[2 * chain[i]]);
                    widen(arrives[i], world[2 * chain[i] + 1]);
                }
                widen(days, world[2 * chain.back() + 1] - world[2 * chain.front()]);
            });
            const Certainty expected = !is_chain || keeping == 0 ? Certainty::impossible
                                       : keeping == worlds       ? Certainty::certain
                                                                 : Certainty::possible;
            REQUIRE(verdict(all, chain, random.rules) == expected);
            if (expected != Certainty::impossible) {
                const ChainTimes times = chain_times(all, chain, random.rules);
                CHECK(times.departs == departs);
                CHECK(times.arrives == arrives);
                CHECK(times.least_days == days.earliest);
                CHECK(times.most_days == days.latest);
            }
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("open dates leave days open", "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 0, 1, {3, 4}, 2, {}), leg(1, 0, 2, {}, 3, {})});
    const std::array<std::uint32_t, 2> chain{0, 1};
    CHECK(verdict(all, chain, {}) == Certainty::possible);
    const ChainTimes times = chain_times(all, chain, {});
    CHECK(times.departs[0] == DayWindow{3, 4});
    CHECK(times.departs[1] == DayWindow{3, open_end});
    CHECK(times.least_days == 0);
    CHECK_FALSE(times.most_days.has_value());
}

TEST_CASE("legs of one journey follow each other certainly, however vague their dates",
          "[routes][timed]") {
    const TimedLegs all = timetable({leg(0, 0, 1, {}, 2, {}), leg(0, 1, 2, {}, 3, {})});
    const std::array<std::uint32_t, 2> chain{0, 1};
    CHECK(verdict(all, chain, {}) == Certainty::certain);
    ChainRules a_day;
    a_day.least_dwell = 1;
    CHECK(verdict(all, chain, a_day) == Certainty::possible);
}

TEST_CASE("what is no timetable and no chain is refused with a reason", "[routes][timed]") {
    const auto refusal = [](std::vector<TimedLeg> legs, std::vector<std::uint32_t> entities = {}) {
        return message_of<std::invalid_argument>([&] { (void)timetable(legs, entities); });
    };
    const TimedLeg good = leg(0, 0, 1, on(1), 2, on(2));
    CHECK(refusal({good, leg(1, 0, 2, {}, 2, {})}) == "timetable: leg 1 ends where it begins");
    CHECK(refusal({leg(0, 0, 1, {3, 2}, 2, {})}) ==
          "timetable: leg 0 has a window that ends before it begins");
    CHECK(refusal({good, good}) == "timetable: incident 0 has two legs at position 0");
    TimedLeg joined = good;
    joined.entities = {0, 2};
    CHECK(refusal({joined}, {1}) == "timetable: leg 0 has entities beyond the list of them");
    CHECK(refusal({joined}, {4, 4}) == "timetable: leg 0 has entities that do not rise");
    const TimedLegs all = timetable({good, leg(1, 0, 2, on(0), 3, on(0))});
    const auto chain = [&](std::vector<std::uint32_t> legs) {
        return message_of<std::invalid_argument>([&] { (void)verdict(all, legs, {}); });
    };
    CHECK(chain({}) == "verdict: a chain without legs");
    CHECK(chain({7}) == "verdict: 7 is no leg");
    CHECK_THROWS_AS(chain_times(all, std::array<std::uint32_t, 2>{0, 1}, {}),
                    std::invalid_argument);
}

TEST_CASE("legs of journeys have the dates of their stops and those who may join them",
          "[routes][timed]") {
    auto whole = journey("A", {"Howrah, West Bengal", "Pune, Maharashtra", "Rajkot, Gujarat"});
    whole.journey[0].arrived = day(1);
    whole.journey[1].arrived = day(3);
    whole.journey[2].arrived = *FuzzyDate::parse("2020-01-10~"); // the 9th to the 11th
    whole.journey[2].departed = day(9);                          // the 10th
    auto backward = journey("B", {"Howrah, West Bengal", "Pune, Maharashtra"});
    backward.journey[0].arrived = day(9);
    backward.journey[1].arrived = day(3);
    const graph::CaseStore store = store_of({whole, backward});
    const auto cases = graph_of(store);
    const graph::Journeys journeys(cases, graph::PlaceLevel::district);
    const TimedLegs all = timed_legs(journeys);
    const Day first = graph::days_from_civil(2020, 1, 1);
    REQUIRE(all.legs.size() == 2);
    CHECK(all.legs[0].departs == DayWindow{first + 1, first + 3}); // not before it came there
    CHECK(all.legs[1].departs == DayWindow{first + 3, first + 9});
    CHECK(all.legs[1].arrives == DayWindow{first + 8, first + 9}); // not after it left
    CHECK(all.contradictory == std::vector<std::uint32_t>{1});
    CHECK(all.entities.empty());
}

TEST_CASE("the offending side and transport firms join legs; victims and helpers never do",
          "[routes][timed]") {
    using namespace graph;
    const auto incident = [](const std::string& id) {
        Incident i;
        i.id = id;
        i.people = {
            person("v", PersonRole::victim, "V-1"), person("s", PersonRole::recruiter, "S-1"),
            person("r", PersonRole::relative, "R-1"), person("o", PersonRole::official, "O-1")};
        i.organisations = {
            organisation("Bus", OrganisationType::transport, OrganisationRole::unknown),
            organisation("Police", OrganisationType::law_enforcement,
                         OrganisationRole::reported_to),
            organisation("Front", OrganisationType::placement_agency,
                         OrganisationRole::recruiting_front)};
        return i;
    };
    Incident first = incident("A");
    first.journey = {stop("Howrah, West Bengal"), stop("Pune, Maharashtra")};
    Incident second = incident("B");
    second.journey = {stop("Pune, Maharashtra"), stop("Rajkot, Gujarat")};
    const CaseStore store = store_of({first, second});
    const auto cases = graph_of(store);
    const Journeys journeys(cases, PlaceLevel::district);
    CHECK(timed_legs(journeys).entities.empty());
    const auto shared = [&](JoiningEntities joining) {
        return shared_entities(timed_legs(journeys, joining), 0, 1);
    };
    const std::vector<std::uint32_t> people = shared({.people = true});
    REQUIRE(people.size() == 1);
    CHECK(people[0] % 2 == 0);
    CHECK(store.person_id(people[0] / 2) == "person:S-1");
    std::set<std::string_view> organisations;
    for (const std::uint32_t entity : shared({.organisations = true})) {
        organisations.insert(store.organisation_id(entity / 2));
        CHECK(entity % 2 == 1);
    }
    CHECK(organisations == std::set<std::string_view>{"organisation:bus", "organisation:front"});
    CHECK(shared({.people = true, .organisations = true}).size() == 3);
}
