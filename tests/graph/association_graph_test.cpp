// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>
#include <tuple>

using namespace sandhan;
using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

struct PlainReason {
    double weight = 0.0;
    std::set<std::string> evidence;
};
/// (kind, what is shared: "" for incidents) -> reason
using PlainTie = std::map<std::pair<ReasonKind, std::string>, PlainReason>;
using Ties = std::map<std::pair<std::string, std::string>, PlainTie>;

std::string entity_id(const CaseStore& store, bool is_person, std::uint32_t entity) {
    return is_person ? store.person_id(entity) : std::string(store.organisation_id(entity));
}

std::string vertex_id(const AssociationGraph& g, Vertex v) {
    return entity_id(g.store(), g.is_person(v), g.entity(v));
}

std::string shared_thing(const CaseStore& store, const Reason& reason) {
    switch (reason.kind) {
    case ReasonKind::shared_identifier:
        return std::string(store.identifier_id(reason.detail));
    case ReasonKind::shared_organisation:
        return entity_id(store, false, reason.detail);
    case ReasonKind::stated_tie:
        return std::string(word_of(static_cast<TieType>(reason.detail)));
    case ReasonKind::shared_incident:
        return "";
    }
    return "?";
}

Ties ties_of(const AssociationGraph& g) {
    Ties ties;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        auto pair = std::pair(vertex_id(g, g.ends(e).source), vertex_id(g, g.ends(e).target));
        if (pair.first > pair.second) {
            std::swap(pair.first, pair.second);
        }
        PlainTie& tie = ties[pair];
        CHECK(tie.empty()); // one edge a pair
        for (const Reason& reason : g.reasons(e)) {
            PlainReason plain{reason.weight, {}};
            for (const IncidentIndex i : reason.evidence) {
                plain.evidence.insert(std::string(g.store().text(g.store().incidents[i].id)));
            }
            CHECK(plain.evidence.size() == reason.evidence.size());
            tie[{reason.kind, shared_thing(g.store(), reason)}] = plain;
        }
    }
    return ties;
}

/// The ties by their definition, from the records.
class Oracle {
  public:
    explicit Oracle(const std::vector<Incident>& incidents) {
        for (const Incident& incident : incidents) {
            auto& here = m_members[incident.id];
            for (const Person& p : incident.people) {
                if (side_of(p.role) == Side::offending) {
                    here.insert(id_of(incident, p));
                }
            }
            for (const Organisation& o : incident.organisations) {
                if (side_of(o.type, o.role) == Side::offending) {
                    here.insert(id_of(o));
                }
            }
        }
        for (const auto& [id, here] : m_members) {
            for (const std::string& x : here) {
                m_incidents_of[x].insert(id);
                for (const std::string& y : here) {
                    if (x < y) {
                        PlainReason& reason = ties[{x, y}][{ReasonKind::shared_incident, ""}];
                        reason.weight += 1.0 / static_cast<double>(here.size() - 1);
                        reason.evidence.insert(id);
                    }
                }
            }
        }
        std::map<std::string, std::map<std::string, std::set<std::string>>> phones, firms;
        for (const Incident& incident : incidents) {
            for (const Person& p : incident.people) {
                if (side_of(p.role) != Side::offending) {
                    continue;
                }
                for (const Identifier& i : p.identifiers) {
                    phones["identifier:phone/" + i.value][id_of(incident, p)].insert(incident.id);
                }
                for (const Organisation& o : incident.organisations) {
                    if (side_of(o.type, o.role) == Side::offending) {
                        firms[id_of(o)][id_of(incident, p)].insert(incident.id);
                    }
                }
            }
            for (const Tie& tie : incident.ties) {
                const std::string a = party(incident, tie.from);
                const std::string b = party(incident, tie.to);
                const double confidence = tie.confidence.value_or(1.0);
                if (!a.empty() && !b.empty() && a != b && confidence > 0.0) {
                    PlainReason& reason = ties[std::minmax(a, b)][{ReasonKind::stated_tie,
                                                                   std::string(word_of(tie.type))}];
                    reason.weight = std::max(reason.weight, confidence);
                    reason.evidence.insert(incident.id);
                }
            }
        }
        for (const auto& [phone, holders] : phones) {
            share(holders, ReasonKind::shared_identifier, phone);
        }
        for (const auto& [firm, people] : firms) {
            share(people, ReasonKind::shared_organisation, firm);
        }
    }

