// SPDX-License-Identifier: Apache-2.0
#include "io/geojson_writer.hpp"

#include "io/block_writer.hpp"
#include "io/incident_writer.hpp"
#include "io/json_values.hpp"
#include "io/map_features.hpp"
#include "io/writable_document.hpp"

#include <array>
#include <cmath>
#include <string_view>

namespace sandhan::io {
namespace {

constexpr auto geojson_own =
    std::to_array<std::string_view>({"feature", "id", "source", "target", "from", "to",
                                     "distance_km", "marker-color", "stroke", "stroke-width"});

class GeojsonWriter {
  public:
    GeojsonWriter(std::ostream& out,
                  const GraphDocument& document,
                  const graph::RunControl& control)
        : m_document(document), m_features(document), m_blocks(out, control),
          m_vertex_fields(named_columns(m_features.vertex_columns(), geojson_own)),
          m_edge_fields(named_columns(m_features.edge_columns(), geojson_own)) {}

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        m_text += "{\"type\":\"FeatureCollection\"";
        if (!comment.empty()) {
            m_text += ",\"description\":";
            append_json_string(m_text, comment);
        }
        m_text += ",\"features\":[";
        points();
        lines();
        m_text += "\n]}\n";
        m_blocks.finish();
        std::vector<graph::Diagnostic> notes = m_features.notes();
        note_renamed(m_vertex_fields, notes);
        note_renamed(m_edge_fields, notes);
        return notes;
    }

  private:
    void points() {
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            if (!m_features.point(v)) {
                continue;
            }
            next();
            JsonObject feature(m_text);
            feature.text("type", "Feature");
            feature.text("id", m_document.vertex_ids[v]);
            feature.name("geometry");
            m_text += R"({"type":"Point","coordinates":)";
            coordinates(*m_features.point(v));
            m_text += '}';
            feature.name("properties");
            JsonObject properties(m_text);
            properties.text("feature", "vertex");
            properties.text("id", m_document.vertex_ids[v]);
            values(properties, m_vertex_fields, v);
            if (const auto colour = m_features.drawing().vertex_colour(v)) {
                properties.text("marker-color", "#" + hex_text(*colour));
            }
            properties.close();
            feature.close();
            m_blocks.flush_if_full();
        }
    }

    void lines() {
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            if (!m_features.has_line(e)) {
                continue;
            }
            const auto [s, t] = m_document.edges[e];
            const MapPoint from = *m_features.point(s);
            const MapPoint to = *m_features.point(t);
            next();
            JsonObject feature(m_text);
            feature.text("type", "Feature");
            feature.text("id", "e" + std::to_string(e));
            feature.name("geometry");
            geometry(great_circle(from, to));
            feature.name("properties");
            JsonObject properties(m_text);
            properties.text("feature", "edge");
            properties.text("source", m_document.vertex_ids[s]);
            properties.text("target", m_document.vertex_ids[t]);
            properties.text("from", m_features.drawing().label(s));
            properties.text("to", m_features.drawing().label(t));
            properties.number("distance_km", std::round(great_circle_km(from, to) * 10.0) / 10.0);
            values(properties, m_edge_fields, e);
            if (const auto colour = m_features.drawing().edge_colour(e)) {
                properties.text("stroke", "#" + hex_text(*colour));
            }
            properties.number("stroke-width", m_features.drawing().edge_width(e));
            properties.close();
            feature.close();
            m_blocks.flush_if_full();
        }
    }

    void next() {
        m_text += m_first ? "\n" : ",\n";
        m_first = false;
    }

    void values(JsonObject& into, const std::vector<NamedColumn>& fields, std::size_t row) {
        for (const NamedColumn& field : fields) {
            const std::size_t before = m_text.size();
            into.value(field.name, *field.column, row);
            if (m_text.size() == before) {
                into.name(field.name);
                m_text += "null";
            }
        }
    }

    void geometry(const std::vector<std::vector<MapPoint>>& lines) {
        const bool one = lines.size() == 1;
        m_text += one ? R"({"type":"LineString","coordinates":)"
                      : R"({"type":"MultiLineString","coordinates":[)";
        for (std::size_t i = 0; i < lines.size(); ++i) {
            m_text += i == 0 ? "[" : ",[";
            for (std::size_t k = 0; k < lines[i].size(); ++k) {
                m_text += k == 0 ? "" : ",";
                coordinates(lines[i][k]);
            }
            m_text += ']';
        }
        m_text += one ? "}" : "]}";
    }

    void coordinates(MapPoint p) {
        m_text += '[';
        append_number(m_text, p.longitude);
        m_text += ',';
        append_number(m_text, p.latitude);
        m_text += ']';
    }

    const GraphDocument& m_document;
    MapFeatures m_features;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_vertex_fields;
    std::vector<NamedColumn> m_edge_fields;
    bool m_first = true;
};

} // namespace

std::vector<graph::Diagnostic> write_geojson(std::ostream& out,
                                             const GraphDocument& document,
                                             const std::string& comment,
                                             const graph::RunControl& control) {
    require_writable(document, "GeoJSON");
    return GeojsonWriter(out, document, control).write(comment);
}

} // namespace sandhan::io
