// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
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
    case ReasonKind::similar_identity:
    case ReasonKind::same_place:
    case ReasonKind::same_route:
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

namespace {

/// Lists of people that share phones with incidents, too.
CaseStore with_listed(const std::vector<Incident>& incidents, unsigned seed) {
    CaseStoreBuilder builder(Gazetteer::builtin(), {});
    for (const Incident& incident : incidents) {
        builder.add(incident);
    }
    for (unsigned i = 0; i < seed % 4; ++i) {
        builder.add(phoned(person("l" + std::to_string(i), PersonRole::suspect,
                                  i == 2 ? "AG-1" : std::string()),
                           "+9190000000" + std::to_string(10 + (seed + i) % 4)),
                    {}, "list");
    }
    return builder.finish();
}

std::vector<std::tuple<ReasonKind, std::uint32_t, std::vector<IncidentIndex>>>
told(std::span<const Reason> reasons) {
    std::vector<std::tuple<ReasonKind, std::uint32_t, std::vector<IncidentIndex>>> result;
    for (const Reason& reason : reasons) {
        result.emplace_back(
            reason.kind, reason.detail,
            std::vector<IncidentIndex>(reason.evidence.begin(), reason.evidence.end()));
    }
    return result;
}

} // namespace

TEST_CASE("groups are the graph's components, and their ties the graph's",
          "[graph][association][groups][property]") {
    const auto seed = GENERATE(range(0u, 300u));
    CAPTURE(seed);
    const CaseStore store = with_listed(invented_incidents(seed), seed);
    IncidentFilter filter;
    filter.min_confidence = seed % 3 == 0 ? 0.5 : 0.0;
    const CaseSelection selection(store, filter, Disclosure::protect);
    const AssociationOptions options{seed % 5 == 1, seed % 5 == 2,
                                     seed % 2 == 0 ? 50U : 2U + seed % 3};
    const AssociationGraph g(selection, options);
    const AssociationGroups groups(selection, options);
    CHECK(groups.vertex_count() == g.vertex_count());
    CHECK(told(groups.skipped()) == told(g.skipped()));

    std::vector<Vertex> first(g.vertex_count()); // by relabelling until nothing changes
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        first[v] = v;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto [s, t] : g.edges()) {
            const Vertex least = std::min(first[s], first[t]);
            changed = changed || first[s] != least || first[t] != least;
            first[s] = first[t] = least;
        }
    }
    std::map<Vertex, std::set<Vertex>> members;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        members[first[v]].insert(v);
    }
    std::vector<Vertex> some;
    std::size_t found = 0;
    for (const auto& [least, all] : members) {
        if (all.size() < 2) {
            continue;
        }
        REQUIRE(found < groups.groups().size());
        const AssociationGroups::Group& group = groups.groups()[found];
        CHECK(group.first == least);
        std::set<IncidentIndex> incidents;
        std::uint32_t people = 0;
        for (const Vertex v : all) {
            people += g.is_person(v) ? 1U : 0U;
            incidents.insert(g.incidents(v).begin(), g.incidents(v).end());
        }
        CHECK(group.people == people);
        CHECK(group.organisations == all.size() - people);
        CHECK(group.incidents == incidents.size());
        if (++found % 2 == seed % 2) {
            some.push_back(least);
        }
    }
    CHECK(found == groups.groups().size());

    const AssociationGraph part = groups.graph_of(some);
    CHECK(part.skipped().empty());
    std::vector<Vertex> wanted; // in the order of the whole graph
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (std::find(some.begin(), some.end(), first[v]) != some.end()) {
            wanted.push_back(v);
        }
    }
    REQUIRE(part.vertex_count() == wanted.size());
    for (Vertex v = 0; v < part.vertex_count(); ++v) {
        CHECK(vertex_id(part, v) == vertex_id(g, wanted[v]));
        const auto all = g.incidents(wanted[v]);
        const auto here = part.incidents(v);
        CHECK(std::equal(here.begin(), here.end(), all.begin(), all.end()));
    }
    Edge e = 0;
    for (Edge of_all = 0; of_all < g.edge_count(); ++of_all) {
        const auto [s, t] = g.ends(of_all);
        if (!std::binary_search(wanted.begin(), wanted.end(), s)) {
            continue;
        }
        REQUIRE(e < part.edge_count());
        CHECK(wanted[part.ends(e).source] == s);
        CHECK(wanted[part.ends(e).target] == t);
        CHECK(told(part.reasons(e)) == told(g.reasons(of_all)));
        CHECK(part.strength(e) == g.strength(of_all)); // to the bit
        ++e;
    }
    CHECK(e == part.edge_count());
}

TEST_CASE("nothing has no groups, and no ties of them", "[graph][association][groups]") {
    const CaseStore store = store_of({});
    const CaseSelection selection(store, {}, Disclosure::protect);
    const AssociationGroups groups(selection);
    CHECK(groups.groups().empty());
    CHECK(groups.graph_of({}).vertex_count() == 0);
}

TEST_CASE("groups are the same on one thread and on many", "[graph][association][groups]") {
    // 3000 suspects of whom each next two share a phone, mentioned in a scattered order.
    constexpr int n = 3000;
    constexpr int stride = 1789; // prime to n
    std::vector<Incident> incidents;
    for (int i = 0; i < n; ++i) {
        const int k = i * stride % n;
        incidents.push_back(
            with("X-" + std::to_string(10000 + k),
                 {phoned(phoned(person("s", PersonRole::suspect), "+91" + std::to_string(k / 5)),
                         "+92" + std::to_string((k + 3) / 7))}));
    }
    const CaseStore store = store_of(incidents);
    const CaseSelection selection(store, {}, Disclosure::protect);
    const auto count = [&] {
        const AssociationGroups groups(selection);
        std::vector<std::tuple<Vertex, std::uint32_t, std::uint32_t>> result;
        for (const auto& group : groups.groups()) {
            result.emplace_back(group.first, group.people, group.incidents);
        }
        return result;
    };
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 8);
    tbb::task_arena one(1);
    const auto alone = one.execute(count);
    CHECK(alone.size() < n / 5);
    for (int again = 0; again < 20; ++again) {
        CHECK(tbb::task_arena(8).execute(count) == alone);
    }
}
