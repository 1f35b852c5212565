// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"

#include "graph/building/association_linker.hpp"

#include <algorithm>
#include <utility>

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
    case ReasonKind::similar_identity:
        return "similar_identity";
    case ReasonKind::same_place:
        return "same_place";
    case ReasonKind::same_route:
        return "same_route";
    }
    return {};
}

namespace {
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

AssociationGraph::Parts AssociationGraph::assemble(const CaseSelection& selection,
                                                   const AssociationOptions& options) {
    Parts parts;
    building::AssociationLinker linker(selection, options);
    linker.number(parts);
    linker.link(parts);
    return parts;
}

AssociationGraph::AssociationGraph(const CaseSelection& selection,
                                   const AssociationOptions& options)
    : AssociationGraph(selection.store(), assemble(selection, options)) {}

AssociationGraph::AssociationGraph(const CaseStore& store, Parts&& parts)
    : UndirectedGraph(static_cast<Vertex>(parts.entity.size()), std::move(parts.edges)),
      m_store(&store), m_people(parts.people), m_entity(std::move(parts.entity)),
      m_incidents_offset(std::move(parts.incidents_offset)),
      m_incidents_of(std::move(parts.incidents_of)),
      m_reason_offset(std::move(parts.reason_offset)), m_reasons(std::move(parts.reasons)),
      m_evidence(std::move(parts.evidence)), m_skipped(std::move(parts.skipped)) {}

Vertex AssociationGraph::find(bool person, std::uint32_t wanted_entity) const {
    const auto n = static_cast<Vertex>(m_entity.size());
    return person ? position(m_entity, 0, m_people, wanted_entity)
                  : position(m_entity, m_people, n, wanted_entity);
}

double AssociationGraph::strength(Edge e) const {
    double sum = 0.0;
    for (const Reason& reason : reasons(e)) {
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
