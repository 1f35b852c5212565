// SPDX-License-Identifier: Apache-2.0
// What holds a vertex where it is, and what falls apart without it: core numbers, articulation
// points, bridges.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// What hangs together when a vertex is gone.
struct Piece {
    std::vector<graph::Vertex> members;    ///< ascending
    std::vector<graph::Vertex> neighbours; ///< of the one that is gone, in this piece; ascending
};

/// The pieces that v's component would fall into without it, directions ignored. v is an
/// articulation point if there are two or more, and its edge to a neighbour is a bridge if that
/// neighbour is the only one in its piece, which is what the bridge cuts off.
///
/// Returns     the largest first, of equal ones that of the lowest member; nothing where v has no
///             neighbour.
/// Throws      std::invalid_argument if v >= n.
/// Cost        O(n + m).
[[nodiscard]] std::vector<Piece> pieces_without(const graph::CompressedGraph& g, graph::Vertex v);

/// A neighbour that holds a vertex in its core.
struct CoreHolder {
    graph::Vertex neighbour = graph::no_vertex;
    std::uint32_t core = 0; ///< its own
    bool needed = false;    ///< without it the core number of the vertex falls
};

/// The neighbours of v whose core number is that of v or higher: v's core number is the largest k
/// for which it has k neighbours in the part of the graph that is left when vertices of fewer than
/// k neighbours fall away.
///
/// Requires    core as core_numbers() gives them; v < n.
/// Returns     ascending by vertex.
/// Throws      std::invalid_argument if v or the number of cores does not fit; graph::Cancelled.
/// Cost        O(n + m) time and memory, and for each of them what its loss makes fall, O(m) at
///             worst and mostly little.
/// Convention  on the undirected simple graph, as core_numbers().
[[nodiscard]] std::vector<CoreHolder> explain_core(const graph::CompressedGraph& g,
                                                   std::span<const std::uint32_t> core,
                                                   graph::Vertex v,
                                                   const graph::RunControl& control = {});

} // namespace sandhan::algorithms
