// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_data.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/journey_oracle.hpp"

#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

/// Of journeys at the level of districts; the store must outlive the graph.
TransitData data_of(const graph::CaseStore& store) {
    const auto cases = graph_of(store);
    return transit_data(graph::Journeys(cases, graph::PlaceLevel::district), district_network(1.0));
}

} // namespace

TEST_CASE("a district is in its state, and on the network", "[algorithms][transit]") {
    const graph::CaseStore store =
        store_of({journey("A", {"Howrah, West Bengal", "South 24 Parganas, West Bengal"})});
    const TransitData data = data_of(store);
    REQUIRE(data.journeys.size() == 1);
    REQUIRE(data.journeys[0].places.size() == 2);
    CHECK(data.journeys[0].modes.size() == 2);
    const TransitPlace& howrah = data.places[data.journeys[0].places[0]];
    const TransitPlace& parganas_south = data.places[data.journeys[0].places[1]];
    CHECK(howrah.region == parganas_south.region);
    CHECK(howrah.vertex != TransitPlace::none);
    CHECK(howrah.vertex != parganas_south.vertex);
    CHECK(howrah.known);
}

TEST_CASE("a state and a country are their own region, and off the network",
          "[algorithms][transit]") {
    const graph::CaseStore store = store_of(
        {journey("A", {"Gujarat", "Bangladesh"}), journey("B", {"Rajkot, Gujarat", "Bangladesh"})});
    const TransitData data = data_of(store);
    REQUIRE(data.journeys.size() == 2);
    REQUIRE(data.journeys[0].places.size() == 2);
    REQUIRE(data.journeys[1].places.size() == 2);
    const graph::PlaceIndex gujarat = data.journeys[0].places[0];
    const graph::PlaceIndex bangladesh = data.journeys[0].places[1];
    CHECK(data.places[gujarat].region == gujarat);
    CHECK(data.places[gujarat].vertex == TransitPlace::none);
    CHECK(data.places[bangladesh].region == bangladesh);
    CHECK(data.places[bangladesh].vertex == TransitPlace::none);
    CHECK(data.places[data.journeys[1].places[0]].region == gujarat);
}

TEST_CASE("a journey of one place has no stops, and no cases have no journeys",
          "[algorithms][transit]") {
    const graph::CaseStore store = store_of({journey("A", {"Gujarat"})});
    const TransitData data = data_of(store);
    REQUIRE(data.journeys.size() == 1);
    CHECK(data.journeys[0].places.empty());
    CHECK(data.journeys[0].modes.empty());
    CHECK(data_of(store_of({})).journeys.empty());
}
