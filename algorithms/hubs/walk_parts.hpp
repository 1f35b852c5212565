// SPDX-License-Identifier: Apache-2.0
// Who gives a vertex the score that comes along the edges: eigenvector centrality, Katz, HITS.
#pragma once

#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/explanation.hpp"
#include "algorithms/hubs/hits.hpp"
#include "algorithms/hubs/katz.hpp"

namespace sandhan::algorithms {

/// The parts of a score, which is their sum: to the residual of the iteration that found it.
struct WalkParts {
    double own = 0.0;                       ///< what it has without anybody
    std::vector<NeighbourShare> neighbours; ///< the largest first, then by vertex; also those of 0
};

/// x_v = sum over the u that lead to v of strength(u, v) x_u / eigenvalue.
///
/// Requires    the graph and strengths that the measure was given and what it returned; v < n.
/// Returns     `own` is the score where no walk returns (an eigenvalue of 0): all are equal then.
/// Throws      std::invalid_argument if v or the number of scores does not fit.
/// Cost        O(neighbours of v); hub and authority O(n + m). The same in the following.
[[nodiscard]] WalkParts explain_eigenvector(const graph::CompressedGraph& g,
                                            const Eigenvector& found,
                                            graph::Vertex v,
                                            std::span<const double> strength = {});

/// x_v = constant + attenuation * sum over the u that lead to v of strength(u, v) x_u.
[[nodiscard]] WalkParts explain_katz(const graph::CompressedGraph& g,
                                     const Katz& found,
                                     graph::Vertex v,
                                     std::span<const double> strength = {});

/// hub_v = sum over the u that v leads to of strength(v, u) authority_u, over the same of all.
[[nodiscard]] WalkParts explain_hub(const graph::CompressedGraph& g,
                                    const Hits& found,
                                    graph::Vertex v,
                                    std::span<const double> strength = {});

/// authority_v = sum over the u that lead to v of strength(u, v) hub_u, over the same of all.
[[nodiscard]] WalkParts explain_authority(const graph::CompressedGraph& g,
                                          const Hits& found,
                                          graph::Vertex v,
                                          std::span<const double> strength = {});

} // namespace sandhan::algorithms
