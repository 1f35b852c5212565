// SPDX-License-Identifier: Apache-2.0
// How few connected pairs any r further losses can leave. Not installed.
#pragma once

#include "algorithms/internal/cut_analysis.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// The bound that fragment_search.hpp describes, on a graph some of whose vertices are gone and
/// some are kept: of those no loss is thought of.
class FragmentBound {
  public:
    FragmentBound(const graph::CompressedGraph& g, std::span<const unsigned char> allowed);

    [[nodiscard]] CutAnalysis& cuts() { return m_cuts; }
    void set_kept(graph::Vertex v, bool kept) { m_kept[v] = kept ? 1 : 0; }
    [[nodiscard]] bool is_kept(graph::Vertex v) const { return m_kept[v] != 0; }

    /// No set of r vertices that are neither gone nor kept leaves fewer connected pairs. O(n + m)
    /// and sorting.
    std::uint64_t evaluate(std::size_t r);

    // Of the last evaluate(r).
    /// Those in no set of r that leaves fewer than `best`.
    [[nodiscard]] std::vector<graph::Vertex> useless(std::size_t r, std::uint64_t best) const;
    /// The one with the largest charge, no_vertex when there is none.
    [[nodiscard]] graph::Vertex branching_vertex() const;

  private:
    struct Charge {
        graph::Vertex vertex;
        std::uint64_t pairs;    ///< twice what it is charged with
        std::uint64_t vertices; ///< likewise
        std::uint32_t part;     ///< its component's place in m_parts
    };
    struct Part {
        std::uint64_t size;
        std::uint64_t most;  ///< sum of the r largest charges in vertices
        std::uint64_t least; ///< of those, the last
        bool has_core;

        /// Connected pairs left when so much was charged.
        [[nodiscard]] std::uint64_t pairs_after(std::uint64_t charged) const;
    };

    [[nodiscard]] bool find_core(std::span<const graph::Vertex> component, std::size_t r);
    void find_fringes(std::span<const graph::Vertex> component);
    void charge(std::span<const graph::Vertex> component, std::size_t r);
    [[nodiscard]] std::uint32_t beyond_root(graph::Vertex root) const;

    const graph::CompressedGraph* m_graph;
    std::vector<graph::Vertex> m_by_degree;
    std::vector<unsigned char> m_kept;
    CutAnalysis m_cuts;
    std::vector<graph::Vertex> m_first, m_core, m_fringe;
    std::vector<std::uint32_t> m_in_core; ///< m_stamp: yes
    std::vector<std::uint32_t> m_held;    ///< neighbours in the core
    std::vector<std::uint32_t> m_seen;
    std::vector<std::uint64_t> m_near, m_near_pairs; ///< in fringes at hand, and pairs of those
    std::uint32_t m_stamp = 0, m_seen_stamp = 0;
    std::vector<Charge> m_charges; ///< by pairs, the largest first
    std::vector<Part> m_parts;
    std::uint64_t m_most_pairs = 0, m_left_by_vertices = 0;
};

} // namespace sandhan::algorithms::internal
