// SPDX-License-Identifier: Apache-2.0
// Writes what of a graph lies on the Earth as a GeoPackage, for QGIS and other GIS; through GDAL.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <vector>

namespace sandhan::io {

/// Whether GDAL is installed, with its GeoPackage driver. It is looked for when first asked for,
/// not linked: it would make every start of the program wait for a hundred libraries.
[[nodiscard]] bool has_geopackage();

/// Writes (OGC GeoPackage) a layer `places` of points, one for each vertex that has `lat` and
/// `lon`, and a layer `lines`, one for each edge between two such, along the great circle; in the
/// order of the document: the same document gives the same bytes with the same GDAL.
///
/// Fields    the columns with their types; columns of days as dates. Of an edge also `source`,
///           `target`, their labels `from` and `to`, and `distance_km`. What is absent is null.
/// Requires  require_writable(); has_geopackage().
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           FileError with GDAL's words if it fails; graph::Cancelled; what the stream throws.
/// Memory    the whole file.
std::vector<graph::Diagnostic> write_geopackage(std::ostream& out,
                                                const GraphDocument& document,
                                                const graph::RunControl& control = {});

} // namespace sandhan::io
