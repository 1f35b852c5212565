// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/view_evidence.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

using graph::Edge;
using graph::IncidentIndex;
using graph::Vertex;

namespace {

/// Names incidents by their position among those that occur, instead of by their numbers.
void number_incidents(GraphEvidence& evidence) {
    const auto each = [&](const auto& use) {
        for (auto& one : evidence.counted.values) {
            use(one.incident);
        }
        for (auto& one : evidence.stated.values) {
            use(one.incident);
        }
        for (auto& incident : evidence.holder_incidents.values) {
            use(incident);
        }
    };
    std::vector<std::uint32_t>& all = evidence.incidents;
    each([&](std::uint32_t& incident) { all.push_back(incident); });
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    each([&](std::uint32_t& incident) {
        incident = static_cast<std::uint32_t>(std::lower_bound(all.begin(), all.end(), incident) -
                                              all.begin());
    });
}

/// Reads what an AssociationGraph rests on.
class AssociationEvidence {
  public:
    AssociationEvidence(const graph::AssociationGraph& g,
                        const graph::CaseSelection& selection,
                        const graph::AssociationOptions& options)
        : m_g(g), m_store(g.store()), m_options(options), m_selected(selection.flags()) {
        while (m_people < g.vertex_count() && g.is_person(m_people)) {
            ++m_people;
        }
        list_members();
    }

    GraphEvidence read() {
        m_made.vertices = m_g.vertex_count();
        m_made.edges.assign(m_g.edges().begin(), m_g.edges().end());
        read_identifiers();
        read_organisations();
        std::stable_sort(m_shared.begin(), m_shared.end(),
                         [](const auto& x, const auto& y) { return x.first < y.first; });
        auto next = m_shared.begin();
        for (Edge e = 0; e < m_g.edge_count(); ++e) {
            for (const graph::Reason& reason : m_g.reasons(e)) {
                read_reason(e, reason);
            }
            for (; next != m_shared.end() && next->first == e; ++next) {
                m_made.shared.values.push_back(next->second);
            }
            m_made.counted.close();
            m_made.stated.close();
            m_made.shared.close();
        }
        number_incidents(m_made);
        return std::move(m_made);
    }

  private:
    /// Someone who holds a thing, as an incident tells (no_index: as a list does).
    using Holding = std::pair<Vertex, IncidentIndex>;

    void list_members() {
        m_members.resize(m_store.incidents.size());
        for (Vertex v = 0; v < m_g.vertex_count(); ++v) {
            for (const IncidentIndex i : m_g.incidents(v)) {
                m_members[i].push_back(v); // ascending: people first
            }
        }
    }

    [[nodiscard]] bool is_wanted(graph::Side side) const {
        switch (side) {
        case graph::Side::offending:
            return true;
        case graph::Side::responder:
            return m_options.include_responders;
        case graph::Side::victim:
        case graph::Side::family:
            return m_options.include_victims;
        }
        return false;
    }

    /// The vertex of a mention, if it takes part: by the side of this mention.
    [[nodiscard]] Vertex vertex_of(const graph::PersonRow& row) const {
        const bool in = row.incident == graph::no_index || m_selected[row.incident] != 0;
        return in && is_wanted(side_of(row.role)) ? m_g.find(true, row.person) : graph::no_vertex;
    }
    [[nodiscard]] Vertex vertex_of(const graph::Party& party) const {
        if (party.is_person) {
            return vertex_of(m_store.people[party.row]);
        }
        const graph::OrganisationRow& row = m_store.organisations[party.row];
        return m_selected[row.incident] != 0 && is_wanted(side_of(row.type, row.role))
                   ? m_g.find(false, row.organisation)
                   : graph::no_vertex;
    }

    void read_reason(Edge e, const graph::Reason& reason) {
        if (reason.kind == graph::ReasonKind::shared_incident) {
            for (const IncidentIndex i : reason.evidence) {
                m_made.counted.values.push_back(
                    {i, 1.0 / (static_cast<double>(m_members[i].size()) - 1.0)});
            }
        } else if (reason.kind == graph::ReasonKind::stated_tie) {
            const auto [s, t] = m_g.ends(e);
            for (const IncidentIndex i : reason.evidence) {
                double strongest = 0.0;
                for (const graph::TieRow& tie : m_store.ties_of(m_store.incidents[i])) {
                    if (static_cast<std::uint32_t>(tie.type) != reason.detail) {
                        continue;
                    }
                    const Vertex a = vertex_of(tie.from);
                    const Vertex b = vertex_of(tie.to);
                    if ((a == s && b == t) || (a == t && b == s)) {
                        strongest = std::max(strongest, tie.confidence);
                    }
                }
                m_made.stated.values.push_back({reason.detail, i, strongest});
            }
        } else if (reason.kind == graph::ReasonKind::similar_identity) {
            m_made.always.resize(m_g.edge_count(), 0.0); // no incident makes two people alike
            m_made.always[e] += reason.weight;
        }
    }

    void read_identifiers() {
        std::vector<graph::IdentifierIndex> linking;
        for (Edge e = 0; e < m_g.edge_count(); ++e) {
            for (const graph::Reason& reason : m_g.reasons(e)) {
                if (reason.kind == graph::ReasonKind::shared_identifier) {
                    linking.push_back(reason.detail);
                }
            }
        }
        std::sort(linking.begin(), linking.end());
        linking.erase(std::unique(linking.begin(), linking.end()), linking.end());
        std::vector<Holding> holdings;
        for (const graph::IdentifierIndex i : linking) {
            holdings.clear();
            for (const std::uint32_t r : graph::CaseStore::rows(
                     m_store.identifier_holders, m_store.identifier_entities[i].holders)) {
                const graph::PersonRow& row = m_store.people[r];
                if (const Vertex v = vertex_of(row); v != graph::no_vertex) {
                    holdings.emplace_back(v, row.incident);
                }
            }
            share(holdings, false);
        }
    }

