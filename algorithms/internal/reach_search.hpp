// SPDX-License-Identifier: Apache-2.0
// The set of vertices from which most others are near. Not installed.
#pragma once

#include "algorithms/internal/found_set.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace sandhan::algorithms::internal {

/// What it counts to be so many steps from the nearest member: `units` of a member itself and of a
/// neighbour; then the same within `most_steps` and nothing beyond, or units / steps.
struct ReachWeights {
    std::uint64_t units = 1;
    bool by_distance = false;
    std::uint32_t most_steps = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint64_t of(std::uint32_t steps) const {
        return steps > most_steps ? 0 : by_distance && steps > 1 ? units / steps : units;
    }
};

/// A set and the distance from it of every vertex, along out-edges. What a vertex adds is found by
/// a search that ends where the set is as near already.
class ReachState {
  public:
    ReachState(const graph::CompressedGraph& g, const ReachWeights& weights);

    [[nodiscard]] std::uint64_t gain(graph::Vertex v);
    void take(graph::Vertex v);
    void take_back(); ///< the last one taken
    void clear();
    [[nodiscard]] std::uint64_t score() const { return m_score; }
    [[nodiscard]] std::uint64_t work() const { return m_work; }
    [[nodiscard]] bool holds(graph::Vertex v) const { return m_steps[v] == 0; }

  private:
    struct Change {
        graph::Vertex vertex;
        std::uint32_t steps; ///< before
    };
    [[nodiscard]] std::uint64_t weight(std::uint32_t steps) const {
        return steps == unreached ? 0 : m_weights.of(steps);
    }
    /// Calls found(vertex, steps) for every vertex that v is nearer to than the set.
    template <class Found>
    void search(graph::Vertex v, Found&& found);

    static constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();
    const graph::CompressedGraph* m_graph;
    ReachWeights m_weights;
    std::vector<std::uint32_t> m_steps, m_seen;
    std::uint32_t m_stamp = 0;
    std::vector<graph::Vertex> m_queue;
    std::vector<Change> m_changes;
    std::vector<std::size_t> m_begin; ///< of each taken vertex in m_changes
    std::uint64_t m_score = 0, m_work = 0;
};

/// The score is the sum of the weights of all vertices. It is monotone and submodular: a vertex
/// adds the less the more is taken. So a greedy set is within 1 - 1/e of the best, gains at hand
/// stay upper bounds, and r more vertices add at most the r largest of them. Branch and bound goes
/// from greedy sets with exchanges, vertex after vertex by gain; none is tried after one that can
/// stand in for it (stand_ins.hpp) was left out.
///
/// `at_most` by vertex: no less than its weights alone, empty where unknown.
/// Requires  g simple. Sets read out-edges.
/// Source    G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, "An analysis of approximations for
///           maximizing submodular set functions I", Math. Programming 14, 1978.
///           doi:10.1007/BF01588971
[[nodiscard]] FoundSet search_reaching_set(const graph::CompressedGraph& g,
                                           const ReachWeights& weights,
                                           std::vector<std::uint64_t> at_most,
                                           const SetQuestion& asked);

/// The members in the order of a greedy choice among them, and the score after each.
[[nodiscard]] std::vector<std::uint64_t> order_reaching_set(const graph::CompressedGraph& g,
                                                            const ReachWeights& weights,
                                                            std::vector<graph::Vertex>& members);

} // namespace sandhan::algorithms::internal
