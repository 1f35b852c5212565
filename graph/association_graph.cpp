// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace sandhan::graph {

std::string_view name_of(ReasonKind kind) {
    switch (kind) {
    case ReasonKind::stated_tie:
        return "stated_tie";
    case ReasonKind::shared_identifier:
        return "shared_identifier";
    case ReasonKind::shared_incident:
        return "shared_incident";
    case ReasonKind::shared_organisation:
        return "shared_organisation";
    }
    return {};
}

struct AssociationGraph::Parts {
    Vertex people = 0;
    std::vector<std::uint32_t> entity;
    std::vector<std::vector<IncidentIndex>> incidents_of;
    std::vector<VertexPair> edges;
    std::vector<std::vector<Reason>> reasons;
    std::vector<Reason> skipped;
};

namespace {

/// Two vertices share something, as one incident shows (no_index: a person list does).
struct Link {
    Vertex a, b; // a < b
    ReasonKind kind;
    std::uint32_t detail;
    IncidentIndex incident;
    double weight;
    auto key() const { return std::tuple(a, b, kind, detail, incident); }
};

bool wanted(Side side, const AssociationOptions& options) {
    switch (side) {
    case Side::offending:
        return true;
    case Side::responder:
        return options.include_responders;
    case Side::victim:
    case Side::family:
        return options.include_victims;
    }
    return false;
}

struct Membership {
    std::uint32_t entity;
    IncidentIndex incident; // no_index: a person list
    friend auto operator<=>(const Membership&, const Membership&) = default;
};

void make_unique(std::vector<Membership>& members) {
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
}

/// Entities in order and, for each, the incidents in which it takes part.
void number(const std::vector<Membership>& members,
            std::vector<std::uint32_t>& entity,
            std::vector<std::vector<IncidentIndex>>& incidents_of) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i == 0 || members[i].entity != members[i - 1].entity) {
            entity.push_back(members[i].entity);
            incidents_of.emplace_back();
        }
        if (members[i].incident != no_index) {
            incidents_of.back().push_back(members[i].incident);
        }
    }
}

Vertex position(const std::vector<std::uint32_t>& entity,
                Vertex first,
                Vertex last,
                std::uint32_t wanted_entity) {
    const auto begin = entity.begin() + first;
    const auto end = entity.begin() + last;
    const auto at = std::lower_bound(begin, end, wanted_entity);
    return at == end || *at != wanted_entity ? no_vertex : static_cast<Vertex>(at - entity.begin());
}

} // namespace

