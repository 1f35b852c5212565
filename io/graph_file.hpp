// SPDX-License-Identifier: Apache-2.0
// A graph file of any kind that we read, known by its name and first line.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sandhan::io {

enum class GraphFileKind : std::uint8_t {
    xml, ///< GraphML or GEXF: the root tells
    graphml,
    gexf,
    gml,
    pajek,
    dot,
    ucinet_dl,
    matrix_market,
    table, ///< an edge list as CSV or TSV
};

/// By the ending of the name, `.gz` behind it or not: `.graphml`, `.xml`, `.gexf`, `.gml`, `.paj`,
/// `.dot`, `.gv`, `.dl`, `.mtx`; `.net` if its first line that is not blank begins as Pajek's do,
/// with an asterisk or a comment; `.csv` and `.tsv` if the header names a source and a target, or
/// the options do. A table that cannot be read is no graph file: its reader tells why.
[[nodiscard]] std::optional<GraphFileKind> graph_file_kind(const std::string& path,
                                                           const GraphReadOptions& options = {});
[[nodiscard]] bool is_graph_file(const std::string& path, const GraphReadOptions& options = {});

/// Reads a graph file by the reader of its format.
/// Throws ParseError; FileError; graph::Cancelled.
[[nodiscard]] GraphDocument read_graph_file(const std::string& path,
                                            const GraphReadOptions& options = {},
                                            const graph::RunControl& control = {});

} // namespace sandhan::io
