// SPDX-License-Identifier: Apache-2.0
#include "graph/case_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journey_oracle.hpp"
#include "tests/support/threads.hpp"

#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

std::string vertex_id(const CaseGraph& g, Vertex v) {
    const CaseStore& store = g.store();
    const std::uint32_t entity = g.entity(v);
    switch (g.kind(v)) {
    case EntityKind::person:
        return std::string(store.person_id(entity));
    case EntityKind::place:
        return std::string(store.text(store.places[entity].id));
    case EntityKind::organisation:
        return std::string(store.organisation_id(entity));
    case EntityKind::incident:
        return "incident:" + std::string(store.text(store.incidents[entity].id));
    case EntityKind::identifier:
        return std::string(store.identifier_id(entity));
    }
    return {};
}

using Key = std::tuple<std::string, std::string, std::string>; // from, to, type

struct PlainEdge {
    std::map<std::string, double> incidents; // with the confidence of what each states
    FuzzyDate time;
};

/// The edges by their definition, at a level, everything revealed.
std::map<Key, PlainEdge> edges_of(const std::vector<Incident>& incidents, PlaceLevel level) {
    std::map<Key, PlainEdge> edges;
    for (const Incident& incident : incidents) {
        const double sure = confidence(incident);
        const FuzzyDate when = time_of(incident);
        const auto state = [&](const std::string& from, const std::string& to,
                               std::string_view type, const FuzzyDate& time, double stated = 1.0) {
            PlainEdge& edge = edges[{from, to, std::string(type)}];
            edge.time = edge.time.hull(time);
            double& c = edge.incidents[incident.id];
            c = std::max(c, stated * sure);
        };
        const auto place = [&](const PlaceText& text) {
            return oracle::id_at(oracle::known(text.text), level);
        };
        const std::string here = "incident:" + incident.id;
        std::map<std::string, std::string> party;
        for (const Person& p : incident.people) {
            const std::string id = "person:" + (p.id.empty() ? incident.id + "/" + p.ref : p.id);
            party[p.ref] = id;
            state(id, here, word_of(p.role), when);
            if (!p.home.empty()) {
                state(id, place(p.home), "home", when);
            }
            for (const Identifier& i : p.identifiers) {
                state(id, "identifier:phone/" + i.value, "identified_by", when);
            }
        }
        for (const Organisation& o : incident.organisations) {
            const std::string id = "organisation:" + slug(o.name);
            party[o.ref] = id;
            state(id, here, o.role == OrganisationRole::unknown ? "involved" : word_of(o.role),
                  when);
        }
        for (const JourneyStop& s : incident.journey) {
            state(here, place(s.place), s.role == StopRole::unknown ? "stop" : word_of(s.role),
                  s.arrived.hull(s.departed));
        }
        for (const IncidentPlace& s : incident.places) {
            state(here, place(s.place), word_of(s.role), s.date);
        }
        for (const Tie& tie : incident.ties) {
            state(party.at(tie.from), party.at(tie.to), word_of(tie.type),
                  tie.date.is_known() ? tie.date : when, tie.confidence.value_or(1.0));
        }
    }
    return edges;
}

std::vector<std::string> selected(const CaseStore& store, const IncidentFilter& filter) {
    std::vector<std::string> ids;
    for (const IncidentIndex i : select(store, filter)) {
        ids.emplace_back(store.text(store.incidents[i].id));
    }
    return ids;
}

} // namespace

TEST_CASE("a period keeps what possibly lies in it, or what certainly does", "[graph][case]") {
    std::vector<Incident> incidents;
    for (const auto& [id, date] : {std::pair("A", "2020-05-01"), std::pair("B", "2020"),
                                   std::pair("C", "2021-01-01/2021-03-01"), std::pair("D", "")}) {
        incidents.push_back(journey(id, {}));
        if (*date != '\0') {
            incidents.back().reported = *FuzzyDate::parse(date);
        }
    }
    const CaseStore store = store_of(incidents);
    using Ids = std::vector<std::string>;
    const auto may = FuzzyDate::parse("2020-05");
    IncidentFilter filter{may->earliest(), may->latest(), false, 0.0};
    CHECK(selected(store, {}) == Ids{"A", "B", "C", "D"});
    CHECK(selected(store, filter) == Ids{"A", "B", "D"});
    filter.certain = true;
    CHECK(selected(store, filter) == Ids{"A"});
    filter = {days_from_civil(2020, 5, 1), days_from_civil(2020, 5, 1), true, 0.0}; // both days in
    CHECK(selected(store, filter) == Ids{"A"});
    filter = {days_from_civil(2021, 1, 1), {}, true, 0.0};
    CHECK(selected(store, filter) == Ids{"C"});
    filter = {{}, days_from_civil(2020, 12, 31), false, 0.0};
    CHECK(selected(store, filter) == Ids{"A", "B", "D"});
}

