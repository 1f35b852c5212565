// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/normalisation.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

struct ApproximateOptions {
    double epsilon = 0.01; ///< how far a normalised score may be off; > 0
    double delta = 0.1;    ///< how likely it may be that any of them is farther off; in (0, 1)
    std::uint64_t seed = 1;
    std::uint64_t max_samples = 0; ///< 0 for as many as the promise takes
};

struct ApproximateBetweenness {
    std::vector<double> score;
    /// With probability 1 - delta every vertex's betweenness lies within its bounds, which are
    /// never wider than epsilon on either side if `converged`. In the unit of the scores.
    std::vector<double> lower;
    std::vector<double> upper;
    double epsilon = 0.0; ///< what was asked for
    double delta = 0.0;
    std::uint64_t samples = 0;
    bool converged = false; ///< false only where max_samples came first
};

/// Betweenness of all vertices by sampling shortest paths (KADABRA): with probability 1 - delta
/// every normalised score is within epsilon. A pair of vertices is drawn, then one of its shortest
/// paths, by breadth-first searches from both ends that stop where they meet. Sampling ends as soon
/// as the bounds of all vertices are narrow enough.
///
/// Requires    a simple graph, as betweenness(); epsilon > 0 and finite, 0 < delta < 1.
/// Returns     scores as betweenness() without costs has them, raw or by_size; zeros without a
///             sample where no path has three vertices.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        at most (log2(D) + 1 + ln(2/delta)) / (2 epsilon^2) samples, D at least the number
///             of vertices inside the longest shortest path, nor more than
///             ln(4 n/delta) / (2 epsilon^2); a sample is O(m) at worst and near sqrt(m) in
///             practice. O(n + m) memory, 16 n bytes more a thread. Parallel over samples; the same
///             bytes for any number of threads.
/// Convention  epsilon is of the normalised score: raw ones are off by up to epsilon times the
///             number of pairs. Every edge is 1 long. The constant 1/2 in the first limit was
///             measured by its authors rather than proved; the second limit is Hoeffding's.
/// Source      M. Borassi, E. Natale, "KADABRA is an adaptive algorithm for betweenness via random
///             approximation", ACM J. Experimental Algorithmics 24, 2019. doi:10.1145/3284359
[[nodiscard]] ApproximateBetweenness
approximate_betweenness(const graph::CompressedGraph& g,
                        const ApproximateOptions& options = {},
                        Normalisation normalisation = Normalisation::none,
                        const graph::RunControl& control = {});

} // namespace sandhan::algorithms
