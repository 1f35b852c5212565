// SPDX-License-Identifier: Apache-2.0
#include "io/kml_writer.hpp"

#include "io/block_writer.hpp"
#include "io/map_features.hpp"
#include "io/writable_document.hpp"
#include "io/xml_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace sandhan::io {
namespace {

constexpr Rgb kml_default_colour{0, 114, 178}; // of a place, where the document says none

constexpr auto kml_own = std::to_array<std::string_view>({"id", "source", "target"});

const char* kml_type_of(ValueType type) {
    switch (type) {
    case ValueType::boolean:
        return "bool";
    case ValueType::whole:
        return "int";
    case ValueType::real:
        return "double";
    case ValueType::text:
        break;
    }
    return "string";
}

class KmlWriter {
  public:
    KmlWriter(std::ostream& out, const GraphDocument& document, const graph::RunControl& control)
        : m_document(document), m_features(document), m_blocks(out, control),
          m_vertex_fields(named_columns(m_features.vertex_columns(), kml_own)),
          m_edge_fields(named_columns(m_features.edge_columns(), kml_own)) {}

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        m_text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n";
        element("name", "Sandhan");
        if (!comment.empty()) {
            element("description", comment);
        }
        schema("place", m_vertex_fields, {"id"});
        schema("line", m_edge_fields, {"source", "target"});
        m_text += "<Folder>\n<name>Places</name>\n";
        points();
        m_text += "</Folder>\n<Folder>\n<name>Lines</name>\n";
        lines();
        m_text += "</Folder>\n</Document>\n</kml>\n";
        m_blocks.finish();
        std::vector<graph::Diagnostic> notes = m_features.notes();
        note_renamed(m_vertex_fields, notes);
        note_renamed(m_edge_fields, notes);
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        return notes;
    }

  private:
    void points() {
        double largest = 1.0;
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            largest = std::max(largest, m_features.drawing().size(v).value_or(1.0));
        }
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            if (!m_features.point(v)) {
                continue;
            }
            m_text += "<Placemark>";
            element("name", m_features.drawing().label(v));
            span(m_features.drawing().vertex_spell(v));
            // The icon is the viewer's own: no picture is fetched from elsewhere.
            m_text += "<Style><IconStyle><color>";
            colour(m_features.drawing().vertex_colour(v).value_or(kml_default_colour), "ff");
            m_text += "</color><scale>";
            constexpr double grain = 100.0;
            const double share = m_features.drawing().size(v).value_or(1.0) / largest;
            append_number(m_text, std::round((0.5 + share) * grain) / grain);
            m_text += "</scale></IconStyle></Style>";
            m_text += "<ExtendedData><SchemaData schemaUrl=\"#place\">";
            data("id", m_document.vertex_ids[v]);
            values(m_vertex_fields, v);
            m_text += "</SchemaData></ExtendedData><Point><coordinates>";
            coordinates(*m_features.point(v));
            m_text += "</coordinates></Point></Placemark>\n";
            m_blocks.flush_if_full();
        }
    }

    void lines() {
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            if (!m_features.has_line(e)) {
                continue;
            }
            const auto [s, t] = m_document.edges[e];
            const auto lines = great_circle(*m_features.point(s), *m_features.point(t));
            m_text += "<Placemark>";
            element("name", m_features.drawing().label(s) + " \xE2\x86\x92 " +
                                m_features.drawing().label(t)); // an arrow
            span(m_features.drawing().edge_spell(e));
            m_text += "<Style><LineStyle><color>";
            colour(m_features.drawing().edge_colour(e).value_or(kml_default_colour), "b3");
            m_text += "</color><width>";
            append_number(m_text, m_features.drawing().edge_width(e));
            m_text += "</width></LineStyle></Style><ExtendedData>"
                      "<SchemaData schemaUrl=\"#line\">";
            data("source", m_document.vertex_ids[s]);
            data("target", m_document.vertex_ids[t]);
            values(m_edge_fields, e);
            m_text += "</SchemaData></ExtendedData>";
            geometry(lines);
            m_text += "</Placemark>\n";
            m_blocks.flush_if_full();
        }
    }

    void geometry(const std::vector<std::vector<MapPoint>>& lines) {
        if (lines.size() > 1) {
            m_text += "<MultiGeometry>";
        }
        for (const auto& line : lines) {
            m_text += "<LineString><tessellate>1</tessellate><coordinates>";
            for (std::size_t i = 0; i < line.size(); ++i) {
                m_text += i == 0 ? "" : " ";
                coordinates(line[i]);
            }
            m_text += "</coordinates></LineString>";
        }
        if (lines.size() > 1) {
            m_text += "</MultiGeometry>";
        }
    }

    void coordinates(MapPoint p) {
        append_number(m_text, p.longitude);
        m_text += ',';
        append_number(m_text, p.latitude);
    }

    void span(const Spell& spell) {
        if (!spell.is_known()) {
            return;
        }
        m_text += "<TimeSpan>";
        if (!spell.start.empty()) {
            element("begin", spell.start);
        }
        if (!spell.end.empty()) {
            element("end", spell.end);
        }
        m_text += "</TimeSpan>";
    }

    /// KML has the parts of a colour backwards: aabbggrr.
    void colour(Rgb c, const char* opacity) {
        m_text += opacity;
        m_text += hex_text({c.b, c.g, c.r});
    }

    void values(const std::vector<NamedColumn>& fields, std::size_t row) {
        for (const NamedColumn& field : fields) {
            if (const std::string text = text_at(field.column, row); !text.empty()) {
                data(field.name, text);
            }
        }
    }

    void data(std::string_view name, std::string_view value) {
        m_text += "<SimpleData name=\"";
        m_replaced += append_xml_attribute(m_text, name);
        m_text += "\">";
        m_replaced += append_xml_text(m_text, value);
        m_text += "</SimpleData>";
    }

    /// The types of the columns, so that QGIS can sort and colour by numbers.
    void schema(const char* name,
                const std::vector<NamedColumn>& fields,
                const std::vector<std::string_view>& ids) {
        m_text += "<Schema name=\"";
        m_text += name;
        m_text += "\" id=\"";
        m_text += name;
        m_text += "\">\n";
        const auto field = [&](std::string_view column, const char* type) {
            m_text += "<SimpleField name=\"";
            m_replaced += append_xml_attribute(m_text, column);
            m_text += "\" type=\"";
            m_text += type;
            m_text += "\"/>\n";
        };
        for (const std::string_view id : ids) {
            field(id, "string");
        }
        for (const NamedColumn& named : fields) {
            field(named.name, kml_type_of(named.type));
        }
        m_text += "</Schema>\n";
    }

    void element(const char* name, std::string_view text) {
        m_text += '<';
        m_text += name;
        m_text += '>';
        m_replaced += append_xml_text(m_text, text);
        m_text += "</";
        m_text += name;
        m_text += '>';
    }

    const GraphDocument& m_document;
    MapFeatures m_features;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_vertex_fields;
    std::vector<NamedColumn> m_edge_fields;
    std::uint64_t m_replaced = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_kml(std::ostream& out,
                                         const GraphDocument& document,
                                         const std::string& comment,
                                         const graph::RunControl& control) {
    require_writable(document, "KML");
    return KmlWriter(out, document, control).write(comment);
}

} // namespace sandhan::io
