// SPDX-License-Identifier: Apache-2.0
// Positions for the vertices of a document that is to be drawn.
#pragma once

#include "cli/options.hpp"
#include "io/graph_document.hpp"

#include <optional>
#include <string>

namespace sandhan::cli {

enum class Layout {
    map,   ///< where a vertex has `lat` and `lon` there, else amid its neighbours
    force, ///< by forces along the edges, wherever it lies
    none,  ///< no positions
};

[[nodiscard]] std::optional<Layout> layout_named(const std::string& name);

/// Writes the columns `x` and `y` (none: takes them out) of the document, to hundredths, y upwards.
/// Throws graph::Cancelled.
void lay_out(io::GraphDocument& document, Layout layout, const OutputOptions& output);

/// Whether the document has a position for every vertex.
[[nodiscard]] bool is_laid_out(const io::GraphDocument& document);

} // namespace sandhan::cli
