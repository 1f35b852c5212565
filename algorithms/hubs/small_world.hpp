// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>

namespace sandhan::algorithms {

/// What is compared: how closed the circles are, and how long the ways.
struct WorldFigures {
    double clustering = 0.0;    ///< mean over the vertices
    double mean_distance = 0.0; ///< over the pairs that have a path
};

struct SmallWorld {
    graph::Vertex vertices = 0; ///< of the component that the figures are of
    WorldFigures found;
    WorldFigures random; ///< clustering k/n and distance ln n / ln k, k the mean degree
    std::optional<double> small_worldness;
};

/// Small-worldness: how many times more closed the circles are than in a random graph of as many
/// vertices and edges, over how many times longer the ways: S = (C / C_r) / (L / L_r). Above 1
/// (some say 3) circles of people who all know each other are joined by short ways all the same.
///
/// Returns     the figures of the largest component, directions dropped, of several the one with
///             most edges, then with the lowest vertex; small_worldness is nothing where the mean
///             degree is 1 or less, or there is no path.
/// Throws      graph::Cancelled.
/// Cost        that of clustering() and of the distances between all vertices.
/// Convention  C is the mean local clustering coefficient. S grows with n: it does not compare
///             graphs of different size.
/// Source      M. Humphries, K. Gurney, "Network 'small-world-ness': a quantitative method for
///             determining canonical network equivalence", PLoS ONE 3(4), 2008.
///             doi:10.1371/journal.pone.0002051
[[nodiscard]] SmallWorld small_world(const graph::CompressedGraph& g,
                                     const graph::RunControl& control = {});

struct RewiringOptions {
    std::uint32_t graphs = 100;
    std::uint32_t swaps_per_edge = 10; ///< tried
    std::uint64_t seed = 1;
    /// Tried for each edge, and each neighbour that a vertex has on average, to make a lattice.
    std::uint32_t lattice_swaps = 20;
    std::uint32_t lattices = 10; ///< made, but no more than graphs
};

/// Mean and the range that holds the middle 90 % of a figure over the random graphs.
struct RewiredFigure {
    double mean = 0.0;
    double low = 0.0;
    double high = 0.0;
};

struct RewiredWorld {
    RewiredFigure clustering;
    RewiredFigure mean_distance;
    /// By the means; its range from the graphs one by one. Nothing where it would be divided by 0.
    std::optional<double> small_worldness;
    std::optional<double> low;
    std::optional<double> high;

    RewiredFigure lattice_clustering; ///< of the lattices
    /// Mean distance of the random graphs / distance, less clustering / that of the lattice: near 0
    /// a small world, towards 1 a random graph, towards -1 a lattice. Nothing where no lattice has
    /// a closed circle, or there is no path.
    std::optional<double> omega;
};

/// The same against graphs in which everybody keeps as many ties (rewired()): circles that come
/// from a few hubs alone don't count.
///
/// Returns     see RewiredWorld; the low and high figures are the 5th and 95th percentile, the
///             values at the ranks ceil(0.05 R) and ceil(0.95 R) in ascending order.
///             The clustering that omega compares with is the largest of the lattices of the same
///             degrees (latticised(), each from places at random) and of the graph itself, so that
///             omega lies between -1 and the ratio of the distances.
/// Throws      std::invalid_argument where graphs, lattices or swaps_per_edge is 0;
///             graph::Cancelled.
/// Cost        that of small_world() and of both kinds of swaps, for each graph; on all threads.
/// Convention  NetworkX's sigma() rewires likewise and keeps the graph in one piece; ours may fall
///             apart, and distances are then over the pairs that have a path. omega() of NetworkX
///             takes the largest clustering likewise, of ten lattices.
/// Source      omega: Q. Telesford et al., "The ubiquity of small-world networks", Brain
///             Connectivity 1(5), 2011. doi:10.1089/brain.2011.0038
[[nodiscard]] RewiredWorld small_world_rewired(const graph::CompressedGraph& g,
                                               const RewiringOptions& options = {},
                                               const graph::RunControl& control = {});

} // namespace sandhan::algorithms
