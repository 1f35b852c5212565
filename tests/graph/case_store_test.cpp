// SPDX-License-Identifier: Apache-2.0
#include "graph/case_store.hpp"
#include "graph/protection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/thrown.hpp"

#include <random>
#include <sstream>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

PlaceIndex place_of(const CaseStore& store, std::string_view id) {
    for (PlaceIndex p = 1; p < store.places.size(); ++p) {
        if (store.text(store.places[p].id) == id) {
            return p;
        }
    }
    return no_place;
}

std::string id_of(const CaseStore& store, PlaceIndex place) {
    return std::string(store.text(store.places[place].id));
}

std::string sorted_lines(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) {
        all += line + '\n';
    }
    return all;
}

/// Everything of a store that an output could show, by ids and texts instead of numbers.
std::string told(const CaseStore& store) {
    std::ostringstream out;
    const auto mention = [&](const PersonRow& p) {
        const std::string where(p.incident == no_index
                                    ? store.text(p.list)
                                    : store.text(store.incidents[p.incident].id));
        return where + "/" + std::string(store.text(p.ref)) + " " + id_of(store, p.home);
    };
    std::vector<std::string> places;
    for (const PlaceRow& p : store.places) {
        std::ostringstream line;
        line << store.text(p.id) << '|' << store.text(p.label) << '|' << store.text(p.name) << '|'
             << store.text(p.code) << '|' << name_of(p.level) << '|' << name_of(p.status) << '|'
             << p.latitude << '|' << p.longitude;
        for (const PlaceIndex parent : p.parent) {
            line << '|' << id_of(store, parent);
        }
        places.push_back(line.str());
    }
    out << sorted_lines(places);
    for (const IncidentRow& i : store.incidents) {
        out << store.text(i.id) << ' ' << i.time.to_edtf() << ' ' << i.confidence << '\n';
        for (const auto& p : store.people_of(i)) {
            out << "  " << mention(p) << ' ' << store.person_id(p.person) << '\n';
        }
        for (const auto& o : store.organisations_of(i)) {
            out << "  " << store.organisation_id(o.organisation) << '\n';
        }
        for (const auto& s : store.stops_of(i)) {
            out << "  " << id_of(store, s.place) << ' ' << name_of(s.match);
            for (const std::uint32_t p : CaseStore::rows(store.stop_people, s.people)) {
                out << ' ' << mention(store.people[p]);
            }
            out << '\n';
        }
        for (const auto& t : store.ties_of(i)) {
            out << "  tie " << word_of(t.type) << ' ' << t.confidence << '\n';
        }
    }
    for (PersonIndex index = 0; index < store.person_entities.size(); ++index) {
        const PersonEntity& p = store.person_entities[index];
        out << store.person_id(index) << ' ' << static_cast<int>(p.shield);
        for (const std::uint32_t m : CaseStore::rows(store.person_mentions, p.mentions)) {
            out << ' ' << mention(store.people[m]);
        }
        out << '\n';
    }
    for (OrganisationIndex index = 0; index < store.organisation_entities.size(); ++index) {
        const OrganisationEntity& o = store.organisation_entities[index];
        out << store.organisation_id(index) << ' ' << store.text(o.name) << ' '
            << id_of(store, o.place) << ' ' << o.shielded << '\n';
    }
    for (IdentifierIndex index = 0; index < store.identifier_entities.size(); ++index) {
        const IdentifierEntity& i = store.identifier_entities[index];
        std::vector<std::string> holders;
        for (const std::uint32_t p : CaseStore::rows(store.identifier_holders, i.holders)) {
            holders.push_back(mention(store.people[p]));
        }
        out << store.identifier_id(index) << ' ' << i.shielded << '\n' << sorted_lines(holders);
    }
    return out.str();
}

bool child(std::optional<AgeRange> age,
           std::optional<bool> minor,
           const char* birth,
           const char* incident_date,
           const char* as_of = nullptr) {
    PersonRow row;
    row.age = age;
    row.minor = minor;
    if (birth != nullptr) {
        row.birth = *FuzzyDate::parse(birth);
    }
    IncidentRow incident;
    if (incident_date != nullptr) {
        incident.time = *FuzzyDate::parse(incident_date);
    }
    return may_be_child(row, &incident, as_of ? *FuzzyDate::parse(as_of) : FuzzyDate());
}

} // namespace

