// SPDX-License-Identifier: Apache-2.0
// Writes a graph in DOT, the language of Graphviz.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

/// Writes the vertices and then the edges, each in the order of the document: the same document
/// gives the same bytes, in UTF-8. `dot -Tsvg` draws it as the positions have it.
///
/// Looks     `pos` in points (pinned), `width` in inches, `fillcolor`, `penwidth`.
/// Columns   under their names. One that Graphviz takes for something else (`image` would make it
///           open a file, `shape` be drawn) gets an underscore at its end, and that is said. What
///           is absent is left out.
/// Text      control characters become U+FFFD. A backslash is doubled, as Graphviz would take it
///           for the beginning of an escape.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_dot(std::ostream& out,
                                         const GraphDocument& document,
                                         const std::string& comment = {},
                                         const graph::RunControl& control = {});

} // namespace sandhan::io
