// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/eigenvector.hpp"

namespace sandhan::algorithms {

struct Hits {
    std::vector<double> hub;       ///< one per vertex; they sum to 1
    std::vector<double> authority; ///< one per vertex; they sum to 1
    std::uint32_t parts = 0;       ///< that share the largest singular value; as Eigenvector::parts
    bool converged = true;
    unsigned rounds = 0;
    double residual = 0.0;
};

/// Hubs and authorities: a good hub leads to good authorities, a good authority is led to by good
/// hubs. Of a movement graph the hubs are where victims are taken from to the main destinations,
/// and the authorities those destinations.
///
/// Requires    as eigenvector().
/// Returns     both scores, non-negative; undirected graphs have one score, eigenvector centrality
///             divided by its sum. Without an edge all scores are equal.
/// Throws      as eigenvector().
/// Cost        that of eigenvector() on a graph of 2n vertices.
/// Convention  sums to 1, as NetworkX; igraph divides by the largest. Where several parts share the
///             largest singular value NetworkX returns any mixture of them, signs included; here
///             they weigh as in the power iteration from all ones, hubs and authorities alike. On a
///             bipartite undirected graph NetworkX likewise mixes the two sides at random.
/// Method      who leads and who is led to, taken apart: an undirected graph of n vertices that
///             lead and n that are led to, whose eigenvector has both scores.
/// Source      J. Kleinberg, "Authoritative sources in a hyperlinked environment", J. ACM 46(5),
///             1999. doi:10.1145/324133.324140
[[nodiscard]] Hits hits(const graph::CompressedGraph& g,
                        std::span<const double> strength = {},
                        const EigenvectorOptions& options = {},
                        const graph::RunControl& control = {});

} // namespace sandhan::algorithms
