// SPDX-License-Identifier: Apache-2.0
#include "graph/link_view.hpp"

#include <algorithm>

namespace sandhan::graph {

struct LinkView::Parts {
    std::vector<Vertex> vertex;
    std::vector<Edge> edge;
    std::vector<VertexPair> ends;
};

namespace {

/// Whether a person or organisation stands on a wanted side in some incident of the graph.
bool stands_on_wanted_side(const CaseGraph& cases, Vertex v, const LinkViewOptions& options) {
    const CaseStore& store = cases.store();
    const WantedSides also{options.include_responders, options.include_victims};
    const auto in_graph = [&](IncidentIndex i) {
        const auto incidents = cases.incidents();
        return i == no_index || std::binary_search(incidents.begin(), incidents.end(), i);
    };
    if (cases.kind(v) == EntityKind::person) {
        const auto mentions =
            CaseStore::rows(store.person_mentions, store.person_entities[cases.entity(v)].mentions);
        return std::any_of(mentions.begin(), mentions.end(), [&](std::uint32_t m) {
            return in_graph(store.people[m].incident) &&
                   is_wanted(side_of(store.people[m].role), also);
        });
    }
    const auto mentions = CaseStore::rows(store.organisation_mentions,
                                          store.organisation_entities[cases.entity(v)].mentions);
    return std::any_of(mentions.begin(), mentions.end(), [&](std::uint32_t m) {
        const OrganisationRow& row = store.organisations[m];
        return in_graph(row.incident) && is_wanted(side_of(row.type, row.role), also);
    });
}

} // namespace

LinkView::Parts LinkView::assemble(const CaseGraph& cases, const LinkViewOptions& options) {
    constexpr EdgeType report{EdgeKind::scene, static_cast<std::uint8_t>(PlaceRole::reported_at)};
    Parts parts;
    std::vector<Vertex> here(cases.vertex_count(), no_vertex);
    for (Vertex v = 0; v < cases.vertex_count(); ++v) {
        const EntityKind kind = cases.kind(v);
        const bool party = kind == EntityKind::person || kind == EntityKind::organisation;
        const bool kept =
            std::find(options.keep.begin(), options.keep.end(), v) != options.keep.end();
        if (kept || !party || stands_on_wanted_side(cases, v, options)) {
            here[v] = static_cast<Vertex>(parts.vertex.size());
            parts.vertex.push_back(v);
        }
    }
    for (Edge e = 0; e < cases.edge_count(); ++e) {
        const auto [s, t] = cases.ends(e);
        if (here[s] != no_vertex && here[t] != no_vertex && cases.type(e) != report) {
            parts.edge.push_back(e);
            parts.ends.push_back({here[s], here[t]});
        }
    }
    return parts;
}

LinkView::LinkView(const CaseGraph& cases, const LinkViewOptions& options)
    : LinkView(cases, assemble(cases, options)) {}

LinkView::LinkView(const CaseGraph& cases, Parts&& parts)
    : UndirectedGraph(static_cast<Vertex>(parts.vertex.size()), std::move(parts.ends)),
      m_vertex(std::move(parts.vertex)), m_edge(std::move(parts.edge)) {
    std::vector<double> divisor(vertex_count(), 1.0);
    for (Vertex v = 0; v < vertex_count(); ++v) {
        const EntityKind kind = cases.kind(m_vertex[v]);
        if (kind == EntityKind::person || kind == EntityKind::incident) {
            continue;
        }
        const auto row = out_neighbours(v);
        std::size_t distinct = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            distinct += i == 0 || row[i] != row[i - 1] ? 1U : 0U;
        }
        divisor[v] = distinct > 2 ? static_cast<double>(distinct - 1) : 1.0;
    }
    for (Edge e = 0; e < edge_count(); ++e) {
        const auto [s, t] = ends(e);
        const std::size_t incidents = cases.evidence(m_edge[e]).size();
        m_incidents.push_back(incidents == 0 ? 1.0 : static_cast<double>(incidents));
        m_link.push_back(std::max(cases.expected_incidents(m_edge[e]), 1e-6) /
                         (divisor[s] * divisor[t]));
    }
}

Vertex LinkView::find(Vertex case_vertex) const {
    const auto at = std::lower_bound(m_vertex.begin(), m_vertex.end(), case_vertex);
    return at == m_vertex.end() || *at != case_vertex ? no_vertex
                                                      : static_cast<Vertex>(at - m_vertex.begin());
}

} // namespace sandhan::graph
