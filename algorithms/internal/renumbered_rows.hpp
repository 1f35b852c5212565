// SPDX-License-Identifier: Apache-2.0
// A graph laid out anew for kernels that read it many times over. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A graph's rows with its vertices numbered anew, so that what is read together lies together:
/// weak component by component, and in each the vertices with most neighbours first, as they are
/// asked for most. Self-loops are left out.
struct RenumberedRows {
    struct Side {
        std::vector<std::uint32_t> offset;
        std::vector<graph::Vertex> neighbour;

        [[nodiscard]] std::span<const graph::Vertex> row(graph::Vertex v) const {
            return {neighbour.data() + offset[v], neighbour.data() + offset[v + 1]};
        }
    };
    struct Range {
        graph::Vertex first;
        graph::Vertex end;
    };

    std::vector<graph::Vertex> original; ///< by new number
    std::vector<Range> component;        ///< by new number: those that its component takes up
    /// The new numbers of all vertices that have a neighbour, by component and then breadth first:
    /// searches from near each other meet the same vertices at the same time.
    std::vector<graph::Vertex> near;
    bool directed = false;
    Side out;
    Side backward; ///< empty when undirected

    [[nodiscard]] const Side& in() const { return directed ? backward : out; }
};

/// O(n log n + m).
[[nodiscard]] RenumberedRows renumbered(const graph::CompressedGraph& g);

} // namespace sandhan::algorithms::internal
