// SPDX-License-Identifier: Apache-2.0
#include "io/graphml_writer.hpp"

#include "io/block_writer.hpp"
#include "io/packed_ids.hpp"
#include "io/row_writer.hpp"
#include "io/writable_document.hpp"
#include "io/xml_text.hpp"
#include "io/yed_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

const char* name_of(ValueType type) {
    switch (type) {
    case ValueType::boolean:
        return "boolean";
    case ValueType::whole:
        return "int";
    case ValueType::real:
        return "double";
    case ValueType::text:
        break;
    }
    return "string";
}

struct Key {
    std::string id; // escaped
    ValueType type;
    const Column* column;
    std::string open; // `<data key="ID"`, without its closing bracket
};

// --- keys ----------------------------------------------------------------------------------------

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
        keys.push_back({std::move(id), value_type_of(column), &column, std::move(open)});
    }
    return keys;
}

// --- values --------------------------------------------------------------------------------------

/// A reader may take blank lines around a value for indentation, as ours does.
bool looks_indented(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    if (text.empty() || (text.front() > ' ' && text.back() > ' ')) {
        return false; // as most
    }
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    const auto last = text.find_last_not_of(blanks);
    return text.substr(0, first).find_first_of("\r\n") != text.npos ||
           (last != text.npos && text.substr(last + 1).find_first_of("\r\n") != text.npos);
}

class Writer {
  public:
    Writer(std::ostream& out,
           const GraphDocument& document,
           const GraphmlOptions& options,
           const graph::RunControl& control)
        : m_document(document), m_out(out), m_control(control), m_blocks(out, control) {
        std::unordered_set<std::string> ids;
        if (options.dialect == GraphmlDialect::yed) {
            m_yed.emplace(document);
            ids = {std::string(YedDrawing::vertex_key), std::string(YedDrawing::edge_key)};
        }
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
        m_buffer += "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"";
        if (m_yed) {
            m_buffer += YedDrawing::name_space;
        }
        m_buffer += ">\n";
        for (const Key& key : m_vertex_keys) {
            write_key(key, "node");
        }
        for (const Key& key : m_edge_keys) {
            write_key(key, "edge");
        }
        if (m_yed) {
            m_buffer += YedDrawing::keys;
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

    template <class Make>
    void write_rows(std::size_t rows, Make make) {
        m_blocks.finish();
        m_replaced += io::write_rows(m_out, rows, m_control, make);
    }

    void write_vertices() {
        m_ids = PackedIds(xml_ids(m_document.vertex_ids, m_replaced));
        write_rows(m_document.vertex_ids.size(), [&](RowPart& part, std::size_t v) {
            part.text += "<node id=\"";
            m_ids.append_to(part.text, v);
            part.text += "\">";
            write_values(part, m_vertex_keys, v);
            if (m_yed) {
                part.replaced += m_yed->append_vertex(part.text, v);
            }
            part.text += "</node>\n";
        });
    }

    void write_edges() {
        const auto& edges = m_document.edges;
        write_rows(edges.size(), [&](RowPart& part, std::size_t e) {
            constexpr std::size_t ahead = 16; // ends lie anywhere
            if (e + ahead < edges.size()) {
                m_ids.prefetch(edges[e + ahead].source);
                m_ids.prefetch(edges[e + ahead].target);
            }
            part.text += "<edge id=\"e";
            append_number(part.text, e);
            part.text += "\" source=\"";
            m_ids.append_to(part.text, edges[e].source);
            part.text += "\" target=\"";
            m_ids.append_to(part.text, edges[e].target);
            part.text += "\">";
            write_values(part, m_edge_keys, e);
            if (m_yed) {
                m_yed->append_edge(part.text, e);
            }
            part.text += "</edge>\n";
        });
    }

    static void write_values(RowPart& part, const std::vector<Key>& keys, std::size_t row) {
        for (const Key& key : keys) {
            std::visit([&](const auto& values) { write_value(part, key, values[row]); },
                       key.column->values);
        }
    }

    static void open(RowPart& part, const Key& key) {
        part.text += key.open;
        part.text += '>';
    }
    static void close(RowPart& part) { part.text += "</data>"; }

    static void write_value(RowPart& part, const Key& key, const std::string& text) {
        part.text += key.open;
        part.text += looks_indented(text) ? " xml:space=\"preserve\">" : ">";
        part.replaced += append_xml_text(part.text, text);
        close(part);
    }

    static void write_value(RowPart& part, const Key& key, double value) {
        if (!std::isnan(value)) {
            open(part, key);
            append_xml_double(part.text, value);
            close(part);
        } else if (key.type == ValueType::text) {
            open(part, key);
            close(part);
        }
    }

    static void
    write_value(RowPart& part, const Key& key, const std::optional<std::int64_t>& value) {
        if (value || key.type == ValueType::text) {
            open(part, key);
            if (value) {
                append_number(part.text, *value);
            }
            close(part);
        }
    }

    static void write_value(RowPart& part, const Key& key, const std::optional<bool>& value) {
        open(part, key);
        if (value) {
            part.text += *value ? "true" : "false";
        }
        close(part);
    }

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        for (const auto* keys : {&m_vertex_keys, &m_edge_keys}) {
            for (const Key& key : *keys) {
                if (key.type == ValueType::text &&
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
    std::ostream& m_out;
    const graph::RunControl& m_control;
    BlockWriter m_blocks;
    std::string& m_buffer = m_blocks.text;
    std::optional<YedDrawing> m_yed;
    std::vector<Key> m_vertex_keys;
    std::vector<Key> m_edge_keys;
    PackedIds m_ids; // escaped
    std::uint64_t m_replaced = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_graphml(std::ostream& out,
                                             const GraphDocument& document,
                                             const GraphmlOptions& options,
                                             const graph::RunControl& control) {
    require_writable(document, "GraphML");
    return Writer(out, document, options, control).write(options.comment);
}

} // namespace sandhan::io