AssociationGraph::Parts AssociationGraph::assemble(const CaseGraph& cases,
                                                   const AssociationOptions& options) {
    const CaseStore& store = cases.store();
    Parts parts;

    std::vector<Membership> people, organisations;
    for (const IncidentIndex i : cases.incidents()) {
        for (const PersonRow& row : store.people_of(store.incidents[i])) {
            if (wanted(side_of(row.role), options)) {
                people.push_back({row.person, i});
            }
        }
        for (const OrganisationRow& row : store.organisations_of(store.incidents[i])) {
            if (wanted(side_of(row.type, row.role), options)) {
                organisations.push_back({row.organisation, i});
            }
        }
    }
    for (const PersonRow& row : store.people) {
        if (row.incident == no_index && wanted(side_of(row.role), options)) {
            people.push_back({row.person, no_index});
        }
    }
    make_unique(people);
    make_unique(organisations);
    number(people, parts.entity, parts.incidents_of);
    parts.people = static_cast<Vertex>(parts.entity.size());
    number(organisations, parts.entity, parts.incidents_of);
    const auto n = static_cast<Vertex>(parts.entity.size());
    const auto person_vertex = [&](PersonIndex p) {
        return position(parts.entity, 0, parts.people, p);
    };
    const auto organisation_vertex = [&](OrganisationIndex o) {
        return position(parts.entity, parts.people, n, o);
    };

    std::vector<Link> links;
    const auto link = [&](Vertex a, Vertex b, ReasonKind kind, std::uint32_t detail,
                          IncidentIndex incident, double weight) {
        if (a != b) {
            links.push_back({std::min(a, b), std::max(a, b), kind, detail, incident, weight});
        }
    };

    // Shared incidents.
    std::map<IncidentIndex, std::vector<Vertex>> of_incident;
    for (Vertex v = 0; v < n; ++v) {
        for (const IncidentIndex i : parts.incidents_of[v]) {
            of_incident[i].push_back(v);
        }
    }
    for (const auto& [incident, members] : of_incident) {
        for (std::size_t x = 0; x < members.size(); ++x) {
            for (std::size_t y = x + 1; y < members.size(); ++y) {
                link(members[x], members[y], ReasonKind::shared_incident, no_index, incident,
                     1.0 / static_cast<double>(members.size() - 1));
            }
        }
    }

    // Something that several hold: sharers are pairs (vertex, incident that shows it).
    const auto share = [&](std::vector<std::pair<Vertex, IncidentIndex>> sharers, ReasonKind kind,
                           std::uint32_t detail, bool only_across_incidents) {
        std::sort(sharers.begin(), sharers.end());
        sharers.erase(std::unique(sharers.begin(), sharers.end()), sharers.end());
        std::vector<Vertex> distinct;
        for (const auto& [v, incident] : sharers) {
            if (distinct.empty() || distinct.back() != v) {
                distinct.push_back(v);
            }
        }
        if (distinct.size() < 2) {
            return;
        }
        if (distinct.size() > options.max_sharers) {
            Reason skipped{kind, detail, 0.0, {}};
            for (const auto& [v, incident] : sharers) {
                if (incident != no_index) {
                    skipped.evidence.push_back(incident);
                }
            }
            std::sort(skipped.evidence.begin(), skipped.evidence.end());
            skipped.evidence.erase(std::unique(skipped.evidence.begin(), skipped.evidence.end()),
                                   skipped.evidence.end());
            parts.skipped.push_back(std::move(skipped));
            return;
        }
        const double weight = 1.0 / static_cast<double>(distinct.size() - 1);
        for (std::size_t x = 0; x < distinct.size(); ++x) {
            for (std::size_t y = x + 1; y < distinct.size(); ++y) {
                const auto& of_x = parts.incidents_of[distinct[x]];
                const auto& of_y = parts.incidents_of[distinct[y]];
                const bool meet = std::find_first_of(of_x.begin(), of_x.end(), of_y.begin(),
                                                     of_y.end()) != of_x.end();
                if (only_across_incidents && meet) {
                    continue; // the shared incident says it already
                }
                for (const auto& [v, incident] : sharers) {
                    if (v == distinct[x] || v == distinct[y]) {
                        link(distinct[x], distinct[y], kind, detail, incident, weight);
                    }
                }
            }
        }
    };

    const auto in_view = [&](const PersonRow& row) {
        return wanted(side_of(row.role), options) &&
               (row.incident == no_index ||
                std::binary_search(cases.incidents().begin(), cases.incidents().end(),
                                   row.incident));
    };
    for (IdentifierIndex i = 0; i < store.identifier_entities.size(); ++i) {
        std::vector<std::pair<Vertex, IncidentIndex>> sharers;
        for (const std::uint32_t p :
             CaseStore::rows(store.identifier_holders, store.identifier_entities[i].holders)) {
            if (in_view(store.people[p])) {
                sharers.emplace_back(person_vertex(store.people[p].person),
                                     store.people[p].incident);
            }
        }
        share(std::move(sharers), ReasonKind::shared_identifier, i, false);
    }
    for (Vertex v = parts.people; v < n; ++v) {
        std::vector<std::pair<Vertex, IncidentIndex>> sharers;
        for (const IncidentIndex i : parts.incidents_of[v]) {
            for (const Vertex member : of_incident[i]) {
                if (member < parts.people) {
                    sharers.emplace_back(member, i);
                }
            }
        }
        share(std::move(sharers), ReasonKind::shared_organisation, parts.entity[v], true);
    }

    // Stated ties.
    for (const IncidentIndex i : cases.incidents()) {
        for (const TieRow& row : store.ties_of(store.incidents[i])) {
            // By the side of this mention: a victim of one case may have recruited in another.
            const auto vertex = [&](const Party& party) {
                if (party.is_person) {
                    const PersonRow& person = store.people[party.row];
                    return wanted(side_of(person.role), options) ? person_vertex(person.person)
                                                                 : no_vertex;
                }
                const OrganisationRow& organisation = store.organisations[party.row];
                return wanted(side_of(organisation.type, organisation.role), options)
                           ? organisation_vertex(organisation.organisation)
                           : no_vertex;
            };
            const Vertex from = vertex(row.from);
            const Vertex to = vertex(row.to);
            if (from != no_vertex && to != no_vertex && row.confidence > 0.0) {
                link(from, to, ReasonKind::stated_tie, static_cast<std::uint32_t>(row.type), i,
                     row.confidence);
            }
        }
    }

    std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
        return std::tuple(x.key(), -x.weight) < std::tuple(y.key(), -y.weight);
    });
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Link& l = links[i];
        if (i > 0 && l.key() == links[i - 1].key()) {
            continue; // said twice by one incident: the stronger statement stands
        }
        if (parts.edges.empty() || !(parts.edges.back() == VertexPair{l.a, l.b})) {
            parts.edges.push_back({l.a, l.b});
            parts.reasons.emplace_back();
        }
        auto& reasons = parts.reasons.back();
        if (reasons.empty() || reasons.back().kind != l.kind || reasons.back().detail != l.detail) {
            reasons.push_back({l.kind, l.detail, 0.0, {}});
        }
        Reason& reason = reasons.back();
        // Each further shared incident adds to the tie; a phone shared in three incidents is one
        // shared phone, and a tie stated twice is the tie at its surest.
        reason.weight = l.kind == ReasonKind::shared_incident ? reason.weight + l.weight
                                                              : std::max(reason.weight, l.weight);
        if (l.incident != no_index) {
            reason.evidence.push_back(l.incident);
        }
    }
    for (auto& reasons : parts.reasons) {
        std::stable_sort(reasons.begin(), reasons.end(),
                         [](const Reason& x, const Reason& y) { return x.weight > y.weight; });
    }
    return parts;
}

