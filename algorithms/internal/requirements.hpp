// SPDX-License-Identifier: Apache-2.0
// What kernels ask of a graph, said with one voice. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <span>

namespace sandhan::algorithms::internal {

/// True if there are no self-loops and no parallel edges (a directed pair there and back is none).
/// O(n + m), no memory.
[[nodiscard]] bool is_simple(const graph::CompressedGraph& g);

/// Throws std::invalid_argument, begun with the kernel's name, if g is not simple.
void require_simple(const graph::CompressedGraph& g, const char* kernel);

/// Throws std::invalid_argument unless values is empty or has one finite value > 0 an edge, with a
/// finite sum (so that no path and no row adds up to infinity). `what` is the singular noun.
void require_positive(const graph::CompressedGraph& g,
                      std::span<const double> values,
                      const char* kernel,
                      const char* what);

} // namespace sandhan::algorithms::internal
