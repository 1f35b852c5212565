// SPDX-License-Identifier: Apache-2.0
// Maximum flow and minimum cut between two sets of vertices: the least that must be closed, edges
// or vertices, so that nothing leads from the one to the other any more.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

using Capacity = std::int64_t;

/// What may not be cut: it lets any flow through.
inline constexpr Capacity uncuttable = std::numeric_limits<Capacity>::max();

/// Real capacities as whole multiples of a unit.
struct WholeCapacities {
    std::vector<Capacity> multiple;
    double unit = 1.0; ///< multiple * unit is the capacity, to within half a unit
};

/// The unit is the smallest power of two for which all finite capacities together stay below 2^60;
/// at most 1, and at least 2^-40 lest small inputs read noise as difference. So a flow and the cut
/// that proves it are compared exactly, never by a tolerance. Infinite becomes `uncuttable`.
///
/// Throws  std::invalid_argument naming a capacity that is negative or no number, or all that are
///         2^60 or more together.
[[nodiscard]] WholeCapacities whole_capacities(std::span<const double> capacity);

struct MinimumCut {
    /// False: only what may not be cut leads from a source to a target, by `open_path`; the rest
    /// is then empty.
    bool exists = true;
    Capacity flow = 0;                      ///< the most that can flow; no cut is smaller
    Capacity cut_capacity = 0;              ///< sum over `edges`
    std::vector<graph::Edge> edges;         ///< the cut, ascending
    std::vector<Capacity> edge_flow;        ///< a flow that large, one number an edge
    std::vector<unsigned char> source_side; ///< 1: still reached from the sources
    /// Checked after the search, by the edges alone: the flow keeps within every capacity, what
    /// enters a vertex leaves it, `edges` are all that lead out of `source_side`, and `flow` equals
    /// `cut_capacity`. By weak duality that proves both.
    bool proved = false;
    std::vector<graph::Vertex> open_path;
};

/// A minimum cut of edges, and a maximum flow. Of several minimum cuts the one nearest to the
/// sources: its source side lies within that of every other. Without a path the cut is empty.
/// Edges of capacity 0 are as good as closed and in no cut.
///
/// Requires    a directed graph; one capacity >= 0 an edge, the finite ones together below 2^62; at
///             least one source and one target, none of them both.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(n^2 m) at worst; what is met in practice is a few searches, each from both sides
///             until they meet, so that small flows look at little of the graph. O(n + m) memory.
/// Convention  parallel edges count each; a self-loop carries nothing.
/// Source      E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with
///             power estimation", Soviet Math. Doklady 11, 1970; L. R. Ford, D. R. Fulkerson,
///             "Maximal flow through a network", Canadian J. Math. 8, 1956,
///             doi:10.4153/CJM-1956-045-5. The levels are found from both ends: see the source.
[[nodiscard]] MinimumCut minimum_cut(const graph::CompressedGraph& g,
                                     std::span<const Capacity> capacity,
                                     std::span<const graph::Vertex> sources,
                                     std::span<const graph::Vertex> targets,
                                     const graph::RunControl& control = {});

struct MinimumVertexCut {
    bool exists = true; ///< as above: a source beside a target cannot be cut from it by vertices
    Capacity flow = 0;
    Capacity cut_capacity = 0;
    std::vector<graph::Vertex> vertices; ///< the cut, ascending
    std::vector<Capacity> edge_flow;
    bool proved = false;
    std::vector<graph::Vertex> open_path;
};

/// A minimum cut of vertices: each vertex is split into one that is entered and one that is left,
/// with its capacity between them; edges let everything through. Sources and targets are never cut,
/// nor what has the capacity `uncuttable`. Of several minimum cuts the one nearest to the sources.
///
/// Requires  as minimum_cut(), with one capacity a vertex; those of sources and targets are not
///           read.
/// Throws    std::invalid_argument likewise.
/// Cost      as minimum_cut() on 2n vertices and n + m edges.
/// Source    K. Menger, "Zur allgemeinen Kurventheorie", Fundamenta Mathematicae 10, 1927,
///           doi:10.4064/fm-10-1-96-115, in the flow form of Ford and Fulkerson.
[[nodiscard]] MinimumVertexCut minimum_vertex_cut(const graph::CompressedGraph& g,
                                                  std::span<const Capacity> capacity,
                                                  std::span<const graph::Vertex> sources,
                                                  std::span<const graph::Vertex> targets,
                                                  const graph::RunControl& control = {});

} // namespace sandhan::algorithms
