// SPDX-License-Identifier: Apache-2.0
// What an itinerary is: movement_graph_test.cpp, against the definition.
#include "graph/journeys.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

using namespace sandhan::graph;
using namespace sandhan::tests;

TEST_CASE("journeys made at once are those made one by one", "[graph][journeys][property]") {
    const auto seed = GENERATE(range(0u, 20u));
    CAPTURE(seed);
    // More than are handled at once, so that several pieces are joined.
    std::vector<Incident> incidents;
    for (unsigned round = 0; incidents.size() <= Journeys::piece_incidents; ++round) {
        for (Incident& incident : invented_incidents(1000 * seed + round, 60)) {
            incident.id = "N-" + std::to_string(incidents.size());
            incidents.push_back(std::move(incident));
        }
    }
    const CaseStore store = store_of(incidents);
    const CaseSelection selection(store, {}, Disclosure::protect);
    const Journeys journeys(selection, PlaceLevel::state);
    REQUIRE(journeys.incidents().size() == incidents.size());
    bool equal = true;
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto wanted = itinerary(store, store.incidents[journeys.incidents()[k]],
                                      PlaceLevel::state, Disclosure::protect);
        const auto got = journeys.visits(k);
        equal = equal && std::equal(got.begin(), got.end(), wanted.begin(), wanted.end(),
                                    [](const Visit& a, const Visit& b) {
                                        return a.place == b.place && a.arrived == b.arrived &&
                                               a.departed == b.departed && a.mode == b.mode &&
                                               a.people == b.people;
                                    });
    }
    CHECK(equal);
}

TEST_CASE("no incidents, no journeys", "[graph][journeys]") {
    const CaseStore store = store_of({});
    const Journeys journeys(CaseSelection(store, {}, Disclosure::protect), PlaceLevel::district);
    CHECK(journeys.incidents().empty());
    CHECK(journeys.level() == PlaceLevel::district);
}
