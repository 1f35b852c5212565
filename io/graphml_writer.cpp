// SPDX-License-Identifier: Apache-2.0
#include "io/graphml_writer.hpp"

#include "io/column_builder.hpp"
#include "io/xml_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <unordered_set>

namespace sandhan::io {

namespace {

using Texts = std::vector<std::string>;
using Doubles = std::vector<double>;
using Integers = std::vector<std::optional<std::int64_t>>;
using Booleans = std::vector<std::optional<bool>>;

enum class Type { boolean, integer, real, text };

const char* name_of(Type type) {
    switch (type) {
    case Type::boolean:
        return "boolean";
    case Type::integer:
        return "int";
    case Type::real:
        return "double";
    case Type::text:
        break;
    }
    return "string";
}

struct Key {
    std::string id; // escaped
    Type type;
    const Column* column;
    std::string open; // `<data key="ID"`, without its closing bracket
};

// --- what is refused -----------------------------------------------------------------------------

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument("GraphML: " + why); }

std::size_t length(const Column& column) {
    return std::visit([](const auto& values) { return values.size(); }, column.values);
}

bool is_text(const Column& column) { return std::holds_alternative<Texts>(column.values); }
bool is_integer(const Column& column) { return std::holds_alternative<Integers>(column.values); }
bool is_number(const Column& column) {
    return is_integer(column) || std::holds_alternative<Doubles>(column.values);
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

void require_display_type(const Column& column, bool of_vertices) {
    const Look look = look_of(column.name, of_vertices);
    if (!suits(column, look)) {
        refuse("the column " + column.name + " is read as " +
               (look == Look::text           ? "text"
                : look == Look::whole_number ? "a whole number"
                                             : "a number") +
               " by viewers; rename it");
    }
}

void require_columns(const std::vector<Column>& columns, std::size_t rows, bool of_vertices) {
    std::unordered_set<std::string_view> names;
    for (const Column& column : columns) {
        if (column.name.empty() || !names.insert(column.name).second) {
            refuse("a column has no name, or that of another");
        }
        if (length(column) != rows) {
            refuse("the column " + column.name + " is not as long as what it describes");
        }
        require_display_type(column, of_vertices);
    }
}

void require_document(const GraphDocument& document) {
    require_columns(document.vertex_columns, document.vertex_ids.size(), true);
    require_columns(document.edge_columns, document.edges.size(), false);
    const std::size_t n = document.vertex_ids.size();
    for (const graph::VertexPair edge : document.edges) {
        if (edge.source >= n || edge.target >= n) {
            refuse("an edge ends at a vertex that does not exist");
        }
    }
}

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

std::optional<Column::Values> as_whole_numbers(const Doubles& reals) {
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
    if (const auto* reals = std::get_if<Doubles>(&column.values);
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
            graph::Diagnostic note;
            note.code = "graph_column_renamed";
            note.severity = graph::Severity::warning;
            note.message = "the column " + name + " is not what viewers expect under that name; " +
                           "it was written as " + column.name;
            notes.push_back(std::move(note));
        }
    }
}

// --- keys ----------------------------------------------------------------------------------------

Type type_of(const Integers& values) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const auto& value : values) {
        low = std::min(low, value.value_or(0));
        high = std::max(high, value.value_or(0));
    }
    if (low >= std::numeric_limits<std::int32_t>::min() &&
        high <= std::numeric_limits<std::int32_t>::max()) {
        return Type::integer;
    }
    constexpr std::int64_t exact = std::int64_t{1} << 53; // the doubles that are all integers
    return low >= -exact && high <= exact ? Type::real : Type::text;
}

Type type_of(const Column& column) {
    if (column.name == "label" || is_text(column)) {
        return Type::text;
    }
    if (const auto* integers = std::get_if<Integers>(&column.values)) {
        return type_of(*integers);
    }
    if (const auto* booleans = std::get_if<Booleans>(&column.values)) {
        const bool gaps =
            std::find(booleans->begin(), booleans->end(), std::nullopt) != booleans->end();
        return gaps ? Type::text : Type::boolean;
    }
    return Type::real;
}

