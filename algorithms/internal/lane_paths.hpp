// SPDX-License-Identifier: Apache-2.0
// Brandes' algorithm from sixteen sources at a time: what betweenness spends its time on. Not
// installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A graph for counting shortest paths: rows of out-neighbours, and for each vertex how many
/// vertices alike it stands for and how much lies at its ends. A plain graph has 1 and 1
/// everywhere.
struct PathGraph {
    std::vector<std::uint32_t> offset; ///< n + 1
    std::vector<graph::Vertex> neighbour;
    std::vector<double> count;  ///< by vertex: its members; paths pass through any one of them
    std::vector<double> weight; ///< by vertex: of the ends in it, as source or target, all members

    [[nodiscard]] graph::Vertex vertex_count() const {
        return static_cast<graph::Vertex>(offset.size() - 1);
    }
    [[nodiscard]] std::span<const graph::Vertex> row(graph::Vertex v) const {
        return {neighbour.data() + offset[v], offset[v + 1] - offset[v]};
    }
};

/// Which instructions the lanes are worked on with. The answers are the same, bit for bit.
enum class LaneCode { portable, avx2, avx512 };

/// The best that this processor has.
[[nodiscard]] LaneCode best_lane_code();

/// The work space of a thread.
class LanePaths {
  public:
    static constexpr graph::Vertex lanes = 16; ///< sources at a time

    explicit LanePaths(const PathGraph& g, LaneCode code = best_lane_code());
    LanePaths(const LanePaths& other); ///< the same graph, a work space of its own
    LanePaths& operator=(const LanePaths&) = delete;
    ~LanePaths();

    /// Adds to `sum` what every vertex (one member of it) is worth to the paths from `sources`, at
    /// most `lanes` different ones: the sum over them of weight times dependency.
    ///
    /// Returns  false, and nothing added, if a number of paths is beyond what a double may hold.
    [[nodiscard]] bool add_dependencies(std::span<const graph::Vertex> sources,
                                        std::span<double> sum);

  private:
    struct State;
    const PathGraph* m_g;
    LaneCode m_code;
    std::unique_ptr<State> m_state;
};

} // namespace sandhan::algorithms::internal
