// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct KatzOptions {
    /// What a walk loses with every edge: > 0 and below 1 / the largest eigenvalue. Unless given,
    /// 0.1, as in NetworkX, where that is small enough, and else 0.9 / the largest eigenvalue.
    std::optional<double> attenuation = {};
    double tolerance = 1e-14;    ///< > 0: the relative change in one round at which it stops
    unsigned max_rounds = 20000; ///< 0.999^20000 = 2e-9, so that this is a cap and no habit
};

struct Katz {
    std::vector<double> score; ///< one per vertex, > 0; length 1
    double attenuation = 0.0;  ///< the one used
    double constant = 0.0;     ///< what everyone has without a walk, in the unit of the scores
    bool converged = true;
    unsigned rounds = 0;
    double residual = 0.0; ///< sum of all changes in the last round / sum of all scores
};

/// The attenuation of NetworkX.
inline constexpr double katz_attenuation = 0.1;

/// Katz centrality: walks of any length that end at the vertex are counted, each one edge longer
/// for a tenth of the shorter one. Between degree (short walks alone) and eigenvector centrality
/// (long ones), with a score for everyone, in graphs of pieces and without cycles too.
///
/// Requires    a simple graph; one finite strength > 0 an edge, or none for 1 each.
/// Returns     scores of length 1, and whether the rounds settled.
/// Throws      std::invalid_argument naming the first edge or option that breaks that;
///             graph::Cancelled.
/// Cost        O(n + m) time a round, about 32 / -log(attenuation * largest eigenvalue) rounds, and
///             that of eigenvector() where a row has ten edges or more; O(n) memory, with strengths
///             O(n + m). Parallel over vertices; the same bytes for any number of threads.
/// Convention  that of NetworkX: beta 1, incoming edges, length 1. NetworkX stops with an error
///             where 0.1 is too much; a dense core of eleven is enough for that.
/// Source      L. Katz, "A new status index derived from sociometric analysis", Psychometrika 18,
///             1953. doi:10.1007/BF02289026
[[nodiscard]] Katz katz(const graph::CompressedGraph& g,
                        std::span<const double> strength = {},
                        const KatzOptions& options = {},
                        const graph::RunControl& control = {});

} // namespace sandhan::algorithms
