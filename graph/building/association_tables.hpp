// SPDX-License-Identifier: Apache-2.0
// What an association graph is made of, and who takes part in it.
#pragma once

#include "graph/association_graph.hpp"

#include <utility>
#include <vector>

namespace sandhan::graph::building {

/// What an AssociationGraph is made of.
struct AssociationTables {
    Vertex people = 0;
    std::vector<std::uint32_t> entity;
    std::vector<std::uint32_t> incidents_offset{0};
    std::vector<IncidentIndex> incidents_of;
    std::vector<VertexPair> edges;
    std::vector<std::size_t> reason_offset{0};
    std::vector<Reason> reasons;
    std::vector<std::vector<IncidentIndex>> evidence;
    std::vector<Reason> skipped;
};

/// Who takes part in a graph: by the side of each mention.
class Participants {
  public:
    Participants(const CaseSelection& selection, const AssociationOptions& options)
        : m_also{options.include_responders, options.include_victims},
          m_selected(selection.flags()) {}

    [[nodiscard]] bool has(const PersonRow& row) const {
        return (row.incident == no_index || m_selected[row.incident] != 0) &&
               is_wanted(side_of(row.role), m_also);
    }
    [[nodiscard]] bool has(const OrganisationRow& row) const {
        return m_selected[row.incident] != 0 && is_wanted(side_of(row.type, row.role), m_also);
    }

  private:
    WantedSides m_also;
    std::vector<unsigned char> m_selected;
};

/// Some vertices of a graph, to be linked without the rest.
struct Scope {
    std::vector<std::uint32_t> people, organisations; ///< entities, ascending
    std::vector<IncidentIndex> incidents;             ///< in which they stand
    std::vector<OrganisationIndex> meeting_at;  ///< where people of the scope may meet, ascending
    std::vector<IdentifierIndex> identifiers;   ///< that link somebody
    std::vector<OrganisationIndex> not_linking; ///< shared by too many, ascending
};

} // namespace sandhan::graph::building

/// Made in one place, read in several.
struct sandhan::graph::AssociationGraph::Parts : sandhan::graph::building::AssociationTables {};
