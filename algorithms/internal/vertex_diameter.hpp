// SPDX-License-Identifier: Apache-2.0
// How many vertices a shortest path can have. Not installed.
#pragma once

#include "algorithms/internal/renumbered_rows.hpp"

namespace sandhan::algorithms::internal {

/// A number that no shortest path's count of vertices exceeds; 0 only without vertices.
/// O(n + m).
///
/// Undirected: twice the eccentricity of any vertex bounds its component; of one in the middle of
/// a long path it is close. Directed: a path goes through strong components in an order that
/// their acyclic graph has, and within each it is no longer than there and back through one vertex.
[[nodiscard]] graph::Vertex vertex_diameter_bound(const RenumberedRows& rows);

} // namespace sandhan::algorithms::internal
