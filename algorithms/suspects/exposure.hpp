// SPDX-License-Identifier: Apache-2.0
// How far known offenders reach: personalised PageRank from them, told by the walks it is made of.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct ExposureOptions {
    double damping = 0.85;  ///< in [0, 1): how often the walker goes on
    unsigned max_steps = 4; ///< of a walk that is told
    std::size_t walks = 3;  ///< told of each
    std::size_t top = std::numeric_limits<std::size_t>::max(); ///< of whom walks are told
};

/// One way from a seed, and how much of the exposure came by it.
struct ExposureWalk {
    std::vector<graph::Vertex> via; ///< from the seed on
    double share = 0.0;             ///< of the exposure
};

struct Exposure {
    graph::Vertex vertex = graph::no_vertex;
    double score = 0.0;              ///< how often the walker stands here
    std::vector<ExposureWalk> walks; ///< the weightiest first
    double remaining = 0.0;          ///< share of all other walks: longer ones, or weaker ones
};

/// Exposure to some seeds: how often a walker stands at each vertex who starts at a seed, follows
/// ties by their strength, and now and then starts again (personalised PageRank). It is the sum
/// over all walks from a seed of (1 - damping) damping^length / seeds Π strength / strength of the
/// vertex left; the walks that weigh most are told, and the share of all others.
/// A seed without ties reaches nobody and is not counted.
///
/// Requires    an undirected simple graph; one finite strength > 0 an edge; seeds among its
///             vertices, each once, at least one; 0 <= damping < 1; max_steps >= 1.
/// Returns     everyone reached but the seeds, the most exposed first, then by vertex; the walks of
///             the first `top` of them. Of equal walks the shorter, then the first in the order of
///             vertices.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        that of pagerank(); for each one told O(max_steps (n + m)) and the walks that weigh
///             more than the last one told.
/// Source      T. H. Haveliwala, "Topic-sensitive PageRank", WWW 2002. doi:10.1145/511446.511513;
///             PageRank as a sum over walks: G. Jeh and J. Widom, "Scaling personalized web
///             search", WWW 2003. doi:10.1145/775152.775191
[[nodiscard]] std::vector<Exposure> exposure(const graph::UndirectedGraph& g,
                                             std::span<const double> strength,
                                             std::span<const graph::Vertex> seeds,
                                             const ExposureOptions& options = {},
                                             const graph::RunControl& control = {});

} // namespace sandhan::algorithms
