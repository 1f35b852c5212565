// SPDX-License-Identifier: Apache-2.0
// Writes a graph as Pajek does (.net).
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

/// Writes the vertices with label and position, then arcs (directed) or edges with their weight and
/// type, each in the order of the document: the same document gives the same bytes, in UTF-8.
///
/// Labels    unique_labels(): NetworkX takes a vertex for its label. The format has no sign for a
///           double quote, a backslash before it or a line end within a text: an apostrophe, a
///           slash and a blank stand for them, and that is said.
/// Positions from 0 to 1, y downwards.
/// Columns   other than these have no place in the format: they are named in a note.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_pajek(std::ostream& out,
                                           const GraphDocument& document,
                                           const std::string& comment = {},
                                           const graph::RunControl& control = {});

} // namespace sandhan::io
