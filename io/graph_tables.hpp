// SPDX-License-Identifier: Apache-2.0
// Writes a graph as tables: two CSV files of vertices and edges, or one matrix.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <cstddef>
#include <ostream>
#include <vector>

namespace sandhan::io {

/// For whom: what the columns of ids are called, and what else a tool wants of its header.
enum class TableDialect {
    plain,       ///< `id`; `source`, `target`: what we read too; safe to open in a spreadsheet
    neo4j,       ///< neo4j-admin: `id:ID`, `:LABEL`; `:START_ID`, `:END_ID`, `:TYPE`; typed names
    graphframes, ///< Spark: `id`; `src`, `dst`
    i2,          ///< Analyst's Notebook: one record a line whatever a text holds; labels in links
};

/// Each writes a header and a row a vertex, or an edge, in the order of the document; CR LF at the
/// end of a line, as RFC 4180 has it.
///
/// Columns   under their names. One that the tool takes for its own is renamed
///           (Spark does not tell `ID` from `id`), and that is said. What is absent is empty.
/// Lone      vertices have, in the plain edge list alone, a row without a target: so that it is the
///           whole graph.
/// Neo4j     labels and types come from `kind` and `type` (`Vertex`, `EDGE` without): letters,
///           digits and underscores. `evidence` is a list.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_vertex_table(std::ostream& out,
                                                  const GraphDocument& document,
                                                  TableDialect dialect,
                                                  const graph::RunControl& control = {});
std::vector<graph::Diagnostic> write_edge_table(std::ostream& out,
                                                const GraphDocument& document,
                                                TableDialect dialect,
                                                const graph::RunControl& control = {});

/// A spreadsheet holds no more columns.
inline constexpr std::size_t most_matrix_columns = 16'383;

/// Writes the origin-destination matrix: a row and a column a vertex that has an edge, in the order
/// of the document, the cell the sum of the weights from the row's to the column's; 0 where there
/// is none; sums at the end of each row and below each column. In an undirected graph an edge
/// counts both ways. Labels are unique_labels().
///
/// Requires  require_writable(); no more than most_matrix_columns vertices with an edge.
/// Returns   labels made unique, if any.
/// Throws    as above.
/// Cost      O(m log m + n^2) time, O(m) memory.
std::vector<graph::Diagnostic> write_matrix(std::ostream& out,
                                            const GraphDocument& document,
                                            const graph::RunControl& control = {});

/// How many vertices have an edge.
[[nodiscard]] std::size_t matrix_size(const GraphDocument& document);

} // namespace sandhan::io
