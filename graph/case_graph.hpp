// SPDX-License-Identifier: Apache-2.0
// The graph of everything: people, places, organisations, incidents and identifiers, joined by
// typed edges, each with a time, a confidence and the incidents behind it.
#pragma once

#include "graph/case_selection.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/table.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::graph {

enum class EntityKind : std::uint8_t { person, place, organisation, incident, identifier };
[[nodiscard]] std::string_view name_of(EntityKind kind);

enum class EdgeKind : std::uint8_t {
    involvement, ///< person -> incident; role: PersonRole
    engagement,  ///< organisation -> incident; role: OrganisationRole
    stop,        ///< incident -> place; role: StopRole
    scene,       ///< incident -> place; role: PlaceRole
    home,        ///< person -> place
    identifier,  ///< person -> identifier
    seat,        ///< organisation -> place
    tie,         ///< person or organisation -> the same; role: TieType
};

struct EdgeType {
    EdgeKind kind = EdgeKind::involvement;
    std::uint8_t role = 0;
    friend auto operator<=>(const EdgeType&, const EdgeType&) = default;
};
/// "suspect", "investigating", "destination", "rescued_at", "home", "identified_by", "seat",
/// "associate": the role where the kind has one.
[[nodiscard]] std::string_view name_of(EdgeType type);

/// What an edge says that differs from the one incident behind it.
struct EdgeSummary {
    FuzzyDate time;
    Range evidence; ///< incidents
    double confidence;
    double expected;
};

struct CaseGraphOptions {
    IncidentFilter filter;
    PlaceLevel level = PlaceLevel::locality; ///< places are raised to it
    Disclosure disclosure = Disclosure::protect;
};

struct GraphSize {
    std::uint64_t vertices = 0;
    std::uint64_t edges = 0;
};
/// How large the case graph of a selection is, without making it.
[[nodiscard]] GraphSize case_graph_size(const CaseSelection& selection, PlaceLevel level);

/// Vertices stand in blocks by kind (in the order of EntityKind), each sorted by id. Edges between
/// the same two vertices of one type are one edge with several incidents behind it. Vertices
/// without an edge occur: people of a list, places no incident shows any more.
///
/// Memory  13 bytes a vertex, 30 an edge; 12 more of a stop or scene, 40 more and 4 a piece of
///         evidence where an edge says something else than the one incident behind it.
/// Cost    O(n + m) and sorting the edges of each vertex; on all threads.
class CaseGraph : public DirectedGraph {
  public:
    /// The store must outlive the graph.
    CaseGraph(const CaseStore& store, const CaseGraphOptions& options);

    CaseGraph(const CaseSelection& selection, PlaceLevel level);

    /// What the graph is made of; views of the same incidents are made of it too.
    [[nodiscard]] const CaseSelection& selection() const { return m_selection; }
    operator const CaseSelection&() const { // NOLINT(google-explicit-constructor)
        return m_selection;
    }
    [[nodiscard]] const CaseStore& store() const { return m_selection.store(); }
    [[nodiscard]] Disclosure disclosure() const { return m_selection.disclosure(); }
    /// The incidents in the graph, ascending.
    [[nodiscard]] std::span<const IncidentIndex> incidents() const {
        return m_selection.incidents();
    }

    [[nodiscard]] EntityKind kind(Vertex v) const { return m_columns.kind[v]; }
    /// PersonIndex, PlaceIndex, OrganisationIndex, IncidentIndex or IdentifierIndex, by kind.
    [[nodiscard]] std::uint32_t entity(Vertex v) const { return m_columns.entity[v]; }
    /// The vertex of an entity, or no_vertex when it is not in the graph. O(log n).
    [[nodiscard]] Vertex find(EntityKind kind, std::uint32_t entity) const;

    [[nodiscard]] EdgeType type(Edge e) const { return m_columns.type[e]; }
    [[nodiscard]] FuzzyDate time(Edge e) const;
    /// 1 - Π(1 - c) over the incidents behind the edge.
    [[nodiscard]] double confidence(Edge e) const;
    /// The sum of the confidences of the incidents behind the edge.
    [[nodiscard]] double expected_incidents(Edge e) const;
    /// The incidents behind the edge, ascending. Empty for what a person list says. O(1).
    [[nodiscard]] std::span<const IncidentIndex> evidence(Edge e) const;

  private:
    struct Parts;
    struct Columns {
        SharedRows<EntityKind> kind;
        SharedRows<std::uint32_t> entity;
        SharedRows<EdgeType> type;
        /// By edge, where its time, confidence and evidence stand: most rest on one incident and
        /// have its time and confidence, and this is the incident. Of a stop or scene, whose
        /// incident is its source, it is a position in `dates`. With the highest bit set, the rest
        /// is a position in `summaries`.
        SharedRows<std::uint32_t> behind;
        SharedRows<FuzzyDate> dates;
        std::vector<EdgeSummary> summaries;
        std::vector<IncidentIndex> evidence;
    };

    CaseGraph(CaseSelection selection, Parts&& parts);
    [[nodiscard]] static Parts assemble(const CaseSelection& selection, PlaceLevel level);
    [[nodiscard]] const EdgeSummary* summary(Edge e) const;
    [[nodiscard]] const IncidentIndex& only_incident(Edge e) const;

    CaseSelection m_selection;
    Columns m_columns;
};

} // namespace sandhan::graph
