// SPDX-License-Identifier: Apache-2.0
// Writes a graph as GraphML that Gephi, Cytoscape, yEd, NetworkX, igraph and Boost read alike.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

enum class GraphmlDialect {
    plain,
    yed, ///< also drawn: yEd shows nothing of a file that only has data
};

struct GraphmlOptions {
    /// Written as a comment at the head of the file; empty for none.
    std::string comment;
    GraphmlDialect dialect = GraphmlDialect::plain;
};

/// Writes the keys, the vertices and then the edges, each in the order of the document: the same
/// document gives the same bytes.
///
/// Keys      a key's id is its `attr.name`, because Gephi looks at the id first. Where a vertex and
///           an edge column share a name, the edge's id is `edge-NAME`: ids are unique in a file.
/// Types     `boolean`, `int`, `double` and `string`. Integers beyond 32 bits are written as
///           `double` where that is exact, else as `string`.
/// Absence   a text that is absent is an empty element. A number that is absent or NaN is left
///           out, so that none takes it for 0: Gephi and Cytoscape leave the cell blank, NetworkX
///           has no such key, igraph says NaN. ("NaN" itself would do for all but Gephi, whose
///           ranking by colour or size then finds no largest value.) Boost leaves what its
///           property map held. A column of booleans with gaps is written as text, because igraph
///           reads a missing one as false.
/// Drawing   in yEd's dialect each vertex is also a `y:ShapeNode` with its label, place, size and
///           colour (y downwards), and each edge a line, dashed where the column `line` says so.
/// Text      what XML cannot hold (control characters, broken UTF-8) becomes U+FFFD.
///
/// Requires  require_writable(). `label` is always written as text.
/// Returns   what could not be written as it is, one a kind.
/// Throws    std::invalid_argument if a requirement is not met, before anything is written;
///           graph::Cancelled; what the stream throws.
/// Cost      O(size of the output), constant memory beyond the document.
std::vector<graph::Diagnostic> write_graphml(std::ostream& out,
                                             const GraphDocument& document,
                                             const GraphmlOptions& options = {},
                                             const graph::RunControl& control = {});

} // namespace sandhan::io
