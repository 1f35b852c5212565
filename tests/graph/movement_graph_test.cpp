// SPDX-License-Identifier: Apache-2.0
#include "graph/movement_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journey_oracle.hpp"

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

std::string id(const CaseStore& store, PlaceIndex place) {
    return std::string(store.text(store.places[place].id));
}

std::vector<Flow> flows_of(const CaseStore& store,
                           PlaceLevel level,
                           FlowKind kind,
                           Disclosure disclosure = Disclosure::protect) {
    return flows(Journeys(CaseSelection(store, {}, disclosure), level), kind);
}

oracle::Flows as_oracle(const CaseStore& store, const std::vector<Flow>& all) {
    oracle::Flows result;
    for (const Flow& flow : all) {
        oracle::Flow& plain = result[{id(store, flow.origin), id(store, flow.destination)}];
        for (const IncidentIndex i : flow.evidence) {
            plain.incidents.insert(std::string(store.text(store.incidents[i].id)));
        }
        plain.victims = flow.victims;
        plain.expected = flow.expected_incidents;
        for (std::size_t m = 0; m < transport_modes; ++m) {
            if (flow.modes[m] > 0) {
                plain.modes[static_cast<TransportMode>(m)] = flow.modes[m];
            }
        }
    }
    return result;
}

} // namespace

TEST_CASE("a journey gives one flow between its ends and one a leg", "[graph][movement]") {
    auto incident = journey("A", {"Jibantala, South 24 Parganas, West Bengal",
                                  "Howrah, West Bengal", "Rajkot, Gujarat"});
    incident.journey[0].departed = day(1);
    incident.journey[1].arrived = day(2);
    incident.journey[1].departed = day(4);
    incident.journey[2].arrived = day(7);
    incident.journey[1].mode = TransportMode::road;
    incident.journey[2].mode = TransportMode::rail;
    const CaseStore store = store_of({incident});

    const auto ends = flows_of(store, PlaceLevel::district, FlowKind::ends);
    REQUIRE(ends.size() == 1);
    CHECK(id(store, ends[0].origin) == parganas);
    CHECK(id(store, ends[0].destination) == "place:IN-GJ/rajkot");
    CHECK(ends[0].victims == 1);
    CHECK(ends[0].time == day(1).hull(day(7)));
    CHECK(ends[0].modes == std::array<std::uint32_t, 6>{0, 1, 1, 0, 0, 0});
    CHECK(ends[0].expected_incidents == 0.5);
    CHECK(ends[0].confidence == 0.5);

    const auto legs = flows_of(store, PlaceLevel::district, FlowKind::legs);
    REQUIRE(legs.size() == 2); // by origin id: Howrah before South 24 Parganas
    CHECK(id(store, legs[0].origin) == "place:IN-WB/howrah");
    CHECK(legs[0].time == day(4).hull(day(7)));
    CHECK(legs[1].time == day(1).hull(day(2)));
    CHECK(legs[1].modes == std::array<std::uint32_t, 6>{0, 1, 0, 0, 0, 0});
}

TEST_CASE("no movement within one place, out of nowhere or back to the start",
          "[graph][movement]") {
    const auto level = PlaceLevel::district;
    const CaseStore store = store_of({
        journey("A", {}),
        journey("B", {"Rajkot, Gujarat"}),
        journey("C", {"Canning, South 24 Parganas, West Bengal",
                      "Jibantala, South 24 Parganas, West Bengal"}),
        journey("D", {"Gujarat", "Rajkot, Gujarat", "India"}),
        journey("E", {"Howrah, West Bengal", "Rajkot, Gujarat", "Howrah, West Bengal"}),
        journey("F", {"", "Rajkot, Gujarat", ""}),
    });
    CHECK(flows_of(store, level, FlowKind::ends).empty());
    CHECK(flows_of(store, level, FlowKind::legs).size() == 2); // there and back of E
    CHECK(flows_of(store_of({}), level, FlowKind::legs).empty());
}

TEST_CASE("two localities of a district are a leg at the level of localities only",
          "[graph][movement]") {
    const CaseStore store =
        store_of({journey("A", {"Howrah, West Bengal", "Canning, South 24 Parganas, West Bengal",
                                "Jibantala, South 24 Parganas, West Bengal"})});
    CHECK(flows_of(store, PlaceLevel::locality, FlowKind::legs).size() == 2);
    CHECK(flows_of(store, PlaceLevel::district, FlowKind::legs).size() == 1);
    CHECK(flows_of(store, PlaceLevel::state, FlowKind::legs).empty());
}

TEST_CASE("the first stop shows its district at every level unless victims are revealed",
          "[graph][movement][protection]") {
    const CaseStore store =
        store_of({journey("A", {"Jibantala, South 24 Parganas, West Bengal", "Rajkot, Gujarat"})});
    const auto shown = flows_of(store, PlaceLevel::locality, FlowKind::ends);
    const auto all = flows_of(store, PlaceLevel::locality, FlowKind::ends, Disclosure::reveal);
    CHECK(id(store, shown.at(0).origin) == parganas);
    CHECK(id(store, all.at(0).origin) == "place:IN-WB/south-24-parganas/jibantala");
}

