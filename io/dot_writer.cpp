// SPDX-License-Identifier: Apache-2.0
#include "io/dot_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
#include "io/plain_text.hpp"
#include "io/writable_document.hpp"

#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace sandhan::io {
namespace {

constexpr double points_an_inch = 72.0;

/// What Graphviz understands of a node or an edge (graphviz.org/doc/info/attrs.html) and would
/// draw, open or link to, but for `label` and `weight`, which mean what we mean.
constexpr auto dot_attributes = std::to_array<std::string_view>({"URL",
                                                                 "area",
                                                                 "arrowhead",
                                                                 "arrowsize",
                                                                 "arrowtail",
                                                                 "class",
                                                                 "color",
                                                                 "colorscheme",
                                                                 "comment",
                                                                 "constraint",
                                                                 "decorate",
                                                                 "dir",
                                                                 "distortion",
                                                                 "edgeURL",
                                                                 "edgehref",
                                                                 "edgetarget",
                                                                 "edgetooltip",
                                                                 "fillcolor",
                                                                 "fixedsize",
                                                                 "fontcolor",
                                                                 "fontname",
                                                                 "fontsize",
                                                                 "gradientangle",
                                                                 "group",
                                                                 "headURL",
                                                                 "head_lp",
                                                                 "headclip",
                                                                 "headhref",
                                                                 "headlabel",
                                                                 "headport",
                                                                 "headtarget",
                                                                 "headtooltip",
                                                                 "height",
                                                                 "href",
                                                                 "id",
                                                                 "image",
                                                                 "imagepos",
                                                                 "imagescale",
                                                                 "key",
                                                                 "labelURL",
                                                                 "labelangle",
                                                                 "labeldistance",
                                                                 "labelfloat",
                                                                 "labelfontcolor",
                                                                 "labelfontname",
                                                                 "labelfontsize",
                                                                 "labelhref",
                                                                 "labelloc",
                                                                 "labeltarget",
                                                                 "labeltooltip",
                                                                 "layer",
                                                                 "len",
                                                                 "lhead",
                                                                 "lp",
                                                                 "ltail",
                                                                 "margin",
                                                                 "minlen",
                                                                 "nojustify",
                                                                 "ordering",
                                                                 "orientation",
                                                                 "penwidth",
                                                                 "peripheries",
                                                                 "pin",
                                                                 "pos",
                                                                 "radius",
                                                                 "rects",
                                                                 "regular",
                                                                 "root",
                                                                 "samehead",
                                                                 "sametail",
                                                                 "samplepoints",
                                                                 "shape",
                                                                 "shapefile",
                                                                 "showboxes",
                                                                 "sides",
                                                                 "skew",
                                                                 "sortv",
                                                                 "style",
                                                                 "tailURL",
                                                                 "tail_lp",
                                                                 "tailclip",
                                                                 "tailhref",
                                                                 "taillabel",
                                                                 "tailport",
                                                                 "tailtarget",
                                                                 "tailtooltip",
                                                                 "target",
                                                                 "tooltip",
                                                                 "vertices",
                                                                 "width",
                                                                 "xlabel",
                                                                 "xlp",
                                                                 "z"});

constexpr auto drawn_of_dot_edge = std::to_array<std::string_view>({"color"});

/// Graphviz reads `&amp;` in a label as XML does: where a label has such a thing, its ampersand is
/// written so.
std::string without_entities(const std::string& label) {
    std::string text;
    for (std::size_t i = 0; i < label.size(); ++i) {
        text += label[i];
        if (label[i] != '&') {
            continue;
        }
        std::size_t end = i + 1;
        while (end < label.size() &&
               (std::isalnum(static_cast<unsigned char>(label[end])) != 0 || label[end] == '#')) {
            ++end;
        }
        if (end > i + 1 && end < label.size() && label[end] == ';') {
            text += "amp;";
        }
    }
    return text;
}

class DotWriter {
  public:
    DotWriter(std::ostream& out, const GraphDocument& document, const graph::RunControl& control)
        : m_document(document), m_drawing(document), m_blocks(out, control),
          m_vertex_columns(
              named_columns(columns_but(document.vertex_columns, drawn_of_vertex), dot_attributes)),
          m_edge_columns(named_columns(columns_but(document.edge_columns, drawn_of_dot_edge),
                                       dot_attributes)) {}

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        if (!comment.empty()) {
            m_text += "# ";
            for (const char c : comment) {
                m_text += is_control(static_cast<unsigned char>(c)) ? ' ' : c;
            }
            m_text += '\n';
        }
        m_text += m_document.directed ? "digraph" : "graph";
        m_text += " {\n";
        if (m_drawing.has_points()) {
            // Positions are in points; neato leaves a pinned vertex where it is.
            m_text += "graph [layout=neato, inputscale=72, size=\"16,16\", splines=line];\n";
        }
        m_text += "node [shape=circle, style=filled, fixedsize=shape, fontsize=9];\n"
                  "edge [color=\"#66666680\", arrowsize=0.5];\n";
        vertices();
        edges();
        m_text += "}\n";
        m_blocks.finish();
        return notes();
    }

