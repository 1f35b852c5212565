// SPDX-License-Identifier: Apache-2.0
// Laws of joining: what changes is who is meant, never what was recorded.
#include "graph/resolved_people.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

std::string name_of_row(const CaseStore& store, const PersonRow& row) {
    return std::string(store.text(store.incidents[row.incident].id)) + "/" +
           std::string(store.text(row.ref));
}

/// Who is meant where, and who is shown how: by row, as texts.
std::string people_of(const CaseStore& store, bool with_ids) {
    std::ostringstream out;
    for (std::size_t r = 0; r < store.people.size(); ++r) {
        const PersonRow& row = store.people[r];
        const PersonEntity& entity = store.person_entities[row.person];
        out << r << ' ' << name_of_row(store, row) << ' '
            << (with_ids ? store.person_id(row.person) : std::string()) << ' '
            << static_cast<int>(entity.shield) << " with";
        for (const std::uint32_t m : CaseStore::rows(store.person_mentions, entity.mentions)) {
            out << ' ' << m;
        }
        out << " holds";
        for (const IdentifierRow& one : CaseStore::rows(store.identifier_rows, row.identifiers)) {
            out << ' ' << store.text(one.value)
                << store.identifier_entities[one.identifier].shielded;
        }
        out << '\n';
    }
    return out.str();
}

void check_tables(const CaseStore& store) {
    std::vector<int> seen(store.people.size(), 0);
    for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        if (p > 0) {
            REQUIRE(store.person_id(p - 1) < store.person_id(p));
        }
        const auto mentions =
            CaseStore::rows(store.person_mentions, store.person_entities[p].mentions);
        REQUIRE_FALSE(mentions.empty());
        REQUIRE(
            std::is_sorted(mentions.begin(), mentions.end(), [&](std::uint32_t a, std::uint32_t b) {
                return store.people[a].incident < store.people[b].incident;
            }));
        for (const std::uint32_t m : mentions) {
            REQUIRE(store.people[m].person == p);
            ++seen[m];
        }
    }
    REQUIRE(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
}

std::vector<PersonIndex> nobody(const CaseStore& store) {
    std::vector<PersonIndex> joined_to(store.person_entities.size());
    std::iota(joined_to.begin(), joined_to.end(), PersonIndex{0});
    return joined_to;
}

PersonIndex named(const CaseStore& store, const std::string& id) {
    for (PersonIndex p = 0; p < store.person_entities.size(); ++p) {
        if (store.person_id(p) == id) {
            return p;
        }
    }
    FAIL(id + " is not in the store");
    return no_index;
}

/// Joins people by their ids.
void join(CaseStore& store, const std::vector<std::vector<std::string>>& groups) {
    std::vector<PersonIndex> joined_to = nobody(store);
    for (const std::vector<std::string>& group : groups) {
        std::vector<PersonIndex> people;
        for (const std::string& id : group) {
            people.push_back(named(store, id));
        }
        const PersonIndex first = *std::min_element(people.begin(), people.end());
        for (const PersonIndex p : people) {
            joined_to[p] = first;
        }
    }
    join_resolved_people(store, joined_to, {});
}

Incident incident_of(std::string id, std::vector<Person> people) {
    Incident i;
    i.id = std::move(id);
    i.people = std::move(people);
    return i;
}

/// A random partition of people: each joined to the first of its part.
std::vector<PersonIndex> random_groups(std::size_t people, unsigned seed) {
    std::mt19937 random(seed);
    const std::size_t parts = 1 + random() % (people + 1);
    std::map<std::size_t, PersonIndex> first;
    std::vector<PersonIndex> joined_to;
    for (PersonIndex p = 0; p < people; ++p) {
        joined_to.push_back(first.try_emplace(random() % parts, p).first->second);
    }
    return joined_to;
}

} // namespace

TEST_CASE("joining nobody changes nothing", "[graph][resolved]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        CaseStore store = store_of(invented_incidents(seed));
        const std::string before = people_of(store, true);
        join_resolved_people(store, nobody(store), {});
        REQUIRE(people_of(store, true) == before);
        check_tables(store);
    }
}

