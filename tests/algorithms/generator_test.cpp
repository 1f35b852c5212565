// SPDX-License-Identifier: Apache-2.0
// That what is generated has the distributions that docs/generator.md states, and that its truth is
// true of it. Bounds are five standard deviations of the sampling error.
#include "algorithms/generator/generator.hpp"
#include "graph/gazetteer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using P = ScenarioParameter;

namespace {

constexpr std::uint64_t usual_seed = 20261124;

/// Events with their truth, made on all threads.
std::vector<GeneratedEvent> all_events(const Generator& generator) {
    std::vector<GeneratedEvent> events(generator.events());
    oneapi::tbb::parallel_for(std::size_t{0}, events.size(),
                              [&](std::size_t i) { events[i] = generator.event(i, true); });
    return events;
}

struct Sample {
    Scenario scenario;
    Generator generator{usual_seed, 20'000, scenario};
    std::vector<GeneratedEvent> events = all_events(generator);
};
const Sample& sample() {
    static const Sample made;
    return made;
}

/// Whether `hits` of `n` is a share of `rate`, within five standard deviations.
void check_share(std::size_t hits, std::size_t n, double rate) {
    CAPTURE(hits, n, rate);
    REQUIRE(n > 100);
    const double count = static_cast<double>(n);
    CHECK(std::abs(static_cast<double>(hits) - count * rate) <=
          5 * std::sqrt(count * rate * (1 - rate)) + 1);
}

std::size_t corruptions(P kind) {
    const std::string_view name = scenario_parameters()[static_cast<std::size_t>(kind)].name;
    std::size_t hits = 0;
    for (const GeneratedEvent& event : sample().events) {
        for (const GeneratedRecord& record : event.records) {
            hits += static_cast<std::size_t>(
                std::count_if(record.corruptions.begin(), record.corruptions.end(),
                              [&](const auto& corruption) { return corruption.kind == name; }));
        }
    }
    return hits;
}

template <class Count>
std::size_t sum_over_records(const Count& count) {
    std::size_t sum = 0;
    for (const GeneratedEvent& event : sample().events) {
        for (const GeneratedRecord& record : event.records) {
            sum += count(record);
        }
    }
    return sum;
}

graph::FuzzyDate::Days departure(const GeneratedEvent& event) {
    return event.records.front().journey.stops.front().departed;
}

std::string month_of(graph::FuzzyDate::Days day) { return graph::iso_day(day).substr(5, 2); }

/// Everything of a record that a file would hold and the test may print.
std::string fingerprint(const GeneratedRecord& record) {
    std::string text = record.incident.id + "|" + record.incident.title + "|";
    for (const graph::Person& person : record.incident.people) {
        text += person.ref + person.name + person.father + person.home.text;
        for (const auto& identifier : person.identifiers) {
            text += identifier.value;
        }
    }
    for (const graph::JourneyStop& stop : record.incident.journey) {
        text += stop.place.text + stop.arrived.to_edtf() + stop.departed.to_edtf();
    }
    for (const graph::Organisation& organisation : record.incident.organisations) {
        text += organisation.name + organisation.place.text;
    }
    return text;
}

} // namespace

TEST_CASE("the use of corridors is what was planned, and that has a heavy tail",
          "[algorithms][generator][statistics][property]") {
    const auto corridors = sample().generator.corridors();
    std::vector<double> actual(corridors.size());
    std::size_t background = 0;
    for (const GeneratedEvent& event : sample().events) {
        if (event.corridor == GeneratedEvent::none) {
            ++background;
        } else {
            actual[event.corridor] += 1;
        }
    }
    // Pearson's statistic over corridors of five events and more: chi-squared, so its mean is the
    // number of terms and its variance twice that.
    double statistic = 0, terms = 0, shares = 0;
    for (std::size_t i = 0; i < corridors.size(); ++i) {
        const double expected = corridors[i].planned_share * 20'000;
        shares += corridors[i].planned_share;
        if (expected >= 5) {
            statistic += (actual[i] - expected) * (actual[i] - expected) / expected;
            terms += 1;
        }
        CHECK(std::abs(static_cast<double>(corridors[i].planned) - expected) <= 0.5);
    }
    CHECK(terms > 200);
    CHECK(std::abs(statistic - terms) < 5 * std::sqrt(2 * terms));
    check_share(background, 20'000, 1 - shares);
    // Ranks fall as a power law of exponent 2.2 does: the tenth has about a tenth to the power
    // 1 / 1.2 of the first one's weight.
    const double ratio = corridors[0].planned_share / corridors[9].planned_share;
    CHECK(ratio == tests::Approx(std::pow(9.5 / 0.5, 1 / 1.2)).epsilon(0.001));
}

TEST_CASE("the emerging corridor is absent before its start and has its share after",
          "[algorithms][generator][statistics][property]") {
    const Generator& generator = sample().generator;
    std::size_t late = 0, emerged = 0;
    for (const GeneratedEvent& event : sample().events) {
        const bool after = departure(event) >= generator.emerging_start();
        const bool on_it = event.corridor == generator.emerging();
        REQUIRE((after || !on_it));
        late += std::size_t{after};
        emerged += std::size_t{on_it};
    }
    check_share(emerged, late, sample().scenario[P::emerging_share]);
    CHECK(graph::iso_day(generator.emerging_start()) == "2023-01-01");
    CHECK(generator.corridors()[generator.emerging()].emerging);
}

TEST_CASE("departures swing over the year as the scenario says",
          "[algorithms][generator][statistics][property]") {
    std::map<std::string, std::size_t> months;
    for (const GeneratedEvent& event : sample().events) {
        ++months[month_of(departure(event))];
    }
    const double swing = sample().scenario[P::season_amplitude];
    constexpr double days = 3653, pi = 3.14159265358979;
    const std::array<double, 12> length{31, 28.3, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (std::size_t m = 0; m < 12; ++m) {
        const std::string name = (m < 9 ? "0" : "") + std::to_string(m + 1);
        CAPTURE(name);
        const double weight = 1 + swing * std::cos(2 * pi * (static_cast<double>(m) - 10) / 12);
        // The mean of the weight over the year is 1, but for the months' unequal lengths.
        check_share(months[name], 20'000, weight * length[m] * 10 / days);
    }
}

TEST_CASE("departures rise with the number of the event", "[algorithms][generator][statistics]") {
    CHECK(std::is_sorted(sample().events.begin(), sample().events.end(),
                         [](const auto& a, const auto& b) { return departure(a) < departure(b); }));
}

TEST_CASE("cells have the sizes that the scenario asks for",
          "[algorithms][generator][statistics][property]") {
    const Generator& generator = sample().generator;
    // Three and a geometric number more with mean 2, cut off at twelve.
    const double again = 2.0 / 3;
    double mean = 3, chance = 1, square = 0;
    for (int more = 1; more <= 9; ++more) {
        chance *= again;
        mean += chance;
        square += (2 * more - 1) * chance;
    }
    const double variance = square - (mean - 3) * (mean - 3);
    double sum = 0;
    for (std::uint32_t i = 0; i < generator.cells(); ++i) {
        const graph::TrueCell cell = generator.cell(i);
        REQUIRE(cell.members.size() >= 3);
        REQUIRE(cell.members.size() <= 12);
        CHECK(cell.members.front().role == graph::PersonRole::recruiter);
        sum += static_cast<double>(cell.members.size());
    }
    const double n = generator.cells();
    REQUIRE(n > 500);
    CHECK(std::abs(sum / n - mean) < 5 * std::sqrt(variance / n));
}

TEST_CASE("cells are behind their share of cases, and few are behind many",
          "[algorithms][generator][statistics][property]") {
    const Generator& generator = sample().generator;
    std::vector<std::uint64_t> of_cell(generator.cells());
    std::size_t planted = 0, with_cell = 0;
    std::set<std::uint32_t> worked;
    for (std::uint32_t i = 0; i < generator.cells(); ++i) {
        for (const std::string& id : generator.cell(i).corridors) {
            worked.insert(static_cast<std::uint32_t>(std::stoul(id.substr(2)) - 1));
        }
    }
    for (const GeneratedEvent& event : sample().events) {
        if (event.cell != GeneratedEvent::none) {
            ++of_cell[event.cell];
        }
        if (event.corridor != GeneratedEvent::none && worked.count(event.corridor) != 0) {
            ++planted;
            with_cell += std::size_t{event.cell != GeneratedEvent::none};
        }
    }
    check_share(with_cell, planted, sample().scenario[P::cell_share]);
    std::sort(of_cell.rbegin(), of_cell.rend());
    std::uint64_t of_the_busiest = 0, all = 0;
    for (std::size_t i = 0; i < of_cell.size(); ++i) {
        all += of_cell[i];
        of_the_busiest += i < of_cell.size() / 10 ? of_cell[i] : 0;
    }
    // Of Poisson counts of one mean, the busiest tenth would hold about 16 %.
    CHECK(of_the_busiest * 100 > all * 25);
}

TEST_CASE("records tell other than the truth at the rates of the scenario",
          "[algorithms][generator][statistics][property]") {
    const Scenario& scenario = sample().scenario;
    const std::size_t records = sum_over_records([](const auto&) { return std::size_t{1}; });
    check_share(records - 20'000, 20'000, scenario[P::duplicate]);
    check_share(corruptions(P::grade_missing), records, scenario[P::grade_missing]);
    const std::size_t transits =
        sum_over_records([](const auto& record) { return record.journey.stops.size() - 2; });
    check_share(corruptions(P::stop_missing), transits, scenario[P::stop_missing]);
    const std::size_t arrivals =
        sum_over_records([](const auto& record) { return record.incident.journey.size() - 1; });
    check_share(corruptions(P::mode_missing), arrivals, scenario[P::mode_missing]);
    const std::size_t offenders = sum_over_records([](const GeneratedRecord& record) {
        return static_cast<std::size_t>(
            std::count_if(record.mentions.begin(), record.mentions.end(),
                          [](const Mention& who) { return who.side == graph::Side::offending; }));
    });
    check_share(corruptions(P::role_vague), offenders, scenario[P::role_vague]);
    check_share(corruptions(P::name_missing), offenders, scenario[P::name_missing]);
    const std::size_t places = sum_over_records([](const GeneratedRecord& record) {
        std::size_t given = record.incident.journey.size() + record.incident.places.size();
        for (const auto& organisation : record.incident.organisations) {
            given += std::size_t{!organisation.place.empty()};
        }
        for (const auto& person : record.incident.people) {
            given += std::size_t{!person.home.empty()};
        }
        return given;
    });
    check_share(corruptions(P::place_misspelt), places, scenario[P::place_misspelt]);
    const std::size_t dates = sum_over_records([](const GeneratedRecord& record) {
        const auto& incident = record.incident;
        return incident.journey.size() +
               static_cast<std::size_t>(
                   std::count_if(incident.places.begin(), incident.places.end(), [](const auto& p) {
                       return p.role == graph::PlaceRole::rescued_at;
                   }));
    });
    check_share(corruptions(P::date_missing), dates, scenario[P::date_missing]);
    // Of the dates that are given, month first, then interval, then about.
    const double given = 1 - scenario[P::date_missing];
    check_share(corruptions(P::date_month), dates, given * scenario[P::date_month]);
    check_share(corruptions(P::date_interval), dates,
                given * (1 - scenario[P::date_month]) * scenario[P::date_interval]);
}

TEST_CASE("every corruption is there, and tells what the record says",
          "[algorithms][generator][statistics][property]") {
    for (const ParameterInfo& info : scenario_parameters()) {
        if (info.kind == ParameterKind::corruption && info.parameter != P::duplicate) {
            CAPTURE(info.name);
            CHECK(corruptions(info.parameter) > 0);
        }
    }
    for (const GeneratedEvent& event : sample().events) {
        for (const GeneratedRecord& record : event.records) {
            std::map<std::string, std::string> after; // the last word on a field
            for (const auto& corruption : record.corruptions) {
                REQUIRE(corruption.incident == record.incident.id);
                REQUIRE(corruption.before != corruption.after);
                const auto known = after.find(corruption.field);
                if (corruption.kind != "stop_missing" && known != after.end()) {
                    REQUIRE(corruption.before == known->second); // a chain, in order
                }
                after[corruption.field] = corruption.after;
            }
            for (std::size_t i = 0; i < record.incident.journey.size(); ++i) {
                const auto found = after.find("/journey/" + std::to_string(i) + "/place");
                if (found != after.end()) {
                    REQUIRE(record.incident.journey[i].place.text == found->second);
                }
            }
            for (std::size_t i = 0; i < record.incident.people.size(); ++i) {
                const auto found = after.find("/people/" + std::to_string(i) + "/name");
                if (found != after.end()) {
                    REQUIRE(record.incident.people[i].name == found->second);
                }
            }
        }
    }
}

TEST_CASE("the truth is true of the records", "[algorithms][generator][statistics][property]") {
    std::map<std::uint64_t, std::string> names;
    for (const GeneratedEvent& event : sample().events) {
        for (const GeneratedRecord& record : event.records) {
            const graph::Incident& incident = record.incident;
            REQUIRE(record.mentions.size() == incident.people.size());
            std::uint32_t victims = 0;
            for (std::size_t i = 0; i < incident.people.size(); ++i) {
                const Mention& mention = record.mentions[i];
                REQUIRE(mention.ref == incident.people[i].ref);
                REQUIRE(mention.side == graph::side_of(incident.people[i].role));
                // One identity, one true name, in whatever event.
                REQUIRE(names.emplace(mention.identity, mention.name).first->second ==
                        mention.name);
                if (mention.of_a_cell) {
                    REQUIRE(mention.name == sample().generator.name_of_member(mention.identity));
                }
                victims += mention.side == graph::Side::victim ? incident.people[i].count.least : 0;
            }
            REQUIRE(victims == record.journey.victims);
            const auto& stops = record.journey.stops;
            REQUIRE(stops.size() >= incident.journey.size());
            for (std::size_t i = 1; i < stops.size(); ++i) {
                REQUIRE(stops[i - 1].departed <= stops[i].arrived);
                REQUIRE(stops[i].arrived <= stops[i].departed);
            }
        }
        if (event.corridor != GeneratedEvent::none) {
            const auto& stops = event.records.front().journey.stops;
            static const auto corridors = sample().generator.corridors();
            REQUIRE(stops.front().place == corridors[event.corridor].origin);
            REQUIRE(stops.back().place == corridors[event.corridor].destination);
        }
    }
}

TEST_CASE("people of cells come back in other events, others never",
          "[algorithms][generator][statistics][property]") {
    std::map<std::uint64_t, std::set<std::uint64_t>> seen;
    for (const GeneratedEvent& event : sample().events) {
        for (const GeneratedRecord& record : event.records) {
            for (const Mention& mention : record.mentions) {
                seen[mention.identity].insert(record.journey.event);
                if (!mention.of_a_cell) {
                    REQUIRE(seen[mention.identity].size() == 1);
                }
            }
        }
    }
    const auto recurring = std::count_if(seen.begin(), seen.end(),
                                         [](const auto& one) { return one.second.size() >= 2; });
    CHECK(recurring > 1000);
}

TEST_CASE("without noise records tell the truth, place by place and day by day",
          "[algorithms][generator][property]") {
    Scenario clean;
    clean.scale_corruptions(0);
    const Generator generator(usual_seed, 400, clean);
    const graph::Gazetteer& gazetteer = graph::Gazetteer::builtin();
    for (const GeneratedEvent& event : all_events(generator)) {
        REQUIRE(event.records.size() == 1);
        const GeneratedRecord& record = event.records.front();
        CHECK(record.corruptions.empty());
        const auto& stops = record.journey.stops;
        REQUIRE(record.incident.journey.size() == stops.size());
        for (std::size_t i = 0; i < stops.size(); ++i) {
            const graph::JourneyStop& stop = record.incident.journey[i];
            CAPTURE(record.incident.id, stop.place.text);
            const graph::Place place = gazetteer.resolve(stop.place).place;
            CHECK((place.id == stops[i].place || place.district_id == stops[i].place));
            const graph::FuzzyDate& told = i == 0 ? stop.departed : stop.arrived;
            const auto day = i == 0 ? stops[i].departed : stops[i].arrived;
            CHECK(told == graph::FuzzyDate(day, day));
            CHECK(stop.mode == stops[i].mode);
        }
        for (std::size_t i = 0; i < record.mentions.size(); ++i) {
            const graph::Person& person = record.incident.people[i];
            CHECK(person.name == record.mentions[i].name);
            CHECK(person.role != graph::PersonRole::suspect);
        }
    }
}

TEST_CASE("an event is the same alone, with its truth and from any number of threads",
          "[algorithms][generator]") {
    const Generator generator(3, 600, Scenario());
    std::vector<std::string> alone;
    for (std::uint64_t i = 0; i < generator.events(); ++i) {
        std::string text;
        for (const GeneratedRecord& record : generator.event(i, false).records) {
            text += fingerprint(record);
            CHECK(record.mentions.empty());
        }
        alone.push_back(std::move(text));
    }
    const int threads = GENERATE(1, 2, 7);
    const auto together = tests::with_threads(threads, [] {
        const Generator again(3, 600, Scenario());
        std::vector<std::string> texts;
        for (const GeneratedEvent& event : all_events(again)) {
            std::string text;
            for (const GeneratedRecord& record : event.records) {
                text += fingerprint(record);
            }
            texts.push_back(std::move(text));
        }
        return texts;
    });
    CHECK(alone == together);
}

TEST_CASE("another seed gives other events", "[algorithms][generator]") {
    const Generator one(1, 50, Scenario()), two(2, 50, Scenario());
    std::size_t same = 0;
    for (std::uint64_t i = 0; i < 50; ++i) {
        same += std::size_t{fingerprint(one.event(i, false).records.front()) ==
                            fingerprint(two.event(i, false).records.front())};
    }
    CHECK(same == 0);
}

TEST_CASE("the smallest and oddest scenarios give events", "[algorithms][generator]") {
    Scenario scenario;
    SECTION("one event") { CHECK(Generator(1, 1, scenario).event(0, true).records.size() >= 1); }
    SECTION("one corridor, no cells, no background") {
        scenario.set(P::corridors, 1);
        scenario.set(P::cell_share, 0);
        scenario.set(P::background_share, 0);
        scenario.set(P::emerging_share, 0);
        const Generator generator(1, 50, scenario);
        for (const GeneratedEvent& event : all_events(generator)) {
            CHECK(event.corridor == 0);
            CHECK(event.cell == GeneratedEvent::none);
        }
        CHECK(generator.corridors().size() == 2);
    }
    SECTION("an emerging corridor from the first day") {
        scenario.set(P::emerging_after, 0);
        scenario.set(P::emerging_share, 0.5);
        std::size_t emerged = 0;
        const Generator generator(1, 400, scenario);
        for (const GeneratedEvent& event : all_events(generator)) {
            emerged += std::size_t{event.corridor == generator.emerging()};
        }
        check_share(emerged, 400, 0.5);
    }
    SECTION("only background") {
        scenario.set(P::background_share, 1);
        scenario.set(P::emerging_share, 0);
        for (const GeneratedEvent& event : all_events(Generator(1, 300, scenario))) {
            CHECK(event.corridor == GeneratedEvent::none);
        }
    }
    SECTION("one year, every corruption as often as may be") {
        scenario.set(P::years, 1);
        for (const ParameterInfo& info : scenario_parameters()) {
            if (info.kind == ParameterKind::corruption) {
                scenario.set(info.parameter, info.most);
            }
        }
        for (const GeneratedEvent& event : all_events(Generator(1, 200, scenario))) {
            const auto& people = event.records.front().incident.people;
            CHECK(std::none_of(people.begin(), people.end(), [](const graph::Person& person) {
                return graph::side_of(person.role) == graph::Side::offending &&
                       !person.name.empty();
            }));
        }
    }
}

TEST_CASE("no events and too many are refused", "[algorithms][generator]") {
    const auto refused = [](std::uint64_t events) {
        return tests::message_of<std::invalid_argument>([&] { Generator(1, events, Scenario()); });
    };
    CHECK(refused(0) == "generator: 0 events; give 1 to 100000000");
    CHECK(refused(100'000'001) == "generator: 100000001 events; give 1 to 100000000");
}
