// SPDX-License-Identifier: Apache-2.0
// Writes a graph as GML that NetworkX, igraph, Gephi, yEd and Cytoscape read.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

enum class GmlCharacters {
    ascii, ///< as the format asks: others are numbers, `&#2358;`. NetworkX reads no other
    utf8,  ///< as they are: igraph does not read the numbers
};

struct GmlOptions {
    GmlCharacters characters = GmlCharacters::ascii;
    std::string comment;
};

/// Writes the vertices and then the edges, each in the order of the document: the same document
/// gives the same bytes (M. Himsolt, "GML: A portable graph file format", University of Passau,
/// 1997).
///
/// Ids       vertices are numbered from 0; `name` is the document's id.
/// Labels    unique_labels(): NetworkX takes a vertex for its label and refuses one that stands
///           twice.
/// Looks     `x`, `y`, `size` and colour stand in `graphics`, y downwards.
/// Columns   under their names, of which only letters and digits are kept, as the format asks:
///           `expected_incidents` is `expectedIncidents`.
///           What is absent is left out. Truths are 1 and 0. Whole numbers beyond 32 bits are
///           reals or, where that is not exact, text.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_gml(std::ostream& out,
                                         const GraphDocument& document,
                                         const GmlOptions& options = {},
                                         const graph::RunControl& control = {});

} // namespace sandhan::io
