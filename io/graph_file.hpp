// SPDX-License-Identifier: Apache-2.0
// A graph file of any kind that we read, known by its name and first line.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <optional>
#include <string>

namespace sandhan::io {

/// `.graphml`, `.xml` and `.gexf`, and a `.csv` or `.tsv` whose header names a source and a target;
/// each also `.gz`. A table that cannot be read is no graph file: its reader tells why.
[[nodiscard]] bool is_graph_file(const std::string& path);

/// Reads GraphML or an edge list. `directed` overrides what the file says.
/// Throws ParseError (for `.gexf` too, which this version does not read), FileError,
/// graph::Cancelled.
[[nodiscard]] GraphDocument read_graph_file(const std::string& path,
                                            std::optional<bool> directed = std::nullopt,
                                            const graph::RunControl& control = {});

} // namespace sandhan::io
