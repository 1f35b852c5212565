// SPDX-License-Identifier: Apache-2.0
// Writes a graph as GEXF, with what Gephi draws and when each thing was there.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

enum class GexfVersion {
    v1_3, ///< Gephi, graphology
    v1_2, ///< `1.2draft`: NetworkX too
};

struct GexfOptions {
    GexfVersion version = GexfVersion::v1_3;
    /// Written as the description of the file; empty for none.
    std::string comment;
};

/// Writes the attributes, the vertices and then the edges, each in the order of the document: the
/// same document gives the same bytes.
///
/// Looks     `label`, `x`, `y`, `z`, `size`, `r`, `g`, `b` (else `color`) of a vertex and `weight`
///           and colour of an edge stand where viewers look for them, not among the attributes.
/// Days      `first` and `last` (else `start` and `end`), where they are days, are also the time in
///           which a vertex or an edge is there; the graph is then `dynamic` with days as its
///           unit. Who has none is always there. An open side stays open.
/// Type      of an edge is also its `kind` in version 1.3, so that Gephi keeps parallel edges of
///           several kinds apart.
/// Absence   a value that is absent, NaN or an empty text is left out.
/// Text      what XML cannot hold becomes U+FFFD.
/// Requires  require_writable().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
/// Cost      O(size of the output); memory for the escaped ids.
std::vector<graph::Diagnostic> write_gexf(std::ostream& out,
                                          const GraphDocument& document,
                                          const GexfOptions& options = {},
                                          const graph::RunControl& control = {});

} // namespace sandhan::io
