// SPDX-License-Identifier: Apache-2.0
// The set of vertices without which the others are farthest from each other. Not installed.
#pragma once

#include "algorithms/internal/found_set.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// The sum of units / distance over the pairs of an undirected simple graph some of whose vertices
/// are gone. Breadth-first searches from 256 vertices at a time.
class DistanceFragments {
  public:
    /// Throws std::invalid_argument where the sum would not fit: above some millions of vertices.
    explicit DistanceFragments(const graph::CompressedGraph& g);

    void remove(graph::Vertex v) { m_gone[v] = 1; }
    void put_back(graph::Vertex v) { m_gone[v] = 0; }
    [[nodiscard]] bool is_gone(graph::Vertex v) const { return m_gone[v] != 0; }

    [[nodiscard]] std::uint64_t units() const { return m_units; }
    [[nodiscard]] std::uint64_t sum();
    /// The same of pairs among `vertices`, which must hold the whole of each component they are of;
    /// those that are gone don't count.
    [[nodiscard]] std::uint64_t sum_within(std::span<const graph::Vertex> vertices);
    [[nodiscard]] std::uint64_t work() const { return m_work; } ///< looks at an edge

  private:
    static constexpr std::size_t words = 4;
    struct Lanes {
        std::uint64_t word[words];
    };

    const graph::CompressedGraph* m_graph;
    std::uint64_t m_units;
    std::vector<unsigned char> m_gone;
    std::vector<Lanes> m_seen, m_front, m_next;
    std::vector<graph::Vertex> m_all, m_active, m_touched;
    std::uint64_t m_work = 0;
};

/// The score is that sum of what is left. Greedy sets and exchanges, among at most so many
/// candidates that a choice costs `asked.local_work` / 16 (those with most neighbours and those
/// whose loss cuts most); then branch and bound. As losing a vertex that cuts nothing off can
/// lengthen any way, little is certain before the last choice: pairs that are joined stay so, and
/// pairs with more common neighbours than losses to come stay two apart, unless one of a pair is
/// lost itself. Nor can r losses touch more than r components. So only graphs of small components,
/// and small or dense ones, are searched to the end.
///
/// Requires  g undirected and simple.
[[nodiscard]] FoundSet search_distance_fragmenting_set(const graph::CompressedGraph& g,
                                                       const SetQuestion& asked);

/// The members in the order of a greedy choice among them, and the sum after each; the first number
/// is of the whole graph. Of more than 16 members the order is theirs by what each cuts alone.
[[nodiscard]] std::vector<std::uint64_t>
order_distance_fragmenting_set(const graph::CompressedGraph& g,
                               std::vector<graph::Vertex>& members);

} // namespace sandhan::algorithms::internal
