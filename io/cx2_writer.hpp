// SPDX-License-Identifier: Apache-2.0
// Writes a graph as CX2, with a style, for Cytoscape and NDEx.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

struct Cx2Options {
    std::string name = "Sandhan"; ///< of the network
    std::string comment;          ///< its description; empty for none
};

/// Writes CX 2.0 (cytoscape.org/cx/cx2) in the order of the document: the same document gives the
/// same bytes.
///
/// Ids       vertices are numbered from 0, `node_id` is the document's id.
/// Style     the label, the diameter, the colour and the edge's width are drawn from the columns
///           `name`, `diameter`, `color` and `line_width`; an edge's `interaction` is its type.
/// Positions y downwards.
/// Columns   under their names, but that one which Cytoscape takes for its own gets an underscore,
///           and that is said. What is absent is left out; infinite numbers are too.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_cx2(std::ostream& out,
                                         const GraphDocument& document,
                                         const Cx2Options& options = {},
                                         const graph::RunControl& control = {});

} // namespace sandhan::io
