// SPDX-License-Identifier: Apache-2.0
#include "graph/shown_incident.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

/// A girl who is named everywhere, and a grown suspect who uses her phone.
Incident told() {
    Incident a = journey("A", {"Jibantala, South 24 Parganas, West Bengal", "Rajkot, Gujarat"});
    a.title = "Zorvane was found";
    a.extra = {{"/x_note", "\"Zorvane\""}};
    a.sources = {{"told by Zorvane", day(3), Grade{'B', '2'}, "https://example.org/zorvane"}};
    a.references = {{ReferenceType::fir, "12/2020", "Jibantala Police Station", day(2)}};
    Person girl = person("Zorvane", PersonRole::victim);
    girl.name = "Zorvane Quillimba";
    girl.aliases = {"Zozo"};
    girl.father = "Old Quillimba";
    girl.age = AgeRange{14, 14};
    girl.birth = day(-14 * 365);
    girl.home = tests::at("Canning, South 24 Parganas, West Bengal");
    girl.identifiers = {{IdentifierType::phone, "+919000012345"}};
    Person man = person("s1", PersonRole::suspect, "D-1");
    man.name = "Grown Man, neighbour of Zorvane";
    man.home = tests::at("Canning, South 24 Parganas, West Bengal");
    man.age = AgeRange{41, 41};
    man.identifiers = {{IdentifierType::phone, "+919000012345"},
                       {IdentifierType::phone, "+919000099999"}};
    Person other = person("p1", PersonRole::broker);
    a.people = {girl, man, other};
    a.journey[1].people = {"Zorvane"};
    Tie tie;
    tie.from = "s1";
    tie.to = "Zorvane";
    tie.type = TieType::recruited;
    a.ties = {tie};
    return a;
}

PseudonymKey any_key() {
    PseudonymKey k{};
    k.fill(7);
    return k;
}

} // namespace

TEST_CASE("a record that is shown keeps what happened and loses who it happened to",
          "[graph][protection]") {
    const Incident record = told();
    const CaseStore store = store_of({record});
    const Protection protection(store, any_key(), Disclosure::protect);
    const Incident shown = shown_incident(record, store, 0, protection);

    CHECK(shown.title.empty());
    CHECK(shown.extra.empty());
    CHECK(shown.sources[0].name.empty());
    CHECK(shown.sources[0].url.empty());
    CHECK(shown.sources[0].grade == Grade{'B', '2'});
    CHECK(shown.references[0].number == "12/2020");
    CHECK(shown.references[0].station.starts_with("police station S-"));

    REQUIRE(shown.people.size() == 3);
    const Person& girl = shown.people[0];
    CHECK(girl.ref == "p2"); // p1 is somebody's
    CHECK(girl.id.starts_with("V-"));
    CHECK((girl.name + girl.father + girl.spouse).empty());
    CHECK(girl.aliases.empty());
    CHECK(girl.identifiers.empty());
    CHECK(!girl.birth.is_known());
    CHECK(girl.age == AgeRange{12, 14});
    CHECK(girl.home.locality.empty());
    CHECK(girl.home.district == "South 24 Parganas");

    const Person& man = shown.people[1];
    CHECK(man.id == "D-1");
    CHECK(man.name == "Grown Man, neighbour of [withheld]");
    CHECK(man.age == AgeRange{41, 41});
    CHECK(man.home.locality.empty()); // where she lives too
    REQUIRE(man.identifiers.size() == 1);
    CHECK(man.identifiers[0].value == "+919000099999");

    CHECK(shown.journey[0].place.locality.empty());
    CHECK(shown.journey[0].place.district == "South 24 Parganas");
    CHECK(shown.journey[1].place.district == "Rajkot");
    CHECK(shown.journey[1].people == std::vector<std::string>{"p2"});
    CHECK(shown.ties[0].to == "p2");
    CHECK(shown.ties[0].from == "s1");
}

TEST_CASE("a record is shown as it is where everything is revealed", "[graph][protection]") {
    const Incident record = told();
    const CaseStore store = store_of({record});
    const Incident shown =
        shown_incident(record, store, 0, Protection(store, any_key(), Disclosure::reveal));
    CHECK(shown.title == record.title);
    CHECK(shown.people[0].name == record.people[0].name);
    CHECK(shown.journey[0].place == record.journey[0].place);
}

TEST_CASE("one victim of two records has one pseudonym in both", "[graph][protection]") {
    Incident a = told();
    Incident b = told();
    b.id = "B";
    a.people[0].id = b.people[0].id = "V-9";
    const CaseStore store = store_of({a, b});
    const Protection protection(store, any_key(), Disclosure::protect);
    CHECK(shown_incident(a, store, 0, protection).people[0].id ==
          shown_incident(b, store, 1, protection).people[0].id);
}
