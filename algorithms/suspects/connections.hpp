// SPDX-License-Identifier: Apache-2.0
// Who is connected with one suspect over few ties, by the surest connection.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

struct Connection {
    graph::Vertex vertex = graph::no_vertex;
    double probability = 0.0;       ///< that every tie of the connection holds: their product
    std::vector<graph::Vertex> via; ///< from the one asked about on
};

/// For everyone within `steps` ties of `of`, the path of at most so many ties whose ties most
/// probably all hold: the product of their probabilities is greatest. Of equal ones that with fewer
/// ties, then whose predecessors have lower numbers.
///
/// Requires    an undirected simple graph; a probability in (0, 1] an edge; steps >= 1.
/// Returns     best first, then by vertex; `of` itself is not listed.
/// Throws      std::invalid_argument naming the first edge or option that breaks that;
///             graph::Cancelled.
/// Cost        O(steps (n + m)) time, O(steps n) memory.
/// Convention  ties hold independently of one another, as a first approximation: a chain is as sure
///             as the product says.
[[nodiscard]] std::vector<Connection> connections(const graph::UndirectedGraph& g,
                                                  std::span<const double> probability,
                                                  graph::Vertex of,
                                                  unsigned steps,
                                                  const graph::RunControl& control = {});

/// The `most` surest simple paths from `of` to `to` of at most `steps` ties, best first; of equal
/// ones the shorter, then the lexicographically first. Requires and throws as connections().
/// Cost        the number of simple paths that are surer than the last one returned, at worst all
///             of at most `steps` ties; best-first search bounded by what is left to go.
[[nodiscard]] std::vector<Connection> surest_paths(const graph::UndirectedGraph& g,
                                                   std::span<const double> probability,
                                                   graph::Vertex of,
                                                   graph::Vertex to,
                                                   unsigned steps,
                                                   std::size_t most,
                                                   const graph::RunControl& control = {});

} // namespace sandhan::algorithms
