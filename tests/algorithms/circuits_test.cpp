// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/circuits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::Incident;

namespace {

using Numbers = std::vector<std::uint32_t>;
constexpr auto journey_kind = CircuitKind::journey;
constexpr auto chain_kind = CircuitKind::chain;

struct Told {
    Numbers places;
    Numbers people;
    std::vector<std::pair<int, int>> days = {}; ///< of each leg; none: any day
};

CircuitInput input_of(const std::vector<Told>& journeys) {
    CircuitInput input;
    for (std::uint32_t j = 0; j < journeys.size(); ++j) {
        const Told& told = journeys[j];
        for (std::size_t i = 1; i < told.places.size(); ++i) {
            const auto [earliest, latest] =
                told.days.empty() ? std::pair(-9, 99) : told.days[i - 1];
            input.legs.push_back({told.places[i - 1], told.places[i], j, earliest, latest});
        }
        input.people.insert(input.people.end(), told.people.begin(), told.people.end());
        input.people_end.push_back(static_cast<std::uint32_t>(input.people.size()));
    }
    return input;
}

/// The definition, by walking every sequence of legs.
class Walking {
  public:
    Walking(const CircuitInput& input, const CircuitRule& rule) : m_input(input), m_rule(rule) {
        for (std::uint32_t leg = 0; leg < input.legs.size(); ++leg) {
            m_walk = {leg};
            go();
        }
    }

    std::vector<Circuit> rows() const {
        std::vector<Circuit> rows;
        for (const auto& [circuit, behind] : m_found) {
            const auto& [journeys, people] = behind;
            if (journeys.size() < m_rule.min_incidents) {
                continue;
            }
            const auto round = m_found.find({journey_kind, circuit.second});
            if (circuit.first == chain_kind && round != m_found.end() &&
                std::all_of(journeys.begin(), journeys.end(),
                            [&](auto j) { return round->second.first.contains(j); })) {
                continue;
            }
            Circuit row{circuit.second, circuit.first, {journeys.begin(), journeys.end()}, {}};
            if (row.kind == chain_kind) {
                row.people.assign(people.begin(), people.end());
            } else {
                std::map<std::uint32_t, int> in;
                for (const auto journey : journeys) {
                    for (const auto person : people_of(journey)) {
                        ++in[person];
                    }
                }
                for (const auto& [person, times] : in) {
                    if (times > 1) {
                        row.people.push_back(person);
                    }
                }
            }
            rows.push_back(row);
        }
        std::sort(rows.begin(), rows.end(), [](const Circuit& a, const Circuit& b) {
            const auto key = [](const Circuit& c) {
                return std::tuple(-static_cast<long>(c.journeys.size()), c.kind, c.places.size(),
                                  c.places);
            };
            return key(a) < key(b);
        });
        return rows;
    }

  private:
    std::set<std::uint32_t> people_of(std::uint32_t journey) const {
        const std::size_t first = journey == 0 ? 0 : m_input.people_end[journey - 1];
        return {m_input.people.begin() + static_cast<std::ptrdiff_t>(first),
                m_input.people.begin() + static_cast<std::ptrdiff_t>(m_input.people_end[journey])};
    }
    std::set<std::uint32_t> shared(std::uint32_t a, std::uint32_t b) const {
        std::set<std::uint32_t> both;
        for (const auto person : people_of(a)) {
            if (people_of(b).contains(person)) {
                both.insert(person);
            }
        }
        return both;
    }
    void go() {
        const auto& legs = m_input.legs;
        std::set<std::uint32_t> from;
        for (const auto leg : m_walk) {
            from.insert(legs[leg].from);
        }
        if (from.size() < m_walk.size() || m_walk.size() > m_rule.max_stops) {
            return;
        }
        if (legs[m_walk.back()].to == legs[m_walk.front()].from) {
            note();
            return;
        }
        for (std::uint32_t leg = 0; leg < legs.size(); ++leg) {
            if (legs[leg].from == legs[m_walk.back()].to) {
                m_walk.push_back(leg);
                go();
                m_walk.pop_back();
            }
        }
    }
    void note() {
        const auto& legs = m_input.legs;
        std::set<std::uint32_t> journeys, people;
        Numbers places;
        bool next_only = true, joined = true, in_time = true;
        for (std::size_t i = 0; i < m_walk.size(); ++i) {
            const CircuitLeg& leg = legs[m_walk[i]];
            places.push_back(leg.from);
            journeys.insert(leg.journey);
            for (std::size_t before = 0; before < i; ++before) {
                in_time = in_time && legs[m_walk[before]].earliest <= leg.latest;
            }
            if (i == 0) {
                continue;
            }
            const CircuitLeg& before = legs[m_walk[i - 1]];
            const auto both = shared(before.journey, leg.journey);
            const bool next = before.journey == leg.journey && m_walk[i] == m_walk[i - 1] + 1;
            next_only = next_only && next;
            joined = joined && (next || (before.journey != leg.journey && !both.empty()));
            if (before.journey != leg.journey) {
                people.insert(both.begin(), both.end());
            }
        }
        std::rotate(places.begin(), std::min_element(places.begin(), places.end()), places.end());
        if (next_only) {
            m_found[{journey_kind, places}].first.insert(journeys.begin(), journeys.end());
        } else if (joined && in_time && journeys.size() > 1) {
            auto& behind = m_found[{chain_kind, places}];
            behind.first.insert(journeys.begin(), journeys.end());
            behind.second.insert(people.begin(), people.end());
        }
    }

