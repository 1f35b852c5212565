// SPDX-License-Identifier: Apache-2.0
#include "io/gml_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
#include "io/plain_text.hpp"
#include "io/writable_document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace sandhan::io {
namespace {

constexpr auto gml_of_vertex = std::to_array<std::string_view>({"id", "label", "name", "graphics"});
constexpr auto gml_of_edge =
    std::to_array<std::string_view>({"id", "source", "target", "graphics"});

/// Letters and digits are all that the format allows in a name, and graph-tool reads no others:
/// expected_incidents becomes expectedIncidents.
std::string gml_name(const std::string& column) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string name;
    bool capital = false;
    for (const char c : column) {
        const bool is_lower = c >= 'a' && c <= 'z';
        if (is_lower || (c >= 'A' && c <= 'Z') || is_digit(c)) {
            name += capital && is_lower ? static_cast<char>(c - 'a' + 'A') : c;
            capital = false;
        } else {
            capital = !name.empty();
        }
    }
    return name.empty() || is_digit(name[0]) ? "c" + name : name;
}

bool has_parallel_edges(const GraphDocument& document) {
    std::vector<std::uint64_t> pairs;
    pairs.reserve(document.edges.size());
    for (const auto [s, t] : document.edges) {
        const bool turned = !document.directed && t < s;
        pairs.push_back((std::uint64_t{turned ? t : s} << 32U) | (turned ? s : t));
    }
    std::sort(pairs.begin(), pairs.end());
    return std::adjacent_find(pairs.begin(), pairs.end()) != pairs.end();
}

/// With a point: NetworkX takes "1e-07" for no number.
void append_gml_real(std::string& out, double value) {
    if (std::isinf(value)) {
        out += value < 0 ? "-INF" : "+INF";
        return;
    }
    std::string digits;
    append_number(digits, value);
    if (digits.find('.') == digits.npos) {
        digits.insert(std::min(digits.find('e'), digits.size()), ".0");
    }
    out += digits;
}

class GmlWriter {
  public:
    GmlWriter(std::ostream& out,
              const GraphDocument& document,
              const GmlOptions& options,
              const graph::RunControl& control)
        : m_document(document), m_options(options), m_drawing(document), m_blocks(out, control),
          m_vertex_keys(named_columns(
              columns_but(document.vertex_columns, drawn_of_vertex), gml_of_vertex, gml_name)),
          m_edge_keys(
              named_columns(columns_but(document.edge_columns, {}), gml_of_edge, gml_name)) {}

    std::vector<graph::Diagnostic> write() {
        m_text += "Creator \"Sandhan\"\n";
        if (!m_options.comment.empty()) {
            member("", "comment");
            text(m_options.comment);
            m_text += '\n';
        }
        m_text += "graph [\n  directed ";
        m_text += m_document.directed ? "1\n" : "0\n";
        if (has_parallel_edges(m_document)) {
            m_text += "  multigraph 1\n"; // else NetworkX refuses them
        }
        vertices();
        edges();
        m_text += "]\n";
        m_blocks.finish();
        return notes();
    }

  private:
    void vertices() {
        const Texts labels = unique_labels(m_document, m_drawing, m_made_unique);
        for (std::size_t v = 0; v < labels.size(); ++v) {
            m_text += "  node [\n    id ";
            append_number(m_text, v);
            m_text += '\n';
            member("    ", "name");
            text(m_document.vertex_ids[v]);
            m_text += '\n';
            member("    ", "label");
            text(labels[v]);
            m_text += '\n';
            values(m_vertex_keys, v);
            graphics(v);
            m_text += "  ]\n";
            m_blocks.flush_if_full();
        }
    }

    void graphics(std::size_t v) {
        const auto point = m_drawing.point(v);
        const auto size = m_drawing.size(v);
        const auto colour = m_drawing.vertex_colour(v);
        if (!point && !size && !colour) {
            return;
        }
        m_text += "    graphics [";
        const auto number = [&](const char* name, double value) {
            member(" ", name);
            append_gml_real(m_text, value);
        };
        if (point) {
            number("x", point->x);
            number("y", 0.0 - point->y);
        }
        if (size) {
            number("w", 2.0 * *size);
            number("h", 2.0 * *size);
        }
        if (colour) {
            m_text += " fill \"#" + hex_text(*colour) + '"';
        }
        m_text += " type \"ellipse\" ]\n";
    }

    void edges() {
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            m_text += "  edge [\n    source ";
            append_number(m_text, m_document.edges[e].source);
            m_text += "\n    target ";
            append_number(m_text, m_document.edges[e].target);
            m_text += '\n';
            values(m_edge_keys, e);
            m_text += "  ]\n";
            m_blocks.flush_if_full();
        }
    }

    void member(const char* indent, std::string_view name) {
        m_text += indent;
        m_text += name;
        m_text += ' ';
    }

    void values(const std::vector<NamedColumn>& keys, std::size_t row) {
        for (const NamedColumn& key : keys) {
            const std::string written = text_at(key.column, row);
            if (written.empty()) {
                continue;
            }
            member("    ", key.name);
            switch (key.type) {
            case ValueType::boolean:
                m_text += written == "true" ? '1' : '0';
                break;
            case ValueType::whole:
                m_text += written;
                break;
            case ValueType::real:
                append_gml_real(m_text, number_at(key.column, row));
                break;
            case ValueType::text:
                text(written);
                break;
            }
            m_text += '\n';
        }
    }

    void text(std::string_view text) {
        m_text += '"';
        each_character(text, [&](char32_t c) {
            if (is_control(c) && c != '\t' && c != '\n' && c != '\r') {
                c = 0xFFFD;
            }
            m_replaced += c == 0xFFFD ? 1U : 0U;
            if (c == '"') {
                m_text += "&quot;";
            } else if (c == '&') {
                m_text += "&amp;";
            } else if (m_options.characters == GmlCharacters::utf8) {
                append_character(m_text, c);
            } else if (c < 0x20 || c > 0x7E) {
                m_text += "&#";
                append_number(m_text, static_cast<std::uint32_t>(c));
                m_text += ';';
            } else {
                m_text += static_cast<char>(c);
            }
        });
        m_text += '"';
    }

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        if (m_made_unique > 0) {
            notes.push_back(unique_label_note(m_made_unique));
        }
        for (const auto* keys : {&m_vertex_keys, &m_edge_keys}) {
            for (const NamedColumn& key : *keys) {
                if (key.name != gml_name(key.column->name)) {
                    notes.push_back(renamed_column_note(key.column->name, key.name));
                }
            }
        }
        return notes;
    }

    const GraphDocument& m_document;
    const GmlOptions& m_options;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_vertex_keys;
    std::vector<NamedColumn> m_edge_keys;
    std::uint64_t m_replaced = 0;
    std::size_t m_made_unique = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_gml(std::ostream& out,
                                         const GraphDocument& document,
                                         const GmlOptions& options,
                                         const graph::RunControl& control) {
    require_writable(document, "GML");
    return GmlWriter(out, document, options, control).write();
}

} // namespace sandhan::io
