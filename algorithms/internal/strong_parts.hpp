// SPDX-License-Identifier: Apache-2.0
// Strongly connected components, laid out so that each is a stretch of one order. Not installed.
#pragma once

#include "algorithms/internal/weighted_rows.hpp"
#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// The vertices sorted by part. Edges between parts lead to the part of the lower number.
struct StrongParts {
    std::vector<std::uint32_t> of;       ///< by vertex: its part
    std::vector<graph::Vertex> order;    ///< position -> vertex; ascending within a part
    std::vector<graph::Vertex> position; ///< vertex -> position
    std::vector<graph::Vertex> begin;    ///< by part: its first position; one more at the end

    [[nodiscard]] std::uint32_t count() const {
        return static_cast<std::uint32_t>(begin.size() - 1);
    }
    [[nodiscard]] graph::Vertex size(std::uint32_t part) const {
        return begin[part + 1] - begin[part];
    }
};

/// By strong_components(); of an undirected graph its components. O(n + m).
[[nodiscard]] StrongParts strong_parts(const graph::CompressedGraph& g);

/// The rows of g by position, neighbours by position too: those within the vertex's own part and
/// those in another.
struct PartRows {
    WeightedRows inside;
    WeightedRows across;
};

/// `strength` by edge, or empty for 1 each. O(n + m).
[[nodiscard]] PartRows part_rows(const graph::CompressedGraph& g,
                                 std::span<const double> strength,
                                 const StrongParts& parts,
                                 Walk walk);

} // namespace sandhan::algorithms::internal