    const CircuitInput& m_input;
    const CircuitRule& m_rule;
    Numbers m_walk;
    std::map<std::pair<CircuitKind, Numbers>,
             std::pair<std::set<std::uint32_t>, std::set<std::uint32_t>>>
        m_found;
};

} // namespace

TEST_CASE("a journey that comes back is a circuit, wherever it begins", "[routes][circuits]") {
    const auto input = input_of({{{3, 1, 2, 3}, {7}}, {{1, 2, 3, 1, 2}, {7, 8}}, {{1, 2, 4}, {}}});
    // The chains that share 7 have no other journeys, and are not told beside them.
    CHECK(circuits(input).rows == std::vector<Circuit>{{{1, 2, 3}, journey_kind, {0, 1}, {7}}});
    const auto more = input_of({{{3, 1, 2, 3}, {7}}, {{1, 2}, {7}}});
    CHECK(circuits(more).rows == std::vector<Circuit>{{{1, 2, 3}, chain_kind, {0, 1}, {7}},
                                                      {{1, 2, 3}, journey_kind, {0}, {}}});
}

TEST_CASE("a loop within a loop is told by itself, and each once an incident",
          "[routes][circuits]") {
    const auto input = input_of({{{0, 1, 2, 1, 2, 1, 0}, {}}});
    // 0 1 2 1 … is no elementary loop from 0; 1 2 is one, taken twice.
    CHECK(circuits(input).rows == std::vector<Circuit>{{{1, 2}, journey_kind, {0}, {}}});
}

TEST_CASE("legs of several incidents make a circuit if people join them", "[routes][circuits]") {
    CHECK(circuits(input_of({{{1, 2}, {7}}, {{2, 3}, {7, 8}}, {{3, 1}, {8}}})).rows ==
          std::vector<Circuit>{{{1, 2, 3}, chain_kind, {0, 1, 2}, {7, 8}}});
    CHECK(circuits(input_of({{{1, 2}, {7}}, {{2, 3}, {9}}, {{3, 1}, {8}}})).rows.empty());
    // Two legs of one journey and one of another.
    CHECK(circuits(input_of({{{1, 2, 3}, {7}}, {{3, 1}, {7}}})).rows ==
          std::vector<Circuit>{{{1, 2, 3}, chain_kind, {0, 1}, {7}}});
}

TEST_CASE("a chain is one only if days can be found for all its legs", "[routes][circuits]") {
    const auto with = [](std::pair<int, int> second, std::pair<int, int> third) {
        return circuits(input_of({{{1, 2}, {7}, {{10, 20}}},
                                  {{2, 3}, {7}, {second}},
                                  {{3, 1}, {7}, {third}}}))
            .rows.size();
    };
    CHECK(with({15, 30}, {20, 20}) == 1);
    CHECK(with({20, 20}, {20, 20}) == 1);
    CHECK(with({10, 10}, {10, 10}) == 1); // the same day will do
    // Beginning with the second leg the days fit as well.
    CHECK(with({1, 5}, {6, 6}) == 1);
    // Pair by pair the second can follow the first and the third the second; the third is before
    // the first for certain, and from wherever one begins some leg is.
    const auto none =
        input_of({{{1, 2}, {7}, {{10, 10}}}, {{2, 3}, {8, 7}, {{5, 5}}}, {{3, 1}, {8}, {{1, 1}}}});
    CHECK(circuits(none).rows.empty());
    const auto whole = input_of({{{1, 2}, {7}, {{10, 10}}},
                                 {{2, 3}, {7, 8}, {{0, 99}}},
                                 {{3, 4}, {8, 9}, {{5, 5}}},
                                 {{4, 1}, {9}, {{0, 99}}}});
    CHECK(circuits(whole).rows.empty());
}

