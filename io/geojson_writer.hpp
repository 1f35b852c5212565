// SPDX-License-Identifier: Apache-2.0
// Writes what of a graph lies on the Earth as GeoJSON, for QGIS and maps on the web.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

/// Writes (RFC 7946) a point for each vertex that has `lat` and `lon`, then a line for each edge
/// between two such, along the great circle, in the order of the document: the same document gives
/// the same bytes.
///
/// Properties `feature` (`vertex` or `edge`), the columns, and of an edge `source`, `target`, their
///            labels `from` and `to`, and `distance_km`; also those of Mapbox's simplestyle 1.1, by
///            which some viewers colour. What is absent is null, so that all have the same fields.
/// Loops      an edge from a place to itself has no line: it is told by a note.
/// Requires   require_writable().
/// Returns    what could not be written as it is, one a kind.
/// Throws     std::invalid_argument if a requirement is not met, before anything is written;
///            graph::Cancelled; what the stream throws.
std::vector<graph::Diagnostic> write_geojson(std::ostream& out,
                                             const GraphDocument& document,
                                             const std::string& comment = {},
                                             const graph::RunControl& control = {});

} // namespace sandhan::io
