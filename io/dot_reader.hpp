// SPDX-License-Identifier: Apache-2.0
// Reads DOT, the language of Graphviz.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads a `.dot` or `.gv` file; neither the stack nor the time grows with how deep it nests.
///
/// Vertices   by their names, in the order of their first mention. Every graph in the file goes
/// into
///            the one document.
/// Edges      a chain is an edge a step; where an end is a subgraph, an edge to each of its
///            vertices. Parallel edges and self-loops are kept; in a `strict` graph the edges of
///            one pair are one, with what the later says.
/// Direction  of a `digraph`. Where a file has both kinds of graph, the edges without a direction
///            become two, there and back, the second at the end of the edges.
/// Columns    one an attribute, of numbers where every value is one that no code loses a digit by.
///            Defaults hold for what is first mentioned behind them, in their graph or subgraph.
///            `x`, `y`, `z` from the `pos` of a vertex. In a `label`, `\N` is the vertex's name,
///            `\n`,
///            `\l` and `\r` are new lines, `&#34;`, `&quot;` and the like stand for their
///            characters; a label in HTML is kept as it is written.
/// Text       UTF-8, or, what is none, Latin-1.
/// Notes      every kind of thing that was not kept, once, with its count and first line.
/// Refused    what is no DOT; edges of the other kind of graph (`->` in a `graph`); subgraphs that
///            make more edges than a file of its size may; columns that outgrow the file.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + edges + filled columns).
/// Source     "DOT language", graphviz.org/doc/info/lang.html
[[nodiscard]] GraphDocument read_dot(InputBytes& input,
                                     const GraphReadOptions& options = {},
                                     const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_dot(std::string_view text,
                                     const std::string& name,
                                     const GraphReadOptions& options = {},
                                     const graph::RunControl& control = {});

} // namespace sandhan::io
