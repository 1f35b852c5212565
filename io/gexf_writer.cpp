// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
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
        : m_document(document), m_options(options), m_drawing(document), m_blocks(out, control),
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
            attribute("title", attributes[i].column->name);
            m_text += "\" type=\"";
            m_text += gexf_name_of(attributes[i].type);
            m_text += "\"/>\n";
            m_blocks.flush_if_full();
        }
        m_text += "</attributes>\n";
    }

    void vertices() {
        m_text += "<nodes count=\"";
        append_number(m_text, m_ids.size());
        m_text += "\">\n";
        for (std::size_t v = 0; v < m_ids.size(); ++v) {
            m_text += "<node id=\"";
            m_text += m_ids[v];
            attribute("label", m_drawing.label(v));
            spell(m_drawing.vertex_spell(v));
            m_text += "\">";
            values(m_vertex_attributes, v);
            if (const auto size = m_drawing.size(v)) {
                m_text += "<viz:size value=\"";
                append_number(m_text, *size);
                m_text += "\"/>";
            }
            if (const auto point = m_drawing.point(v)) {
                m_text += "<viz:position x=\"";
                append_number(m_text, point->x);
                m_text += "\" y=\"";
                append_number(m_text, point->y);
                m_text += "\" z=\"";
                append_number(m_text, point->z);
                m_text += "\"/>";
            }
            colour(m_drawing.vertex_colour(v));
            m_text += "</node>\n";
            m_blocks.flush_if_full();
        }
        m_text += "</nodes>\n";
    }

    void edges() {
        m_text += "<edges count=\"";
        append_number(m_text, m_document.edges.size());
        m_text += "\">\n";
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            m_text += "<edge id=\"e";
            append_number(m_text, e);
            m_text += "\" source=\"";
            m_text += m_ids[m_document.edges[e].source];
            m_text += "\" target=\"";
            m_text += m_ids[m_document.edges[e].target];
            if (m_drawing.has_weight()) {
                m_text += "\" weight=\"";
                append_number(m_text, m_drawing.weight(e));
            }
            if (const std::string label = text_at(m_edge_label, e); !label.empty()) {
                attribute("label", label);
            }
            if (const std::string type = m_drawing.edge_type(e); is_current() && !type.empty()) {
                attribute("kind", type);
            }
            spell(m_drawing.edge_spell(e));
            m_text += "\">";
            values(m_edge_attributes, e);
            colour(m_drawing.edge_colour(e));
            if (m_drawing.is_dashed(e)) {
                m_text += "<viz:shape value=\"dashed\"/>";
            }
            m_text += "</edge>\n";
            m_blocks.flush_if_full();
        }
        m_text += "</edges>\n";
    }

    /// Closes the attribute before and leaves this one open.
    void attribute(const char* name, std::string_view value) {
        m_text += "\" ";
        m_text += name;
        m_text += "=\"";
        m_replaced += append_xml_attribute(m_text, value);
    }

    void spell(const Spell& spell) {
        if (!spell.start.empty()) {
            attribute("start", spell.start);
        }
        if (!spell.end.empty()) {
            attribute("end", spell.end);
        }
    }

    void colour(const std::optional<Rgb>& colour) {
        if (!colour) {
            return;
        }
        m_text += "<viz:color r=\"";
        append_number(m_text, unsigned{colour->r});
        m_text += "\" g=\"";
        append_number(m_text, unsigned{colour->g});
        m_text += "\" b=\"";
        append_number(m_text, unsigned{colour->b});
        m_text += "\" a=\"1.0\"/>";
    }

    void values(const std::vector<GexfAttribute>& attributes, std::size_t row) {
        const std::size_t before = m_text.size();
        m_text += "<attvalues>";
        const std::size_t empty = m_text.size();
        for (const GexfAttribute& a : attributes) {
            std::visit([&](const auto& column) { value(a, column[row]); }, a.column->values);
        }
        if (m_text.size() == empty) {
            m_text.resize(before);
        } else {
            m_text += "</attvalues>";
        }
    }

    void value(const GexfAttribute& a, const std::string& text) {
        if (!text.empty()) {
            m_text += a.open;
            m_replaced += append_xml_attribute(m_text, text);
            m_text += "\"/>";
        }
    }
    void value(const GexfAttribute& a, double number) {
        if (!std::isnan(number)) {
            m_text += a.open;
            append_xml_double(m_text, number);
            m_text += "\"/>";
        }
    }
    void value(const GexfAttribute& a, const std::optional<std::int64_t>& number) {
        if (number) {
            m_text += a.open;
            append_number(m_text, *number);
            m_text += "\"/>";
        }
    }
    void value(const GexfAttribute& a, const std::optional<bool>& truth) {
        if (truth) {
            m_text += a.open;
            m_text += *truth ? "true\"/>" : "false\"/>";
        }
    }

    const GraphDocument& m_document;
    const GexfOptions& m_options;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::uint64_t m_replaced = 0;
    std::vector<GexfAttribute> m_vertex_attributes;
    std::vector<GexfAttribute> m_edge_attributes;
    const Column* m_edge_label;
    std::vector<std::string> m_ids; // escaped
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
