// SPDX-License-Identifier: Apache-2.0
// The ties of an association graph, from the mentions.
#pragma once

#include "graph/building/association_sharers.hpp"
#include "graph/building/association_tables.hpp"

#include <tuple>
#include <vector>

namespace sandhan::graph::building {

/// Two vertices share something, as one incident shows (no_index: a person list does).
struct Link {
    Vertex a, b; // a < b
    std::uint32_t detail;
    IncidentIndex incident;
    double weight;
    ReasonKind kind;
    auto key() const { return std::tuple(b, kind, detail, incident); } // of links of one `a`
};

class AssociationLinker {
  public:
    AssociationLinker(const CaseSelection& selection,
                      const AssociationOptions& options,
                      const Scope* scope = nullptr)
        : m_store(selection.store()), m_selection(selection), m_options(options),
          m_participants(selection, options), m_scope(scope) {}

    /// Entities that take part, in the order of their ids, each with its incidents.
    void number(AssociationTables& parts);
    void link(AssociationTables& parts);

  private:
    using Links = std::vector<Link>;

    template <class Row>
    [[nodiscard]] bool takes_part(const Row& row) const {
        return m_participants.has(row);
    }
    [[nodiscard]] std::span<const IncidentIndex> incidents_of(Vertex v) const {
        return std::span<const IncidentIndex>(m_parts->incidents_of)
            .subspan(m_parts->incidents_offset[v],
                     m_parts->incidents_offset[v + 1] - m_parts->incidents_offset[v]);
    }
    static void add(Links& links,
                    Vertex a,
                    Vertex b,
                    ReasonKind kind,
                    std::uint32_t detail,
                    IncidentIndex incident,
                    double weight) {
        if (a != b) {
            links.push_back({std::min(a, b), std::max(a, b), detail, incident, weight, kind});
        }
    }

    void members_of(IncidentIndex index, std::vector<Vertex>& members) const;
    void link_incident(IncidentIndex index, std::vector<Vertex>& members, Links& links) const;
    /// The vertex of an entity that takes part. One outside the scope has a number above all
    /// vertices: it counts among those who share, and gets no tie.
    [[nodiscard]] Vertex vertex_of(const PersonRow& row) const {
        const Vertex v = m_person[row.person];
        return v != no_vertex ? v : m_vertices + row.person;
    }
    [[nodiscard]] Vertex vertex_of(const OrganisationRow& row) const {
        const Vertex v = m_organisation[row.organisation];
        return v != no_vertex
                   ? v
                   : m_vertices + static_cast<Vertex>(m_person.size()) + row.organisation;
    }
    [[nodiscard]] bool is_outside(Vertex v) const { return v >= m_vertices; }
    [[nodiscard]] bool is_person(Vertex v) const {
        return v < m_parts->people ||
               (v >= m_vertices && v - m_vertices < static_cast<Vertex>(m_person.size()));
    }
    void meet_at(OrganisationIndex organisation,
                 std::vector<Vertex>& members,
                 std::vector<Sharer>& sharers) const;
    void link_similar(Links& links) const;
    void link_tie(IncidentIndex index, const TieRow& tie, Links& links) const;
    void share(std::vector<Sharer>& sharers,
               ReasonKind kind,
               std::uint32_t detail,
               bool only_across_incidents,
               Links& links,
               std::vector<Skipped>& skipped) const;
    void merge(std::vector<Link>::iterator first,
               std::vector<Link>::iterator last,
               AssociationTables& piece) const;

    const CaseStore& m_store;
    const CaseSelection& m_selection;
    const AssociationOptions& m_options;
    Participants m_participants;
    const Scope* m_scope;
    std::vector<Vertex> m_person, m_organisation; // vertices of entities
    Vertex m_vertices = 0;
    const AssociationTables* m_parts = nullptr;
};

} // namespace sandhan::graph::building
