// SPDX-License-Identifier: Apache-2.0
#include "io/graphml_writer.hpp"

#include "io/block_writer.hpp"
#include "io/writable_document.hpp"
#include "io/xml_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_set>

namespace sandhan::io {

namespace {

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
    if (column.name == "label" || std::holds_alternative<Texts>(column.values)) {
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
        : m_document(document), m_blocks(out, control) {
        std::unordered_set<std::string> ids;
        m_vertex_keys = keys_of(document.vertex_columns, "vertex-", ids);
        m_edge_keys = keys_of(document.edge_columns, "edge-", ids);
    }

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        write_head(comment);
        write_vertices();
        write_edges();
        m_buffer += "</graph>\n</graphml>\n";
        m_blocks.finish();
        return notes();
    }

  private:
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
        m_blocks.flush_if_full();
    }

    void write_vertices() {
        escape_ids();
        for (std::size_t v = 0; v < m_ids.size(); ++v) {
            m_buffer += "<node id=\"";
            m_buffer += m_ids[v];
            m_buffer += "\">";
            write_values(m_vertex_keys, v);
            m_buffer += "</node>\n";
            m_blocks.flush_if_full();
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
            m_blocks.flush_if_full();
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

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(writer_note("graph_text_replaced",
                                        std::to_string(m_replaced) +
                                            " characters that XML cannot hold were written as "
                                            "U+FFFD; remove them from the input"));
        }
        for (const auto* keys : {&m_vertex_keys, &m_edge_keys}) {
            for (const Key& key : *keys) {
                if (key.type == Type::text &&
                    std::holds_alternative<Integers>(key.column->values) &&
                    key.column->name != "label") {
                    notes.push_back(writer_note(
                        "graph_number_as_text",
                        "a column of numbers beyond 2^53 was written as text; divide them if they "
                        "are to be drawn"));
                }
            }
        }
        return notes;
    }

    const GraphDocument& m_document;
    BlockWriter m_blocks;
    std::string& m_buffer = m_blocks.text;
    std::vector<Key> m_vertex_keys;
    std::vector<Key> m_edge_keys;
    std::vector<std::string> m_ids; // escaped
    std::uint64_t m_replaced = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_graphml(std::ostream& out,
                                             const GraphDocument& document,
                                             const GraphmlOptions& options,
                                             const graph::RunControl& control) {
    require_writable(document, "GraphML");
    return Writer(out, document, control).write(options.comment);
}

} // namespace sandhan::io
