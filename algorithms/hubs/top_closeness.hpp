// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

/// How the best are found. They are the same.
enum class TopMethod {
    automatic, ///< by the size of the graph
    bounded,   ///< a search a vertex, given up once the vertex cannot be among the best
    all,       ///< all distances, 512 searches a walk
};

struct TopVertices {
    std::vector<graph::Vertex> vertex; ///< best first, of equal ones the lower number
    std::vector<double> score;         ///< theirs
    std::uint64_t ties = 0;            ///< how many more there are whose score is that of the last
    /// What was chosen: bounded or all. Of itself, bounded is given up for all if too few searches
    /// are cut short.
    TopMethod method = TopMethod::all;
};

/// The k vertices of highest closeness, in Wasserman and Faust's form, without computing everyone's
/// where the graph is large.
///
/// Requires    nothing: k may exceed n, self-loops and parallel edges have no effect.
/// Returns     min(k, n) vertices; scores are to the last bit those of closeness().
/// Throws      graph::Cancelled.
/// Cost        O(n m) time at worst. Bounded searches are mostly given up after a few steps, which
///             pays in large graphs for small k: `automatic` takes them from 2000 vertices on while
///             k <= n / 200, and the 512 searches a walk of incoming_distances() otherwise, or
///             where many vertices tie. O(n + m) memory, 12 n bytes more a thread (all: see there).
///             Parallel over vertices; the same answer for any number of threads.
/// Convention  as closeness(): every edge 1 long, directed: incoming distances. Scores tie if they
///             are the same double.
/// Source      E. Bergamini, M. Borassi, P. Crescenzi, A. Marino, H. Meyerhenke, "Computing top-k
///             closeness centrality faster in unweighted graphs", ACM Trans. Knowledge Discovery
///             from Data 13(5), 2019. doi:10.1145/3344719
[[nodiscard]] TopVertices top_closeness(const graph::CompressedGraph& g,
                                        std::size_t k,
                                        TopMethod method = TopMethod::automatic,
                                        const graph::RunControl& control = {});

/// The same of harmonic centrality, as harmonic() has it.
[[nodiscard]] TopVertices top_harmonic(const graph::CompressedGraph& g,
                                       std::size_t k,
                                       TopMethod method = TopMethod::automatic,
                                       const graph::RunControl& control = {});

} // namespace sandhan::algorithms
