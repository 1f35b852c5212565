// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// What is left of a graph after a removal.
struct DismantlingStep {
    graph::Vertex removed = graph::no_vertex; ///< no_vertex: nothing yet
    std::uint32_t components = 0;
    std::uint32_t largest_component = 0; ///< vertices
    std::uint64_t reachable_pairs = 0;   ///< of vertices that some path joins
    double strength_left = 0.0;          ///< sum of the edges both of whose ends are left

    friend bool operator==(const DismantlingStep&, const DismantlingStep&) = default;
};

/// The dismantling curve: how much is left of a graph as vertices are taken out one after another.
/// How steeply it falls says how much hangs on few.
///
/// Requires    vertices of g in `order`, each once; one finite strength >= 0 an edge, or none for 1
///             each.
/// Returns     a step before the first removal and one after each.
/// Throws      std::invalid_argument naming the vertex or edge that breaks that.
/// Cost        O((n + m) α(n)): vertices come back in reverse order, as sets can be joined and not
///             parted.
/// Convention  directions are ignored: parts of a directed graph are its weakly connected
///             components. Every edge counts with its strength, parallel ones and self-loops too.
/// Source      M. E. J. Newman, R. M. Ziff, "Fast Monte Carlo algorithm for site or bond
///             percolation", Phys. Rev. E 64, 2001. doi:10.1103/PhysRevE.64.016706
[[nodiscard]] std::vector<DismantlingStep> dismantling_curve(const graph::CompressedGraph& g,
                                                             std::span<const double> strength,
                                                             std::span<const graph::Vertex> order);

/// Who is taken out next, each time by what is left then.
enum class RemovalRule {
    key_players,          ///< whose loss disconnects most pairs
    degree,               ///< with most neighbours
    betweenness,          ///< between most pairs: O(n m) each
    collective_influence, ///< with most links that lead on two steps away (Morone & Makse)
};

struct DismantlingOptions {
    RemovalRule by = RemovalRule::key_players;
    std::size_t most = std::numeric_limits<std::size_t>::max(); ///< removals
    std::uint32_t until_largest = 0; ///< ends once no component is larger
};

/// The curve of such an order. Vertices that tie go by the number of neighbours left, then the
/// lower one first.
///
/// Requires    `allowed` empty (all may be taken out) or one mark a vertex; strengths as above.
/// Returns     as dismantling_curve(); shorter when nobody allowed is left.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        key_players O(n + m) a removal; degree O((n + m) log n) in all;
///             collective_influence a search of three steps around each vertex taken out.
/// Convention  on the undirected simple graph. Collective influence is (d(v) - 1) times the sum of
///             d(u) - 1 over the vertices two steps from v, d being neighbours left; a vertex that
///             went is not put back, as Morone and Makse do at the end.
/// Source      F. Morone, H. A. Makse, "Influence maximization in complex networks through optimal
///             percolation", Nature 524, 2015. doi:10.1038/nature14604
[[nodiscard]] std::vector<DismantlingStep> dismantle(const graph::CompressedGraph& g,
                                                     std::span<const double> strength,
                                                     const DismantlingOptions& options = {},
                                                     const std::vector<bool>& allowed = {},
                                                     const graph::RunControl& control = {});

} // namespace sandhan::algorithms
