// SPDX-License-Identifier: Apache-2.0
// Makes DirectedGraph and UndirectedGraph, and classes derived from them, models of the Boost
// Graph concepts VertexListGraph, EdgeListGraph, IncidenceGraph, AdjacencyGraph and
// BidirectionalGraph, so that any Boost algorithm runs on them; compressed() goes the other way.
//
// Optional: the one public header with Boost in it. Including it costs a translation unit 0.8 s
// and 190 MB of compiler (g++ 12 -O2), where "graph/compressed_graph.hpp" alone costs 0.16 s and
// 57 MB; <boost/graph/adjacency_list.hpp> would cost 1.2 s.
#pragma once

#include "graph/compressed_graph.hpp"

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace sandhan::graph {

/// A graph whose type says whether its edges have a direction, which Boost asks of every model.
template <class G>
concept BoostModel = std::derived_from<G, DirectedGraph> || std::derived_from<G, UndirectedGraph>;

/// An edge as it was walked: from an out-row the source is the row's vertex, from an in-row the
/// target is. Two descriptors are equal when they mean the same edge, whichever way it was walked;
/// parallel edges differ.
struct EdgeDescriptor {
    Vertex source = no_vertex;
    Vertex target = no_vertex;
    Edge index = 0;

    friend bool operator==(const EdgeDescriptor& a, const EdgeDescriptor& b) {
        return a.index == b.index;
    }
    friend std::strong_ordering operator<=>(const EdgeDescriptor& a, const EdgeDescriptor& b) {
        return a.index <=> b.index;
    }
};

namespace boost_model {

/// Random access over values made when they are read. It says input iterator to C++17 code, as
/// what it yields are no references, and random access to C++20 and Boost code.
template <class Derived, class Value>
class Iterator {
  public:
    using iterator_concept = std::random_access_iterator_tag;
    /// Convertible to what either library asks for.
    struct iterator_category : std::input_iterator_tag, boost::random_access_traversal_tag {};
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = const Value*;
    using reference = Value;

    reference operator[](difference_type n) const { return *(self() + n); }
    Derived& operator++() { return self() += 1; }
    Derived& operator--() { return self() += -1; }
    Derived operator++(int) {
        Derived old = self();
        self() += 1;
        return old;
    }
    Derived operator--(int) {
        Derived old = self();
        self() += -1;
        return old;
    }
    Derived& operator-=(difference_type n) { return self() += -n; }
    friend Derived operator+(Derived it, difference_type n) { return it += n; }
    friend Derived operator+(difference_type n, Derived it) { return it += n; }
    friend Derived operator-(Derived it, difference_type n) { return it += -n; }

  private:
    Derived& self() { return static_cast<Derived&>(*this); }
    const Derived& self() const { return static_cast<const Derived&>(*this); }
};

class VertexIterator : public Iterator<VertexIterator, Vertex> {
  public:
    VertexIterator() = default;
    explicit VertexIterator(Vertex v) : m_v(v) {}

    Vertex operator*() const { return m_v; }
    VertexIterator& operator+=(difference_type n) {
        m_v = static_cast<Vertex>(m_v + n);
        return *this;
    }
    friend difference_type operator-(VertexIterator a, VertexIterator b) {
        return difference_type{a.m_v} - difference_type{b.m_v};
    }
    friend auto operator<=>(VertexIterator a, VertexIterator b) { return a.m_v <=> b.m_v; }
    friend bool operator==(VertexIterator a, VertexIterator b) { return a.m_v == b.m_v; }

  private:
    Vertex m_v = 0;
};

/// Over all edges, in the order they were given.
class EdgeIterator : public Iterator<EdgeIterator, EdgeDescriptor> {
  public:
    EdgeIterator() = default;
    EdgeIterator(const VertexPair* edges, Edge index) : m_edges(edges), m_index(index) {}

    EdgeDescriptor operator*() const {
        return {m_edges[m_index].source, m_edges[m_index].target, m_index};
    }
    EdgeIterator& operator+=(difference_type n) {
        m_index = static_cast<Edge>(m_index + n);
        return *this;
    }
    friend difference_type operator-(EdgeIterator a, EdgeIterator b) {
        return difference_type{a.m_index} - difference_type{b.m_index};
    }
    friend auto operator<=>(EdgeIterator a, EdgeIterator b) { return a.m_index <=> b.m_index; }
    friend bool operator==(EdgeIterator a, EdgeIterator b) { return a.m_index == b.m_index; }

  private:
    const VertexPair* m_edges = nullptr;
    Edge m_index = 0;
};

enum class Row { out, in };

/// Along one row of a vertex.
template <Row row>
class RowIterator : public Iterator<RowIterator<row>, EdgeDescriptor> {
  public:
    using difference_type = std::ptrdiff_t;

    RowIterator() = default;
    RowIterator(Vertex owner, const Vertex* neighbour, const Edge* edge)
        : m_neighbour(neighbour), m_edge(edge), m_owner(owner) {}

    EdgeDescriptor operator*() const {
        if constexpr (row == Row::out) {
            return {m_owner, *m_neighbour, *m_edge};
        } else {
            return {*m_neighbour, m_owner, *m_edge};
        }
    }
    RowIterator& operator+=(difference_type n) {
        m_neighbour += n;
        m_edge += n;
        return *this;
    }
    friend difference_type operator-(RowIterator a, RowIterator b) { return a.m_edge - b.m_edge; }
    friend auto operator<=>(RowIterator a, RowIterator b) { return a.m_edge <=> b.m_edge; }
    friend bool operator==(RowIterator a, RowIterator b) { return a.m_edge == b.m_edge; }

  private:
    const Vertex* m_neighbour = nullptr;
    const Edge* m_edge = nullptr;
    Vertex m_owner = no_vertex;
};

using OutEdgeIterator = RowIterator<Row::out>;
using InEdgeIterator = RowIterator<Row::in>;

struct Category : boost::bidirectional_graph_tag,
                  boost::adjacency_graph_tag,
                  boost::vertex_list_graph_tag,
                  boost::edge_list_graph_tag {};

struct EdgeIndexMap {
    using category = boost::readable_property_map_tag;
    using key_type = EdgeDescriptor;
    using value_type = Edge;
    using reference = Edge;

    Edge operator[](const EdgeDescriptor& e) const { return e.index; }
    friend Edge get(EdgeIndexMap, const EdgeDescriptor& e) { return e.index; }
};

using VertexIndexMap = boost::typed_identity_property_map<Vertex>;

} // namespace boost_model

// The valid expressions of the five concepts, found by argument-dependent lookup.

[[nodiscard]] inline Vertex num_vertices(const CompressedGraph& g) { return g.vertex_count(); }
[[nodiscard]] inline Edge num_edges(const CompressedGraph& g) { return g.edge_count(); }

[[nodiscard]] inline std::pair<boost_model::VertexIterator, boost_model::VertexIterator>
vertices(const CompressedGraph& g) {
    return {boost_model::VertexIterator(0), boost_model::VertexIterator(g.vertex_count())};
}
[[nodiscard]] inline std::pair<boost_model::EdgeIterator, boost_model::EdgeIterator>
edges(const CompressedGraph& g) {
    return {{g.edges().data(), 0}, {g.edges().data(), g.edge_count()}};
}

[[nodiscard]] inline Vertex source(const EdgeDescriptor& e, const CompressedGraph&) {
    return e.source;
}
[[nodiscard]] inline Vertex target(const EdgeDescriptor& e, const CompressedGraph&) {
    return e.target;
}

[[nodiscard]] inline std::pair<boost_model::OutEdgeIterator, boost_model::OutEdgeIterator>
out_edges(Vertex v, const CompressedGraph& g) {
    const auto row = g.out_neighbours(v);
    const auto edge = g.out_edges(v);
    return {{v, row.data(), edge.data()}, {v, row.data() + row.size(), edge.data() + edge.size()}};
}
[[nodiscard]] inline std::pair<boost_model::InEdgeIterator, boost_model::InEdgeIterator>
in_edges(Vertex v, const CompressedGraph& g) {
    const auto row = g.in_neighbours(v);
    const auto edge = g.in_edges(v);
    return {{v, row.data(), edge.data()}, {v, row.data() + row.size(), edge.data() + edge.size()}};
}
[[nodiscard]] inline std::pair<const Vertex*, const Vertex*>
adjacent_vertices(Vertex v, const CompressedGraph& g) {
    const auto row = g.out_neighbours(v);
    return {row.data(), row.data() + row.size()};
}

[[nodiscard]] inline std::uint32_t out_degree(Vertex v, const CompressedGraph& g) {
    return g.out_degree(v);
}
[[nodiscard]] inline std::uint32_t in_degree(Vertex v, const CompressedGraph& g) {
    return g.in_degree(v);
}
/// Of an undirected graph the row's length, of a directed one both rows'.
[[nodiscard]] inline std::uint32_t degree(Vertex v, const CompressedGraph& g) {
    return g.is_directed() ? g.out_degree(v) + g.in_degree(v) : g.out_degree(v);
}

[[nodiscard]] inline boost_model::VertexIndexMap get(boost::vertex_index_t,
                                                     const CompressedGraph&) {
    return {};
}
[[nodiscard]] inline Vertex get(boost::vertex_index_t, const CompressedGraph&, Vertex v) {
    return v;
}
[[nodiscard]] inline boost_model::EdgeIndexMap get(boost::edge_index_t, const CompressedGraph&) {
    return {};
}
[[nodiscard]] inline Edge
get(boost::edge_index_t, const CompressedGraph&, const EdgeDescriptor& e) {
    return e.index;
}

/// Copies any model of VertexListGraph and EdgeListGraph, once: vertex v becomes index[v], edges
/// keep the order in which edges(g) gives them, so that position i of a property copied in that
/// order belongs to edge i.
///
/// Requires  index maps the vertices one to one onto 0..num_vertices(g)-1.
/// Throws    std::invalid_argument if g has too many vertices for 32 bits, or an index is out of
///           range.
/// Cost      O(n + m).
template <class BoostGraph, class VertexIndex>
[[nodiscard]] CompressedGraph compressed(const BoostGraph& g, VertexIndex index) {
    const auto n = num_vertices(g);
    if (!std::in_range<Vertex>(n) || static_cast<Vertex>(n) == no_vertex) {
        throw std::invalid_argument("compressed: " + std::to_string(n) +
                                    " vertices; at most 4294967294 are supported");
    }
    std::vector<VertexPair> pairs;
    pairs.reserve(num_edges(g));
    auto [e, end] = edges(g);
    for (; e != end; ++e) {
        const auto s = get(index, source(*e, g));
        const auto t = get(index, target(*e, g));
        if (std::cmp_less(s, 0) || std::cmp_less(t, 0) || !std::cmp_less(s, n) ||
            !std::cmp_less(t, n)) {
            throw std::invalid_argument("compressed: edge " + std::to_string(pairs.size()) +
                                        " has an end whose index is not in 0.." +
                                        std::to_string(n - 1));
        }
        pairs.push_back({static_cast<Vertex>(s), static_cast<Vertex>(t)});
    }
    constexpr bool directed =
        std::is_convertible_v<typename boost::graph_traits<BoostGraph>::directed_category,
                              boost::directed_tag>;
    return CompressedGraph(directed ? Directedness::directed : Directedness::undirected,
                           static_cast<Vertex>(n), std::move(pairs));
}

/// The same by the graph's own vertex_index.
template <class BoostGraph>
[[nodiscard]] CompressedGraph compressed(const BoostGraph& g) {
    return compressed(g, get(boost::vertex_index, g));
}

} // namespace sandhan::graph

