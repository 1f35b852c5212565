// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
#include "io/packed_ids.hpp"
#include "io/row_writer.hpp"
#include "io/writable_document.hpp"
#include "io/xml_text.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace sandhan::io {
namespace {

struct GexfAttribute {
    ValueType type;
    const Column* column;
    std::string open; // `<attvalue for="N" value="`
};

const char* gexf_name_of(ValueType type) {
    switch (type) {
    case ValueType::boolean:
        return "boolean";
    case ValueType::whole:
        return "integer";
    case ValueType::real:
        return "double";
    case ValueType::text:
        break;
    }
    return "string";
}

constexpr auto drawn_of_gexf_edge =
    std::to_array<std::string_view>({"weight", "label", "r", "g", "b", "color"});

std::vector<GexfAttribute> gexf_attributes(const std::vector<const Column*>& columns) {
    std::vector<GexfAttribute> attributes;
    for (const Column* column : columns) {
        attributes.push_back(
            {value_type_of(*column), column,
             "<attvalue for=\"" + std::to_string(attributes.size()) + "\" value=\""});
    }
    return attributes;
}

class GexfWriter {
  public:
    GexfWriter(std::ostream& out,
               const GraphDocument& document,
               const GexfOptions& options,
               const graph::RunControl& control)
        : m_document(document), m_options(options), m_out(out), m_control(control),
          m_drawing(document), m_blocks(out, control),
          m_vertex_attributes(
              gexf_attributes(columns_but(document.vertex_columns, drawn_of_vertex))),
          m_edge_attributes(
              gexf_attributes(columns_but(document.edge_columns, drawn_of_gexf_edge))),
          m_edge_label(find_column(document.edge_columns, "label")),
          m_ids(xml_ids(document.vertex_ids, m_replaced)) {}

    std::vector<graph::Diagnostic> write() {
        head();
        vertices();
        edges();
        m_text += "</graph>\n</gexf>\n";
        m_blocks.finish();
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        return notes;
    }

  private:
    [[nodiscard]] bool is_current() const { return m_options.version == GexfVersion::v1_3; }

    void head() {
        m_text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        m_text += is_current()
                      ? "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" "
                        "version=\"1.3\">\n"
                      : "<gexf xmlns=\"http://www.gexf.net/1.2draft\" "
                        "xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n";
        m_text += "<meta><creator>Sandhan</creator>";
        if (!m_options.comment.empty()) {
            m_text += "<description>";
            m_replaced += append_xml_text(m_text, m_options.comment);
            m_text += "</description>";
        }
        m_text += "</meta>\n<graph defaultedgetype=\"";
        m_text += m_document.directed ? "directed" : "undirected";
        m_text += "\" idtype=\"string\"";
        m_text += m_drawing.has_spells() ? " mode=\"dynamic\" timeformat=\"date\">\n"
                                         : " mode=\"static\">\n";
        declare("node", m_vertex_attributes);
        declare("edge", m_edge_attributes);
    }

    void declare(const char* of, const std::vector<GexfAttribute>& attributes) {
        if (attributes.empty()) {
            return;
        }
        m_text += "<attributes class=\"";
        m_text += of;
        m_text += "\" mode=\"static\">\n";
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            m_text += "<attribute id=\"";
            append_number(m_text, i);
            m_text += "\" title=\"";
            m_replaced += append_xml_attribute(m_text, attributes[i].column->name);
            m_text += "\" type=\"";
            m_text += gexf_name_of(attributes[i].type);
            m_text += "\"/>\n";
            m_blocks.flush_if_full();
        }
        m_text += "</attributes>\n";
    }

    void vertices() {
        m_text += "<nodes count=\"";
        append_number(m_text, m_document.vertex_ids.size());
        m_text += "\">\n";
        write_rows(m_document.vertex_ids.size(), [&](RowPart& part, std::size_t v) {
            part.text += "<node id=\"";
            m_ids.append_to(part.text, v);
            attribute(part, "label", m_drawing.label(v));
            spell(part, m_drawing.vertex_spell(v));
            part.text += "\">";
            values(part, m_vertex_attributes, v);
            if (const auto size = m_drawing.size(v)) {
                part.text += "<viz:size value=\"";
                append_number(part.text, *size);
                part.text += "\"/>";
            }
            if (const auto point = m_drawing.point(v)) {
                part.text += "<viz:position x=\"";
                append_number(part.text, point->x);
                part.text += "\" y=\"";
                append_number(part.text, point->y);
                part.text += "\" z=\"";
                append_number(part.text, point->z);
                part.text += "\"/>";
            }
            colour(part, m_drawing.vertex_colour(v));
            part.text += "</node>\n";
        });
        m_text += "</nodes>\n";
    }

