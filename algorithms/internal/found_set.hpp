// SPDX-License-Identifier: Apache-2.0
// What the searches for a best set of vertices take and give. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A set and its score, in whole units so that sums do not depend on their order.
struct FoundSet {
    std::vector<graph::Vertex> members;
    std::uint64_t score = 0; ///< of removal: what is left; of reach: what is reached
    std::uint64_t bound = 0; ///< no set of so many scores better
    std::uint64_t nodes = 0; ///< of the search tree that were looked into
};

struct SetQuestion {
    std::size_t k = 0; ///< at most the number of allowed vertices
    std::span<const unsigned char> allowed;
    /// Sets to begin from; what is allowed in them counts.
    std::vector<std::vector<graph::Vertex>> hints;
    std::uint64_t seed = 1;
    std::uint64_t most_nodes = 0; ///< of the search tree; 0: no search
    std::uint64_t local_work = 0; ///< looks at an edge after which no better set is looked for
    std::uint32_t restarts = 0;
    bool from_nothing =
        false; ///< no good set is looked for before the search; for tests of its proof
    const graph::RunControl* control = nullptr;
};

/// Beyond so many members only the bounds of the whole are told: the search would not come far, and
/// is as deep as the set is large.
inline constexpr std::size_t most_searched_members = 64;

} // namespace sandhan::algorithms::internal