  private:
    void vertices() {
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            quoted(m_document.vertex_ids[v]);
            m_text += " [label=";
            quoted(without_entities(m_drawing.label(v)));
            if (const auto point = m_drawing.point(v)) {
                m_text += ", pos=\"";
                append_number(m_text, point->x);
                m_text += ',';
                append_number(m_text, point->y);
                m_text += "!\"";
            }
            if (const auto size = m_drawing.size(v)) {
                constexpr double grain = 1e4;
                m_text += ", width=";
                append_number(m_text, std::round(2.0 * *size / points_an_inch * grain) / grain);
            }
            if (const auto colour = m_drawing.vertex_colour(v)) {
                m_text += ", fillcolor=\"#" + hex_text(*colour) + '"';
            }
            values(m_vertex_columns, v);
            m_text += "];\n";
            m_blocks.flush_if_full();
        }
    }

    void edges() {
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            quoted(m_document.vertex_ids[m_document.edges[e].source]);
            m_text += m_document.directed ? " -> " : " -- ";
            quoted(m_document.vertex_ids[m_document.edges[e].target]);
            m_text += " [penwidth=";
            append_number(m_text, m_drawing.edge_width(e));
            if (const auto colour = m_drawing.edge_colour(e)) {
                m_text += ", color=\"#" + hex_text(*colour) + '"';
            }
            if (m_drawing.is_dashed(e)) {
                m_text += ", style=dashed";
            }
            values(m_edge_columns, e);
            m_text += "];\n";
            m_blocks.flush_if_full();
        }
    }

    void values(const std::vector<NamedColumn>& attributes, std::size_t row) {
        for (const NamedColumn& attribute : attributes) {
            const std::string written = text_at(attribute.column, row);
            if (!written.empty()) {
                m_text += ", ";
                quoted(attribute.name);
                m_text += '=';
                quoted(written);
            }
        }
    }

    void quoted(std::string_view text) {
        m_text += '"';
        each_character(text, [&](char32_t c) {
            if (is_control(c) && c != '\t' && c != '\n' && c != '\r') {
                c = 0xFFFD;
            }
            m_replaced += c == 0xFFFD ? 1U : 0U;
            if (c == '"' || c == '\\') {
                m_text += '\\';
            }
            append_character(m_text, c);
        });
        m_text += '"';
    }

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        note_renamed(m_vertex_columns, notes);
        note_renamed(m_edge_columns, notes);
        return notes;
    }

    const GraphDocument& m_document;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_vertex_columns;
    std::vector<NamedColumn> m_edge_columns;
    std::uint64_t m_replaced = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_dot(std::ostream& out,
                                         const GraphDocument& document,
                                         const std::string& comment,
                                         const graph::RunControl& control) {
    require_writable(document, "DOT");
    return DotWriter(out, document, control).write(comment);
}

} // namespace sandhan::io
