// SPDX-License-Identifier: Apache-2.0
#include "io/writable_document.hpp"

#include "io/column_builder.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace sandhan::io {
namespace {

std::size_t length(const Column& column) {
    return std::visit([](const auto& values) { return values.size(); }, column.values);
}

bool is_text(const Column& column) { return std::holds_alternative<Texts>(column.values); }
bool is_integer(const Column& column) { return std::holds_alternative<Integers>(column.values); }
bool is_number(const Column& column) {
    return is_integer(column) || std::holds_alternative<Reals>(column.values);
}

/// What a viewer takes the columns of this name for; anything else would make it fail on the whole
/// file, or draw nonsense.
enum class Look { none, number, whole_number, text };

Look look_of(const std::string& name, bool of_vertices) {
    const bool is_size = name == "x" || name == "y" || name == "z" || name == "size";
    if (of_vertices ? is_size : name == "weight") {
        return Look::number;
    }
    if (name == "r" || name == "g" || name == "b") {
        return Look::whole_number;
    }
    return name == "color" ? Look::text : Look::none;
}

bool suits(const Column& column, Look look) {
    switch (look) {
    case Look::number:
        return is_number(column);
    case Look::whole_number:
        return is_integer(column);
    case Look::text:
        return is_text(column);
    case Look::none:
        break;
    }
    return true;
}

// --- what is refused -----------------------------------------------------------------------------

class Requirements {
  public:
    explicit Requirements(std::string_view format) : m_format(format) {}

    void columns(const std::vector<Column>& columns, std::size_t rows, bool of_vertices) const {
        std::unordered_set<std::string_view> names;
        for (const Column& column : columns) {
            if (column.name.empty() || !names.insert(column.name).second) {
                refuse("a column has no name, or that of another");
            }
            if (length(column) != rows) {
                refuse("the column " + column.name + " is not as long as what it describes");
            }
            look(column, of_vertices);
        }
    }

    void edges(const GraphDocument& document) const {
        const std::size_t n = document.vertex_ids.size();
        for (const graph::VertexPair edge : document.edges) {
            if (edge.source >= n || edge.target >= n) {
                refuse("an edge ends at a vertex that does not exist");
            }
        }
    }

  private:
    void look(const Column& column, bool of_vertices) const {
        const Look look = look_of(column.name, of_vertices);
        if (!suits(column, look)) {
            refuse("the column " + column.name + " is read as " +
                   (look == Look::text           ? "text"
                    : look == Look::whole_number ? "a whole number"
                                                 : "a number") +
                   " by viewers; rename it");
        }
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw std::invalid_argument(std::string(m_format) + ": " + why);
    }

    std::string_view m_format;
};

// --- what is made to fit -------------------------------------------------------------------------

std::optional<Column::Values> as_numbers(const Texts& texts) {
    ColumnBuilder builder(ColumnType::text);
    for (std::size_t row = 0; row < texts.size(); ++row) {
        builder.set(row, texts[row]);
    }
    if (!builder.narrow(ColumnType::integer) && !builder.narrow(ColumnType::real)) {
        return std::nullopt;
    }
    return builder.take(texts.size());
}

std::optional<Column::Values> as_whole_numbers(const Reals& reals) {
    Integers whole;
    whole.reserve(reals.size());
    for (const double value : reals) {
        constexpr double most = 9007199254740992.0; // 2^53
        if (std::isnan(value)) {
            whole.emplace_back();
        } else if (value == std::trunc(value) && std::abs(value) <= most) {
            whole.emplace_back(static_cast<std::int64_t>(value));
        } else {
            return std::nullopt;
        }
    }
    return whole;
}

/// The column with values of the kind that its look asks for, as far as that loses nothing.
void fit_values(Column& column, Look look) {
    if (suits(column, look) || look == Look::text) {
        return;
    }
    if (const auto* texts = std::get_if<Texts>(&column.values)) {
        if (auto numbers = as_numbers(*texts)) {
            column.values = std::move(*numbers);
        }
    }
    if (const auto* reals = std::get_if<Reals>(&column.values);
        reals != nullptr && look == Look::whole_number) {
        if (auto whole = as_whole_numbers(*reals)) {
            column.values = std::move(*whole);
        }
    }
}

void fit_columns(std::vector<Column>& columns,
                 bool of_vertices,
                 std::vector<graph::Diagnostic>& notes) {
    std::unordered_set<std::string> taken;
    for (Column& column : columns) {
        const std::string name = column.name;
        fit_values(column, look_of(name, of_vertices));
        while (column.name.empty() || taken.contains(column.name) ||
               !suits(column, look_of(column.name, of_vertices))) {
            column.name += '_';
        }
        taken.insert(column.name);
        if (column.name != name) {
            notes.push_back(renamed_column_note(name, column.name));
        }
    }
}

ValueType type_of(const Integers& values) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const auto& value : values) {
        low = std::min(low, value.value_or(0));
        high = std::max(high, value.value_or(0));
    }
    if (low >= std::numeric_limits<std::int32_t>::min() &&
        high <= std::numeric_limits<std::int32_t>::max()) {
        return ValueType::whole;
    }
    constexpr std::int64_t exact = std::int64_t{1} << 53; // the doubles that are all integers
    return low >= -exact && high <= exact ? ValueType::real : ValueType::text;
}

} // namespace

