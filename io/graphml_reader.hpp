// SPDX-License-Identifier: Apache-2.0
// Reads GraphML as the tools in use write it: by the standard, by yEd, by Gephi, NetworkX, igraph.
#pragma once

#include "graph/run_control.hpp"
#include "io/graph_document.hpp"
#include "io/input_bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::io {

enum class XmlParsing : std::uint8_t; // io/xml_parser.hpp

struct GraphmlReadOptions {
    /// Gives every edge a direction, or none, whatever the file says.
    std::optional<bool> directed;
    XmlParsing parsing{}; ///< the best; another one for tests
};

/// Reads a GraphML file as a stream; neither the stack nor the time grows with how deep it nests.
///
/// Vertices   in the order of their first mention; parallel edges and self-loops are kept. Every
///            graph in the file, beside or within another, goes into the one document.
/// Direction  directed if any edge is; the edges of such a file that have no direction become two,
///            there and back, the second at the end of the edges.
/// Columns    one a key, named by `attr.name`, else by its id. `boolean`, `int`, `long`, `float`,
///            `double` as such, `string` and all else as text; a value that does not fit widens
///            its column. Keys may be declared late or never. Defaults are filled in. Blanks
///            around a number are nothing; around a text only if they hold a line break and
///            `xml:space` does not preserve them. A label that yEd draws becomes the column
///            `label`.
/// Notes      every kind of thing that was not kept, once, with its count and first line.
/// Refused    what parse_xml() refuses; a root other than `graphml`; a vertex without an id, an
///            edge without ends; more than 65,536 keys; columns so sparse that filled up they would
///            outgrow the file many times.
/// Throws     ParseError with line and column; FileError; graph::Cancelled.
/// Cost       O(size + filled columns).
[[nodiscard]] GraphDocument read_graphml(InputBytes& input,
                                         const GraphmlReadOptions& options = {},
                                         const graph::RunControl& control = {});
[[nodiscard]] GraphDocument read_graphml(std::string_view text,
                                         const std::string& name,
                                         const GraphmlReadOptions& options = {},
                                         const graph::RunControl& control = {});

} // namespace sandhan::io
