// SPDX-License-Identifier: Apache-2.0
// Counts what a graph reader could not keep, one note a kind.
#pragma once

#include "graph/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::io {

enum class GraphLoss : std::uint8_t {
    value_type,        ///< a value that is not of its column's declared type
    unknown_type,      ///< a declared type that we do not know
    undeclared_key,    ///< values of a key that was never declared
    repeated_key,      ///< a key declared again
    bad_default,       ///< a default that is not of its column's type
    undeclared_vertex, ///< an edge's end that no node element declares
    repeated_vertex,   ///< a vertex declared again
    several_graphs,    ///< graphs beside the first
    nested_graph,      ///< graphs within a vertex or an edge
    mixed_direction,   ///< edges without direction in a graph that has some with
    no_direction,      ///< a graph that does not say whether its edges have a direction
    hyperedge,
    port,
    edge_id,
    graph_data, ///< values of the graph itself
    drawing,    ///< structured values: shapes, lines
    unknown_element,
    lone_vertex_value, ///< edge values in a row that has no edge
    timed_value,       ///< values that hold for a time only
    period,            ///< times of a vertex or an edge that are no one closed period
    deep_value,        ///< values nested so deeply that no column is made of them
    section,           ///< parts of the file that hold nothing of the graph
    further_network,   ///< networks that number their vertices anew
    latin1,            ///< texts that are not UTF-8
    zero_entry,        ///< entries of a matrix that are written, and 0
};
inline constexpr std::size_t graph_loss_kinds = 25;

class GraphLosses {
  public:
    void add(GraphLoss kind, std::uint64_t line, std::uint64_t count = 1);

    /// A warning for every kind that occurred, in the order of the enumeration, with its count and
    /// the first line.
    [[nodiscard]] std::vector<graph::Diagnostic> notes(const std::string& file) const;

  private:
    struct Tally {
        std::uint64_t count = 0;
        std::uint64_t first_line = 0;
    };
    std::array<Tally, graph_loss_kinds> m_tallies{};
};

} // namespace sandhan::io
