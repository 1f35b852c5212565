// SPDX-License-Identifier: Apache-2.0
// Graphs to measure on: seeded, of whole numbers alone, so the same on every machine. Vertices are
// numbered at random where a generator's own order would put neighbours beside each other: nobody
// is to profit from it.
#pragma once

#include "algorithms/simple_graph.hpp"

#include <cstddef>
#include <vector>

namespace sandhan::bench {

/// A simple graph of n vertices and nearly m edges whose degrees follow a power law, as those of
/// places and suspects do: an end is any vertex or, as often, an end of an earlier edge. Strengths
/// are whole numbers from 1 to 6, as counts of incidents are. No communities.
[[nodiscard]] algorithms::SimpleGraph
power_law_graph(graph::Directedness directedness, graph::Vertex n, std::size_t m, unsigned seed);

/// Who knows whom: an undirected simple graph of n vertices and m edges (within a thousandth) with
/// communities and a heavy tail. Communities have 16 vertices or more, half of them fewer than 32,
/// each doubling half as often, up to 8,191. Four edges in five stay within one. An end is any
/// vertex of the community (of the graph) or, twice as often, an end of an earlier edge there, so
/// that degrees have a tail of exponent about 5/2. A pair that is drawn again adds its strength,
/// from 1 to 6, to the edge. Some vertices stay alone.
///
/// Source  the tail: preferential attachment by copying, J. Kleinberg et al., "The Web as a graph",
///         COCOON 1999. doi:10.1007/3-540-48686-0_1; communities whose sizes have a tail too:
///         A. Lancichinetti, S. Fortunato, F. Radicchi, Phys. Rev. E 78, 2008.
///         doi:10.1103/PhysRevE.78.046110
[[nodiscard]] algorithms::SimpleGraph
association_graph(graph::Vertex n, std::size_t m, unsigned seed);

/// Who went where: a directed simple graph of n places and m corridors (within a thousandth), by
/// the same rules but that origins copy origins and destinations destinations, half of the legs
/// leave their state (the community), and flows have a tail: k people or more as often as 1/k, to
/// about 2,000 a leg. Parallel legs are merged into their corridor.
[[nodiscard]] algorithms::SimpleGraph movement_graph(graph::Vertex n, std::size_t m, unsigned seed);

/// R-MAT: an undirected simple graph of 2^scale vertices and m edges (within a thousandth), whose
/// matrix is halved both ways again and again with shares 57, 19, 19 and 5 %.
///
/// Source  D. Chakrabarti, Y. Zhan, C. Faloutsos, "R-MAT: a recursive model for graph mining", SDM
///         2004. doi:10.1137/1.9781611972740.43
[[nodiscard]] algorithms::SimpleGraph rmat_graph(unsigned scale, std::size_t m, unsigned seed);

/// The edges in no order, undirected ones either way round: what a graph is built from.
[[nodiscard]] std::vector<graph::VertexPair> unsorted_pairs(const graph::CompressedGraph& g,
                                                            unsigned seed);

} // namespace sandhan::bench
