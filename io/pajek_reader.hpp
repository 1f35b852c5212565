// SPDX-License-Identifier: Apache-2.0
// Reads Pajek's networks and project files, as Pajek, NetworkX and igraph write them.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads a `.net` or `.paj` file line by line.
///
/// Vertices   as many as `*Vertices` says, called by their numbers, whether a line tells of them or
///            not. Where it says how many are of the first kind, the column `mode` is 1 or 2.
/// Edges      of `*Arcs`, `*Arcslist` and `*Matrix` have a direction, those of `*Edges`,
///            `*Edgeslist` and a matrix between two kinds have none; where a file has both, the
///            latter become two, there and back, the second at the end of the edges. An entry of a
///            matrix that is not 0 is an edge of that weight. All are kept, parallel ones too.
/// Columns    `label`; `x`, `y`, `z`; `shape`; `time`, as written between brackets; `weight`;
///            `relation`, the name or number of the relation that an edge is of; further parameters
///            by their names. `*Partition` and `*Vector` behind the network are columns of
///            vertices, by their names.
/// Text       UTF-8, or, a line that is none, Latin-1.
/// Notes      every kind of thing that was not kept, once, with its count and first line: further
///            networks of a project, whose vertices are numbered anew, and its other sections.
/// Refused    numbers that are none, or of no vertex; a matrix with too few or too many entries;
///            more vertices than a file of its size could tell of.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + vertices + filled columns).
/// Source     V. Batagelj, A. Mrvar, "Pajek: reference manual", appendix on network files
[[nodiscard]] GraphDocument read_pajek(InputBytes& input,
                                       const GraphReadOptions& options = {},
                                       const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_pajek(std::string_view text,
                                       const std::string& name,
                                       const GraphReadOptions& options = {},
                                       const graph::RunControl& control = {});

/// Whether a file begins as Pajek's do: with an asterisk or a comment.
[[nodiscard]] bool is_pajek_opening(std::string_view opening);

} // namespace sandhan::io
