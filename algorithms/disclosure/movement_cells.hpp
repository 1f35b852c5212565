// SPDX-License-Identifier: Apache-2.0
// The legs of journeys, each with the very people who took it: what disclosure control counts.
#pragma once

#include "algorithms/disclosure/published_flows.hpp"
#include "graph/journeys.hpp"

#include <vector>

namespace sandhan::algorithms {

/// Every pair of places that a leg joins at the level of the journeys. The people of a cell are
/// those of role victim who took the leg, as `flows(journeys, FlowKind::legs)` counts them, by who
/// they are: records that were joined to one person are one. Years are the leg's. A place that the
/// gazetteer could not decide on is replaced by what is known to hold it, or by no place.
///
/// Returns  cells sorted by the first places of their chains, people by number, incidents
/// ascending. Throws   graph::Cancelled. Cost     O(visits and victims), and sorting the cells.
[[nodiscard]] std::vector<MovementCell> movement_cells(const graph::Journeys& journeys,
                                                       const graph::RunControl& control = {});

} // namespace sandhan::algorithms