    void read_organisations() {
        std::vector<graph::OrganisationIndex> not_linking;
        for (const graph::Reason& reason : m_g.skipped()) {
            if (reason.kind == graph::ReasonKind::shared_organisation) {
                not_linking.push_back(reason.detail);
            }
        }
        std::sort(not_linking.begin(), not_linking.end());
        std::vector<Holding> holdings;
        for (Vertex o = m_people; o < m_g.vertex_count(); ++o) {
            if (std::binary_search(not_linking.begin(), not_linking.end(), m_g.entity(o))) {
                continue;
            }
            holdings.clear();
            for (const IncidentIndex i : m_g.incidents(o)) {
                for (const Vertex member : m_members[i]) {
                    if (member < m_people) {
                        holdings.emplace_back(member, i);
                    }
                }
            }
            // Whoever meets in an incident is linked by that; where it is not drawn, by this.
            share(holdings, true);
        }
    }

    /// Makes holders of one thing and joins each two of them.
    void share(std::vector<Holding>& holdings, bool unless_counted) {
        std::sort(holdings.begin(), holdings.end());
        holdings.erase(std::unique(holdings.begin(), holdings.end()), holdings.end());
        const auto first = static_cast<std::uint32_t>(m_made.thing_of.size());
        std::vector<Vertex> who;
        for (std::size_t h = 0; h < holdings.size();) {
            who.push_back(holdings[h].first);
            bool always = false;
            for (; h < holdings.size() && holdings[h].first == who.back(); ++h) {
                if (holdings[h].second == graph::no_index) {
                    always = true;
                } else {
                    m_made.holder_incidents.values.push_back(holdings[h].second);
                }
            }
            m_made.holder_incidents.close();
            m_made.thing_of.push_back(m_things);
            m_made.always_holds.push_back(always ? 1 : 0);
        }
        for (std::uint32_t x = 0; x < who.size(); ++x) {
            for (std::uint32_t y = x + 1; y < who.size(); ++y) {
                const auto row = m_g.out_neighbours(who[x]);
                const auto at = std::lower_bound(row.begin(), row.end(), who[y]) - row.begin();
                m_shared.emplace_back(m_g.out_edges(who[x])[static_cast<std::size_t>(at)],
                                      GraphEvidence::Shared{first + x, first + y, unless_counted});
            }
        }
        ++m_things;
    }

    const graph::AssociationGraph& m_g;
    const graph::CaseStore& m_store;
    const graph::AssociationOptions& m_options;
    std::vector<unsigned char> m_selected;
    Vertex m_people = 0;
    std::vector<std::vector<Vertex>> m_members; ///< by incident
    GraphEvidence m_made;
    std::uint32_t m_things = 0;
    std::vector<std::pair<Edge, GraphEvidence::Shared>> m_shared;
};

} // namespace

GraphEvidence evidence_of(const graph::CompressedGraph& g,
                          std::span<const double> strength,
                          const Lists<std::uint32_t>& incidents) {
    if (strength.size() != g.edge_count() || incidents.size() != g.edge_count()) {
        throw std::invalid_argument("evidence_of: " + std::to_string(strength.size()) +
                                    " strengths and " + std::to_string(incidents.size()) +
                                    " lists of incidents for " + std::to_string(g.edge_count()) +
                                    " edges");
    }
    GraphEvidence made;
    made.directedness =
        g.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected;
    made.vertices = g.vertex_count();
    // Rows are sorted by neighbour, so parallel edges stand side by side.
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        const auto neighbours = g.out_neighbours(v);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const Vertex u = neighbours[i];
            if (u == v || (!g.is_directed() && u < v)) {
                continue;
            }
            if (i == 0 || neighbours[i - 1] != u) {
                made.edges.push_back({v, u});
                made.always.push_back(0.0);
            }
            const Edge e = g.out_edges(v)[i];
            for (const std::uint32_t incident : incidents[e]) {
                made.counted.values.push_back(
                    {incident, strength[e] / static_cast<double>(incidents[e].size())});
            }
            if (incidents[e].empty()) {
                made.always.back() += strength[e];
            }
            if (i + 1 == neighbours.size() || neighbours[i + 1] != u) {
                made.counted.close();
            }
        }
    }
    number_incidents(made);
    return made;
}

GraphEvidence evidence_of(const graph::MovementGraph& g) {
    Lists<std::uint32_t> incidents;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        const auto& evidence = g.flow(e).evidence;
        incidents.values.insert(incidents.values.end(), evidence.begin(), evidence.end());
        incidents.close();
    }
    return evidence_of(g, g.strengths(), incidents);
}

GraphEvidence evidence_of(const graph::AssociationGraph& g,
                          const graph::CaseSelection& selection,
                          const graph::AssociationOptions& options) {
    return AssociationEvidence(g, selection, options).read();
}

GraphEvidence evidence_of(const graph::LinkView& links, const graph::CaseGraph& cases) {
    Lists<std::uint32_t> incidents;
    for (Edge e = 0; e < links.edge_count(); ++e) {
        const auto evidence = cases.evidence(links.case_edge(e));
        incidents.values.insert(incidents.values.end(), evidence.begin(), evidence.end());
        incidents.close();
    }
    return evidence_of(links, links.incident_strengths(), incidents);
}

} // namespace sandhan::algorithms