TEST_CASE("incidents less sure than asked for are left out", "[graph][case]") {
    Incident sure = journey("A", {});
    sure.sources.resize(2);
    sure.sources[0].grade = Grade{'E', '5'};
    sure.sources[1].grade = Grade{'A', '1'}; // the best source counts
    const CaseStore store = store_of({sure, journey("B", {})});
    CHECK(select(store, {{}, {}, false, 0.5}).size() == 2); // an ungraded one is one half
    CHECK(select(store, {{}, {}, false, 0.51}) == std::vector<IncidentIndex>{0});
    const CaseGraph g(store, {{{}, {}, false, 0.51}, PlaceLevel::district, {}});
    CHECK(g.incidents().size() == 1);
    CHECK(g.find(EntityKind::incident, 1) == no_vertex);
}

TEST_CASE("a case graph of nothing has nothing", "[graph][case]") {
    const CaseStore store = store_of({});
    const CaseGraph g = graph_of(store);
    CHECK(g.vertex_count() == 0);
    CHECK(g.edge_count() == 0);
    CHECK(g.find(EntityKind::person, 0) == no_vertex);
}

TEST_CASE("a person of a list stands alone, with a home and without evidence", "[graph][case]") {
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    Person p = person("1", PersonRole::suspect);
    p.home = at("Rajkot, Gujarat");
    builder.add(p, {}, "wanted");
    builder.add(person("2", PersonRole::suspect), {}, "wanted");
    const CaseStore store = builder.finish();
    const CaseGraph g = graph_of(store);
    REQUIRE(g.vertex_count() == 3);
    CHECK(vertex_id(g, 0) == "person:wanted/1");
    CHECK(vertex_id(g, 1) == "person:wanted/2");
    REQUIRE(g.edge_count() == 1);
    CHECK(g.evidence(0).empty());
    CHECK(g.confidence(0) == 0.5);
}

TEST_CASE("several incidents behind an edge make it surer", "[graph][case]") {
    std::vector<Incident> incidents;
    for (const char* id : {"A", "B", "C"}) {
        incidents.push_back(journey(id, {}));
        incidents.back().people[1].id = "P";
        incidents.back().people[1].home = at("Rajkot, Gujarat");
    }
    const CaseStore store = store_of(incidents);
    const CaseGraph g = graph_of(store);
    for (Edge e = 0; e < g.edge_count(); ++e) {
        if (g.type(e).kind == EdgeKind::home) {
            CHECK(g.evidence(e).size() == 3);
            CHECK(g.confidence(e) == Approx(1.0 - 0.125));
            CHECK(g.expected_incidents(e) == Approx(1.5));
            return;
        }
    }
    FAIL("no home");
}

namespace {

void check_edge(const CaseGraph& g, Edge e, const PlainEdge& plain) {
    CHECK(g.time(e) == plain.time);
    double none = 1.0;
    double sum = 0.0;
    std::vector<std::string> evidence;
    for (const auto& [id, c] : plain.incidents) {
        none *= 1.0 - c;
        sum += c;
        evidence.push_back(id);
    }
    CHECK(g.confidence(e) == Approx(1.0 - none).margin(1e-7));
    CHECK(g.expected_incidents(e) == Approx(sum).margin(1e-7));
    std::vector<std::string> got;
    for (const IncidentIndex i : g.evidence(e)) {
        got.emplace_back(g.store().text(g.store().incidents[i].id));
    }
    CHECK(got == evidence);
}

void check_edges(const CaseGraph& g, const std::map<Key, PlainEdge>& wanted) {
    REQUIRE(g.edge_count() == wanted.size());
    for (Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        const Key key{vertex_id(g, s), vertex_id(g, t), std::string(name_of(g.type(e)))};
        CAPTURE(std::get<0>(key), std::get<1>(key), std::get<2>(key));
        REQUIRE(wanted.contains(key));
        check_edge(g, e, wanted.at(key));
    }
}

} // namespace

