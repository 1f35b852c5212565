// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/corridors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journey_oracle.hpp"

#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::FlowKind;
using graph::Incident;
using graph::PlaceIndex;
using graph::PlaceLevel;

namespace {

std::string id(const CaseStore& store, PlaceIndex place) {
    return std::string(store.text(store.places[place].id));
}

} // namespace

TEST_CASE("corridors are ranked by incidents, then victims, then ids", "[routes][corridors]") {
    std::vector<Incident> incidents{
        journey("A", {"Pune, Maharashtra", "Rajkot, Gujarat"}),
        journey("B", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
        journey("C", {"Howrah, West Bengal", "Pune, Maharashtra"}),
        journey("D", {"Rajkot, Gujarat", "Pune, Maharashtra"}),
        journey("E", {"Rajkot, Gujarat", "Pune, Maharashtra"}),
        journey("F", {"Rajkot, Gujarat"}),
    };
    incidents[0].people[0].count = {3, 3};
    const CaseStore store = store_of(incidents);
    const auto cases = graph_of(store);
    const Corridors found = corridors(cases, PlaceLevel::district, FlowKind::ends);
    std::vector<std::string> ranked;
    for (const graph::Flow& flow : found.rows) {
        ranked.push_back(id(store, flow.origin).substr(9) + " " +
                         id(store, flow.destination).substr(9));
    }
    CHECK(ranked == std::vector<std::string>{"GJ/rajkot MH/pune", "MH/pune GJ/rajkot",
                                             "WB/howrah GJ/rajkot", "WB/howrah MH/pune"});
    CHECK(found.incidents_with_journey == 5);
    CHECK(found.share(found.rows[0]) == Approx(0.4));
}

TEST_CASE("no journey, no corridor, and no share of nothing", "[routes][corridors]") {
    const CaseStore store = store_of({journey("A", {})});
    const auto cases = graph_of(store);
    const Corridors none = corridors(cases, PlaceLevel::district, FlowKind::legs);
    CHECK(none.rows.empty());
    CHECK(none.share({}) == 0.0);
    CHECK(place_flows(cases, PlaceLevel::district).empty());
}

TEST_CASE("what a place is in the journeys is what more than half of them say",
          "[routes][corridors]") {
    PlaceFlows flows;
    CHECK(flows.function() == PlaceFunction::mixed);
    flows.as_source = 2;
    flows.as_transit = 1;
    CHECK(flows.function() == PlaceFunction::source);
    flows.as_destination = 1;
    CHECK(flows.function() == PlaceFunction::mixed);
    flows.as_destination = 4;
    CHECK(flows.function() == PlaceFunction::destination);
    flows.as_transit = 20;
    CHECK(flows.function() == PlaceFunction::transit);
    CHECK(name_of(flows.function()) == "transit");
}

TEST_CASE("a place passed twice by one journey counts that incident once", "[routes][corridors]") {
    const CaseStore store =
        store_of({journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat", "Pune, Maharashtra",
                                "Rajkot, Gujarat", "Howrah, West Bengal"})});
    const auto cases = graph_of(store);
    const auto places = place_flows(cases, PlaceLevel::district);
    REQUIRE(places.size() == 3);
    for (const PlaceFlows& flows : places) {
        CHECK(flows.evidence.size() == 1);
        const bool ends = id(store, flows.place) == "place:IN-WB/howrah";
        CHECK(flows.as_source == (ends ? 1U : 0U));
        CHECK(flows.as_transit == (ends ? 0U : 1U));
        CHECK(flows.as_destination == (ends ? 1U : 0U));
    }
}

TEST_CASE("corridors and roles of places equal a count over the records",
          "[routes][corridors][property]") {
    const auto seed = GENERATE(range(0u, 150u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    const auto cases = graph_of(store);
    for (const auto level : {PlaceLevel::district, PlaceLevel::state}) {
        std::uint64_t with_journey = 0;
        struct Roles {
            std::set<std::string> source, transit, destination, all;
        };
        std::map<std::string, Roles> roles;
        for (const Incident& incident : incidents) {
            const auto stops = oracle::stops(incident, level);
            if (stops.size() < 2) {
                continue;
            }
            ++with_journey;
            roles[stops.front().id].source.insert(incident.id);
            roles[stops.back().id].destination.insert(incident.id);
            for (std::size_t s = 0; s < stops.size(); ++s) {
                roles[stops[s].id].all.insert(incident.id);
                if (s > 0 && s + 1 < stops.size()) {
                    roles[stops[s].id].transit.insert(incident.id);
                }
            }
        }
        const auto places = place_flows(cases, level);
        REQUIRE(places.size() == roles.size());
        for (std::size_t p = 0; p < places.size(); ++p) {
            const Roles& wanted = roles.at(id(store, places[p].place));
            CHECK(places[p].as_source == wanted.source.size());
            CHECK(places[p].as_transit == wanted.transit.size());
            CHECK(places[p].as_destination == wanted.destination.size());
            CHECK(places[p].evidence.size() == wanted.all.size());
            CHECK(std::is_sorted(places[p].evidence.begin(), places[p].evidence.end()));
            if (p > 0) {
                CHECK(std::tuple(places[p].evidence.size(), id(store, places[p - 1].place)) <
                      std::tuple(places[p - 1].evidence.size(), id(store, places[p].place)));
            }
        }
        for (const auto kind : {FlowKind::ends, FlowKind::legs}) {
            const Corridors found = corridors(cases, level, kind);
            CHECK(found.incidents_with_journey == with_journey);
            const auto wanted = oracle::flows(incidents, level, kind);
            REQUIRE(found.rows.size() == wanted.size());
            const auto key = [&](const graph::Flow& f) {
                return std::tuple(-static_cast<double>(f.evidence.size()),
                                  -static_cast<double>(f.victims), id(store, f.origin),
                                  id(store, f.destination));
            };
            for (std::size_t r = 0; r < found.rows.size(); ++r) {
                const graph::Flow& flow = found.rows[r];
                CHECK(wanted.at({id(store, flow.origin), id(store, flow.destination)})
                          .incidents.size() == flow.evidence.size());
                CHECK(found.share(flow) <= 1.0);
                if (r > 0) {
                    CHECK(key(found.rows[r - 1]) < key(flow));
                }
            }
        }
    }
}
