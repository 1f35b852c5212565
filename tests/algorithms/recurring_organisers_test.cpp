// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/recurring_organisers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

std::vector<graph::IncidentIndex> every(graph::IncidentIndex step, const graph::CaseStore& store) {
    std::vector<graph::IncidentIndex> incidents;
    for (graph::IncidentIndex i = 0; i < store.incidents.size(); i += step) {
        incidents.push_back(i);
    }
    return incidents;
}

} // namespace

TEST_CASE("nobody recurs in no incident or in one", "[routes][organisers]") {
    const auto store = store_of({journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"})});
    CHECK(recurring_organisers(store, {}).empty());
    CHECK(recurring_organisers(store, std::vector<graph::IncidentIndex>{0}).empty());
}

TEST_CASE("those who recur are people of the offending side whom two incidents name",
          "[routes][organisers][property]") {
    std::size_t recurring = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto store = store_of(invented_incidents(seed));
        const graph::IncidentIndex step = 1 + seed % 2; // all of them, or every second
        const auto incidents = every(step, store);
        std::map<graph::PersonIndex, std::set<graph::IncidentIndex>> named;
        for (const graph::PersonRow& row : store.people) {
            if (row.incident != graph::no_index && row.incident % step == 0 &&
                graph::side_of(row.role) == graph::Side::offending) {
                named[row.person].insert(row.incident);
            }
        }
        std::erase_if(named, [](const auto& one) { return one.second.size() < 2; });
        const auto found = recurring_organisers(store, incidents);
        recurring += found.size();
        REQUIRE(found.size() == named.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto& wanted = named.at(found[i].person);
            CHECK(found[i].evidence ==
                  std::vector<graph::IncidentIndex>(wanted.begin(), wanted.end()));
            if (i > 0) {
                const bool fewer = found[i].evidence.size() < found[i - 1].evidence.size();
                CHECK((fewer || (found[i].evidence.size() == found[i - 1].evidence.size() &&
                                 found[i - 1].person < found[i].person)));
            }
        }
    }
    CHECK(recurring > 20);
}