TEST_CASE("an incident is behind a circuit only if a whole chain has it", "[routes][circuits]") {
    // The second could follow the first by its people, but not the one after it by its days.
    const auto input = input_of({{{1, 2}, {7}, {{3, 3}}},
                                 {{1, 2}, {7}, {{8, 8}}},
                                 {{2, 3}, {7, 8}, {{5, 5}}},
                                 {{3, 1}, {8}, {{5, 9}}}});
    CHECK(circuits(input).rows == std::vector<Circuit>{{{1, 2, 3}, chain_kind, {0, 2, 3}, {7, 8}}});
}

TEST_CASE("circuits are no longer than asked and have as many incidents as asked",
          "[routes][circuits]") {
    const auto input = input_of({{{1, 2, 3, 4, 1}, {7}}, {{2, 1}, {7}}});
    CHECK(circuits(input).rows.size() == 2);
    CHECK(circuits(input, {.max_stops = 3}).rows ==
          std::vector<Circuit>{{{1, 2}, chain_kind, {0, 1}, {7}}});
    CHECK(circuits(input, {.min_incidents = 2}).rows.size() == 1);
    CHECK(circuits(input, {.min_incidents = 3}).rows.empty());
}

TEST_CASE("a search that takes too long is given up and says where", "[routes][circuits]") {
    const auto input = input_of({{{1, 2}, {7}}, {{2, 3}, {7}}, {{3, 1}, {7}}});
    const Circuits found = circuits(input, {.max_steps = 0});
    CHECK(found.rows.empty());
    CHECK(found.cut == Numbers{1, 2, 3});
    CHECK(found.complete_to == 2); // no two lead back at once: nothing to look at
    CHECK(circuits(input).cut.empty());
    CHECK(circuits(input).complete_to == 6);
    const auto both = input_of({{{1, 2}, {7}}, {{2, 1, 3}, {7}}, {{3, 4, 5, 1}, {7}}});
    const Circuits most = circuits(both, {.max_steps = 0}); // the short ones come first
    CHECK(most.rows == std::vector<Circuit>{{{1, 2}, chain_kind, {0, 1}, {7}}});
    CHECK(most.complete_to == 1);
    CHECK(circuits(both).rows.size() == 2);
}

TEST_CASE("no journeys, no circuits", "[routes][circuits]") {
    CHECK(circuits(CircuitInput{}).rows.empty());
    CHECK(circuits(input_of({{{}, {}}, {{1}, {3}}})).rows.empty());
}

