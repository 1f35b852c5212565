// SPDX-License-Identifier: Apache-2.0
// Periods and confidence: case_graph_test.cpp.
#include "graph/case_selection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

using namespace sandhan::graph;
using namespace sandhan::tests;

TEST_CASE("a state keeps the incidents whose journey or scenes touch it", "[graph][selection]") {
    Incident scene = journey("C", {});
    scene.places = {{at("Rajkot, Gujarat"), PlaceRole::rescued_at, {}}};
    Incident home = journey("D", {});
    home.people[0].home = at("Rajkot, Gujarat"); // a home is no part of what happened
    const CaseStore store = store_of({journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
                                      journey("B", {"Howrah, West Bengal", "Pune, Maharashtra"}),
                                      scene, home, journey("E", {"Gujarat"})});
    IncidentFilter filter;
    filter.within = {"place:IN-GJ"};
    CHECK(select(store, filter) == std::vector<IncidentIndex>{0, 2, 4});
    filter.within = {"place:IN-MH", "place:IN-GJ"};
    CHECK(select(store, filter) == std::vector<IncidentIndex>{0, 1, 2, 4});
    filter.within = {"place:IN-KL"}; // no record names it
    CHECK(select(store, filter).empty());
    filter.within = {"place:IN"};
    CHECK(select(store, filter).size() == 4);
}

TEST_CASE("a selection knows its incidents by list and by flag", "[graph][selection]") {
    const CaseStore store = store_of({journey("A", {"Gujarat"}), journey("B", {"West Bengal"})});
    IncidentFilter filter;
    filter.within = {"place:IN-WB"};
    const CaseSelection selection(store, filter, Disclosure::protect);
    REQUIRE(selection.incidents().size() == 1);
    CHECK(selection.incidents()[0] == 1);
    CHECK(selection.flags() == std::vector<unsigned char>{0, 1});
    CHECK(&selection.store() == &store);
    CHECK(selection.disclosure() == Disclosure::protect);
}