TEST_CASE("victims of a flow are those whom the journey names, else all", "[graph][movement]") {
    Incident incident = journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"});
    incident.people = {person("v1", PersonRole::victim), person("v2", PersonRole::victim),
                       person("q", PersonRole::possible_victim), person("s", PersonRole::suspect)};
    incident.people[0].count = {12, 12};
    incident.people[1].count = {1, std::nullopt};
    const auto victims = [&] {
        return flows_of(store_of({incident}), PlaceLevel::district, FlowKind::ends)[0].victims;
    };
    CHECK(victims() == 13);
    incident.journey[1].people = {"v2", "s"};
    CHECK(victims() == 1);
    // Merged into one visit with a stop that names nobody, the named ones still are who travelled.
    incident.journey.push_back(stop("Gujarat"));
    CHECK(victims() == 1);
    incident.journey[1].people = {"s"};
    CHECK(victims() == 0);
}

TEST_CASE("a leg taken twice counts its incident once and each traveller once",
          "[graph][movement]") {
    Incident incident = journey("A", {});
    incident.people.push_back(person("v2", PersonRole::victim));
    incident.journey = {stop("Howrah, West Bengal"), stop("Rajkot, Gujarat", {"v1"}),
                        stop("Howrah, West Bengal", {"v1"}), stop("Howrah, West Bengal", {"v2"}),
                        stop("Rajkot, Gujarat", {"v2"})};
    const auto legs = flows_of(store_of({incident}), PlaceLevel::district, FlowKind::legs);
    REQUIRE(legs.size() == 2);
    CHECK(legs[1].evidence.size() == 1);
    CHECK(legs[1].victims == 2);
}

TEST_CASE("a leg is a guess where an end of it is, and is counted as one", "[graph][movement]") {
    const CaseStore store =
        store_of({journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}),
                  journey("B", {"Howrah, West Bengal", "Pune, Maharashtra", "Rajkot, Gujarat"})});
    const CaseSelection selection(store, {}, Disclosure::protect);
    const Journeys told(selection, PlaceLevel::district);
    const std::vector<InferredStop> stops{{0, 1, told.visits(1)[1].place}};
    const Journeys completed(told, stops);
    const std::vector<Flow> legs = flows(completed, FlowKind::legs);
    REQUIRE(legs.size() == 2);
    for (const Flow& leg : legs) {
        CHECK(leg.evidence.size() == 2);
        CHECK(leg.inferred == 1);
    }
    const std::vector<Flow> ends = flows(completed, FlowKind::ends);
    REQUIRE(ends.size() == 1);
    CHECK(ends[0].inferred == 0);
    CHECK(flows(told, FlowKind::legs).front().inferred == 0);
}

TEST_CASE("flows equal a count over the records", "[graph][movement][property]") {
    const auto seed = GENERATE(range(0u, 200u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    for (const auto level :
         {PlaceLevel::locality, PlaceLevel::district, PlaceLevel::state, PlaceLevel::country}) {
        for (const auto kind : {FlowKind::ends, FlowKind::legs}) {
            CAPTURE(name_of(level), kind == FlowKind::ends);
            const auto found = flows_of(store, level, kind, Disclosure::reveal);
            const auto got = as_oracle(store, found);
            const auto wanted = oracle::flows(incidents, level, kind);
            REQUIRE(got.size() == wanted.size());
            REQUIRE(got.size() == found.size()); // no pair twice
            for (const auto& [pair, flow] : wanted) {
                CAPTURE(pair.first, pair.second);
                REQUIRE(got.contains(pair));
                CHECK(got.at(pair).incidents == flow.incidents);
                CHECK(got.at(pair).victims == flow.victims);
                CHECK(got.at(pair).expected == Approx(flow.expected));
                CHECK(got.at(pair).modes == flow.modes);
            }
            if (level >= PlaceLevel::district) { // nothing below it, so nothing to protect
                CHECK(as_oracle(store, flows_of(store, level, kind)) == got);
            }
        }
    }
}

TEST_CASE("the movement graph has a vertex a stop and an edge a leg",
          "[graph][movement][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    const CaseGraph cases = graph_of(store);
    const MovementGraph movement(cases, PlaceLevel::district);
    std::set<std::string> places;
    for (const Incident& incident : incidents) {
        for (const auto& visit : oracle::stops(incident, PlaceLevel::district)) {
            places.insert(visit.id);
        }
    }
    std::vector<std::string> vertices;
    for (Vertex v = 0; v < movement.vertex_count(); ++v) {
        vertices.push_back(id(store, movement.place(v)));
    }
    CHECK(vertices == std::vector<std::string>(places.begin(), places.end()));
    const auto legs = oracle::flows(incidents, PlaceLevel::district, FlowKind::legs);
    REQUIRE(movement.edge_count() == legs.size());
    const auto strengths = movement.strengths();
    for (Edge e = 0; e < movement.edge_count(); ++e) {
        const auto [s, t] = movement.ends(e);
        CHECK(movement.place(s) == movement.flow(e).origin);
        CHECK(movement.place(t) == movement.flow(e).destination);
        CHECK(strengths[e] ==
              static_cast<double>(legs.at({vertices[s], vertices[t]}).incidents.size()));
    }
}
