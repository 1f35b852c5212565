// SPDX-License-Identifier: Apache-2.0
#include "graph/building/joined_entities.hpp"
#include "graph/building/text_order.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

/// More people than a thread takes at once, in incidents of all sizes; some with an agency's
/// number, which may be that of another, or what another's id is made of.
std::vector<Incident> crowded_incidents(unsigned seed, unsigned agency_ids, bool nested_ids) {
    std::mt19937 twister(seed);
    const auto random = [&](unsigned n) { return static_cast<unsigned>(twister()) % n; };
    constexpr std::array names{"Rekha Das",  "REKHA DAS", "Rekha  Dás", "रेखा दास", "রেখা দাস",
                               "rekha dasa", "Amit Roy",  "अमित रॉय",   "-",       ""};
    const auto name = [&] { return std::string(names[random(names.size())]); };
    std::vector<Incident> incidents;
    for (unsigned i = 0; i < 4000; ++i) {
        Incident incident;
        incident.id = (nested_ids && i % 7 == 1 ? "C" + std::to_string(9999 + i) + "-" : "C") +
                      std::to_string(10000 + i);
        const unsigned people = i == 2000 ? 20000 : 1 + random(8);
        for (unsigned p = 0; p < people; ++p) {
            constexpr std::array roles{PersonRole::victim, PersonRole::suspect,
                                       PersonRole::transporter, PersonRole::relative};
            Person one = person("p" + std::to_string(random(2 * people)), roles[random(4)]);
            if (random(100) < agency_ids) {
                one.id = random(3) == 0 ? "C" + std::to_string(10000 + random(4000)) + "/p1"
                                        : "N" + std::to_string(random(500));
            }
            one.name = name();
            if (people < 100) { // every name is held against every other of the incident
                (random(2) == 0 ? one.father : one.spouse) = name();
            }
            for (unsigned n = random(4); n > 1; --n) {
                one.identifiers.push_back(
                    {random(2) == 0 ? IdentifierType::phone : IdentifierType::email,
                     "+9198000" + std::to_string(random(3000)) + std::string(random(2) * 20, 'x')});
            }
            incident.people.push_back(std::move(one));
        }
        incidents.push_back(std::move(incident));
    }
    return incidents;
}

std::string id_of(const CaseStore& store, const PersonRow& row) {
    return row.id != 0 ? std::string(store.text(row.id))
                       : std::string(store.text(store.incidents[row.incident].id)) + "/" +
                             std::string(store.text(row.ref));
}

/// By the definition: by role, then a relative's by name. Nobody here is a child.
std::map<std::string, Shield> shields_of(const CaseStore& store) {
    std::map<std::string, Shield> shields;
    for (const PersonRow& row : store.people) {
        Shield& shield = shields.try_emplace(id_of(store, row), Shield::none).first->second;
        shield = std::min(shield, row.role == PersonRole::victim     ? Shield::victim
                                  : row.role == PersonRole::relative ? Shield::family
                                                                     : Shield::none);
    }
    std::map<std::string, std::string, std::less<>> form_of;
    const auto form = [&](StringId name) -> const std::string& {
        const std::string text(store.text(name));
        const auto known = form_of.find(text);
        return known != form_of.end() ? known->second
                                      : form_of.emplace(text, folded(text)).first->second;
    };
    for (const IncidentRow& incident : store.incidents) {
        std::set<std::string> relatives;
        for (const PersonRow& row : store.people_of(incident)) {
            for (const StringId name : {row.father, row.spouse}) {
                if (name != 0 && shields[id_of(store, row)] == Shield::victim) {
                    relatives.insert(form(name));
                }
            }
        }
        for (const PersonRow& row : store.people_of(incident)) {
            if (row.name != 0 && relatives.contains(form(row.name))) {
                Shield& shield = shields[id_of(store, row)];
                shield = std::min(shield, Shield::family);
            }
        }
    }
    return shields;
}

} // namespace

