// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/distances.hpp"
#include "algorithms/hubs/normalisation.hpp"

namespace sandhan::algorithms {

/// Harmonic centrality: the sum of 1 / distance over the vertices that can reach this one. It asks
/// what closeness asks and stays meaningful when the graph falls into pieces.
///
/// Requires    as incoming_distances().
/// Returns     one score per vertex; by_size divides by n - 1.
/// Throws      as incoming_distances().
/// Cost        that of incoming_distances().
/// Convention  directed: incoming distances, as NetworkX. NetworkX never divides, igraph by n - 1.
/// Source      P. Boldi, S. Vigna, "Axioms for centrality", Internet Mathematics 10(3-4), 2014.
///             doi:10.1080/15427951.2013.865686
[[nodiscard]] std::vector<double> harmonic(const graph::CompressedGraph& g,
                                           std::span<const double> cost = {},
                                           Normalisation normalisation = Normalisation::none,
                                           const graph::RunControl& control = {});

/// The same from distances that are already there. O(n).
[[nodiscard]] std::vector<double> harmonic(const DistanceSums& distances,
                                           Normalisation normalisation = Normalisation::none);

} // namespace sandhan::algorithms
