// SPDX-License-Identifier: Apache-2.0
#include "graph/case_store.hpp"
#include "graph/entities.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

std::vector<std::string> organisation_ids(const CaseStore& store) {
    std::vector<std::string> ids;
    for (OrganisationIndex o = 0; o < store.organisation_entities.size(); ++o) {
        ids.emplace_back(store.organisation_id(o));
    }
    return ids;
}

Incident with_organisation(std::string id,
                           std::string name,
                           OrganisationType type,
                           std::string_view place = {}) {
    Incident i = journey(std::move(id), {});
    i.organisations = {organisation(std::move(name), type, OrganisationRole::exploiting)};
    i.organisations[0].place = at(place);
    return i;
}

Shield shield_of(const CaseStore& store, std::string_view person_id) {
    for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        if (store.person_id(p) == person_id) {
            return store.person_entities[p].shield;
        }
    }
    FAIL("nobody is " << person_id);
    return Shield::none;
}

} // namespace

TEST_CASE("the words for a police station are one", "[graph][entities]") {
    for (const char* name : {"Jibontala PS", "Jibontala P.S.", "JIBONTALA Police Station",
                             "Jibontala Thana", "Jibontala police stn", "jibontala  p. s"}) {
        CAPTURE(name);
        CHECK(is_police_station(name));
        CHECK(organisation_key(name) == "jibontala police station");
    }
    for (const char* name : {"PS", "Police Station Road Hotel", "Caps", "Jibontala Hotel", ""}) {
        CAPTURE(name);
        CHECK_FALSE(is_police_station(name));
    }
    CHECK(organisation_key("Hotel  RÁJ") == "hotel raj");
    CHECK(organisation_key(" -- ").empty());
}

TEST_CASE("equal agency ids are one person, equal names are not", "[graph][entities]") {
    Incident a = journey("A", {});
    Incident b = journey("B", {});
    a.people = {person("x", PersonRole::suspect, "P-1"), person("y", PersonRole::suspect)};
    b.people = {person("x", PersonRole::broker, "P-1"), person("y", PersonRole::suspect)};
    a.people[1].name = b.people[1].name = "Same Name";
    const CaseStore store = store_of({a, b});
    REQUIRE(store.person_entities.size() == 3);
    CHECK(store.person_id(0) == "person:A/y");
    CHECK(store.person_id(2) == "person:P-1");
    CHECK(store.person_entities[2].mentions.count == 2);
}

TEST_CASE("organisations of one name are one, but for two districts", "[graph][entities]") {
    using T = OrganisationType;
    const auto ids = [](T type, std::string_view one, std::string_view other) {
        return organisation_ids(store_of({with_organisation("A", "Hotel Raj", type, one),
                                          with_organisation("B", "hotel raj", type, other)}));
    };
    const std::vector<std::string> joined{"organisation:hotel-raj"};
    CHECK(ids(T::venue, "Pune, Maharashtra", "Pune, Maharashtra") == joined);
    CHECK(ids(T::venue, "Pune, Maharashtra", "") == joined);
    CHECK(ids(T::venue, "Pune, Maharashtra", "Rajkot, Gujarat") ==
          std::vector<std::string>{"organisation:hotel-raj/IN-GJ/rajkot",
                                   "organisation:hotel-raj/IN-MH/pune"});
    CHECK(ids(T::placement_agency, "Pune, Maharashtra", "Rajkot, Gujarat") == joined);
}

TEST_CASE("a reference's station is an organisation of the case, listed or not",
          "[graph][entities]") {
    Incident a = journey("A", {});
    a.references = {{ReferenceType::missing_report, "1", "Jibontala Police Station", {}}};
    CHECK(organisation_ids(store_of({a})) ==
          std::vector<std::string>{"organisation:jibontala-police-station"});
    a.organisations = {organisation("Jibontala PS", OrganisationType::law_enforcement,
                                    OrganisationRole::reported_to)};
    const CaseStore store = store_of({a});
    CHECK(store.organisations.size() == 1);
    CHECK(store.organisation_entities[0].shielded);
}

TEST_CASE("victims, children and their families are shielded wherever they stand",
          "[graph][entities][protection]") {
    Incident a = journey("A", {});
    a.people = {person("v", PersonRole::victim, "P-V"), person("p", PersonRole::possible_victim),
                person("s", PersonRole::suspect),       person("c", PersonRole::suspect),
                person("f", PersonRole::recruiter),     person("u", PersonRole::suspect),
                person("r", PersonRole::relative),      person("w", PersonRole::witness),
                person("o", PersonRole::official)};
    a.people[0].father = "Trundavo  Quillimba";
    a.people[3].age = AgeRange{16, 16};
    a.people[4].name = "trundavo quillimba"; // the victim's father, and a suspect
    a.people[5].name = "Uncle";
    a.ties = {{"v", "u", TieType::relative, {}, {}}, {"v", "s", TieType::recruited, {}, {}}};
    Incident b = journey("B", {});
    b.people = {person("r", PersonRole::recruiter, "P-V")}; // the victim of A
    const CaseStore store = store_of({a, b});
    CHECK(shield_of(store, "person:P-V") == Shield::victim);
    CHECK(shield_of(store, "person:A/p") == Shield::victim);
    CHECK(shield_of(store, "person:A/s") == Shield::none);
    CHECK(shield_of(store, "person:A/c") == Shield::child);
    CHECK(shield_of(store, "person:A/f") == Shield::family);
    CHECK(shield_of(store, "person:A/u") == Shield::family);
    CHECK(shield_of(store, "person:A/r") == Shield::family);
    CHECK(shield_of(store, "person:A/w") == Shield::family);
    CHECK(shield_of(store, "person:A/o") == Shield::none);
}

