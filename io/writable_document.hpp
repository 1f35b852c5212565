// SPDX-License-Identifier: Apache-2.0
// What every writer of graph files requires of a document, and how one is made to meet it.
#pragma once

#include "graph/diagnostic.hpp"
#include "io/graph_document.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
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

/// The type under which a column is written that knows no others.
enum class ValueType {
    boolean, ///< without gaps: some readers take a missing one for false
    whole,   ///< of 32 bits
    real,    ///< whole numbers beyond 32 bits too, where each is exact
    text,
};
/// `label` is always text.
[[nodiscard]] ValueType value_type_of(const Column& column);

/// What viewers draw of a vertex, and which formats therefore have a place of its own for.
inline constexpr auto drawn_of_vertex =
    std::to_array<std::string_view>({"label", "x", "y", "z", "size", "r", "g", "b", "color"});

/// All columns but those of the given names.
[[nodiscard]] std::vector<const Column*> columns_but(const std::vector<Column>& columns,
                                                     std::span<const std::string_view> names);

/// A column under the name that a format lets it have.
struct NamedColumn {
    std::string name;
    const Column* column;
    ValueType type;
};
/// A name that is reserved, or is another's already, gets underscores at its end; where `spelling`
/// says how the format spells names, an X.
[[nodiscard]] std::vector<NamedColumn>
named_columns(const std::vector<const Column*>& columns,
              std::span<const std::string_view> reserved,
              const std::function<std::string(const std::string&)>& spelling = {});
/// A note for each that is not under its own name.
void note_renamed(const std::vector<NamedColumn>& columns, std::vector<graph::Diagnostic>& notes);

/// A warning of a writer, which has no place in a file.
[[nodiscard]] graph::Diagnostic writer_note(std::string code, std::string message);
[[nodiscard]] graph::Diagnostic replaced_text_note(std::uint64_t characters);
[[nodiscard]] graph::Diagnostic renamed_column_note(const std::string& name,
                                                    const std::string& written);
[[nodiscard]] graph::Diagnostic unique_label_note(std::uint64_t labels);
/// Of columns that a format has no place for.
[[nodiscard]] graph::Diagnostic left_out_note(const std::vector<std::string>& columns);

} // namespace sandhan::io
