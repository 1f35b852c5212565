// SPDX-License-Identifier: Apache-2.0
// Reads GML, the graph modelling language, as NetworkX, igraph, Gephi, yEd and Cytoscape write it.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads a GML file; neither the stack nor the time grows with how deep it nests.
///
/// Vertices   by their `id`, in the order of their first mention; parallel edges and self-loops are
///            kept.
/// Direction  `directed 1` in the graph, else none.
/// Columns    one a key: numbers where all values are written as numbers, text where one stands in
///            quotes. A key that an element has several times holds all its values, joined by `; `.
///            A list within an element makes a column a key, `list.key`, to 8 levels. Of `graphics`
///            a vertex keeps `x`, `y` (turned upwards), `z`, `w`, `h`, `d`, the `type` as `shape`
///            and, like an edge, the `fill` as `r`, `g`, `b`; of `LabelGraphics` the `text` becomes
///            the `label` where there is none. `value` of an edge is its `weight` where nothing
///            else is called that.
/// Text       UTF-8, or, what is none, Latin-1; `&#34;`, `&quot;` and the like stand for their
///            characters.
/// Notes      every kind of thing that was not kept, once, with its count and first line.
/// Refused    what is no GML or holds no graph; a vertex without an id, an edge without ends;
/// columns
///            that outgrow the file.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + filled columns).
/// Source     M. Himsolt, "GML: A portable graph file format", University of Passau, 1997
[[nodiscard]] GraphDocument read_gml(InputBytes& input,
                                     const GraphReadOptions& options = {},
                                     const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_gml(std::string_view text,
                                     const std::string& name,
                                     const GraphReadOptions& options = {},
                                     const graph::RunControl& control = {});

} // namespace sandhan::io
