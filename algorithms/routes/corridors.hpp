// SPDX-License-Identifier: Apache-2.0
// Corridors: origin-destination flows that many cases share, ranked; and what each place is in
// them.
#pragma once

#include "graph/movement_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct Corridors {
    /// Ranked by incidents, then victims (both falling), then origin id, then destination id.
    std::vector<graph::Flow> rows;
    /// Incidents with a journey between two places at the level: what a share is a share of.
    std::uint64_t incidents_with_journey = 0;

    [[nodiscard]] double share(const graph::Flow& corridor) const {
        return incidents_with_journey == 0 ? 0.0
                                           : static_cast<double>(corridor.evidence.size()) /
                                                 static_cast<double>(incidents_with_journey);
    }
};

/// The corridors of these journeys.
/// Cost  O(s) for s journey stops, and sorting the corridors.
[[nodiscard]] Corridors corridors(const graph::Journeys& journeys, graph::FlowKind kind);
[[nodiscard]] inline Corridors
corridors(const graph::CaseSelection& selection, graph::PlaceLevel level, graph::FlowKind kind) {
    return corridors(graph::Journeys(selection, level), kind);
}

enum class PlaceFunction { source, transit, destination, mixed };
[[nodiscard]] std::string_view name_of(PlaceFunction function);

/// What a place is in the journeys through it. An incident counts once a column.
struct PlaceFlows {
    graph::PlaceIndex place = graph::no_place;
    std::uint32_t as_source = 0;      ///< incidents whose journey begins here
    std::uint32_t as_transit = 0;     ///< incidents whose journey passes here
    std::uint32_t as_destination = 0; ///< incidents whose journey ends here
    std::uint32_t inferred = 0;       ///< of as_transit: those where that is a guess
    std::vector<graph::IncidentIndex> evidence;

    /// The column that holds more than half of all three, or mixed.
    [[nodiscard]] PlaceFunction function() const;
};

/// Places with a journey of two stops or more, most incidents first, then by id.
[[nodiscard]] std::vector<PlaceFlows> place_flows(const graph::Journeys& journeys);
[[nodiscard]] inline std::vector<PlaceFlows> place_flows(const graph::CaseSelection& selection,
                                                         graph::PlaceLevel level) {
    return place_flows(graph::Journeys(selection, level));
}

} // namespace sandhan::algorithms
