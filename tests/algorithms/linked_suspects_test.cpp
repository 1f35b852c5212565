// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/linked_suspects.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <numeric>
#include <set>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::AssociationGraph;
using graph::CaseStore;
using graph::Incident;
using graph::PersonRole;
using graph::Vertex;

namespace {

Incident suspects(std::string id, std::vector<std::string> agency_ids) {
    Incident i;
    i.id = std::move(id);
    for (const std::string& one : agency_ids) {
        i.people.push_back(person("r" + one, PersonRole::suspect, one));
    }
    return i;
}

} // namespace

TEST_CASE("a chain of shared incidents is one group, a lone suspect none", "[suspects][groups]") {
    Incident lone = suspects("D", {"P9"});
    Incident other = suspects("C", {"P7", "P8"});
    other.journey = {stop("Rajkot, Gujarat"), stop("Howrah, West Bengal")};
    const CaseStore store =
        store_of({suspects("A", {"P1", "P2"}), suspects("B", {"P2", "P3"}), other, lone});
    const auto cases = graph_of(store);
    const AssociationGraph g(cases);
    const auto groups = suspect_groups(g);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].members.size() == 3);
    CHECK(groups[0].incidents == std::vector<graph::IncidentIndex>{0, 1});
    CHECK(groups[0].states.empty());
    CHECK(groups[1].members.size() == 2);
    REQUIRE(groups[1].states.size() == 2);
    CHECK(store.text(store.places[groups[1].states[0]].id) == "place:IN-GJ");
}

TEST_CASE("one person and the firm they stand with are no group of people", "[suspects][groups]") {
    Incident a = suspects("A", {"P1"});
    a.organisations = {organisation("Firm", graph::OrganisationType::placement_agency,
                                    graph::OrganisationRole::recruiting_front)};
    const CaseStore store = store_of({a});
    const auto cases = graph_of(store);
    const AssociationGraph g(cases);
    CHECK(g.edge_count() == 1);
    CHECK(suspect_groups(g).empty());
}

TEST_CASE("nothing has no groups", "[suspects][groups]") {
    const CaseStore store = store_of({});
    const auto cases = graph_of(store);
    CHECK(suspect_groups(AssociationGraph(cases)).empty());
}

TEST_CASE("groups are the components", "[suspects][property]") {
    const auto seed = GENERATE(range(0u, 150u));
    CAPTURE(seed);
    const CaseStore store = store_of(invented_incidents(seed, 5));
    const auto cases = graph_of(store);
    const AssociationGraph g(cases);

    // Components by relabelling until nothing changes.
    std::vector<Vertex> label(g.vertex_count());
    std::iota(label.begin(), label.end(), 0U);
    for (bool changed = true; changed;) {
        changed = false;
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            const Vertex least = std::min(label[s], label[t]);
            changed = changed || label[s] != least || label[t] != least;
            label[s] = label[t] = least;
        }
    }
    std::map<Vertex, std::vector<Vertex>> components;
    std::map<Vertex, int> people;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        components[label[v]].push_back(v);
        people[label[v]] += g.is_person(v) ? 1 : 0;
    }
    std::set<std::vector<Vertex>> wanted;
    for (const auto& [least, members] : components) {
        if (people[least] >= 2) {
            wanted.insert(members);
        }
    }
    const auto groups = suspect_groups(g);
    CHECK(groups.size() == wanted.size());
    std::vector<std::tuple<int, int, Vertex>> order;
    for (const SuspectGroup& group : groups) {
        CHECK(wanted.contains(group.members));
        std::set<graph::IncidentIndex> incidents;
        std::size_t ties = 0;
        for (const Vertex v : group.members) {
            incidents.insert(g.incidents(v).begin(), g.incidents(v).end());
            ties += g.out_degree(v);
        }
        CHECK(group.incidents ==
              std::vector<graph::IncidentIndex>(incidents.begin(), incidents.end()));
        CHECK(group.ties.size() * 2 == ties);
        for (std::size_t i = 1; i < group.ties.size(); ++i) {
            CHECK(g.strength(group.ties[i - 1]) >= g.strength(group.ties[i]));
        }
        order.emplace_back(-static_cast<int>(incidents.size()), -people[group.members.front()],
                           group.members.front());
    }
    CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("the first groups are the same when only they are linked", "[suspects][property]") {
    const auto seed = GENERATE(range(0u, 150u));
    CAPTURE(seed);
    const CaseStore store = store_of(invented_incidents(seed, 12));
    const auto cases = graph_of(store);
    const graph::AssociationOptions association{false, seed % 3 == 0, 2 + seed % 4};
    const SuspectGroupOptions options{seed % 4, 1 + seed % 3};

    const AssociationGraph whole(cases, association);
    const SuspectGroups all = suspect_groups(whole, options);
    const graph::AssociationGroups groups(cases, association);
    const RankedGroups ranked = ranked_groups(groups, options);
    CHECK(ranked.found == all.found);
    const AssociationGraph part = groups.graph_of(ranked.first);
    const auto first = suspect_groups(part);
    REQUIRE(first.size() == all.first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        REQUIRE(first[i].members.size() == all.first[i].members.size());
        for (std::size_t m = 0; m < first[i].members.size(); ++m) {
            const Vertex a = first[i].members[m];
            const Vertex b = all.first[i].members[m];
            CHECK(part.is_person(a) == whole.is_person(b));
            CHECK(part.entity(a) == whole.entity(b));
        }
        CHECK(first[i].incidents == all.first[i].incidents);
        CHECK(first[i].states == all.first[i].states);
        REQUIRE(first[i].ties.size() == all.first[i].ties.size());
        for (std::size_t t = 0; t < first[i].ties.size(); ++t) {
            const auto a = part.ends(first[i].ties[t]);
            const auto b = whole.ends(all.first[i].ties[t]);
            CHECK(part.entity(a.source) == whole.entity(b.source));
            CHECK(part.entity(a.target) == whole.entity(b.target));
            CHECK(part.strength(first[i].ties[t]) == whole.strength(all.first[i].ties[t]));
        }
    }
}
