// SPDX-License-Identifier: Apache-2.0
// Where movement goes when places or corridors are closed to it.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Movement whose way is closed.
struct BlockedFlow {
    graph::Vertex origin = 0;
    graph::Vertex destination = 0;
    double weight = 0.0; ///< victims
};

/// A way that it takes instead.
struct NextRoute {
    std::vector<graph::Vertex> stops;
    double weight = 0.0;      ///< of the flow that comes here
    double probability = 0.0; ///< of going this way, by the transitions along it
};

struct Displacement {
    double displaced = 0.0;             ///< weight that has another way
    std::vector<NextRoute> routes;      ///< most weight first, then by stops
    std::vector<unsigned char> has_way; ///< by flow: 1 if it has another way
};

/// Sends each flow along the `ways` likeliest routes from its origin to its destination that avoid
/// what is closed, shared out by their probabilities. The cost of an edge is -ln of the probability
/// of going on along it (transition_model.hpp has some). An origin is never closed; a closed
/// destination is not reached.
///
/// Requires  costs as k_shortest_paths() does; flags of closed edges and closed vertices, one each,
///           or none; weights finite and >= 0; ways > 0.
/// Throws    std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost      one search of the k shortest paths for each pair of ends.
/// Source    the question, what an interdiction is worth once a trafficking network has answered
///           it, is that of D. Kosmas et al., arXiv:2209.04507. Their network is rebuilt at its
///           best; here movement only takes legs that someone has used.
[[nodiscard]] Displacement displaced_flows(const graph::CompressedGraph& g,
                                           std::span<const double> cost,
                                           std::span<const BlockedFlow> flows,
                                           std::span<const unsigned char> closed_edge,
                                           std::span<const unsigned char> closed_vertex,
                                           std::size_t ways,
                                           const graph::RunControl& control = {});

} // namespace sandhan::algorithms
