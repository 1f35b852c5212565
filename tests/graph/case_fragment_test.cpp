// SPDX-License-Identifier: Apache-2.0
#include "graph/case_fragment.hpp"
#include "graph/case_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <random>
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
