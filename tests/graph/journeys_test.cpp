// SPDX-License-Identifier: Apache-2.0
// What an itinerary is: movement_graph_test.cpp, against the definition.
#include "graph/journeys.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/journey_oracle.hpp"

#include <stdexcept>
#include <vector>

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

TEST_CASE("guessed stops stand where they are put, marked, and all else stays",
          "[graph][journeys]") {
    const CaseStore store =
        store_of({journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
                  journey("B", {"Rajkot, Gujarat"}),
                  journey("C", {"Pune, Maharashtra", "Howrah, West Bengal", "Rajkot, Gujarat"})});
    const CaseSelection selection(store, {}, Disclosure::protect);
    const Journeys told(selection, PlaceLevel::district);
    const PlaceIndex howrah = told.visits(0)[0].place;
    const PlaceIndex rajkot = told.visits(0)[1].place;
    const PlaceIndex pune = told.visits(2)[0].place;
    const std::vector<InferredStop> stops{{0, 1, pune}, {2, 2, pune}, {2, 2, rajkot}};
    const Journeys completed(told, stops);
    REQUIRE(completed.incidents().size() == 3);
    const auto places = [&](std::size_t k) {
        std::vector<PlaceIndex> list;
        for (const Visit& visit : completed.visits(k)) {
            list.push_back(visit.place);
        }
        return list;
    };
    CHECK(places(0) == std::vector<PlaceIndex>{howrah, pune, rajkot});
    CHECK(completed.visits(0)[1].inferred);
    CHECK_FALSE(completed.visits(0)[2].inferred);
    CHECK(places(1) == std::vector<PlaceIndex>{rajkot});
    CHECK(places(2) == std::vector<PlaceIndex>{pune, howrah, pune, rajkot, rajkot});

    const std::vector<std::vector<InferredStop>> wrong{{{0, 0, pune}},
                                                       {{0, 2, pune}},
                                                       {{3, 1, pune}},
                                                       {{1, 1, pune}},
                                                       {{2, 1, pune}, {0, 1, pune}}};
    for (const auto& list : wrong) {
        CHECK_THROWS_AS(Journeys(told, list), std::invalid_argument);
    }
}

TEST_CASE("no incidents, no journeys", "[graph][journeys]") {
    const CaseStore store = store_of({});
    const Journeys journeys(CaseSelection(store, {}, Disclosure::protect), PlaceLevel::district);
    CHECK(journeys.incidents().empty());
    CHECK(journeys.level() == PlaceLevel::district);
}
