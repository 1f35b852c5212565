// SPDX-License-Identifier: Apache-2.0
// Ties of suspects as log-odds: every reason with its weight in bits, its incidents and grades.
#pragma once

#include "algorithms/suspects/evidence_weights.hpp"
#include "graph/association_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace sandhan::algorithms {

struct WeighedReason {
    graph::ReasonKind kind = graph::ReasonKind::shared_incident;
    std::uint32_t detail = graph::no_index; ///< as graph::Reason; of a route or place no_index
    graph::PlaceIndex origin = graph::no_place, destination = graph::no_place; ///< of a route
    graph::PlaceIndex place = graph::no_place; ///< of a place, as it may be shown
    std::uint32_t sharers = 2;                 ///< rounded where it is a mean
    bool is_near = false;
    double confidence = 0.0; ///< of its incidents together
    double bits = 0.0;
    std::vector<graph::IncidentIndex> evidence; ///< ascending
};

struct WeighedTie {
    graph::Edge edge = 0;
    double bits = 0.0; ///< log2 of the odds: prior_bits() and the bits of all reasons
    double probability = 0.0;
    std::vector<WeighedReason> reasons; ///< the weightiest first
};

struct StrongestTies {
    std::vector<WeighedTie> ties; ///< the weightiest first
    std::size_t reasons = 0;      ///< of all ties asked about, told or not
};

struct TieWeightOptions {
    /// Two incidents no farther apart than this are near each other. A year is our own choice.
    std::uint32_t window_days = 365;
};

/// Weighs the ties of an association graph.
///
/// What two share weighs by kind, by how many share it, by the confidence of the incidents, and by
/// whether they lie near each other in time (evidence_weights.hpp). To the reasons of the graph it
/// adds those that support a tie and make none: different incidents of the two, within the window,
/// on the same corridor (first and last district of the journey) or at the same scene of
/// exploitation. Two who may be one person with probability p have the odds of p + (1 - p) q, q
/// being what all other reasons say: the weight of that reason is what it adds.
///
/// Memory  8 bytes a selected incident near the graph.
/// Cost    to make: O(selected incidents), on all threads, where the graph's own have a corridor
///         or scene; a tie: O(reasons, and incidents of the one times those of the other).
class TieWeights {
  public:
    /// All must outlive it. `options` are those the graph was made with.
    TieWeights(const graph::AssociationGraph& g,
               const graph::CaseSelection& selection,
               const graph::AssociationOptions& options,
               const TieWeightOptions& weight_options = {});

    [[nodiscard]] WeighedTie weigh(graph::Edge e) const;
    /// The first `most` of some ties by their bits; of equal bits who comes first. On all threads.
    /// Throws graph::Cancelled.
    /// Memory  16 bytes for each asked about, and what is told.
    [[nodiscard]] StrongestTies strongest(std::span<const graph::Edge> ties,
                                          std::size_t most,
                                          const graph::RunControl& control = {}) const;
    /// The probability of every tie, by edge; on all threads.
    /// Throws graph::Cancelled.
    [[nodiscard]] std::vector<double> probabilities(const graph::RunControl& control = {}) const;

  private:
    using Key = std::uint64_t; ///< of a corridor or scene; 0: none

    [[nodiscard]] Key corridor(graph::IncidentIndex i) const;
    void scenes(graph::IncidentIndex i, std::vector<Key>& keys) const;
    [[nodiscard]] double confidence(std::span<const graph::IncidentIndex> incidents) const;
    [[nodiscard]] bool are_near(graph::IncidentIndex a, graph::IncidentIndex b) const;
    [[nodiscard]] bool are_near(std::span<const graph::IncidentIndex> evidence,
                                graph::Vertex a,
                                graph::Vertex b) const;
    [[nodiscard]] WeighedReason
    weighed(const graph::Reason& reason, graph::Vertex a, graph::Vertex b) const;
    void add_context(graph::Vertex a, graph::Vertex b, std::vector<WeighedReason>& reasons) const;
    void count_contexts();

    const graph::AssociationGraph& m_g;
    const graph::CaseSelection& m_selection;
    const graph::AssociationOptions& m_options;
    TieWeightOptions m_weight_options;
    std::unordered_map<Key, std::uint32_t>
        m_incidents_at; ///< of corridors and scenes near the graph
};

} // namespace sandhan::algorithms