TEST_CASE("edges equal their definition over the records", "[graph][case][property]") {
    const auto seed = GENERATE(range(0u, 150u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    for (const auto level : {PlaceLevel::locality, PlaceLevel::state}) {
        const CaseGraph g = graph_of(store, level, Disclosure::reveal);
        check_edges(g, edges_of(incidents, level));
        // Vertices: blocks by kind, each sorted by id, and found again.
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            CHECK(g.find(g.kind(v), g.entity(v)) == v);
            if (v > 0) {
                CHECK(std::tuple(g.kind(v - 1), vertex_id(g, v - 1)) <
                      std::tuple(g.kind(v), vertex_id(g, v)));
            }
        }
    }
}

TEST_CASE("edges that several threads make equal their definition", "[graph][case][property]") {
    const auto incidents = invented_incidents(13, 12'000);
    const CaseStore store = store_of(incidents);
    const auto wanted = edges_of(incidents, PlaceLevel::district);
    for (const int threads : {1, 3}) {
        CAPTURE(threads);
        const CaseGraph g = with_threads(
            threads, [&] { return graph_of(store, PlaceLevel::district, Disclosure::reveal); });
        REQUIRE(g.vertex_count() > 2 * 4096); // so that several pieces are made
        check_edges(g, wanted);
    }
}

TEST_CASE("a copy of a case graph outlives it", "[graph][case]") {
    const auto incidents = invented_incidents(3);
    const CaseStore store = store_of(incidents);
    std::optional<CaseGraph> first(graph_of(store, PlaceLevel::district, Disclosure::reveal));
    const CaseGraph copy = *first;
    first.reset();
    REQUIRE(copy.edge_count() > 0);
    check_edges(copy, edges_of(incidents, PlaceLevel::district));
}

TEST_CASE("no locality is in a protected graph that only victims' places name",
          "[graph][case][protection][property]") {
    const auto seed = GENERATE(range(0u, 150u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    // Who is a victim, a child or a relative in any record.
    std::set<std::string> protected_people;
    const auto id_of = [](const Incident& i, const Person& p) {
        return p.id.empty() ? i.id + "/" + p.ref : p.id;
    };
    for (const Incident& i : incidents) {
        for (const Person& p : i.people) {
            if (side_of(p.role) == Side::victim || side_of(p.role) == Side::family ||
                (p.age && p.age->least < 18)) {
                protected_people.insert(id_of(i, p));
            }
        }
    }
    std::set<std::string> open;
    for (const Incident& i : incidents) {
        std::set<std::string> secret, told;
        for (std::size_t s = 0; s < i.journey.size(); ++s) {
            (s == 0 ? secret : told).insert(i.journey[s].place.text);
        }
        for (const IncidentPlace& s : i.places) {
            (s.role == PlaceRole::exploited_at ? told : secret).insert(s.place.text);
        }
        for (const Person& p : i.people) {
            (protected_people.contains(id_of(i, p)) ? secret : told).insert(p.home.text);
        }
        for (const std::string& text : told) {
            if (!text.empty() && !secret.contains(text)) {
                open.insert(oracle::id_at(oracle::known(text), PlaceLevel::locality));
            }
        }
    }
    const CaseGraph g = graph_of(store, PlaceLevel::locality);
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (g.kind(v) == EntityKind::place &&
            store.places[g.entity(v)].level == PlaceLevel::locality) {
            CAPTURE(vertex_id(g, v));
            CHECK(open.contains(vertex_id(g, v)));
        }
    }
}

TEST_CASE("the size of a case graph is known without making it", "[graph][case][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    const CaseStore store = store_of(invented_incidents(seed));
    for (const PlaceLevel level : {PlaceLevel::locality, PlaceLevel::state}) {
        const CaseGraph g = graph_of(store, level);
        const GraphSize size = case_graph_size(g, level);
        CHECK(size.vertices == g.vertex_count());
        CHECK(size.edges == g.edge_count());
    }
}

TEST_CASE("a store that mentions rows again and again makes no graph", "[graph][case]") {
    CaseStore store = store_of(invented_incidents(3, 20));
    std::vector<PersonEntity> persons(store.person_entities.begin(), store.person_entities.end());
    REQUIRE(persons.size() > 2);
    for (PersonEntity& person : persons) { // everybody is everyone
        person.mentions = {0, static_cast<std::uint32_t>(store.person_mentions.size())};
    }
    store.person_entities = std::move(persons);
    CHECK_THROWS_AS(CaseGraph(store, {}), std::logic_error);
}