TEST_CASE("a store of nothing holds no place and nobody", "[graph][store]") {
    const CaseStore store = store_of({});
    CHECK(store.incidents.empty());
    CHECK(store.places.size() == 1);
    CHECK(store.raised(no_place, PlaceLevel::state) == no_place);
    CHECK_FALSE(store.is_unresolved(no_place));
}

TEST_CASE("incidents are sorted by id and keep their people, stops and ties", "[graph][store]") {
    Incident b = journey("B", {"Howrah, West Bengal", "Rajkot, Gujarat"});
    b.journey[1].people = {"v1"};
    b.ties = {{"s1", "v1", TieType::recruited, {}, 0.5}, {"s1", "nobody", TieType::paid, {}, {}}};
    const CaseStore store = store_of({b, journey("A", {})});
    REQUIRE(store.incidents.size() == 2);
    CHECK(store.text(store.incidents[0].id) == "A");
    const IncidentRow& row = store.incidents[1];
    CHECK(store.text(row.id) == "B");
    REQUIRE(store.people_of(row).size() == 2);
    CHECK(store.people_of(row)[0].incident == 1);
    REQUIRE(store.ties_of(row).size() == 1); // a tie with nobody is none
    CHECK(store.ties_of(row)[0].confidence == 0.5);
    const auto stops = store.stops_of(row);
    REQUIRE(stops.size() == 2);
    CHECK(stops[0].people.count == 0);
    REQUIRE(stops[1].people.count == 1);
    CHECK(store.stop_people[stops[1].people.first] == row.people.first);
}

TEST_CASE("a place is raised to what holds it at a level, or the next coarser", "[graph][store]") {
    const CaseStore store =
        store_of({journey("A", {"Jibantala, South 24 Parganas, West Bengal", "Gujarat"})});
    const PlaceIndex locality = place_of(store, "place:IN-WB/south-24-parganas/jibantala");
    const PlaceIndex state = place_of(store, "place:IN-GJ");
    REQUIRE(locality != no_place);
    CHECK(id_of(store, store.raised(locality, PlaceLevel::locality)) == id_of(store, locality));
    CHECK(id_of(store, store.raised(locality, PlaceLevel::district)) == parganas);
    CHECK(id_of(store, store.raised(locality, PlaceLevel::state)) == "place:IN-WB");
    CHECK(id_of(store, store.raised(locality, PlaceLevel::country)) == "place:IN");
    CHECK(store.raised(state, PlaceLevel::district) == state);
    CHECK(id_of(store, store.raised(state, PlaceLevel::country)) == "place:IN");

    const PlaceIndex india = place_of(store, "place:IN");
    CHECK(store.holds(india, locality));
    CHECK(store.holds(locality, locality));
    CHECK_FALSE(store.holds(locality, india));
    CHECK_FALSE(store.holds(state, locality));
}

TEST_CASE("a place that no one knows is kept, told once a record, and holds nothing",
          "[graph][store]") {
    std::vector<Diagnostic> faults;
    CaseStoreBuilder builder(Gazetteer::builtin(),
                             [&](Diagnostic&& d) { faults.push_back(std::move(d)); });
    Incident a = journey("A", {"Howrah, West Bengal", "Wexoblutz"});
    a.where = {"cases.json", 7, "/incidents/3"};
    builder.add(a);
    const CaseStore store = builder.finish();
    const PlaceIndex place = place_of(store, "place:unresolved/wexoblutz");
    REQUIRE(place != no_place);
    CHECK(store.is_unresolved(place));
    CHECK(store.raised(place, PlaceLevel::country) == place);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "place_unknown");
    CHECK(faults[0].severity == Severity::warning);
    CHECK(faults[0].incident == "A");
    CHECK(faults[0].where.pointer == "/incidents/3/journey/1/place");
    CHECK(faults[0].value == "Wexoblutz");
    CHECK(faults[0].message.find("exoblutz") == std::string::npos);
}

TEST_CASE("how well a text fits its place is told where it stands", "[graph][store]") {
    const CaseStore store =
        store_of({journey("A", {"Rajkote, Gujarat", "Pune, Maharashtra", "Rajkot, Gujarat"})});
    const auto stops = store.stops_of(store.incidents[0]);
    CHECK(stops[0].place == stops[2].place);
    CHECK(stops[0].match == MatchStatus::fuzzy);
    CHECK(stops[2].match == MatchStatus::exact);
}

