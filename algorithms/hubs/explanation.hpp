// SPDX-License-Identifier: Apache-2.0
// Why a vertex has the score it has: the parts that add up to it.
#pragma once

#include "algorithms/hubs/pagerank.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// A neighbour and what comes by it.
struct NeighbourShare {
    graph::Vertex neighbour = graph::no_vertex;
    double amount = 0.0;
};

/// Two vertices between which some shortest path passes through the one that is explained.
struct PassingPair {
    graph::Vertex source = graph::no_vertex; ///< the smaller one of an undirected pair
    graph::Vertex target = graph::no_vertex;
    double share = 0.0;  ///< of their shortest paths; 1: there is no other way as short
    double length = 0.0; ///< of those paths
};

struct BetweennessReasons {
    double score = 0.0;       ///< the betweenness, raw: the sum of the shares of all pairs
    std::uint64_t pairs = 0;  ///< that have a share
    std::uint64_t wholly = 0; ///< of them: all of whose shortest paths pass
    /// Those of the largest shares, of equal ones the nearest, then by vertices.
    std::vector<PassingPair> top;
    /// By which neighbour paths come and go, the largest amount first, each adding up to the score.
    /// Undirected: both in `in`, where they add up to twice the score, as each path uses two ties.
    std::vector<NeighbourShare> in, out;
};

/// What the betweenness of v is made of.
///
/// Requires    a simple graph; one finite cost > 0 an edge, or none for 1 each; v < n.
/// Returns     at most `top` pairs, and the figures of all.
/// Throws      std::invalid_argument saying which of these does not hold; graph::Cancelled.
/// Cost        O(r (n + m)) time without costs, O(r (n + m) log n) with, r those that reach v;
///             O(n + m) memory a thread. Parallel; the same bytes for any number of threads.
/// Convention  that of betweenness(): undirected pairs once, directed ones ordered.
/// Source      U. Brandes, "On variants of shortest-path betweenness centrality and their generic
///             computation", Social Networks 30(2), 2008. doi:10.1016/j.socnet.2007.11.001
[[nodiscard]] BetweennessReasons explain_betweenness(const graph::CompressedGraph& g,
                                                     graph::Vertex v,
                                                     std::size_t top,
                                                     std::span<const double> cost = {},
                                                     const graph::RunControl& control = {});

struct PageRankReasons {
    double restart = 0.0;  ///< the walker begins anew: what everyone has, or those it may begin at
    double dangling = 0.0; ///< the same from those that lead nowhere
    std::vector<NeighbourShare> in; ///< what neighbours pass on, the largest first
};

/// What the PageRank of v is made of: its parts add up to the score.
///
/// Requires    the graph, strengths and options that pagerank() was given and the scores it
///             returned; v < n.
/// Throws      std::invalid_argument if v or the number of scores does not fit.
/// Cost        O(n + m).
[[nodiscard]] PageRankReasons explain_pagerank(const graph::CompressedGraph& g,
                                               std::span<const double> score,
                                               graph::Vertex v,
                                               std::span<const double> strength = {},
                                               const PageRankOptions& options = {});

} // namespace sandhan::algorithms
