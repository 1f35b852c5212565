// SPDX-License-Identifier: Apache-2.0
// Reads GEXF 1.1, 1.2 and 1.3 as Gephi, NetworkX and we write it.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/input_bytes.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Reads a GEXF file as a stream; neither the stack nor the time grows with how deep it nests.
///
/// Vertices   in the order of their first mention; parallel edges and self-loops are kept. Of a
///            vertex within another, or with a `pid`, the column `parent` holds the other's id.
/// Direction  an edge's `type`, else `defaultedgetype`, else undirected. A mutual edge becomes two,
///            there and back, the second at the end of the edges; so does an undirected one where
///            others have a direction.
/// Columns    one an attribute, named by its title, else by its id, typed as declared; defaults are
///            filled in. `label`, `kind`, `weight` and what `viz` tells: `r`, `g`, `b`, `alpha`,
///            `x`, `y`, `z`, `size`, `thickness`, `shape`. An attribute that shares one of these
///            names gets an underscore.
/// Time       `start` and `end`: the whole of all periods, timestamps and slices of a vertex or
///            edge, as written; an infinite end is absent. A value that holds for a time only gives
///            way to a later one in the file.
/// Notes      every kind of thing that was not kept, once, with its count and first line.
/// Refused    what parse_xml() refuses; a root other than `gexf`; a vertex without an id, an edge
///            without ends; more than 65,536 attributes; columns so sparse that filled up they
///            would outgrow the file many times.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + filled columns).
/// Source     GEXF 1.3 schema, gexf.net
[[nodiscard]] GraphDocument read_gexf(InputBytes& input,
                                      const GraphReadOptions& options = {},
                                      const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_gexf(std::string_view text,
                                      const std::string& name,
                                      const GraphReadOptions& options = {},
                                      const graph::RunControl& control = {});

} // namespace sandhan::io
