// SPDX-License-Identifier: Apache-2.0
// Who moved from where to where: journeys at a level, and the graph of places that they make.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/journeys.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace sandhan::graph {

inline constexpr std::size_t transport_modes = 6;

enum class FlowKind {
    ends, ///< first and last place of a journey
    legs, ///< each consecutive pair
};

/// All that moved from one place to another.
struct Flow {
    PlaceIndex origin = no_place;
    PlaceIndex destination = no_place;
    std::vector<IncidentIndex> evidence; ///< ascending, each once
    std::uint64_t victims = 0;           ///< people of role victim, unknown counts at their least
    double expected_incidents = 0.0;     ///< sum of the incidents' confidences
    double confidence = 0.0;             ///< 1 - Π(1 - c)
    FuzzyDate time;                      ///< hull of the journeys' (legs': the two stops') dates
    std::array<std::uint32_t, transport_modes> modes{}; ///< incidents by TransportMode
    std::uint32_t inferred = 0; ///< of the evidence: incidents with a guessed stop at an end
};

/// Flows between different places, sorted by (origin id, destination id). A journey that ends where
/// it began is no flow between its ends. An incident counts once a flow, also if it took a leg
/// twice. Victims of `ends`: those the journey names, every one where it names nobody; of `legs`:
/// those at both stops. Modes: all modes of the journey's legs, or the leg's; `unknown` only where
/// no mode is given.
/// Cost  O(visits), and sorting the flows; on all threads.
[[nodiscard]] std::vector<Flow> flows(const Journeys& journeys, FlowKind kind);

/// Places at a level, joined by directed legs. Every place that is a stop of a journey is a vertex,
/// sorted by id; each pair of places has at most one edge in a direction.
class MovementGraph : public DirectedGraph {
  public:
    explicit MovementGraph(const Journeys& journeys);
    MovementGraph(const CaseSelection& selection, PlaceLevel level)
        : MovementGraph(Journeys(selection, level)) {}

    [[nodiscard]] const CaseStore& store() const { return *m_store; }
    [[nodiscard]] PlaceLevel level() const { return m_level; }
    [[nodiscard]] PlaceIndex place(Vertex v) const { return m_place[v]; }
    [[nodiscard]] const Flow& flow(Edge e) const { return m_flows[e]; }
    /// Number of incidents behind each edge.
    [[nodiscard]] std::vector<double> strengths() const;

  private:
    struct Parts;
    MovementGraph(const CaseStore& store, PlaceLevel level, Parts&& parts);
    [[nodiscard]] static Parts assemble(const Journeys& journeys);

    const CaseStore* m_store;
    PlaceLevel m_level;
    std::vector<PlaceIndex> m_place;
    std::vector<Flow> m_flows;
};

} // namespace sandhan::graph
