// SPDX-License-Identifier: Apache-2.0
#include "graph/protection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <set>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

PseudonymKey key(std::uint8_t fill) {
    PseudonymKey k{};
    k.fill(fill);
    return k;
}

PersonIndex index_of(const CaseStore& store, std::string_view id) {
    for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        if (store.person_id(p) == id) {
            return p;
        }
    }
    FAIL("nobody is " << id);
    return no_index;
}

std::string band(int least, int most) {
    return age_band(AgeRange{static_cast<std::uint8_t>(least), static_cast<std::uint8_t>(most)});
}

} // namespace

TEST_CASE("an age is shown as its band, a range as the bands it crosses", "[graph][protection]") {
    CHECK(age_band({}).empty());
    CHECK(band(0, 0) == "under 6");
    CHECK(band(5, 5) == "under 6");
    CHECK(band(6, 11) == "6-11");
    CHECK(band(14, 14) == "12-14");
    CHECK(band(15, 15) == "15-17");
    CHECK(band(14, 17) == "12-17");
    CHECK(band(3, 12) == "under 15");
    CHECK(band(17, 18) == "15-24");
    CHECK(band(50, 50) == "50 and over");
    CHECK(band(30, 255) == "25 and over");
}

TEST_CASE("a band holds the age it stands for and gives away none within it",
          "[graph][protection][property]") {
    for (int least = 0; least < 120; ++least) {
        for (int most = least; most < 120; ++most) {
            const std::string text = band(least, most);
            CAPTURE(least, most, text);
            int from = 0;
            int to = 0;
            if (std::sscanf(text.c_str(), "under %d", &to) == 1) {
                --to;
            } else if (text.ends_with(" and over")) {
                REQUIRE(std::sscanf(text.c_str(), "%d", &from) == 1);
                to = 255;
            } else {
                REQUIRE(std::sscanf(text.c_str(), "%d-%d", &from, &to) == 2);
            }
            CHECK(from <= least);
            CHECK(to >= most);
            // No other pair of ages within the same two bands is told apart from it.
            const std::set<int> ends{5, 11, 14, 17, 24, 34, 49, 255};
            CHECK((from == 0 || ends.contains(from - 1)));
            CHECK(ends.contains(to));
        }
    }
}

TEST_CASE("a pseudonym is stable for a key and another under another key", "[graph][protection]") {
    const CaseStore store = store_of({journey("A", {})});
    const PersonIndex victim = index_of(store, "person:A/v1");
    const PersonIndex suspect = index_of(store, "person:A/s1");
    const Protection one(store, key(1), Disclosure::protect);
    const std::string id = one.person_id(victim);
    CHECK(id.starts_with("person:V-"));
    CHECK(id.size() == std::string_view("person:V-").size() + 8);
    CHECK(one.person_label(victim) == "victim " + id.substr(7));
    CHECK(Protection(store, key(1), Disclosure::protect).person_id(victim) == id);
    CHECK(Protection(store, key(2), Disclosure::protect).person_id(victim) != id);
    // More records change nothing about it.
    const CaseStore more = store_of({journey("A", {}), journey("B", {})});
    CHECK(Protection(more, key(1), Disclosure::protect).person_id(index_of(more, "person:A/v1")) ==
          id);
    CHECK(one.person_id(suspect) == "person:A/s1");
    CHECK(Protection(store, key(1), Disclosure::reveal).person_id(victim) == "person:A/v1");
}

TEST_CASE("children and families have pseudonyms of their own kind, adults their names",
          "[graph][protection]") {
    Incident a = journey("A", {});
    a.people = {person("c", PersonRole::suspect), person("r", PersonRole::relative),
                person("s", PersonRole::suspect), person("n", PersonRole::broker)};
    a.people[0].age = AgeRange{16, 16};
    a.people[0].name = "Young Man";
    a.people[1].name = "Aunt";
    a.people[2].name = "Grown Man, neighbour of AUNT";
    const CaseStore store = store_of({a});
    const Protection p(store, key(1), Disclosure::protect);
    CHECK(p.person_label(index_of(store, "person:A/c")).starts_with("child suspect C-"));
    CHECK(p.person_id(index_of(store, "person:A/r")).starts_with("person:R-"));
    CHECK(p.person_label(index_of(store, "person:A/s")) == "Grown Man, neighbour of [withheld]");
    CHECK(p.person_label(index_of(store, "person:A/n")) == "unnamed broker A/n");
    const Protection all(store, key(1), Disclosure::reveal);
    CHECK(all.person_label(index_of(store, "person:A/c")) == "Young Man");
    CHECK(all.person_label(index_of(store, "person:A/s")) == "Grown Man, neighbour of AUNT");
}

