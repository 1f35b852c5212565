// SPDX-License-Identifier: Apache-2.0
// The compressed sparse row graph that every kernel reads: 32-bit vertices, rows sorted by
// neighbour, one number an edge that both of its rows share. Free of Boost; include
// "graph/boost_graph.hpp" to run a Boost Graph algorithm on it.
#pragma once

#include "graph/table.hpp"

#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::graph {

using Vertex = std::uint32_t;
using Edge = std::uint32_t; ///< position of an edge in the order it was given

inline constexpr Vertex no_vertex = std::numeric_limits<Vertex>::max();

struct VertexPair {
    Vertex source;
    Vertex target;
    friend bool operator==(const VertexPair&, const VertexPair&) = default;
};

enum class Directedness { directed, undirected };

/// A graph of n vertices 0..n-1 and m edges 0..m-1, never changed once built. Parallel edges and
/// self-loops are kept. In an undirected graph an edge stands in the rows of both of its ends
/// (a self-loop twice in the one row), and the in-rows are the out-rows. Copies share the edges and
/// rows.
///
/// Memory  directed 4(2n + 6m) bytes, undirected 4(n + 6m) bytes.
class CompressedGraph {
  public:
    CompressedGraph() : CompressedGraph(Directedness::directed, 0, {}) {}

    /// Builds the rows by counting sort; of edges that come sorted by source and target
    /// (undirected: the smaller end first) in one pass. On all threads; the same rows for any
    /// number of them. Throws std::invalid_argument if an end is >= n or there are 2^31 edges or
    /// more. Cost   O(n + m) time; edges not sorted need 8 bytes each (undirected 16) meanwhile.
    CompressedGraph(Directedness directedness, Vertex n, std::vector<VertexPair> edges)
        : CompressedGraph(directedness, n, Table<VertexPair>(std::move(edges))) {}

    /// The same of a table, and of nothing that merely converts to one: `{}` is a vector.
    CompressedGraph(Directedness directedness, Vertex n, std::same_as<Table<VertexPair>> auto edges)
        : m_directed(directedness == Directedness::directed), m_n(n), m_edges(std::move(edges)) {
        make_rows();
    }

    [[nodiscard]] bool is_directed() const { return m_directed; }
    [[nodiscard]] Vertex vertex_count() const { return m_n; }
    [[nodiscard]] Edge edge_count() const { return static_cast<Edge>(m_edges.size()); }

    [[nodiscard]] VertexPair ends(Edge e) const { return m_edges[e]; }
    [[nodiscard]] std::span<const VertexPair> edges() const {
        return {m_edges.data(), m_edges.size()};
    }

    /// The vertices that v points to (undirected: its neighbours), ascending.
    [[nodiscard]] std::span<const Vertex> out_neighbours(Vertex v) const {
        return m_out.neighbours(v);
    }
    /// The edges behind out_neighbours(v), position by position.
    [[nodiscard]] std::span<const Edge> out_edges(Vertex v) const { return m_out.edges(v); }

    [[nodiscard]] std::span<const Vertex> in_neighbours(Vertex v) const {
        return in().neighbours(v);
    }
    [[nodiscard]] std::span<const Edge> in_edges(Vertex v) const { return in().edges(v); }

    [[nodiscard]] std::uint32_t out_degree(Vertex v) const { return m_out.degree(v); }
    [[nodiscard]] std::uint32_t in_degree(Vertex v) const { return in().degree(v); }

  private:
    struct Rows {
        SharedRows<std::uint32_t> offset; // n + 1 positions into the two columns below
        SharedRows<Vertex> neighbour;
        SharedRows<Edge> edge;

        [[nodiscard]] std::uint32_t degree(Vertex v) const { return offset[v + 1] - offset[v]; }
        [[nodiscard]] std::span<const Vertex> neighbours(Vertex v) const {
            return {neighbour.data() + offset[v], degree(v)};
        }
        [[nodiscard]] std::span<const Edge> edges(Vertex v) const {
            return {edge.data() + offset[v], degree(v)};
        }
    };

    void make_rows();
    [[nodiscard]] const Rows& in() const { return m_directed ? m_in : m_out; }
    [[nodiscard]] Rows rows() const; // of all out-edges
    [[nodiscard]] Rows turned_round(const Rows& sorted) const;
    // The same of edges that come sorted.
    [[nodiscard]] Rows forward_rows_of_sorted() const;
    [[nodiscard]] Rows backward_rows_of_sorted(bool and_forward) const;

    bool m_directed;
    Vertex m_n;
    SharedRows<VertexPair> m_edges;
    Rows m_out;
    Rows m_in;
};

/// A CompressedGraph whose type says that its edges have a direction: what Boost asks for.
class DirectedGraph : public CompressedGraph {
  public:
    DirectedGraph() = default;
    DirectedGraph(Vertex n, std::vector<VertexPair> edges)
        : CompressedGraph(Directedness::directed, n, std::move(edges)) {}
    DirectedGraph(Vertex n, std::same_as<Table<VertexPair>> auto edges)
        : CompressedGraph(Directedness::directed, n, std::move(edges)) {}
};

/// A CompressedGraph whose type says that its edges have none.
class UndirectedGraph : public CompressedGraph {
  public:
    UndirectedGraph() : CompressedGraph(Directedness::undirected, 0, {}) {}
    UndirectedGraph(Vertex n, std::vector<VertexPair> edges)
        : CompressedGraph(Directedness::undirected, n, std::move(edges)) {}
};

} // namespace sandhan::graph
