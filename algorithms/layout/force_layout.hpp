// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct Point {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct LayoutOptions {
    std::uint64_t seed = 1;
    /// Rounds of moving every vertex of the graph itself; its coarser forms get more.
    std::uint32_t rounds = 60;
};

/// The mean length of a component's edges, in the unit of the result: discs of radius 6 to 40 are
/// well seen beside one another. Longer where discs need the room.
inline constexpr double layout_edge_length = 60.0;

/// A place in the plane for every vertex, so that joined ones lie near one another and others
/// apart: edges pull as springs do, vertices push one another away as charges do. Each component is
/// laid out by itself and turned so that its box is small and wide; the largest box is in the
/// middle, centred on (0, 0), the others lie around it in rows, largest first, lone vertices
/// outermost; no two boxes meet.
///
/// Requires    strength: by edge, finite and > 0, or empty for 1 each; a stronger edge is shorter,
///             of parallel ones the strengths are added. What is beyond 100 times the median, or
///             below a hundredth of it, counts as that. radius: by vertex, finite and >= 0, or
///             empty for points. Directions and self-loops have no effect.
/// Returns     one point a vertex; discs of the given radii do not overlap, but for what is left
///             after pushing them apart and making room some hundred times (where thousands lie on
///             one spot).
/// Throws      std::invalid_argument where that is broken; graph::Cancelled.
/// Cost        O((n log n + m) rounds) time, O(n + m) memory. Parallel over vertices and small
///             components; the same bytes for any number of threads.
/// Convention  no libm but sqrt, so that machines agree; the caller rounds to hundredths.
/// Source      Y. Hu, "Efficient, high-quality force-directed graph drawing", The Mathematica
///             Journal 10(1), 2005, 37-71: the quadtree and the coarser graphs. We differ: springs
///             pull with their length, not its square, and charges push with the inverse square of
///             theirs, not the inverse, which keeps about twice as many neighbourhoods at the same
///             stress; a coarse vertex weighs what it stands for, so that no level needs a scale of
///             its own; what has no partner left joins a neighbour's pair, so that a star shrinks
///             too; all vertices of a round move at once.
[[nodiscard]] std::vector<Point> force_layout(const graph::CompressedGraph& g,
                                              std::span<const double> strength = {},
                                              std::span<const double> radius = {},
                                              const LayoutOptions& options = {},
                                              const graph::RunControl& control = {});

} // namespace sandhan::algorithms
