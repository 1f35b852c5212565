// SPDX-License-Identifier: Apache-2.0
// Each view of cases, resampled, against the same view made of incidents that were really copied.
#include "algorithms/hubs/view_evidence.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <map>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

/// Edges by the names of their ends.
using Named = std::map<std::pair<std::string, std::string>, double>;

template <class NameOf>
Named named(const graph::CompressedGraph& g, const std::vector<double>& strength, NameOf name_of) {
    Named edges;
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        auto ends = std::pair(name_of(g.ends(e).source), name_of(g.ends(e).target));
        if (!g.is_directed() && ends.second < ends.first) {
            std::swap(ends.first, ends.second);
        }
        edges[ends] += strength[e];
    }
    return edges;
}

void check_same(const Named& found, const Named& wanted) {
    CHECK(found.size() == wanted.size());
    for (const auto& [ends, strength] : wanted) {
        INFO(ends.first << " - " << ends.second);
        REQUIRE(found.count(ends) == 1);
        CHECK(found.at(ends) == Approx(strength).epsilon(1e-12));
    }
}

/// Incidents in which everyone has a number of their own, so that a copy names the same people.
std::vector<graph::Incident> numbered_incidents(unsigned seed, std::size_t most) {
    auto incidents = invented_incidents(seed, most);
    for (graph::Incident& incident : incidents) {
        for (graph::Person& person : incident.people) {
            if (person.id.empty()) {
                person.id = "OWN-" + incident.id + "-" + person.ref;
            }
        }
    }
    return incidents;
}

std::vector<graph::Incident> copied(const std::vector<graph::Incident>& incidents,
                                    const std::vector<std::uint32_t>& copies) {
    std::vector<graph::Incident> all;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        for (std::uint32_t copy = 0; copy < copies[i]; ++copy) {
            all.push_back(incidents[i]);
            all.back().id += "-" + std::to_string(copy);
        }
    }
    return all;
}

/// Copies of the incidents that evidence knows, of those of all.
std::vector<std::uint32_t> known_copies(const GraphEvidence& evidence,
                                        const std::vector<std::uint32_t>& copies) {
    std::vector<std::uint32_t> known;
    for (const std::uint32_t incident : evidence.incidents) {
        known.push_back(copies[incident]);
    }
    return known;
}

std::string party(const graph::AssociationGraph& g, graph::Vertex v) {
    return g.is_person(v) ? g.store().person_id(g.entity(v))
                          : std::string(g.store().organisation_id(g.entity(v)));
}

} // namespace

TEST_CASE("a resampled view is the view of the incidents drawn", "[hubs][bootstrap][property]") {
    std::size_t shared = 0, latent = 0, stated = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        const auto incidents = numbered_incidents(seed, 9);
        const graph::CaseStore store = store_of(incidents);
        const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
        const graph::MovementGraph movement(selection, graph::PlaceLevel::district);
        const graph::AssociationOptions options{seed % 3 == 1, seed % 4 == 2};
        const graph::AssociationGraph association(selection, options);
        const GraphEvidence of_movement = evidence_of(movement);
        const GraphEvidence of_association = evidence_of(association, selection, options);
        require_consistent(of_movement);
        require_consistent(of_association);
        for (const auto& one : of_association.shared.values) {
            ++(one.unless_counted ? latent : shared);
        }
        stated += of_association.stated.values.size();
        std::mt19937 random(seed);
        for (int resample = 0; resample < 3; ++resample) {
            std::vector<std::uint32_t> copies;
            for (std::size_t i = 0; i < incidents.size(); ++i) {
                copies.push_back(resample == 0 ? 1U : static_cast<std::uint32_t>(random() % 3));
            }
            const graph::CaseStore drawn = store_of(copied(incidents, copies));
            const graph::CaseSelection all(drawn, {}, graph::Disclosure::protect);

            const graph::MovementGraph moved(all, graph::PlaceLevel::district);
            const SimpleGraph m = resampled(of_movement, known_copies(of_movement, copies));
            CHECK(m.graph.vertex_count() == movement.vertex_count());
            const auto place = [](const graph::MovementGraph& g) {
                return [&g](graph::Vertex v) {
                    return std::string(g.store().text(g.store().places[g.place(v)].id));
                };
            };
            check_same(named(m.graph, m.strength, place(movement)),
                       named(moved, moved.strengths(), place(moved)));

            const graph::AssociationGraph linked(all, options);
            const SimpleGraph a = resampled(of_association, known_copies(of_association, copies));
            CHECK(a.graph.vertex_count() == association.vertex_count());
            check_same(
                named(a.graph, a.strength, [&](graph::Vertex v) { return party(association, v); }),
                named(linked, linked.strengths(),
                      [&](graph::Vertex v) { return party(linked, v); }));
        }
    }
    CHECK(shared > 100); // else nothing was held against anything
    CHECK(latent > 100);
    CHECK(stated > 100);
}