TEST_CASE("a secret is struck out as a word, not within one", "[graph][protection]") {
    Incident a = journey("A", {});
    a.people[0].name = "Anu";
    a.people[0].aliases = {"Al"}; // too short to be told from parts of words
    a.people[1].name = "Manuel anu-Anu's ally Al";
    const CaseStore store = store_of({a});
    CHECK(Protection(store, key(1), Disclosure::protect)
              .person_label(index_of(store, "person:A/s1")) ==
          "Manuel [withheld]-[withheld]'s ally Al");
}

TEST_CASE("a title, a station and a victim's phone are withheld", "[graph][protection]") {
    Incident a = journey("A", {"Wexoblutz", "Rajkot, Gujarat"});
    a.title = "Rescue of somebody";
    a.people[0].identifiers = {{IdentifierType::phone, "+919000012345"}};
    a.people[1].identifiers = {{IdentifierType::phone, "+919000099999"}};
    a.organisations = {
        organisation("Qorfezhal Police Station", OrganisationType::law_enforcement,
                     OrganisationRole::reported_to),
        organisation("Firm", OrganisationType::employer, OrganisationRole::exploiting)};
    a.organisations[0].place = at("Howrah, West Bengal");
    const CaseStore store = store_of({a});
    const Protection p(store, key(1), Disclosure::protect);
    const Protection all(store, key(1), Disclosure::reveal);
    CHECK(p.incident_label(0) == "A");
    CHECK(all.incident_label(0) == "Rescue of somebody");
    CHECK(p.organisation_id(0) == "organisation:firm");
    CHECK(p.organisation_id(1).starts_with("organisation:police-station-S-"));
    CHECK(p.organisation_label(1).ends_with(", Howrah, West Bengal"));
    CHECK(p.organisation_label(1).find("Qorf") == std::string::npos);
    CHECK(p.identifier_id(0).starts_with("identifier:phone/I-"));
    CHECK(p.identifier_id(1) == "identifier:phone/+919000099999");
    CHECK(all.identifier_label(0) == "phone +919000012345");
    for (PlaceIndex place = 1; place < store.places.size(); ++place) {
        if (store.is_unresolved(place)) {
            CHECK(p.place_id(place).starts_with("place:unresolved/U-"));
            CHECK(p.place_label(place).find("exob") == std::string::npos);
            CHECK(all.place_label(place) == "Wexoblutz (unknown)");
        } else {
            CHECK(p.place_id(place) == all.place_id(place));
        }
    }
}

TEST_CASE("a place shown for a victim is at the district or above", "[graph][protection]") {
    Incident a = journey("A", {"Howrah, West Bengal", "Canning, South 24 Parganas, West Bengal"});
    a.people[0].home = at("Jibantala, South 24 Parganas, West Bengal");
    const CaseStore store = store_of({a});
    const auto shielded = shielded_places(store, store.incidents[0]);
    CHECK(std::is_sorted(shielded.begin(), shielded.end()));
    for (PlaceIndex p = 1; p < store.places.size(); ++p) {
        const std::string id(store.text(store.places[p].id));
        const std::string shown(
            store.text(store.places[shown_place(store, shielded, p, Disclosure::protect)].id));
        CHECK(shown == (id == "place:IN-WB/south-24-parganas/jibantala" ? parganas : id));
        CHECK(shown_place(store, shielded, p, Disclosure::reveal) == p);
    }
}

// 8 digits are 32 bits: of 200,000 ids about 4 pairs coincide, and must not become one entity.
TEST_CASE("two entities never share a pseudonym", "[graph][protection]") {
    constexpr std::uint32_t many = 200'000;
    std::vector<std::string> texts;
    std::vector<PlaceRow> places_of_store(1);
    std::vector<IdentifierEntity> identifiers_of_store;
    for (std::uint32_t i = 0; i < many; ++i) {
        texts.push_back("x:" + std::to_string(i));
        PlaceRow place;
        place.id = i + 1;
        place.status = MatchStatus::unknown;
        places_of_store.push_back(place);
        IdentifierEntity identifier;
        identifier.value = i + 1;
        identifier.shielded = true;
        identifiers_of_store.push_back(identifier);
    }
    CaseStore store;
    store.strings = StringTable(std::vector<std::string_view>(texts.begin(), texts.end()));
    store.places = std::move(places_of_store);
    store.identifier_entities = std::move(identifiers_of_store);
    const Protection p(store, key(1), Disclosure::protect);
    std::set<std::string> places, identifiers;
    for (std::uint32_t i = 0; i < many; ++i) {
        places.insert(p.place_id(i + 1));
        identifiers.insert(p.identifier_id(i));
    }
    CHECK(places.size() == many);
    CHECK(identifiers.size() == many);
}