    Ties ties;
    [[nodiscard]] std::set<std::string> entities() const {
        std::set<std::string> all;
        for (const auto& [entity, incidents] : m_incidents_of) {
            all.insert(entity);
        }
        return all;
    }

  private:
    static std::string id_of(const Incident& incident, const Person& p) {
        return p.id.empty() ? "person:" + incident.id + "/" + p.ref : "person:" + p.id;
    }
    static std::string id_of(const Organisation& o) { return "organisation:" + slug(o.name); }
    /// "" where the party stands on another side in this incident.
    static std::string party(const Incident& incident, const std::string& ref) {
        for (const Person& p : incident.people) {
            if (p.ref == ref) {
                return side_of(p.role) == Side::offending ? id_of(incident, p) : "";
            }
        }
        for (const Organisation& o : incident.organisations) {
            if (o.ref == ref) {
                return side_of(o.type, o.role) == Side::offending ? id_of(o) : "";
            }
        }
        return "";
    }
    void share(const std::map<std::string, std::set<std::string>>& sharers,
               ReasonKind kind,
               const std::string& what) {
        for (const auto& [x, of_x] : sharers) {
            for (const auto& [y, of_y] : sharers) {
                if (!(x < y)) {
                    continue;
                }
                if (kind == ReasonKind::shared_organisation && meet(x, y)) {
                    continue; // the shared incident tells it
                }
                PlainReason& reason = ties[{x, y}][{kind, what}];
                reason.weight = 1.0 / static_cast<double>(sharers.size() - 1);
                reason.evidence.insert(of_x.begin(), of_x.end());
                reason.evidence.insert(of_y.begin(), of_y.end());
            }
        }
    }
    bool meet(const std::string& x, const std::string& y) {
        return std::any_of(m_members.begin(), m_members.end(), [&](const auto& incident) {
            return incident.second.contains(x) && incident.second.contains(y);
        });
    }

    std::map<std::string, std::set<std::string>> m_members, m_incidents_of;
};

Incident with(std::string id, std::vector<Person> people) {
    Incident i;
    i.id = std::move(id);
    i.people = std::move(people);
    return i;
}

Person phoned(Person p, const std::string& number) {
    p.identifiers.push_back({IdentifierType::phone, number});
    return p;
}

} // namespace

TEST_CASE("the offending side is linked, victims and helpers are not", "[graph][association]") {
    Incident incident =
        with("A", {person("v", PersonRole::victim), person("s", PersonRole::suspect),
                   person("t", PersonRole::transporter), person("o", PersonRole::official)});
    incident.organisations = {
        organisation("Unit", OrganisationType::law_enforcement, OrganisationRole::investigating)};
    const CaseStore store = store_of({incident});
    const CaseGraph cases = graph_of(store);
    const AssociationGraph g(cases);
    REQUIRE(g.vertex_count() == 2);
    CHECK(vertex_id(g, 0) == "person:A/s");
    REQUIRE(g.edge_count() == 1);
    CHECK(g.strength(0) == 1.0);
    CHECK(AssociationGraph(cases, {true, true}).vertex_count() == 5);
}

TEST_CASE("a phone in two incidents links two strangers, and names both incidents",
          "[graph][association]") {
    const CaseStore store = store_of({with("A", {phoned(person("s", PersonRole::suspect), "+911")}),
                                      with("B", {phoned(person("s", PersonRole::broker), "+911")}),
                                      with("C", {person("s", PersonRole::broker)})});
    const CaseGraph cases = graph_of(store);
    const AssociationGraph g(cases);
    REQUIRE(g.edge_count() == 1);
    REQUIRE(g.reasons(0).size() == 1);
    CHECK(g.reasons(0)[0].kind == ReasonKind::shared_identifier);
    const auto evidence = g.reasons(0)[0].evidence;
    CHECK(std::vector<IncidentIndex>(evidence.begin(), evidence.end()) ==
          std::vector<IncidentIndex>{0, 1});
}