ValueType value_type_of(const Column& column) {
    if (column.name == "label" || is_text(column)) {
        return ValueType::text;
    }
    if (const auto* integers = std::get_if<Integers>(&column.values)) {
        return type_of(*integers);
    }
    if (const auto* booleans = std::get_if<Booleans>(&column.values)) {
        const bool gaps =
            std::find(booleans->begin(), booleans->end(), std::nullopt) != booleans->end();
        return gaps ? ValueType::text : ValueType::boolean;
    }
    return ValueType::real;
}

std::vector<const Column*> columns_but(const std::vector<Column>& columns,
                                       std::span<const std::string_view> names) {
    std::vector<const Column*> others;
    for (const Column& column : columns) {
        if (std::find(names.begin(), names.end(), column.name) == names.end()) {
            others.push_back(&column);
        }
    }
    return others;
}

std::vector<NamedColumn>
named_columns(const std::vector<const Column*>& columns,
              std::span<const std::string_view> reserved,
              const std::function<std::string(const std::string&)>& spelling) {
    std::unordered_set<std::string> taken;
    for (const std::string_view name : reserved) {
        taken.emplace(name);
    }
    std::vector<NamedColumn> named;
    named.reserve(columns.size());
    for (const Column* column : columns) {
        std::string name = spelling ? spelling(column->name) : column->name;
        while (!taken.insert(name).second) {
            name += spelling ? 'X' : '_'; // which every spelling allows
        }
        named.push_back({std::move(name), column, value_type_of(*column)});
    }
    return named;
}

void note_renamed(const std::vector<NamedColumn>& columns, std::vector<graph::Diagnostic>& notes) {
    for (const NamedColumn& named : columns) {
        if (named.name != named.column->name) {
            notes.push_back(renamed_column_note(named.column->name, named.name));
        }
    }
}

graph::Diagnostic writer_note(std::string code, std::string message) {
    graph::Diagnostic note;
    note.code = std::move(code);
    note.severity = graph::Severity::warning;
    note.message = std::move(message);
    return note;
}

graph::Diagnostic replaced_text_note(std::uint64_t characters) {
    return writer_note(
        "graph_text_replaced",
        std::to_string(characters) +
            " characters that the format cannot hold were written as U+FFFD; remove them "
            "from the input");
}

graph::Diagnostic renamed_column_note(const std::string& name, const std::string& written) {
    return writer_note("graph_column_renamed",
                       "the column " + name +
                           " is not what viewers expect under that name; it was written as " +
                           written);
}

graph::Diagnostic unique_label_note(std::uint64_t labels) {
    return writer_note("graph_label_made_unique",
                       std::to_string(labels) +
                           " nodes share a label with another, which this format confuses; each "
                           "label was written with its id behind it");
}

graph::Diagnostic left_out_note(const std::vector<std::string>& columns) {
    std::string names;
    for (const std::string& name : columns) {
        names += (names.empty() ? "" : ", ") + name;
    }
    return writer_note("graph_column_left_out",
                       "this format has no place for these columns, which were left out: " + names +
                           "; write .graphml to keep them");
}

void require_writable(const GraphDocument& document, std::string_view format) {
    const Requirements require(format);
    require.columns(document.vertex_columns, document.vertex_ids.size(), true);
    require.columns(document.edge_columns, document.edges.size(), false);
    require.edges(document);
}

std::vector<graph::Diagnostic> fit_for_viewers(GraphDocument& document) {
    std::vector<graph::Diagnostic> notes;
    fit_columns(document.vertex_columns, true, notes);
    fit_columns(document.edge_columns, false, notes);
    return notes;
}

} // namespace sandhan::io
