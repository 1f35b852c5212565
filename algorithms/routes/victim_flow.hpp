// SPDX-License-Identifier: Apache-2.0
// How many victims passed each leg and place, and by which whole routes: what an interdiction
// weighs.
#pragma once

#include "graph/movement_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// What passed a leg, a place or a route. An incident that records no victim at all stands for one:
/// someone was moved, and a leg that only such incidents took is not free of movement.
struct Passing {
    std::vector<graph::IncidentIndex> evidence; ///< ascending, each once
    std::uint64_t victims = 0;                  ///< recorded, unknown counts at their least
    std::uint64_t unrecorded = 0;               ///< incidents that stand for one
    double expected = 0.0; ///< sum over incidents of confidence times victims, or one

    [[nodiscard]] std::uint64_t carried() const { return victims + unrecorded; }
};

struct VictimFlow {
    std::vector<Passing> legs;   ///< by edge of the graph; victims at both stops, as graph::flows()
    std::vector<Passing> places; ///< by vertex; victims at that stop
};

/// Cost  O(visits), and logarithmic factors.
[[nodiscard]] VictimFlow victim_flow(const graph::Journeys& journeys,
                                     const graph::MovementGraph& g);

/// All journeys that stop at the same places in the same order.
struct ObservedRoute {
    std::vector<graph::Vertex> stops; ///< two or more
    Passing passing; ///< victims that the journey names, every one where it names nobody
};

/// The routes of the journeys whose first stop is among `origins` and whose last is among
/// `destinations` (one flag a vertex each), sorted by their stops.
///
/// Throws  std::invalid_argument unless there is one flag a vertex.
/// Cost    O(visits), and sorting the routes.
[[nodiscard]] std::vector<ObservedRoute>
observed_routes(const graph::Journeys& journeys,
                const graph::MovementGraph& g,
                std::span<const unsigned char> origins,
                std::span<const unsigned char> destinations);

} // namespace sandhan::algorithms
