// SPDX-License-Identifier: Apache-2.0
#include "graph/link_view.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

bool wanted(Side side, const LinkViewOptions& options) {
    return side == Side::offending || (side == Side::responder && options.include_responders) ||
           ((side == Side::victim || side == Side::family) && options.include_victims);
}

/// Straight from the rows: does the entity stand on a wanted side in any incident?
bool stands(const CaseStore& store,
            EntityKind kind,
            std::uint32_t entity,
            const LinkViewOptions& o) {
    if (kind == EntityKind::person) {
        return std::any_of(store.people.begin(), store.people.end(), [&](const PersonRow& p) {
            return p.person == entity && wanted(side_of(p.role), o);
        });
    }
    return std::any_of(store.organisations.begin(), store.organisations.end(),
                       [&](const OrganisationRow& r) {
                           return r.organisation == entity && wanted(side_of(r.type, r.role), o);
                       });
}

} // namespace

TEST_CASE("a station is no stop: the place of a report links nobody", "[graph][links]") {
    Incident incident = journey("A", {});
    IncidentPlace reported;
    reported.place = at("Howrah, West Bengal");
    reported.role = PlaceRole::reported_at;
    IncidentPlace exploited;
    exploited.place = at("Pune, Maharashtra");
    exploited.role = PlaceRole::exploited_at;
    incident.places = {reported, exploited};
    const CaseStore store = store_of({incident});
    const CaseGraph cases = graph_of(store);
    const LinkView links(cases);
    // suspect - incident - Pune; the victim is left out, Howrah stands alone.
    CHECK(links.vertex_count() == 4);
    CHECK(links.edge_count() == 2);
    CHECK(links.find(cases.find(EntityKind::person, 1)) == no_vertex); // the victim
}

TEST_CASE("a vertex to keep stays whatever it is", "[graph][links]") {
    const CaseStore store = store_of({journey("A", {})});
    const CaseGraph cases = graph_of(store);
    CHECK(LinkView(cases).vertex_count() == 2);
    for (Vertex v = 0; v < cases.vertex_count(); ++v) {
        const LinkView links(cases, LinkViewOptions{false, false, {v}});
        REQUIRE(links.find(v) != no_vertex);
        CHECK(links.case_vertex(links.find(v)) == v);
    }
}

TEST_CASE("what many share links no two of them: its edges are divided", "[graph][links]") {
    std::vector<Incident> incidents;
    for (const char* id : {"A", "B", "C", "D"}) {
        incidents.push_back(journey(id, {"Rajkot, Gujarat"}));
    }
    const CaseStore store = store_of(incidents);
    const CaseGraph cases = graph_of(store);
    const LinkView links(cases);
    for (Edge e = 0; e < links.edge_count(); ++e) {
        const bool of_place = cases.type(links.case_edge(e)).kind == EdgeKind::stop;
        CHECK(links.link_strengths()[e] == Approx(of_place ? 0.5 / 3.0 : 0.5));
        CHECK(links.incident_strengths()[e] == 1.0);
    }
}

TEST_CASE("a link view of nothing is empty", "[graph][links]") {
    const CaseStore store = store_of({});
    const CaseGraph cases = graph_of(store);
    CHECK(LinkView(cases).vertex_count() == 0);
}

TEST_CASE("a link view holds what its definition says, and no more", "[graph][links][property]") {
    const auto seed = GENERATE(range(0u, 100u));
    CAPTURE(seed);
    const CaseStore store = store_of(invented_incidents(seed));
    const CaseGraph cases = graph_of(store);
    for (const LinkViewOptions& options :
         {LinkViewOptions{}, LinkViewOptions{true, false, {}}, LinkViewOptions{true, true, {}}}) {
        const LinkView links(cases, options);
        std::vector<Vertex> kept;
        for (Vertex v = 0; v < cases.vertex_count(); ++v) {
            const EntityKind kind = cases.kind(v);
            const bool party = kind == EntityKind::person || kind == EntityKind::organisation;
            if (!party || stands(store, kind, cases.entity(v), options)) {
                kept.push_back(v);
            }
        }
        REQUIRE(links.vertex_count() == kept.size());
        for (Vertex v = 0; v < links.vertex_count(); ++v) {
            CHECK(links.case_vertex(v) == kept[v]);
        }
        const auto is_kept = [&](Vertex v) {
            return std::find(kept.begin(), kept.end(), v) != kept.end();
        };
        std::vector<Edge> edges;
        std::map<Vertex, std::set<Vertex>> neighbours;
        for (Edge e = 0; e < cases.edge_count(); ++e) {
            const auto [s, t] = cases.ends(e);
            if (is_kept(s) && is_kept(t) && name_of(cases.type(e)) != "reported_at") {
                edges.push_back(e);
                neighbours[s].insert(t);
                neighbours[t].insert(s);
            }
        }
        REQUIRE(links.edge_count() == edges.size());
        const auto share = [&](Vertex v) {
            const EntityKind kind = cases.kind(v);
            const bool shared = kind == EntityKind::place || kind == EntityKind::organisation ||
                                kind == EntityKind::identifier;
            const std::size_t d = neighbours[v].size();
            return shared && d > 2 ? static_cast<double>(d - 1) : 1.0;
        };
        for (Edge e = 0; e < links.edge_count(); ++e) {
            CHECK(links.case_edge(e) == edges[e]);
            const auto [s, t] = cases.ends(edges[e]);
            CHECK(links.case_vertex(links.ends(e).source) == s);
            CHECK(links.case_vertex(links.ends(e).target) == t);
            CHECK(links.incident_strengths()[e] ==
                  std::max<double>(1.0, static_cast<double>(cases.evidence(edges[e]).size())));
            if (cases.expected_incidents(edges[e]) > 1e-3) {
                CHECK(links.link_strengths()[e] ==
                      Approx(cases.expected_incidents(edges[e]) / (share(s) * share(t))));
            }
            CHECK(links.link_strengths()[e] > 0.0);
        }
    }
}
