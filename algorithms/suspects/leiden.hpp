// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

enum class PartitionQuality : std::uint8_t {
    modularity, ///< more edges within than chance would give; see modularity()
    cpm,        ///< denser within than the resolution; see cpm_quality()
};

struct LeidenOptions {
    PartitionQuality quality = PartitionQuality::modularity;
    double resolution = 1.0; ///< higher: more and smaller communities
    std::uint64_t seed = 1;
    /// The best is kept. Every other one begins with each vertex beside a random neighbour, not
    /// alone.
    std::uint32_t starts = 1;
    std::uint32_t iterations = 0; ///< of a start, at most; 0: no limit
    /// An iteration that gains no more than this share of the quality is the last of its start.
    double least_gain = 1e-4;
    /// Of the merging in refinement, in units of the mean strength of an edge; the authors' value.
    double randomness = 0.01;
};

struct Communities {
    std::vector<std::uint32_t> community; ///< by vertex, numbered by their least vertex
    std::uint32_t count = 0;
    double quality = 0.0; ///< modularity() or cpm_quality() of it
};

/// The Leiden algorithm: communities of high quality, each connected. Vertices move to the
/// neighbouring community that gains most; each community is then split into well connected pieces,
/// and the pieces move in turn, until nothing moves.
///
/// Requires    an undirected simple graph; one finite strength > 0 an edge, or none for 1 each; a
///             finite resolution >= 0 and least_gain >= 0, a finite randomness > 0, starts >= 1.
/// Returns     see Communities; each vertex without an edge is one of its own.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        O(n + m) memory; an iteration takes near O(n + m) time, in practice. Runs on all
///             threads; the same bytes for any number of them.
/// Convention  the best is not found for certain: that is NP-hard. Other seeds find others; see
///             cell_stability() for how much that matters.
/// Source      V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing
///             well-connected communities", Scientific Reports 9, 5233, 2019.
///             doi:10.1038/s41598-019-41695-z
[[nodiscard]] Communities leiden(const graph::CompressedGraph& g,
                                 std::span<const double> strength = {},
                                 const LeidenOptions& options = {},
                                 const graph::RunControl& control = {});

/// The options with as many starts as a graph of that size allows in about a second: 20 where there
/// are 50,000 vertices and edges or fewer, one beyond a million; of several, each to its end.
[[nodiscard]] LeidenOptions thorough(const graph::CompressedGraph& g, LeidenOptions options);

} // namespace sandhan::algorithms