TEST_CASE("an incident id that comes twice is refused", "[graph][store]") {
    CHECK(message_of<std::invalid_argument>([] {
              return store_of({journey("A", {}), journey("A", {})});
          }) == "case store: incident A was added before; ids must be unique");
}

TEST_CASE("a builder is empty after it has finished", "[graph][store]") {
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    builder.add(journey("A", {"Rajkot, Gujarat"}));
    CHECK(builder.finish().incidents.size() == 1);
    builder.add(journey("A", {}));
    const CaseStore store = builder.finish();
    CHECK(store.incidents.size() == 1);
    CHECK(store.places.size() == 1);
}

TEST_CASE("who may be under 18 is a child", "[graph][store][protection]") {
    const auto age = [](int least, int most) {
        return AgeRange{static_cast<std::uint8_t>(least), static_cast<std::uint8_t>(most)};
    };
    CHECK(child(age(14, 14), {}, nullptr, nullptr));
    CHECK(child(age(17, 30), {}, nullptr, nullptr));
    CHECK_FALSE(child(age(18, 18), {}, nullptr, nullptr));
    CHECK(child({}, true, nullptr, nullptr));
    CHECK_FALSE(child({}, false, nullptr, nullptr));
    CHECK_FALSE(child({}, {}, nullptr, nullptr));
    CHECK(child({}, {}, "2005", "2020-06-01"));
    CHECK_FALSE(child({}, {}, "2000", "2020-06-01"));
    CHECK(child({}, {}, "2002-06-02", "2020-06-01"));       // 18 tomorrow
    CHECK_FALSE(child({}, {}, "2002-05-30", "2020-06-01")); // 18 two days ago
    CHECK(child({}, {}, "2002", "2020"));                   // perhaps not yet
    CHECK(child({}, {}, "2001-03~", "2019-03-20"));         // about March: perhaps April
    CHECK_FALSE(child({}, {}, "2001-03", "2019-06-20"));
    CHECK(child({}, {}, "2005", nullptr, "2020"));
    CHECK_FALSE(child({}, {}, "2005", nullptr, "2030"));
    CHECK_FALSE(child({}, {}, "2005", nullptr)); // nobody knows when
}

TEST_CASE("a store does not depend on the order of the records", "[graph][store][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    auto incidents = invented_incidents(seed, 6);
    std::mt19937 random(seed);
    // Texts that mean one place in different words, and a text that means none in different cases.
    constexpr std::array texts{"Rajkote, Gujarat",
                               "RAJKOT, GUJARAT",
                               "Rajkot, Gujarat",
                               "Wexoblutz",
                               "WEXOBLUTZ",
                               "wexoblutz",
                               "Zorb, Pune, Maharashtra",
                               "ZORB, Pune, Maharashtra"};
    for (Incident& incident : incidents) {
        for (JourneyStop& s : incident.journey) {
            if (random() % 2 == 0) {
                s.place = at(texts[random() % texts.size()]);
                if (random() % 3 == 0) {
                    s.place.latitude = static_cast<double>(random() % 3);
                    s.place.longitude = 80.0;
                }
            }
        }
    }
    struct Listed {
        Person person;
        std::string list;
    };
    std::vector<Listed> listed;
    for (const char* list : {"east", "west", "north"}) {
        Person p = person("1", PersonRole::suspect, "AG-1");
        p.name = std::string("Name of ") + list;
        p.home = at(texts[random() % texts.size()]);
        listed.push_back({p, list});
    }
    const auto built = [&] {
        CaseStoreBuilder builder(Gazetteer::builtin(), {});
        for (const Incident& incident : incidents) {
            builder.add(incident);
        }
        for (const Listed& one : listed) {
            builder.add(one.person, {}, one.list);
        }
        return told(builder.finish());
    };
    const std::string wanted = built();
    for (int i = 0; i < 3; ++i) {
        for (std::size_t k = incidents.size(); k > 1; --k) {
            std::swap(incidents[k - 1], incidents[random() % k]);
        }
        std::swap(listed[0], listed[random() % 3]);
        CHECK(built() == wanted);
    }
}