std::vector<Key> keys_of(const std::vector<Column>& columns,
                         const char* prefix,
                         std::unordered_set<std::string>& taken) {
    std::vector<Key> keys;
    keys.reserve(columns.size());
    for (const Column& column : columns) {
        std::string id;
        append_xml_attribute(id, column.name);
        while (!taken.insert(id).second) {
            id.insert(0, prefix);
        }
        std::string open = "<data key=\"" + id + '"';
        keys.push_back({std::move(id), type_of(column), &column, std::move(open)});
    }
    return keys;
}

// --- values --------------------------------------------------------------------------------------

template <class Number>
void append_number(std::string& out, Number value) {
    std::array<char, 32> digits; // the longest shortest double has 24 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

/// Not "inf": Java's parser, behind Gephi and Cytoscape, knows the long word only.
void append_double(std::string& out, double value) {
    if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
    } else {
        append_number(out, value);
    }
}

/// A reader may take blank lines around a value for indentation, as ours does.
bool looks_indented(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    const auto last = text.find_last_not_of(blanks);
    return text.substr(0, first).find_first_of("\r\n") != text.npos ||
           (last != text.npos && text.substr(last + 1).find_first_of("\r\n") != text.npos);
}

class Writer {
  public:
    Writer(std::ostream& out, const GraphDocument& document, const graph::RunControl& control)
        : m_out(out), m_document(document), m_control(control) {
        std::unordered_set<std::string> ids;
        m_vertex_keys = keys_of(document.vertex_columns, "vertex-", ids);
        m_edge_keys = keys_of(document.edge_columns, "edge-", ids);
        m_buffer.reserve(block + 4096);
    }

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        write_head(comment);
        write_vertices();
        write_edges();
        m_buffer += "</graph>\n</graphml>\n";
        flush();
        return notes();
    }

  private:
    static constexpr std::size_t block = std::size_t{1} << 16U;

    void write_head(const std::string& comment) {
        m_buffer += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        if (!comment.empty()) {
            m_buffer += "<!-- ";
            m_replaced += append_xml_comment(m_buffer, comment);
            m_buffer += " -->\n";
        }
        m_buffer += "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
        for (const Key& key : m_vertex_keys) {
            write_key(key, "node");
        }
        for (const Key& key : m_edge_keys) {
            write_key(key, "edge");
        }
        m_buffer += "<graph id=\"G\" edgedefault=\"";
        m_buffer += m_document.directed ? "directed\">\n" : "undirected\">\n";
    }

    void write_key(const Key& key, const char* domain) {
        m_buffer += "<key id=\"";
        m_buffer += key.id;
        m_buffer += "\" for=\"";
        m_buffer += domain;
        m_buffer += "\" attr.name=\"";
        m_replaced += append_xml_attribute(m_buffer, key.column->name);
        m_buffer += "\" attr.type=\"";
        m_buffer += name_of(key.type);
        m_buffer += "\"/>\n";
        flush_if_full();
    }

    void write_vertices() {
        escape_ids();
        for (std::size_t v = 0; v < m_ids.size(); ++v) {
            m_buffer += "<node id=\"";
            m_buffer += m_ids[v];
            m_buffer += "\">";
            write_values(m_vertex_keys, v);
            m_buffer += "</node>\n";
            flush_if_full();
        }
    }

    void write_edges() {
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            m_buffer += "<edge id=\"e";
            append_number(m_buffer, e);
            m_buffer += "\" source=\"";
            m_buffer += m_ids[m_document.edges[e].source];
            m_buffer += "\" target=\"";
            m_buffer += m_ids[m_document.edges[e].target];
            m_buffer += "\">";
            write_values(m_edge_keys, e);
            m_buffer += "</edge>\n";
            flush_if_full();
        }
    }

    /// Two ids that differ only in characters which XML cannot hold must stay two.
    void escape_ids() {
        m_ids.reserve(m_document.vertex_ids.size());
        std::uint64_t replaced = 0;
        for (const std::string& id : m_document.vertex_ids) {
            std::string written;
            replaced += append_xml_attribute(written, id);
            m_ids.push_back(std::move(written));
        }
        m_replaced += replaced;
        if (replaced == 0) {
            return;
        }
        std::unordered_set<std::string> taken;
        for (std::string& id : m_ids) {
            const std::string wish = id;
            for (unsigned n = 2; !taken.insert(id).second; ++n) {
                id = wish + "~" + std::to_string(n);
            }
        }
    }

    void write_values(const std::vector<Key>& keys, std::size_t row) {
        for (const Key& key : keys) {
            std::visit([&](const auto& values) { write_value(key, values[row]); },
                       key.column->values);
        }
    }

    void open(const Key& key) {
        m_buffer += key.open;
        m_buffer += '>';
    }
    void close() { m_buffer += "</data>"; }

    void write_value(const Key& key, const std::string& text) {
        m_buffer += key.open;
        m_buffer += looks_indented(text) ? " xml:space=\"preserve\">" : ">";
        m_replaced += append_xml_text(m_buffer, text);
        close();
    }

    void write_value(const Key& key, double value) {
        if (!std::isnan(value)) {
            open(key);
            append_double(m_buffer, value);
            close();
        } else if (key.type == Type::text) {
            open(key);
            close();
        }
    }

    void write_value(const Key& key, const std::optional<std::int64_t>& value) {
        if (value || key.type == Type::text) {
            open(key);
            if (value) {
                append_number(m_buffer, *value);
            }
            close();
        }
    }

    void write_value(const Key& key, const std::optional<bool>& value) {
        open(key);
        if (value) {
            m_buffer += *value ? "true" : "false";
        }
        close();
    }

    void flush_if_full() {
        if (m_buffer.size() >= block) {
            m_control.checkpoint();
            flush();
        }
    }

    void flush() {
        m_out.write(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_buffer.clear();
    }

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        const auto note = [&](const char* code, std::string message) {
            graph::Diagnostic diagnostic;
            diagnostic.code = code;
            diagnostic.severity = graph::Severity::warning;
            diagnostic.message = std::move(message);
            notes.push_back(std::move(diagnostic));
        };
        if (m_replaced > 0) {
            note("graph_text_replaced", std::to_string(m_replaced) +
                                            " characters that XML cannot hold were written as "
                                            "U+FFFD; remove them from the input");
        }
        for (const auto* keys : {&m_vertex_keys, &m_edge_keys}) {
            for (const Key& key : *keys) {
                if (key.type == Type::text && is_integer(*key.column) &&
                    key.column->name != "label") {
                    note("graph_number_as_text",
                         "a column of numbers beyond 2^53 was written as text; divide them if they "
                         "are to be drawn");
                }
            }
        }
        return notes;
    }

    std::ostream& m_out;
    const GraphDocument& m_document;
    const graph::RunControl& m_control;
    std::vector<Key> m_vertex_keys;
    std::vector<Key> m_edge_keys;
    std::vector<std::string> m_ids; // escaped
    std::string m_buffer;
    std::uint64_t m_replaced = 0;
};

} // namespace

std::vector<graph::Diagnostic> fit_for_viewers(GraphDocument& document) {
    std::vector<graph::Diagnostic> notes;
    fit_columns(document.vertex_columns, true, notes);
    fit_columns(document.edge_columns, false, notes);
    return notes;
}

std::vector<graph::Diagnostic> write_graphml(std::ostream& out,
                                             const GraphDocument& document,
                                             const GraphmlOptions& options,
                                             const graph::RunControl& control) {
    require_document(document);
    return Writer(out, document, control).write(options.comment);
}

} // namespace sandhan::io