TEST_CASE("joined people are numbered in the order of their first ids", "[graph][resolved]") {
    const auto s = PersonRole::suspect;
    CaseStore store = store_of({incident_of("B", {person("1", s), person("2", s)}),
                                incident_of("A", {person("1", s), person("2", s)}),
                                incident_of("C", {person("1", s), person("2", s, "AG-7")})});
    join(store, {{"person:C/1", "person:B/2"}, {"person:A/2", "person:B/1", "person:AG-7"}});
    check_tables(store);
    const auto id = [&](std::size_t row) { return store.person_id(store.people[row].person); };
    CHECK(id(0) == "person:A/1");
    CHECK(id(1) == "person:P-000001"); // A/2 is before B/2
    CHECK(id(2) == "person:P-000001");
    CHECK(id(3) == "person:P-000002");
    CHECK(id(4) == "person:P-000002");
    CHECK(id(5) == "person:P-000001");
    CHECK(store.person_entities.size() == 3);
}

TEST_CASE("numbers that an agency gave away itself are passed over", "[graph][resolved]") {
    const auto s = PersonRole::suspect;
    CaseStore store =
        store_of({incident_of("A", {person("1", s), person("2", s)}),
                  incident_of("B", {person("1", s), person("2", s)}),
                  incident_of("Q", {person("1", s, "P-000001"), person("2", s, "P-000003"),
                                    person("3", s, "P-0"), person("4", s, "Z")})});
    join(store, {{"person:A/1", "person:B/1"}, {"person:A/2", "person:B/2"}});
    check_tables(store);
    const auto id = [&](std::size_t row) { return store.person_id(store.people[row].person); };
    CHECK(id(0) == "person:P-000002");
    CHECK(id(1) == "person:P-000004");
    CHECK(id(2) == "person:P-000002");
    CHECK(id(3) == "person:P-000004");
    CHECK(id(4) == "person:P-000001");
    CHECK(id(5) == "person:P-000003");
    CHECK(id(6) == "person:P-0");

    // Whom the agency's P-000001 is joined with takes the next number, as the old one is gone only
    // from the table, not from what was printed.
    CaseStore itself = store_of({incident_of("A", {person("1", s, "P-000001"), person("2", s)}),
                                 incident_of("B", {person("1", s)})});
    join(itself, {{"person:P-000001", "person:B/1"}});
    check_tables(itself);
    CHECK(itself.person_id(itself.people[0].person) == "person:P-000002");
}

TEST_CASE("a shield spreads to whoever is joined, and to whom they shield", "[graph][resolved]") {
    const auto phone = [](Person p, std::string number) {
        p.identifiers.push_back({IdentifierType::phone, std::move(number)});
        return p;
    };
    Person child = person("1", PersonRole::suspect);
    child.age = AgeRange{14, 14};
    Person later = person("1", PersonRole::suspect);
    later.father = "Karim Gayen";
    Person father = person("2", PersonRole::suspect);
    father.name = "Karim Gayen";
    Person uncle = person("3", PersonRole::suspect);
    Incident second = incident_of("B", {later, father, phone(uncle, "+919000000003"),
                                        phone(person("4", PersonRole::suspect), "+919000000004")});
    Tie tie;
    tie.from = "1";
    tie.to = "3";
    tie.type = TieType::relative;
    second.ties.push_back(tie);
    const std::vector<Incident> incidents{
        incident_of("A", {child}), second,
        incident_of("C", {phone(person("1", PersonRole::victim), "+919000000005")}),
        incident_of("D", {phone(person("1", PersonRole::suspect), "+919000000006")})};
    CaseStore store = store_of(incidents);
    const auto shield = [&](const std::string& row) {
        for (const PersonRow& one : store.people) {
            if (name_of_row(store, one) == row) {
                return store.person_entities[one.person].shield;
            }
        }
        FAIL(row);
        return Shield::none;
    };
    const auto hidden = [&](const std::string& number) {
        for (const IdentifierRow& one : store.identifier_rows) {
            if (store.text(one.value) == number) {
                return store.identifier_entities[one.identifier].shielded;
            }
        }
        FAIL(number);
        return false;
    };
    REQUIRE(shield("A/1") == Shield::child);
    REQUIRE(shield("B/1") == Shield::none);
    REQUIRE(shield("B/2") == Shield::none);
    REQUIRE(shield("C/1") == Shield::victim);
    REQUIRE(shield("D/1") == Shield::none);
    REQUIRE_FALSE(hidden("+919000000006"));

    join(store, {{"person:A/1", "person:B/1"}, {"person:C/1", "person:D/1"}});
    CHECK(shield("B/1") == Shield::child);
    CHECK(shield("B/2") == Shield::family); // the father, by name
    CHECK(shield("B/3") == Shield::family); // by the stated tie
    CHECK(hidden("+919000000003"));
    CHECK(shield("B/4") == Shield::none);
    CHECK_FALSE(hidden("+919000000004"));
    CHECK(shield("D/1") == Shield::victim);
    CHECK(hidden("+919000000005"));
    CHECK(hidden("+919000000006"));
}

