// SPDX-License-Identifier: Apache-2.0
#include "algorithms/summary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journey_oracle.hpp"

#include <map>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

using FigureMap = std::map<std::string, double>;

FigureMap figures_of(const CaseStore& store) {
    FigureMap figures;
    for (const SummaryFigure& figure : summarise(graph_of(store))) {
        CHECK(figures.emplace(figure.name, figure.value).second); // no name twice
        if (!figure.is_count && figure.name != "expected_incidents") {
            CHECK(figure.value >= 0.0);
            CHECK(figure.value <= 1.0);
        }
    }
    return figures;
}

} // namespace

TEST_CASE("the figures of three incidents, counted by hand", "[summary]") {
    Incident a = journey("A", {"Jibantala, South 24 Parganas, West Bengal", "Rajkote, Gujarat"});
    a.reported = *FuzzyDate::parse("2020-12-31");
    a.status = IncidentStatus::rescued;
    a.people[0].count = {12, std::nullopt};
    a.recruitment = {Recruitment::job_offer, Recruitment::job_offer, Recruitment::internet};
    a.sources.resize(1);
    a.sources[0].grade = Grade{'A', '1'};
    Incident b = journey("B", {"Wexoblutz"});
    b.people.push_back(person("q", PersonRole::possible_victim));
    IncidentPlace scene;
    scene.place = at("Pune, Maharashtra");
    b.places = {scene};
    const FigureMap f = figures_of(store_of({a, b, journey("C", {})}));
    CHECK(f.at("incidents") == 3);
    CHECK(f.at("expected_incidents") == Approx(0.95 + 0.5 + 0.5));
    CHECK(f.at("incidents_with_journey") == 1);
    CHECK(f.at("people") == 12 + 1 + 3 + 2);
    CHECK(f.at("victims") == 14);
    CHECK(f.at("possible_victims") == 1);
    CHECK(f.at("role:suspect") == 3);
    CHECK(f.at("status:rescued") == 1);
    CHECK(f.at("status:unknown") == 2);
    CHECK(f.at("year:2020") == 1);
    CHECK(f.at("year:unknown") == 2);
    CHECK(f.at("state:IN-WB") == 1);
    CHECK(f.at("state:IN-GJ") == 1);
    CHECK(f.at("state:IN-MH") == 1);
    CHECK(f.at("recruitment:job_offer") == 1); // said twice of one incident
    CHECK(f.at("recruitment:internet") == 1);
    CHECK(f.at("recruitment:not_stated") == 2);
    CHECK(f.at("places:exact") == 2);
    CHECK(f.at("places:fuzzy") == 1);
    CHECK(f.at("places:unknown") == 1);
    CHECK(f.at("places:ambiguous") == 0);
    CHECK(f.at("share_with_source_grade") == Approx(1.0 / 3.0));
    CHECK(f.at("share_with_date") == Approx(1.0 / 3.0));
    CHECK(f.at("share_with_journey") == Approx(1.0 / 3.0));
}

TEST_CASE("an incident counts once in every year that it may touch", "[summary]") {
    Incident a = journey("A", {});
    a.reported = *FuzzyDate::parse("2019-12-30/2021-01-02");
    Incident b = journey("B", {});
    b.reported = *FuzzyDate::parse("2020-05");
    const FigureMap f = figures_of(store_of({a, b}));
    CHECK(f.at("year:2019") == 1);
    CHECK(f.at("year:2020") == 2);
    CHECK(f.at("year:2021") == 1);
    CHECK_FALSE(f.contains("year:unknown"));
}

TEST_CASE("a summary of nothing is zeros", "[summary]") {
    for (const auto& [name, value] : figures_of(store_of({}))) {
        CAPTURE(name);
        CHECK(value == 0.0);
    }
}

TEST_CASE("figures equal a count over the records, most first", "[summary][property]") {
    const auto seed = GENERATE(range(0u, 100u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    FigureMap wanted;
    for (const Incident& incident : incidents) {
        std::set<std::string> states;
        const auto touch = [&](const PlaceText& text) {
            ++wanted["places:exact"];
            states.insert("state:" +
                          oracle::id_at(oracle::known(text.text), PlaceLevel::state).substr(6));
        };
        for (const JourneyStop& s : incident.journey) {
            touch(s.place);
        }
        for (const IncidentPlace& s : incident.places) {
            touch(s.place);
        }
        for (const std::string& state : states) {
            ++wanted[state];
        }
        for (const Person& p : incident.people) {
            wanted["role:" + std::string(word_of(p.role))] += p.count.least;
            wanted["people"] += p.count.least;
            wanted["places:exact"] += p.home.empty() ? 0 : 1;
        }
        for (const Organisation& o : incident.organisations) {
            wanted["places:exact"] += o.place.empty() ? 0 : 1;
        }
    }
    const FigureMap got = figures_of(store);
    for (const auto& [name, value] : wanted) {
        CAPTURE(name);
        REQUIRE(got.contains(name));
        CHECK(got.at(name) == value);
    }
    const auto listed = summarise(graph_of(store));
    for (std::size_t i = 1; i < listed.size(); ++i) {
        const auto kind = [](const std::string& name) { return name.substr(0, name.find(':')); };
        if (listed[i].name.find(':') != std::string::npos && kind(listed[i].name) != "places" &&
            kind(listed[i].name) == kind(listed[i - 1].name)) {
            CHECK(std::pair(-listed[i - 1].value, listed[i - 1].name) <
                  std::pair(-listed[i].value, listed[i].name));
        }
    }
}