    void edges() {
        const auto& edges = m_document.edges;
        m_text += "<edges count=\"";
        append_number(m_text, edges.size());
        m_text += "\">\n";
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
            if (m_drawing.has_weight()) {
                part.text += "\" weight=\"";
                append_number(part.text, m_drawing.weight(e));
            }
            if (const std::string label = text_at(m_edge_label, e); !label.empty()) {
                attribute(part, "label", label);
            }
            if (const std::string type = m_drawing.edge_type(e); is_current() && !type.empty()) {
                attribute(part, "kind", type);
            }
            spell(part, m_drawing.edge_spell(e));
            part.text += "\">";
            values(part, m_edge_attributes, e);
            colour(part, m_drawing.edge_colour(e));
            if (m_drawing.is_dashed(e)) {
                part.text += "<viz:shape value=\"dashed\"/>";
            }
            part.text += "</edge>\n";
        });
        m_text += "</edges>\n";
    }

    /// Closes the attribute before and leaves this one open.
    static void attribute(RowPart& part, const char* name, std::string_view value) {
        part.text += "\" ";
        part.text += name;
        part.text += "=\"";
        part.replaced += append_xml_attribute(part.text, value);
    }

    static void spell(RowPart& part, const Spell& spell) {
        if (!spell.start.empty()) {
            attribute(part, "start", spell.start);
        }
        if (!spell.end.empty()) {
            attribute(part, "end", spell.end);
        }
    }

    static void colour(RowPart& part, const std::optional<Rgb>& colour) {
        if (!colour) {
            return;
        }
        part.text += "<viz:color r=\"";
        append_number(part.text, unsigned{colour->r});
        part.text += "\" g=\"";
        append_number(part.text, unsigned{colour->g});
        part.text += "\" b=\"";
        append_number(part.text, unsigned{colour->b});
        part.text += "\" a=\"1.0\"/>";
    }

    static void
    values(RowPart& part, const std::vector<GexfAttribute>& attributes, std::size_t row) {
        const std::size_t before = part.text.size();
        part.text += "<attvalues>";
        const std::size_t empty = part.text.size();
        for (const GexfAttribute& a : attributes) {
            std::visit([&](const auto& column) { value(part, a, column[row]); }, a.column->values);
        }
        if (part.text.size() == empty) {
            part.text.resize(before);
        } else {
            part.text += "</attvalues>";
        }
    }

    static void value(RowPart& part, const GexfAttribute& a, const std::string& text) {
        if (!text.empty()) {
            part.text += a.open;
            part.replaced += append_xml_attribute(part.text, text);
            part.text += "\"/>";
        }
    }
    static void value(RowPart& part, const GexfAttribute& a, double number) {
        if (!std::isnan(number)) {
            part.text += a.open;
            append_xml_double(part.text, number);
            part.text += "\"/>";
        }
    }
    static void
    value(RowPart& part, const GexfAttribute& a, const std::optional<std::int64_t>& number) {
        if (number) {
            part.text += a.open;
            append_number(part.text, *number);
            part.text += "\"/>";
        }
    }
    static void value(RowPart& part, const GexfAttribute& a, const std::optional<bool>& truth) {
        if (truth) {
            part.text += a.open;
            part.text += *truth ? "true\"/>" : "false\"/>";
        }
    }

    template <class Make>
    void write_rows(std::size_t rows, Make make) {
        m_blocks.finish();
        m_replaced += io::write_rows(m_out, rows, m_control, make);
    }

    const GraphDocument& m_document;
    const GexfOptions& m_options;
    std::ostream& m_out;
    const graph::RunControl& m_control;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::uint64_t m_replaced = 0;
    std::vector<GexfAttribute> m_vertex_attributes;
    std::vector<GexfAttribute> m_edge_attributes;
    const Column* m_edge_label;
    PackedIds m_ids; // escaped
};

} // namespace

std::vector<graph::Diagnostic> write_gexf(std::ostream& out,
                                          const GraphDocument& document,
                                          const GexfOptions& options,
                                          const graph::RunControl& control) {
    require_writable(document, "GEXF");
    return GexfWriter(out, document, options, control).write();
}

} // namespace sandhan::io
