// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/victim_flow.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseSelection;
using graph::CaseStore;
using graph::Disclosure;
using graph::FlowKind;
using graph::Incident;
using graph::Journeys;
using graph::MovementGraph;
using graph::PlaceLevel;
using graph::Vertex;
using Flags = std::vector<unsigned char>;

namespace {

constexpr std::string_view howrah = "Howrah, West Bengal";
constexpr std::string_view rajkot = "Rajkot, Gujarat";
constexpr std::string_view pune = "Pune, Maharashtra";

Vertex vertex_of(const MovementGraph& g, std::string_view id) {
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (g.store().text(g.store().places[g.place(v)].id) == id) {
            return v;
        }
    }
    throw std::logic_error("no such vertex");
}

} // namespace

TEST_CASE("legs, places and routes carry the victims who were there", "[routes][victims]") {
    std::vector<Incident> incidents{journey("A", {howrah, pune, rajkot}),
                                    journey("B", {howrah, rajkot}),
                                    journey("C", {howrah, pune, rajkot})};
    incidents[0].people[0].count = {3, 3};
    incidents[0].people.push_back(person("v2", graph::PersonRole::victim));
    incidents[0].journey[2].people = {"v2"};                          // one of four went on
    incidents[1].people[0].role = graph::PersonRole::possible_victim; // none is recorded
    const CaseStore store = store_of(incidents);
    const CaseSelection selection(store, {}, Disclosure::protect);
    const Journeys journeys(selection, PlaceLevel::district);
    const MovementGraph g(journeys);
    const VictimFlow flow = victim_flow(journeys, g);
    REQUIRE(flow.legs.size() == 3);
    const Vertex h = vertex_of(g, "place:IN-WB/howrah");
    const Vertex p = vertex_of(g, "place:IN-MH/pune");
    const Vertex r = vertex_of(g, "place:IN-GJ/rajkot");
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        const Passing& leg = flow.legs[e];
        if (s == h && t == r) { // nobody recorded: one was moved
            CHECK((leg.victims == 0 && leg.unrecorded == 1 && leg.carried() == 1));
            CHECK(leg.expected == Approx(0.5));
        } else if (s == h) {
            CHECK((leg.victims == 5 && leg.unrecorded == 0));
            CHECK(leg.expected == Approx(2.5));
        } else {
            CHECK((s == p && t == r && leg.victims == 2));
        }
    }
    CHECK(flow.places[h].carried() == 6);
    CHECK(flow.places[p].carried() == 5);
    CHECK(flow.places[r].carried() == 3);
    CHECK(flow.places[r].evidence == std::vector<graph::IncidentIndex>{0, 1, 2});

    Flags from(3, 0), to(3, 0);
    from[h] = 1;
    to[r] = 1;
    const auto routes = observed_routes(journeys, g, from, to);
    REQUIRE(routes.size() == 2);
    const auto& direct = routes[0].stops.size() == 2 ? routes[0] : routes[1];
    const auto& by_pune = routes[0].stops.size() == 2 ? routes[1] : routes[0];
    CHECK(direct.stops == std::vector<Vertex>{h, r});
    CHECK(by_pune.stops == std::vector<Vertex>{h, p, r});
    CHECK(by_pune.passing.evidence == std::vector<graph::IncidentIndex>{0, 2});
    CHECK(by_pune.passing.carried() == 2); // of A the journey names v2 alone
    CHECK(observed_routes(journeys, g, to, from).empty());
    CHECK_THROWS_AS(observed_routes(journeys, g, {}, to), std::invalid_argument);
}

TEST_CASE("no journey, nothing that passes", "[routes][victims]") {
    const CaseStore store = store_of({});
    const CaseSelection selection(store, {}, Disclosure::protect);
    const Journeys journeys(selection, PlaceLevel::district);
    const MovementGraph g(journeys);
    CHECK(victim_flow(journeys, g).legs.empty());
    CHECK(observed_routes(journeys, g, {}, {}).empty());
}

TEST_CASE("legs and routes agree with the flows of the movement graph",
          "[routes][victims][property]") {
    for (unsigned seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed));
        const CaseSelection selection(store, {}, Disclosure::protect);
        const Journeys journeys(selection,
                                seed % 2 == 0 ? PlaceLevel::district : PlaceLevel::state);
        const MovementGraph g(journeys);
        const VictimFlow flow = victim_flow(journeys, g);
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            REQUIRE(flow.legs[e].victims == g.flow(e).victims);
            REQUIRE(flow.legs[e].evidence == g.flow(e).evidence);
        }
        const Flags all(g.vertex_count(), 1);
        std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, Passing> ends;
        for (const ObservedRoute& route : observed_routes(journeys, g, all, all)) {
            REQUIRE(route.stops.size() >= 2);
            Passing& sum = ends[{g.place(route.stops.front()), g.place(route.stops.back())}];
            sum.victims += route.passing.victims;
            sum.evidence.insert(sum.evidence.end(), route.passing.evidence.begin(),
                                route.passing.evidence.end());
        }
        for (const graph::Flow& pair : graph::flows(journeys, FlowKind::ends)) {
            const Passing& sum = ends[{pair.origin, pair.destination}];
            REQUIRE(sum.victims == pair.victims);
            REQUIRE(sum.evidence.size() == pair.evidence.size());
        }
    }
}
