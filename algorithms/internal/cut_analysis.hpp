// SPDX-License-Identifier: Apache-2.0
// What the loss of one vertex cuts, for all vertices at once. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// How many pairs are connected among s vertices that all reach each other.
[[nodiscard]] constexpr std::uint64_t pairs_of(std::uint64_t s) { return s * (s - (s > 0)) / 2; }

/// An undirected simple graph some of whose vertices are gone. One depth-first search of what is
/// left tells for every vertex how many connected pairs its loss would disconnect: the blocks
/// below it in the search tree are the pieces it leaves.
///
/// Source  J. Hopcroft, R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation",
///         Comm. ACM 16(6), 1973. doi:10.1145/362248.362272
class CutAnalysis {
  public:
    /// Keeps g, which must outlive it.
    explicit CutAnalysis(const graph::CompressedGraph& g);

    void remove(graph::Vertex v) { m_gone[v] = 1; }
    void put_back(graph::Vertex v) { m_gone[v] = 0; }
    [[nodiscard]] bool is_gone(graph::Vertex v) const { return m_gone[v] != 0; }

    /// Searches what is left; a component begins with the first of its vertices that `first`
    /// names, else with its lowest. O(n + m), no recursion.
    void run(std::span<const graph::Vertex> first = {});

    // Of the last run().
    [[nodiscard]] std::uint64_t pairs() const { return m_pairs; } ///< connected ones
    [[nodiscard]] std::size_t component_count() const { return m_begin.size() - 1; }
    [[nodiscard]] std::uint32_t largest_component() const;
    /// The vertices of a component in the order of their visits.
    [[nodiscard]] std::span<const graph::Vertex> component(std::size_t i) const {
        return {m_order.data() + m_begin[i], m_begin[i + 1] - m_begin[i]};
    }
    /// Connected pairs that are none without v, those of v itself with them.
    [[nodiscard]] std::uint64_t cut(graph::Vertex v) const { return m_cut[v]; }
    /// Vertices that v's loss separates from the first of its component; of the first all others.
    [[nodiscard]] std::uint32_t beyond(graph::Vertex v) const { return m_beyond[v]; }
    /// In the search tree; the first of a component is its own parent.
    [[nodiscard]] graph::Vertex parent(graph::Vertex v) const { return m_parent[v]; }
    [[nodiscard]] std::uint32_t subtree(graph::Vertex v) const { return m_subtree[v]; }

  private:
    void search_from(graph::Vertex root);

    const graph::CompressedGraph* m_graph;
    std::vector<unsigned char> m_gone;
    std::vector<std::uint32_t> m_entry, m_low, m_cursor, m_subtree, m_beyond;
    std::vector<graph::Vertex> m_parent, m_order;
    std::vector<std::size_t> m_begin;
    std::vector<std::uint64_t> m_cut;
    std::uint64_t m_pairs = 0;
};

} // namespace sandhan::algorithms::internal
