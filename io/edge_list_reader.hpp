// SPDX-License-Identifier: Apache-2.0
// Reads a graph as a table of edges.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"

#include <string>

namespace sandhan::io {

/// Reads CSV or TSV (also gzipped) whose header names a source and a target column: those that the
/// options name, else `source` and `target`, or `from` and `to`, or `src` and `dst`, in any case.
/// The weights stand in the column that the options name, else in `weight`; it becomes the column
/// `weight`. Blanks around a cell are nothing. A row without a target is a lone vertex. Further
/// columns become edge columns, of numbers where every value is one. Without `directed` the edges
/// have no direction.
///
/// Throws  ParseError naming file, line, column and remedy: no such header, with the columns that
///         it has where the options name another; a row with too many or too few cells, a target
///         without a source, a weight that is no finite number above 0;
///         FileError; graph::Cancelled.
/// Cost    O(size).
[[nodiscard]] GraphDocument read_edge_list(const std::string& path,
                                           const GraphReadOptions& options = {},
                                           const graph::RunControl& control = {});

/// Whether the first line of the file is the header of an edge list.
[[nodiscard]] bool has_edge_list_header(const std::string& path);

} // namespace sandhan::io