TEST_CASE("what too many share links nobody in any resample", "[hubs][bootstrap]") {
    std::vector<graph::Incident> incidents;
    for (int i = 0; i < 4; ++i) {
        graph::Incident incident;
        incident.id = "X-" + std::to_string(i);
        incident.people = {person("s1", graph::PersonRole::suspect, "P-" + std::to_string(i))};
        incident.people[0].identifiers = {{graph::IdentifierType::phone, "+919000000001"}};
        incidents.push_back(incident);
    }
    const graph::CaseStore store = store_of(incidents);
    const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
    const graph::AssociationOptions few{false, false, 3};
    const GraphEvidence none = evidence_of(graph::AssociationGraph(selection, few), selection, few);
    CHECK(none.edges.empty());
    const graph::AssociationOptions enough{false, false, 4};
    const GraphEvidence all =
        evidence_of(graph::AssociationGraph(selection, enough), selection, enough);
    const std::vector<std::uint32_t> two{1, 0, 2, 0};
    const SimpleGraph linked = resampled(all, two);
    REQUIRE(linked.graph.edge_count() == 1);
    CHECK(linked.graph.ends(0) == graph::VertexPair{0, 2});
    CHECK(linked.strength[0] == 1.0); // two hold it now
}

TEST_CASE("an edge of the case view rests on its incidents in equal parts", "[hubs][bootstrap]") {
    std::size_t edges = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        INFO("seed " << seed);
        const graph::CaseStore store = store_of(numbered_incidents(seed, 8));
        const graph::CaseGraph cases = graph_of(store);
        const graph::LinkView links(cases);
        const GraphEvidence evidence = evidence_of(links, cases);
        require_consistent(evidence);
        std::mt19937 random(seed);
        std::vector<std::uint32_t> copies;
        for (std::size_t i = 0; i < evidence.incidents.size(); ++i) {
            copies.push_back(static_cast<std::uint32_t>(random() % 3));
        }
        Named wanted;
        const auto name = [](graph::Vertex v) { return std::to_string(v); };
        for (graph::Edge e = 0; e < links.edge_count(); ++e) {
            double strength = 0.0;
            for (const auto i : cases.evidence(links.case_edge(e))) {
                const auto at =
                    std::lower_bound(evidence.incidents.begin(), evidence.incidents.end(), i);
                strength += copies[static_cast<std::size_t>(at - evidence.incidents.begin())];
            }
            auto ends = std::pair(name(links.ends(e).source), name(links.ends(e).target));
            if (ends.second < ends.first) {
                std::swap(ends.first, ends.second);
            }
            if (strength > 0.0 && ends.first != ends.second) {
                wanted[ends] += strength;
            }
        }
        edges += wanted.size();
        const SimpleGraph found = resampled(evidence, copies);
        check_same(named(found.graph, found.strength, name), wanted);
    }
    CHECK(edges > 1000);
}

TEST_CASE("drawn once each, incidents of any graph give the simple graph that it is",
          "[hubs][bootstrap][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        INFO("seed " << seed);
        const RandomGraph random = random_multigraph(seed);
        std::mt19937 number(seed);
        std::vector<double> strength;
        Lists<std::uint32_t> incidents;
        for (graph::Edge e = 0; e < random.graph.edge_count(); ++e) {
            strength.push_back(random.units[e]);
            for (auto i = number() % 5 / 2 * 2; i > 0; --i) { // 0, 2 or 4: exact parts
                incidents.values.push_back(static_cast<std::uint32_t>(50 + number() % 9));
            }
            incidents.close();
        }
        const GraphEvidence evidence = evidence_of(random.graph, strength, incidents);
        require_consistent(evidence);
        const std::vector<std::uint32_t> once(evidence.incidents.size(), 1);
        const SimpleGraph found = resampled(evidence, once);
        const SimpleGraph wanted = simplified(random.graph, strength);
        CHECK(std::vector(found.graph.edges().begin(), found.graph.edges().end()) ==
              std::vector(wanted.graph.edges().begin(), wanted.graph.edges().end()));
        CHECK(found.strength == wanted.strength);
    }
}

TEST_CASE("evidence of another number of edges is refused", "[hubs][bootstrap]") {
    const graph::UndirectedGraph g(2, {{0, 1}});
    CHECK(message_of<std::invalid_argument>([&] { (void)evidence_of(g, {}, {}); }) ==
          "evidence_of: 0 strengths and 0 lists of incidents for 1 edges");
}