template <>
struct std::hash<sandhan::graph::EdgeDescriptor> {
    std::size_t operator()(const sandhan::graph::EdgeDescriptor& e) const noexcept {
        return std::hash<sandhan::graph::Edge>{}(e.index);
    }
};

namespace boost {

template <sandhan::graph::BoostModel G>
struct graph_traits<G> {
    using vertex_descriptor = sandhan::graph::Vertex;
    using edge_descriptor = sandhan::graph::EdgeDescriptor;
    using directed_category =
        std::conditional_t<std::derived_from<G, sandhan::graph::DirectedGraph>,
                           bidirectional_tag,
                           undirected_tag>;
    using edge_parallel_category = allow_parallel_edge_tag;
    using traversal_category = sandhan::graph::boost_model::Category;

    using vertex_iterator = sandhan::graph::boost_model::VertexIterator;
    using edge_iterator = sandhan::graph::boost_model::EdgeIterator;
    using out_edge_iterator = sandhan::graph::boost_model::OutEdgeIterator;
    using in_edge_iterator = sandhan::graph::boost_model::InEdgeIterator;
    using adjacency_iterator = const sandhan::graph::Vertex*;

    using vertices_size_type = sandhan::graph::Vertex;
    using edges_size_type = sandhan::graph::Edge;
    using degree_size_type = std::uint32_t;

    static vertex_descriptor null_vertex() { return sandhan::graph::no_vertex; }
};

template <sandhan::graph::BoostModel G>
struct property_map<G, vertex_index_t> {
    using type = sandhan::graph::boost_model::VertexIndexMap;
    using const_type = type;
};

template <sandhan::graph::BoostModel G>
struct property_map<G, edge_index_t> {
    using type = sandhan::graph::boost_model::EdgeIndexMap;
    using const_type = type;
};

} // namespace boost
