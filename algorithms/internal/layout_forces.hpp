// SPDX-License-Identifier: Apache-2.0
// Laying out one connected graph by forces. Not installed.
#pragma once

#include "algorithms/internal/layout_levels.hpp"
#include "algorithms/layout/force_layout.hpp"

namespace sandhan::algorithms::internal {

/// One point a vertex, in a unit of its own. Levels of up to 1024 vertices are worked on by the
/// thread that calls, so that many small graphs can be laid out side by side.
/// Requires  a connected level with one vertex or more, strengths > 0.
[[nodiscard]] std::vector<Point>
laid_out(LayoutLevel level, const LayoutOptions& options, const graph::RunControl& control);

/// A direction of length 1 that depends on the number alone.
[[nodiscard]] Point any_direction(std::uint64_t number);

} // namespace sandhan::algorithms::internal
