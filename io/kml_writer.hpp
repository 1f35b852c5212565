// SPDX-License-Identifier: Apache-2.0
// Writes what of a graph lies on the Earth as KML, for Google Earth and QGIS.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

/// Writes (OGC KML 2.2) a placemark for each vertex that has `lat` and `lon`, and one for each edge
/// between two such, a line along the great circle; in the order of the document: the same document
/// gives the same bytes.
///
/// Looks      colours and widths as the document has them; the columns are the placemark's data.
/// Days       an edge's are its TimeSpan, which moves the time slider; an open side stays open.
/// Requires   require_writable().
/// Returns    what could not be written as it is, one a kind.
/// Throws     std::invalid_argument if a requirement is not met, before anything is written;
///            graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_kml(std::ostream& out,
                                         const GraphDocument& document,
                                         const std::string& comment = {},
                                         const graph::RunControl& control = {});

} // namespace sandhan::io
