// SPDX-License-Identifier: Apache-2.0
// Reads UCINET's DL files.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads a `.dl` file: `fullmatrix`, `upperhalf`, `lowerhalf`, `edgelist1`, `edgelist2`,
/// `nodelist1`, `nodelist2`.
///
/// Vertices   "1" to "n". Where rows and columns are different things (`nr` and `nc` that differ,
/// or
///            with labels of their own; `edgelist2`, `nodelist2`), "r1" to "rM" and "c1" to "cN",
///            whose column `mode` is 1 and 2.
/// Edges      an entry that is not 0 is an edge from its row to its column, of that weight. None
/// has
///            a direction between rows and columns that are different things, in half a matrix, and
///            where every full matrix equals its transpose: there each pair is one edge.
/// Columns    `label`; `weight`; `relation`, the label or number of the matrix where there are
///            several.
/// Text       UTF-8, or, a line that is none, Latin-1.
/// Refused    what does not begin with DL; other formats; entries that are too few, too many or no
///            numbers; vertices that are not among the n.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size log size + vertices).
/// Source     S. Borgatti, M. Everett, L. Freeman, "UCINET 6 for Windows: user's guide", DL files
[[nodiscard]] GraphDocument read_ucinet_dl(InputBytes& input,
                                           const GraphReadOptions& options = {},
                                           const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_ucinet_dl(std::string_view text,
                                           const std::string& name,
                                           const GraphReadOptions& options = {},
                                           const graph::RunControl& control = {});

} // namespace sandhan::io
