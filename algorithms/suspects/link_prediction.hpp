// SPDX-License-Identifier: Apache-2.0
// Pairs that are not tied, by how much speaks for a tie between them.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct LinkPredictionOptions {
    double katz_beta = 0.05;  ///< > 0: each further step of a walk counts so much of the one before
    unsigned katz_steps = 4;  ///< longest walk that counts, 2 or more
    double damping = 0.85;    ///< of pagerank, in [0, 1)
    unsigned walk_steps = 10; ///< of pagerank, 2 or more: the walker is followed so far
    /// Common neighbours with more ties than this introduce nobody to anybody.
    std::size_t max_degree = std::numeric_limits<std::size_t>::max();
};

/// A pair without a tie, a < b.
struct PredictedLink {
    graph::Vertex a = graph::no_vertex, b = graph::no_vertex;
    double common_neighbours = 0.0;
    double jaccard = 0.0;             ///< common neighbours of all neighbours of either
    double adamic_adar = 0.0;         ///< Σ 1 / ln(degree) over common neighbours
    double resource_allocation = 0.0; ///< Σ 1 / degree over common neighbours
    double katz = 0.0;                ///< Σ beta^l walks of l steps between them, l <= katz_steps
    /// How often a walker who starts at a, and starts again with chance 1 - damping, stands at b,
    /// and the other way round: both added; at most walk_steps steps after each start.
    double pagerank = 0.0;
};

/// Every pair of `asked` vertices that has no tie and a common neighbour, with six measures of how
/// near the two are.
///
/// Requires    an undirected simple graph; a flag a vertex; options in their ranges.
/// Returns     by a, then b.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        the walks of walk_steps steps from every asked vertex, O(walk_steps m) for each at
///             worst and far less where components are small; on all threads, the same bytes for
///             any number of them.
/// Convention  degrees count all neighbours; the first four are those of NetworkX. Katz and
/// PageRank
///             are cut at a number of steps, so that they stay local.
/// Source      D. Liben-Nowell and J. Kleinberg, "The link-prediction problem for social networks",
///             JASIST 58(7), 2007. doi:10.1002/asi.20591; L. A. Adamic and E. Adar, Social Networks
///             25(3), 2003. doi:10.1016/S0378-8733(03)00009-1; T. Zhou, L. Lü and Y.-C. Zhang, Eur.
///             Phys. J. B 71, 2009. doi:10.1140/epjb/e2009-00335-8; L. Katz, Psychometrika 18,
///             1953. doi:10.1007/BF02289026
[[nodiscard]] std::vector<PredictedLink> predicted_links(const graph::UndirectedGraph& g,
                                                         const std::vector<bool>& asked,
                                                         const LinkPredictionOptions& options = {},
                                                         const graph::RunControl& control = {});

} // namespace sandhan::algorithms
