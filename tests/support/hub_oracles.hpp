// SPDX-License-Identifier: Apache-2.0
// The measures written down from their definitions, slow and plain, for graphs of a few vertices.
// They share nothing with the kernels but the list of edges.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sandhan::tests {

using graph::Vertex;

/// A simple graph as a matrix. cost[u][v] is a whole number, 0 where there is no edge; so lengths
/// of paths are exact and ties are ties. unit says how many of them make a cost of 1.
struct Matrix {
    Vertex n = 0;
    bool directed = false;
    std::vector<std::vector<std::uint64_t>> cost;

    [[nodiscard]] bool joined(Vertex u, Vertex v) const { return cost[u][v] != 0; }
};

/// Of a simple graph. `cost` by edge, or empty for 1 each.
[[nodiscard]] Matrix matrix(const graph::CompressedGraph& g,
                            const std::vector<std::uint64_t>& cost = {});
[[nodiscard]] Matrix undirected(Matrix m);

namespace oracle {

/// Numbers instead of whole costs: [u][v] is the strength of the edge from u to v, or 0.
using Strengths = std::vector<std::vector<double>>;

/// Sums over s != v != t of (shortest s-t paths through v) / (shortest s-t paths), by listing every
/// path. Undirected pairs once.
std::vector<double> betweenness(const Matrix& m);

/// The same of the paths along u -> v, at [u][v]; undirected at both [u][v] and [v][u].
Strengths edge_betweenness(const Matrix& m);

/// d[u][v], by letting every vertex in turn stand between every pair; 0 where there is no path.
std::vector<std::vector<std::uint64_t>> distances(const Matrix& m);

/// By solving the linear system of the walker, who jumps by `teleport`, or anywhere alike.
std::vector<double> pagerank(const Matrix& m,
                             const std::vector<std::vector<double>>& strength,
                             double damping,
                             const std::vector<double>& teleport = {});

/// By trying every set of vertices.
std::vector<std::uint32_t> core_numbers(const Matrix& m);

/// By taking a layer out of the matrix at a time.
std::vector<std::uint32_t> onion_layers(const Matrix& m);

/// How many pieces are left of the undirected graph without a vertex, or an edge.
Vertex pieces(const Matrix& m, std::optional<Vertex> without = {});

/// The number of the piece of each vertex, by its lowest vertex.
std::vector<Vertex> piece_of(const Matrix& m, std::optional<Vertex> without = {});

/// By going through every pair of neighbours in every direction.
std::vector<double> clustering(const Matrix& m);

/// Pairs of neighbours that are joined.
std::vector<std::uint64_t> triangles(const Matrix& m);

/// Of a simple graph; `by_edge` empty for 1 each.
Strengths strengths(const graph::CompressedGraph& g, const std::vector<double>& by_edge = {});

/// Where the power iteration of NetworkX, x (A + 1) from all ones, stands after 2^32 rounds, by
/// squaring the matrix. Nothing cancels in it, as nothing is negative. Zeros if no power of A is.
std::vector<double> eigenvector(const Strengths& a);

/// Sums over all walks, by solving the linear system. Length 1.
std::vector<double> katz(const Strengths& a, double attenuation);

} // namespace oracle
} // namespace sandhan::tests