TEST_CASE("the circuits found are those of the definition, by walking every sequence of legs",
          "[routes][circuits][property]") {
    const auto seed = GENERATE(range(0u, 500u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Told> journeys(random() % 7);
    const std::size_t places = 2 + random() % 4;
    for (Told& told : journeys) {
        for (std::size_t n = random() % 5; n > 0; --n) {
            const auto place = static_cast<std::uint32_t>(random() % places);
            if (told.places.empty() || told.places.back() != place) {
                told.places.push_back(place);
            }
        }
        for (std::uint32_t person = 0; person < 6; ++person) {
            if (random() % (2 + seed % 4) == 0) {
                told.people.push_back(person);
            }
        }
        for (std::size_t i = 1; i < told.places.size(); ++i) {
            const int earliest = static_cast<int>(random() % 8);
            told.days.emplace_back(earliest, earliest + static_cast<int>(random() % 4));
        }
    }
    const auto input = input_of(journeys);
    for (const std::size_t most : {2U, 3U, 6U}) {
        const CircuitRule rule{.max_stops = most, .min_incidents = 1 + seed % 3};
        const auto found = circuits(input, rule);
        const auto walked = Walking(input, rule).rows();
        CAPTURE(most);
        REQUIRE(found.rows.size() == walked.size());
        CHECK(found.rows == walked);
        CHECK(found.cut.empty());
        CHECK(found.complete_to == most);
    }
}

TEST_CASE("any number of threads finds the same circuits", "[routes][circuits]") {
    std::mt19937 random(3);
    std::vector<Told> journeys(60);
    for (Told& told : journeys) {
        const auto from = static_cast<std::uint32_t>(random() % 8);
        told.places = {from, static_cast<std::uint32_t>((from + 1 + random() % 7) % 8)};
        told.people = {static_cast<std::uint32_t>(random() % 9)};
    }
    const auto input = input_of(journeys);
    const CircuitRule hurried{.max_steps = 40};
    for (const CircuitRule& rule : {CircuitRule{}, hurried}) {
        const auto one = with_threads(1, [&] { return circuits(input, rule); });
        const auto four = with_threads(4, [&] { return circuits(input, rule); });
        CHECK(!one.rows.empty());
        CHECK(four.rows == one.rows);
        CHECK(four.cut == one.cut);
    }
}

TEST_CASE("circuits of records: incidents, the offending side's people, days between stops",
          "[routes][circuits]") {
    using graph::PersonRole;
    std::vector<Incident> incidents{
        journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
        journey("B", {"Rajkot, Gujarat", "Pune, Maharashtra"}),
        journey("C", {"Pune, Maharashtra", "Howrah, West Bengal"}),
        journey("D", {"Rajkot, Gujarat", "Pune, Maharashtra", "Rajkot, Gujarat"}),
    };
    for (Incident& incident : incidents) {
        incident.people[0].id = "V-1"; // the same victim in all joins nothing
    }
    incidents[0].people[1].id = "S-1";
    incidents[1].people[1].id = "S-1";
    incidents[1].people.push_back(person("t", PersonRole::transporter, "S-2"));
    incidents[2].people[1].id = "S-2";
    incidents[0].journey[0].departed = day(10);
    incidents[1].journey[1].arrived = day(20);
    const auto told = [](const std::vector<Incident>& of) {
        const CaseStore store = store_of(of);
        const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
        const graph::Journeys journeys(selection, graph::PlaceLevel::district);
        std::vector<std::string> texts;
        for (const Circuit& circuit : circuits(journeys).rows) {
            std::string text(name_of(circuit.kind));
            for (const auto place : circuit.places) {
                text += " " + std::string(store.text(store.places[place].id)).substr(9);
            }
            for (const auto incident : circuit.journeys) {
                text += " " + std::string(store.text(store.incidents[incident].id));
            }
            for (const auto one : circuit.people) {
                text += " " + store.person_id(one);
            }
            texts.push_back(text);
        }
        return texts;
    };
    CHECK(told(incidents) ==
          std::vector<std::string>{"chain GJ/rajkot MH/pune WB/howrah A B C person:S-1 person:S-2",
                                   "journey GJ/rajkot MH/pune D"});
    incidents[2].journey[1].arrived = day(15); // C was over before B began
    incidents[2].journey[0].departed = day(15);
    incidents[1].journey[0].departed = day(19);
    CHECK(told(incidents).size() == 1);
}

TEST_CASE("what breaks the rules of circuits is named", "[routes][circuits]") {
    const auto refused = [](const CircuitInput& input, const CircuitRule& rule = {}) {
        return message_of<std::invalid_argument>([&] { (void)circuits(input, rule); });
    };
    const auto good = input_of({{{1, 2}, {}}});
    CHECK(refused(good, {.max_stops = 1}) ==
          "circuits: at most 1 places make no circuit; allow 2 or more");
    CHECK(refused(input_of({{{1, 1}, {}}})) == "circuits: leg 0 leads nowhere else");
    CHECK(refused(input_of({{{1, 2}, {}, {{3, 2}}}})) == "circuits: leg 0 ends before it begins");
    auto bad = good;
    bad.legs[0].journey = 1;
    CHECK(refused(bad) == "circuits: leg 0 is of no journey");
    bad = input_of({{{1, 2}, {}}, {{1, 2}, {}}});
    std::swap(bad.legs[0], bad.legs[1]);
    CHECK(refused(bad) == "circuits: leg 1 is of an earlier journey than the one before it");
    bad = good;
    bad.people.push_back(1);
    CHECK(refused(bad) ==
          "circuits: the ends of the journeys' people must ascend to the number of people");
}

TEST_CASE("looking for circuits stops when asked", "[routes][circuits]") {
    const auto input = input_of({{{1, 2}, {7}}, {{2, 3}, {7}}, {{3, 1}, {7}}});
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(circuits(input, {}, control), graph::Cancelled);
}
