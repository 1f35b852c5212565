// SPDX-License-Identifier: Apache-2.0
#include "graph/case_fragment.hpp"
#include "graph/case_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

/// Rows, strings and all, as bytes.
template <class T>
void append_bytes(std::string& bytes, const Table<T>& table) {
    bytes.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(T));
    bytes += '|';
}

std::string bytes_of(const CaseStore& store) {
    std::string bytes;
    append_bytes(bytes, store.strings.offsets());
    append_bytes(bytes, store.strings.bytes());
    append_bytes(bytes, store.places);
    append_bytes(bytes, store.incidents);
    append_bytes(bytes, store.people);
    append_bytes(bytes, store.organisations);
    append_bytes(bytes, store.identifier_rows);
    append_bytes(bytes, store.stops);
    append_bytes(bytes, store.incident_places);
    append_bytes(bytes, store.ties);
    append_bytes(bytes, store.words);
    append_bytes(bytes, store.texts);
    append_bytes(bytes, store.stop_people);
    append_bytes(bytes, store.person_entities);
    append_bytes(bytes, store.person_mentions);
    append_bytes(bytes, store.organisation_entities);
    append_bytes(bytes, store.organisation_mentions);
    append_bytes(bytes, store.organisation_ids.bytes());
    append_bytes(bytes, store.identifier_entities);
    append_bytes(bytes, store.identifier_holders);
    return bytes;
}

} // namespace

TEST_CASE("fragments in any cut, order and number of threads make the same store, byte by byte",
          "[graph][fragment][property]") {
    const auto seed = GENERATE(range(0u, 40u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Incident> incidents = invented_incidents(seed, 30);
    const std::string wanted = bytes_of(store_of(incidents));
    for (std::size_t k = incidents.size(); k > 1; --k) {
        std::swap(incidents[k - 1], incidents[random() % k]);
    }
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    std::vector<CaseFragment> fragments;
    for (unsigned f = 0; f < 5; ++f) {
        fragments.push_back(builder.fragment());
    }
    std::vector<std::vector<const Incident*>> dealt(fragments.size());
    for (const Incident& incident : incidents) {
        dealt[random() % dealt.size()].push_back(&incident);
    }
    std::vector<std::thread> threads;
    for (std::size_t f = 0; f < fragments.size(); ++f) {
        threads.emplace_back([&, f] {
            for (const Incident* incident : dealt[f]) {
                fragments[f].add(*incident);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (CaseFragment& fragment : fragments) {
        builder.append(std::move(fragment));
    }
    CHECK(bytes_of(builder.finish()) == wanted);
}

TEST_CASE("records that come in the order of their ids make the store that others make",
          "[graph][fragment][property]") {
    const auto seed = GENERATE(range(0u, 40u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Incident> incidents = invented_incidents(seed, 40);
    std::sort(incidents.begin(), incidents.end(),
              [](const Incident& a, const Incident& b) { return a.id < b.id; });
    const std::string in_order = bytes_of(store_of(incidents));
    CHECK(bytes_of(store_of({incidents.rbegin(), incidents.rend()})) == in_order);

    // Placed in their order, settled in any.
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    std::vector<CaseFragment> fragments;
    for (std::size_t first = 0; first < incidents.size();) {
        CaseFragment& fragment = fragments.emplace_back(builder.fragment());
        for (auto n = random() % 9; n > 0 && first < incidents.size(); --n) {
            fragment.add(incidents[first++]);
        }
        builder.place(fragment);
    }
    std::shuffle(fragments.begin(), fragments.end(), random);
    std::vector<std::thread> threads;
    for (CaseFragment& fragment : fragments) {
        threads.emplace_back([&] { builder.settle(std::move(fragment)); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(bytes_of(builder.finish()) == in_order);

    // The builder begins anew, and so do fragments that are used again.
    for (const Incident& incident : incidents) {
        CaseFragment fragment = builder.fragment();
        fragment.add(incident);
        builder.append(std::move(fragment));
    }
    CHECK(bytes_of(builder.finish()) == in_order);
}

TEST_CASE("people of lists come behind incidents that come in order", "[graph][fragment]") {
    const std::vector<Incident> incidents{journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
                                          journey("B", {"Patna, Bihar", "Rajkot, Gujarat"})};
    Person listed = person("k1", PersonRole::suspect);
    listed.aliases = {"Kalu", "Kallu"};
    CaseStoreBuilder before(Gazetteer::builtin(), {});
    CaseStoreBuilder between(Gazetteer::builtin(), {});
    before.add(listed, {}, "known");
    for (const Incident& incident : incidents) {
        before.add(incident);
    }
    between.add(incidents[0]);
    between.add(listed, {}, "known");
    between.add(incidents[1]);
    const CaseStore store = between.finish();
    CHECK(bytes_of(before.finish()) == bytes_of(store));
    REQUIRE(store.people.size() == 5); // two of each journey
    CHECK(store.people.back().incident == no_index);
    CHECK(store.text(store.people.back().list) == "known");
    REQUIRE(store.people.back().aliases.count == 2);
    CHECK(store.text(store.texts[store.people.back().aliases.first]) == "Kalu");
}

TEST_CASE("a store with rows that nobody set is not given out", "[graph][fragment]") {
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    CaseFragment fragment = builder.fragment();
    fragment.add(journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}));
    builder.place(fragment);
    CHECK_THROWS_AS(builder.finish(), std::logic_error);
    builder.settle(std::move(fragment));
    CHECK(builder.finish().incidents.size() == 1);
}

TEST_CASE("a fragment tells of places it could not decide, once", "[graph][fragment]") {
    std::vector<Diagnostic> told;
    CaseStoreBuilder builder(Gazetteer::builtin(), [&](Diagnostic&& d) { told.push_back(d); });
    CaseFragment fragment = builder.fragment();
    fragment.add(journey("A", {"Wexoblutz", "Rajkot, Gujarat"}));
    CHECK(fragment.incidents() == 1);
    const auto faults = fragment.take_faults();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "place_unknown");
    CHECK(faults[0].where.pointer == "/journey/0/place");
    CHECK(fragment.take_faults().empty());
    fragment.add(journey("B", {"Wexoblutz"}));
    builder.append(std::move(fragment));
    REQUIRE(told.size() == 1);
    CHECK(told[0].incident == "B");
}

TEST_CASE("refs are found also where an incident has very many", "[graph][fragment]") {
    Incident incident = journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"});
    for (int i = 0; i < 100; ++i) {
        incident.people.push_back(person("x" + std::to_string(i), PersonRole::suspect));
    }
    incident.ties = {{"x99", "v1", TieType::recruited, {}, {}},
                     {"x7", "nobody", TieType::paid, {}, {}}};
    const CaseStore store = store_of({incident});
    REQUIRE(store.ties.size() == 1);
    CHECK(store.text(store.people[store.ties[0].from.row].ref) == "x99");
}
