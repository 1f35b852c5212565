// SPDX-License-Identifier: Apache-2.0
// Who shares something, and what too many share to link any two of them.
#pragma once

#include "graph/association_graph.hpp"

#include <utility>
#include <vector>

namespace sandhan::graph::building {

/// A vertex that shares something, and the incident that shows it.
using Sharer = std::pair<Vertex, IncidentIndex>;

/// Sharers sorted, each once; where each distinct vertex among them begins.
[[nodiscard]] std::vector<std::size_t> distinct(std::vector<Sharer>& sharers);

/// What too many share, with the incidents that show it.
using Skipped = std::pair<Reason, std::vector<IncidentIndex>>;

[[nodiscard]] Skipped
skip(const std::vector<Sharer>& sharers, ReasonKind kind, std::uint32_t detail);

/// Moves what was skipped to where it lives as long as the graph.
void keep(std::vector<Skipped>& skipped,
          std::vector<Reason>& reasons,
          std::vector<std::vector<IncidentIndex>>& kept);

} // namespace sandhan::graph::building