AssociationGraph::AssociationGraph(const CaseGraph& cases, const AssociationOptions& options)
    : AssociationGraph(cases.store(), assemble(cases, options)) {}

AssociationGraph::AssociationGraph(const CaseStore& store, Parts&& parts)
    : UndirectedGraph(static_cast<Vertex>(parts.entity.size()), std::move(parts.edges)),
      m_store(&store), m_people(parts.people), m_entity(std::move(parts.entity)),
      m_incidents_of(std::move(parts.incidents_of)), m_reasons(std::move(parts.reasons)),
      m_skipped(std::move(parts.skipped)) {}

Vertex AssociationGraph::find(bool person, std::uint32_t wanted_entity) const {
    const auto n = static_cast<Vertex>(m_entity.size());
    return person ? position(m_entity, 0, m_people, wanted_entity)
                  : position(m_entity, m_people, n, wanted_entity);
}

double AssociationGraph::strength(Edge e) const {
    double sum = 0.0;
    for (const Reason& reason : m_reasons[e]) {
        sum += reason.weight;
    }
    return sum;
}

std::vector<double> AssociationGraph::strengths() const {
    std::vector<double> result(edge_count());
    for (Edge e = 0; e < edge_count(); ++e) {
        result[e] = strength(e);
    }
    return result;
}

} // namespace sandhan::graph