TEST_CASE("every mention belongs to one entity, and entities are sorted by id",
          "[graph][entities][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    const CaseStore store = store_of(invented_incidents(seed));
    std::set<std::uint32_t> seen;
    std::string last;
    for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        const PersonEntity& entity = store.person_entities[p];
        CHECK(store.person_id(p) > last);
        last = store.person_id(p);
        CHECK(entity.mentions.count > 0);
        std::set<std::string> agency;
        for (const std::uint32_t m : CaseStore::rows(store.person_mentions, entity.mentions)) {
            CHECK(store.people[m].person == p);
            CHECK(seen.insert(m).second);
            agency.insert(std::string(store.text(store.people[m].id)));
        }
        CHECK(agency.size() == 1);
        CHECK((entity.mentions.count == 1 || !agency.contains("")));
    }
    CHECK(seen.size() == store.people.size());
    std::map<std::string, std::set<std::uint32_t>> holders;
    for (std::uint32_t p = 0; p < store.people.size(); ++p) {
        for (const auto& i : CaseStore::rows(store.identifier_rows, store.people[p].identifiers)) {
            holders[std::string(store.text(i.value))].insert(p);
        }
    }
    REQUIRE(store.identifier_entities.size() == holders.size());
    for (const IdentifierEntity& entity : store.identifier_entities) {
        const auto rows = CaseStore::rows(store.identifier_holders, entity.holders);
        CHECK(std::set<std::uint32_t>(rows.begin(), rows.end()) ==
              holders.at(std::string(store.text(entity.value))));
        CHECK(entity.shielded == std::any_of(rows.begin(), rows.end(), [&](std::uint32_t p) {
                  return store.person_entities[store.people[p].person].shield != Shield::none;
              }));
    }
}

TEST_CASE("an age is read from the brackets behind a name", "[graph][entities]") {
    struct Case {
        std::string_view name;
        unsigned age; ///< 0: none
    };
    const auto [name, age] = GENERATE(values<Case>({
        {"Raju (30)", 30},
        {"রাজু (৩০)", 30},
        {"राजू (३० वर्ष)", 30},
        {"রাজু (৩০ বছর)", 30},
        {"Raju ( aged 30 yrs. ) of Canning", 30},
        {"Raju (30/M)", 30},
        {"Raju (30yrs)", 30},
        {"Raju (Bapi) (15)", 15},
        {"Raju (4 years)", 4},
        {"Raju (120)", 120},
        {"Raju (4)", 0}, // the fourth of that name?
        {"Raju (121)", 0},
        {"Raju (0 years)", 0},
        {"Raju (2012 batch)", 0},
        {"Raju (3 brothers)", 0},
        {"Raju (20 30)", 0},
        {"Raju (Bapi)", 0},
        {"Raju ()", 0},
        {"Raju (30", 0},
        {"Raju 30", 0},
        {"", 0},
    }));
    CAPTURE(name);
    const auto found = age_in_name(name);
    REQUIRE(found.has_value() == (age != 0));
    if (found) {
        CHECK(found->least == age);
        CHECK(found->most == age);
    }
}

TEST_CASE("the age behind a name counts where no other is told", "[graph][entities]") {
    Incident i = journey("A-1", {});
    i.people.assign(4, person("", PersonRole::suspect));
    for (std::size_t at = 0; at < i.people.size(); ++at) {
        i.people[at].ref = "s" + std::to_string(at);
        i.people[at].name = "Bikro Jumtari (15)";
    }
    i.people[1].age = AgeRange{19, 21};
    i.people[2].birth = day(-7000);
    i.people[3].count = {15, 15};
    const CaseStore store = store_of({i});
    REQUIRE(store.people.size() == 4);
    REQUIRE(store.people[0].age);
    CHECK(*store.people[0].age == AgeRange{15, 15});
    CHECK(may_be_child(store.people[0], store.incidents.data(), {}));
    REQUIRE(store.people[1].age);
    CHECK(*store.people[1].age == AgeRange{19, 21});
    CHECK_FALSE(store.people[2].age);
    CHECK_FALSE(store.people[3].age);
}