TEST_CASE("what more than max_sharers have links nobody and is told", "[graph][association]") {
    std::vector<Incident> incidents;
    for (char c = 'A'; c < 'E'; ++c) {
        incidents.push_back(
            with(std::string(1, c), {phoned(person("s", PersonRole::suspect), "+911")}));
    }
    const CaseStore store = store_of(incidents);
    const CaseGraph cases = graph_of(store);
    const AssociationGraph all(cases, {false, false, 4});
    CHECK(all.edge_count() == 6);
    CHECK(all.strength(0) == Approx(1.0 / 3.0));
    const AssociationGraph none(cases, {false, false, 3});
    CHECK(none.edge_count() == 0);
    REQUIRE(none.skipped().size() == 1);
    CHECK(none.skipped()[0].evidence.size() == 4);
}

TEST_CASE("someone who was a victim in one case is linked by what they did in another alone",
          "[graph][association]") {
    // The tie of A is between a suspect and a victim, who later recruits in B.
    Incident a =
        with("A", {person("v", PersonRole::victim, "P1"), person("s", PersonRole::suspect)});
    a.ties = {{"s", "v", TieType::recruited, {}, {}}};
    const Incident b = with("B", {person("r", PersonRole::recruiter, "P1")});
    const CaseStore store = store_of({a, b});
    const CaseGraph cases = graph_of(store);
    const AssociationGraph g(cases);
    CHECK(g.vertex_count() == 2);
    CHECK(g.edge_count() == 0);
}

TEST_CASE("an association graph of nothing is empty", "[graph][association]") {
    const CaseStore store = store_of({});
    const CaseGraph cases = graph_of(store);
    CHECK(AssociationGraph(cases).vertex_count() == 0);
    CHECK(AssociationGraph(cases).find(true, 0) == no_vertex);
}

TEST_CASE("a tie stated at no confidence at all is none", "[graph][association]") {
    Incident a = with("A", {person("s", PersonRole::suspect)});
    Incident b = with("B", {person("s", PersonRole::suspect)});
    a.people.push_back(person("t", PersonRole::suspect, "P1"));
    a.ties = {{"s", "t", TieType::paid, {}, 0.0}};
    const CaseStore store = store_of({a, b});
    const CaseGraph cases = graph_of(store);
    const AssociationGraph g(cases);
    REQUIRE(g.edge_count() == 1);
    CHECK(g.reasons(0).size() == 1);
}

TEST_CASE("ties equal their definition over the records", "[graph][association][property]") {
    const auto seed = GENERATE(range(0u, 300u));
    CAPTURE(seed);
    const auto incidents = invented_incidents(seed);
    const CaseStore store = store_of(incidents);
    const CaseGraph cases = graph_of(store);
    const AssociationGraph g(cases);
    const Oracle oracle(incidents);

    std::set<std::string> vertices;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        vertices.insert(vertex_id(g, v));
        CHECK(g.find(g.is_person(v), g.entity(v)) == v);
    }
    CHECK(vertices == oracle.entities());

    const Ties ties = ties_of(g);
    REQUIRE(ties.size() == oracle.ties.size());
    for (const auto& [pair, tie] : oracle.ties) {
        CAPTURE(pair.first, pair.second);
        REQUIRE(ties.contains(pair));
        const PlainTie& got = ties.at(pair);
        REQUIRE(got.size() == tie.size());
        for (const auto& [what, reason] : tie) {
            CAPTURE(name_of(what.first), what.second);
            REQUIRE(got.contains(what));
            CHECK(got.at(what).weight == Approx(reason.weight));
            CHECK(got.at(what).evidence == reason.evidence);
        }
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        double sum = 0.0;
        double last = 1e300;
        for (const Reason& reason : g.reasons(e)) {
            sum += reason.weight;
            CHECK(reason.weight <= last);
            last = reason.weight;
        }
        CHECK(g.strengths()[e] == Approx(sum));
    }
}
