// SPDX-License-Identifier: Apache-2.0
// What every writer of graph files requires of a document, and how one is made to meet it.
#pragma once

#include "graph/diagnostic.hpp"
#include "io/graph_document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Ends below the number of vertices; columns as long as what they describe; no name twice, none
/// empty. Names that viewers take for looks must look so: of a vertex `x`, `y`, `z`, `size`
/// numbers, `r`, `g`, `b` integers, `color` text; of an edge `weight` a number, `r`, `g`, `b` and
/// `color` likewise. Throws std::invalid_argument that begins with `format` if it is not so.
void require_writable(const GraphDocument& document, std::string_view format);

/// Makes a document from another program meet that: numbers that are written as text, or whole
/// numbers as reals (igraph does so with colours), become what their name asks for; what cannot,
/// and a name that stands twice, gets an underscore at its end.
/// Returns one note for each column renamed.
std::vector<graph::Diagnostic> fit_for_viewers(GraphDocument& document);

/// A warning of a writer, which has no place in a file.
[[nodiscard]] graph::Diagnostic writer_note(std::string code, std::string message);

} // namespace sandhan::io
