// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/movement_cells.hpp"
#include "graph/movement_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journey_oracle.hpp"

#include <map>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::Incident;
using graph::PlaceLevel;

TEST_CASE("cells are the legs, with as many people and incidents as the movement view counts",
          "[disclosure][property]") {
    for (unsigned seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const std::vector<Incident> incidents = invented_incidents(seed);
        const CaseStore store = store_of(incidents);
        const auto cases = graph_of(store);
        const graph::Journeys journeys(cases, PlaceLevel::locality);
        const std::vector<MovementCell> cells = movement_cells(journeys);
        const std::vector<graph::Flow> legs = graph::flows(journeys, graph::FlowKind::legs);
        REQUIRE(cells.size() == legs.size());
        std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, const MovementCell*> at;
        for (const MovementCell& cell : cells) {
            at[{cell.origin[0], cell.destination[0]}] = &cell;
        }
        for (const graph::Flow& leg : legs) {
            const MovementCell& cell = *at.at({leg.origin, leg.destination});
            std::uint64_t people = 0;
            for (const CellPerson& person : cell.people) {
                people += person.count;
            }
            CHECK(people == leg.victims);
            REQUIRE(cell.incidents.size() == leg.evidence.size());
            for (std::size_t i = 0; i < cell.incidents.size(); ++i) {
                CHECK(cell.incidents[i].incident == leg.evidence[i]);
            }
            for (std::size_t level = 0; level < place_levels; ++level) {
                CHECK(cell.origin[level] ==
                      store.raised(leg.origin, static_cast<PlaceLevel>(level)));
            }
        }
    }
}

TEST_CASE("a cell names who moved and in which years", "[disclosure]") {
    std::vector<Incident> incidents{journey("A", {"Pune, Maharashtra", "Rajkot, Gujarat"})};
    incidents[0].people[0].count = {3, 3};
    incidents[0].journey[0].departed = *graph::FuzzyDate::parse("2019-12-30");
    incidents[0].journey[1].arrived = *graph::FuzzyDate::parse("2020-01-02");
    const CaseStore store = store_of(incidents);
    const auto cases = graph_of(store);
    const auto cells = movement_cells(graph::Journeys(cases, PlaceLevel::district));
    REQUIRE(cells.size() == 1);
    REQUIRE(cells[0].people.size() == 1);
    CHECK(cells[0].people[0].count == 3);
    CHECK(cells[0].people[0].first_year == 2019);
    CHECK(cells[0].people[0].last_year == 2020);
    CHECK(store.text(store.places[cells[0].origin[1]].id) == "place:IN-MH/pune");
    CHECK(store.text(store.places[cells[0].origin[2]].id) == "place:IN-MH");
    CHECK(store.text(store.places[cells[0].origin[3]].id) == "place:IN");
}

TEST_CASE("whom a leg does not name does not stand in its cell", "[disclosure]") {
    const CaseStore store = store_of({journey("A", {}), journey("B", {"Rajkot, Gujarat"})});
    const auto cases = graph_of(store);
    CHECK(movement_cells(graph::Journeys(cases, PlaceLevel::locality)).empty());
    graph::RunControl stopped;
    stopped.stop_requested = [] { return true; };
    CHECK_THROWS_AS(movement_cells(graph::Journeys(cases, PlaceLevel::locality), stopped),
                    graph::Cancelled);
}
