// SPDX-License-Identifier: Apache-2.0
// Graphs to measure on: seeded, the same on every machine.
#pragma once

#include "algorithms/simple_graph.hpp"

#include <cstddef>

namespace sandhan::bench {

/// A simple graph of n vertices and nearly m edges whose degrees follow a power law, as those of
/// places and suspects do: an end is any vertex or, as often, an end of an earlier edge. Strengths
/// are whole numbers from 1 to 6, as counts of incidents are.
[[nodiscard]] algorithms::SimpleGraph
power_law_graph(graph::Directedness directedness, graph::Vertex n, std::size_t m, unsigned seed);

} // namespace sandhan::bench
