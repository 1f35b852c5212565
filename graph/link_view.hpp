// SPDX-License-Identifier: Apache-2.0
// The case graph as links among the offending side, places and incidents, without directions.
#pragma once

#include "graph/case_graph.hpp"

#include <span>
#include <vector>

namespace sandhan::graph {

struct LinkViewOptions {
    bool include_responders = false;
    bool include_victims = false; ///< victims, families and witnesses
    std::vector<Vertex> keep;     ///< vertices of the case graph that stay whatever they are
};

/// Undirected. Left out: people and organisations that stand on the offending side in no incident
/// of the graph (unless included), and edges that tell where a case was reported: a station is no
/// stop. One edge here for each edge kept there.
class LinkView : public UndirectedGraph {
  public:
    explicit LinkView(const CaseGraph& cases, const LinkViewOptions& options = {});

    [[nodiscard]] Vertex case_vertex(Vertex v) const { return m_vertex[v]; }
    [[nodiscard]] Edge case_edge(Edge e) const { return m_edge[e]; }
    /// The vertex here of one of the case graph, or no_vertex.
    [[nodiscard]] Vertex find(Vertex case_vertex) const;
    /// By edge: incidents behind it; one for what a person list says.
    [[nodiscard]] const std::vector<double>& incident_strengths() const { return m_incidents; }
    /// By edge: its expected incidents, divided by (d - 1) for an end that is a place, organisation
    /// or identifier with d > 2 neighbours: what many share links no two of them.
    [[nodiscard]] const std::vector<double>& link_strengths() const { return m_link; }

  private:
    struct Parts;
    explicit LinkView(const CaseGraph& cases, Parts&& parts);
    [[nodiscard]] static Parts assemble(const CaseGraph& cases, const LinkViewOptions& options);

    std::vector<Vertex> m_vertex;
    std::vector<Edge> m_edge;
    std::vector<double> m_incidents, m_link;
};

} // namespace sandhan::graph