TEST_CASE("who is joined is as if an agency had given them one number", "[graph][resolved]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        std::vector<Incident> incidents = invented_incidents(seed);
        CaseStore store = store_of(incidents);
        const std::size_t n = store.person_entities.size();
        const std::vector<PersonIndex> joined_to = random_groups(n, seed + 1000);
        // The same records with the number of the group as the agency's own.
        std::map<std::string, std::string> number;
        for (const PersonRow& row : store.people) {
            number[name_of_row(store, row)] = "G-" + std::to_string(joined_to[row.person]);
        }
        for (Incident& incident : incidents) {
            for (Person& one : incident.people) {
                one.id = number.at(incident.id + "/" + one.ref);
            }
        }
        const CaseStore expected = store_of(incidents);
        std::vector<PersonRow> rows(store.people.begin(), store.people.end());
        join_resolved_people(store, joined_to, {});
        REQUIRE(people_of(store, false) == people_of(expected, false));
        check_tables(store);
        // Every mention keeps its row, and all that was recorded in it.
        REQUIRE(store.people.size() == rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            REQUIRE(store.people[r].ref == rows[r].ref);
            REQUIRE(store.people[r].id == rows[r].id);
            REQUIRE(store.people[r].name == rows[r].name);
            REQUIRE(store.people[r].incident == rows[r].incident);
        }
    }
}

TEST_CASE("people are joined alike on 1, 2 and 8 threads", "[graph][resolved][parallel]") {
    std::vector<Incident> incidents;
    for (unsigned i = 0; i < 12'000; ++i) {
        Person one = person("1", i % 9 == 0 ? PersonRole::victim : PersonRole::suspect);
        one.identifiers.push_back(
            {IdentifierType::phone, "+9190000" + std::to_string(10'000 + i % 5'000)});
        incidents.push_back(incident_of("M-" + std::to_string(100'000 + i), {one}));
    }
    const auto joined = [&](int threads) {
        CaseStore store = store_of(incidents);
        return with_threads(threads, [&] {
            join_resolved_people(store, random_groups(12'000, 5), {});
            return people_of(store, true);
        });
    };
    const std::string one = joined(1);
    CHECK(joined(2) == one);
    CHECK(joined(8) == one);
}

TEST_CASE("entries that join nobody rightly are refused before anything changes",
          "[graph][resolved]") {
    const auto s = PersonRole::suspect;
    CaseStore store =
        store_of({incident_of("A", {person("1", s), person("2", s), person("3", s)})});
    const std::string before = people_of(store, true);
    const auto refused = [&](std::vector<PersonIndex> joined_to) {
        return message_of<std::invalid_argument>(
            [&] { join_resolved_people(store, joined_to, {}); });
    };
    CHECK(refused({0, 1}) == "join_resolved_people: 2 entries for 3 people; give one each");
    CHECK(refused({0, 2, 2}) == "join_resolved_people: person 1 is joined to 2, which is no first "
                                "of those joined");
    CHECK(refused({0, 0, 1}) == "join_resolved_people: person 2 is joined to 1, which is no first "
                                "of those joined");
    CHECK(refused({0, no_index, 2}).starts_with("join_resolved_people: person 1 is joined to "));
    CHECK(people_of(store, true) == before);
    CaseStore empty = store_of({});
    join_resolved_people(empty, {}, {});
    CHECK(empty.person_entities.size() == 0);
}
