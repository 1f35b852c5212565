// SPDX-License-Identifier: Apache-2.0
// Reads a Matrix Market file as the graph whose matrix it holds.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads an `.mtx` file, `coordinate` or `array`, of `real`, `integer` or `pattern`.
///
/// Vertices   "1" to "n" of a square matrix. Of another, "r1" to "rM" for its rows and "c1" to "cN"
///            for its columns, whose column `mode` is 1 and 2.
/// Edges      an entry that is not 0 is an edge from its row to its column. `general`: with that
///            direction; `symmetric`, or between rows and columns: with none, each written entry
///            one edge. `skew-symmetric`: from row to column if the entry is above 0, else from
///            column to row, with its size as weight. Entries for the same place are parallel
///            edges.
/// Columns    `weight`, but of a `pattern`.
/// Notes      entries that are written and 0.
/// Refused    `complex`, `hermitian`; entries that are too few, too many, outside the matrix or no
///            numbers; a matrix that is symmetric and not square; more vertices than a file of its
///            size could tell of.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + vertices).
/// Source     R. Boisvert, R. Pozo, K. Remington, "The Matrix Market exchange formats: initial
///            design", NISTIR 5935, 1996
[[nodiscard]] GraphDocument read_matrix_market(InputBytes& input,
                                               const GraphReadOptions& options = {},
                                               const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_matrix_market(std::string_view text,
                                               const std::string& name,
                                               const GraphReadOptions& options = {},
                                               const graph::RunControl& control = {});

} // namespace sandhan::io