TEST_CASE("people of many incidents are joined, ordered and shielded as defined",
          "[graph][store][property]") {
    const auto [agency_ids, nested_ids] = GENERATE(std::pair(0U, false), std::pair(30U, false),
                                                   std::pair(30U, true), std::pair(100U, false));
    CAPTURE(agency_ids, nested_ids);
    const CaseStore store = store_of(crowded_incidents(agency_ids, agency_ids, nested_ids));
    std::map<std::string, std::vector<std::uint32_t>> wanted;
    for (std::uint32_t r = 0; r < store.people.size(); ++r) {
        wanted[id_of(store, store.people[r])].push_back(r);
    }
    const auto shields = shields_of(store);
    REQUIRE(store.person_entities.size() == wanted.size());
    unsigned wrong = 0;
    PersonIndex person = 0;
    for (auto& [id, rows] : wanted) {
        std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            const PersonRow& x = store.people[a];
            const PersonRow& y = store.people[b];
            return std::tuple(x.incident, store.text(x.ref), a) <
                   std::tuple(y.incident, store.text(y.ref), b);
        });
        const PersonEntity& entity = store.person_entities[person];
        const auto mentions = CaseStore::rows(store.person_mentions, entity.mentions);
        const bool all = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
            return store.people[r].person == person;
        });
        wrong += !all || !std::equal(rows.begin(), rows.end(), mentions.begin(), mentions.end()) ||
                         entity.shield != shields.at(id)
                     ? 1U
                     : 0U;
        ++person;
    }
    CHECK(wrong == 0);
}

TEST_CASE("identifiers of many people are joined, ordered and shielded as defined",
          "[graph][store][property]") {
    const CaseStore store = store_of(crowded_incidents(1, 30, false));
    std::map<std::string, std::set<std::uint32_t>> wanted;
    std::map<std::string, std::vector<std::uint32_t>> rows;
    for (std::uint32_t p = 0; p < store.people.size(); ++p) {
        const Range range = store.people[p].identifiers;
        for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
            const IdentifierRow& row = store.identifier_rows[i];
            const std::string id =
                std::string(word_of(row.type)) + "/" + std::string(store.text(row.value));
            wanted[id].insert(p);
            rows[id].push_back(i);
        }
    }
    REQUIRE(store.identifier_entities.size() == wanted.size());
    unsigned wrong = 0;
    IdentifierIndex identifier = 0;
    for (const auto& [id, people] : wanted) {
        const IdentifierEntity& entity = store.identifier_entities[identifier];
        const auto holders = CaseStore::rows(store.identifier_holders, entity.holders);
        const bool shielded = std::any_of(people.begin(), people.end(), [&](std::uint32_t p) {
            return store.person_entities[store.people[p].person].shield != Shield::none;
        });
        const bool all = std::all_of(rows[id].begin(), rows[id].end(), [&](std::uint32_t i) {
            return store.identifier_rows[i].identifier == identifier;
        });
        wrong += !all || store.identifier_id(identifier) != "identifier:" + id ||
                         entity.shielded != shielded ||
                         !std::equal(people.begin(), people.end(), holders.begin(), holders.end())
                     ? 1U
                     : 0U;
        ++identifier;
    }
    CHECK(wrong == 0);
}

TEST_CASE("texts are sorted and grouped whatever bytes they hold", "[graph][store][property]") {
    const auto seed = GENERATE(range(0U, 20U));
    CAPTURE(seed);
    std::mt19937 twister(seed);
    const auto random = [&](unsigned n) { return static_cast<unsigned>(twister()) % n; };
    std::vector<std::string> texts;
    for (unsigned i = 0; i < 9000; ++i) {
        std::string text(seed % 3 == 0 ? "+91" : "");
        for (unsigned n = random(seed % 2 == 0 ? 4 : 20); n > 0; --n) {
            text += "\0\0\xFF"
                    "a"[random(4)]; // zero bytes end no text
        }
        texts.push_back(std::move(text));
    }
    std::vector<std::uint32_t> wanted(texts.size());
    std::iota(wanted.begin(), wanted.end(), 0);
    std::vector<std::uint32_t> grouped = wanted;
    std::stable_sort(wanted.begin(), wanted.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
    const auto text_of = [&](std::uint32_t i) -> std::string_view { return texts[i]; };
    CHECK(building::order_by_text(texts.size(), text_of) == wanted);
    std::vector<std::uint32_t> begins;
    for (std::uint32_t i = 0; i < wanted.size(); ++i) {
        if (i == 0 || texts[wanted[i]] != texts[wanted[i - 1]]) {
            begins.push_back(i);
        }
    }
    CHECK(building::group_by_text(grouped, text_of) == begins);
    CHECK(grouped == wanted);
}
