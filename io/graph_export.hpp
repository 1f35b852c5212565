// SPDX-License-Identifier: Apache-2.0
// Writes a graph to a file, or to the several files that its format asks for.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_formats.hpp"

#include <string>
#include <vector>

namespace sandhan::io {

struct GraphExportOptions {
    GraphFormat format = GraphFormat::graphml;
    std::string dialect; ///< one of the format's, or empty
    std::string comment; ///< stands in the file where the format has a place for one
};

/// The files that an export to `target` makes. Of a format of several files, `target` is a folder
/// (where it is one, ends in a slash or has no ending), made if it is missing, or a name whose
/// ending the files share: `x.csv` gives `x.nodes.csv` and so on.
/// Throws std::invalid_argument, with the remedy, for standard output (`-`) where there are
/// several.
[[nodiscard]] std::vector<std::string> export_targets(const std::string& target,
                                                      GraphFormat format);

/// Writes them, each whole or not at all: none takes its place before all are written. `.gz` is
/// packed.
/// Requires  export_targets() and the writers' own requirements; `dialect` is one of the format's.
/// Returns   what could not be written as it is, one a kind.
/// Throws    FileError; std::invalid_argument; graph::Cancelled.
std::vector<graph::Diagnostic> export_graph(const std::string& target,
                                            const GraphDocument& document,
                                            const GraphExportOptions& options,
                                            const graph::RunControl& control = {});

} // namespace sandhan::io
