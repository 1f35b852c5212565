// SPDX-License-Identifier: Apache-2.0
#include "io/map_features.hpp"

#include "io/writable_document.hpp"

#include <array>
#include <string>
#include <string_view>

namespace sandhan::io {
namespace {

constexpr auto drawn_on_map =
    std::to_array<std::string_view>({"x", "y", "z", "r", "g", "b", "color", "size"});

} // namespace

MapFeatures::MapFeatures(const GraphDocument& document)
    : m_document(document), m_drawing(document), m_points(document.vertex_ids.size()),
      m_vertex_columns(columns_but(document.vertex_columns, drawn_on_map)),
      m_edge_columns(columns_but(document.edge_columns, drawn_on_map)) {
    for (std::size_t v = 0; v < m_points.size(); ++v) {
        if (const auto place = m_drawing.lon_lat(v)) {
            m_points[v] = MapPoint{(*place)[0], (*place)[1]};
            ++m_with_point;
        }
    }
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        m_with_line += has_line(e) ? 1U : 0U;
    }
}

bool MapFeatures::has_line(std::size_t e) const {
    const auto& a = m_points[m_document.edges[e].source];
    const auto& b = m_points[m_document.edges[e].target];
    return a && b && (a->longitude != b->longitude || a->latitude != b->latitude);
}

std::vector<graph::Diagnostic> MapFeatures::notes() const {
    std::vector<graph::Diagnostic> notes;
    const auto note = [&](const char* code, std::size_t count, const std::string& what) {
        if (count > 0) {
            notes.push_back(writer_note(code, "left out: " + std::to_string(count) + " " + what +
                                                  "; write .graphml to keep what is on no map"));
        }
    };
    const std::size_t vertices = m_points.size() - m_with_point;
    note("graph_vertex_off_map", vertices,
         vertices == 1 ? "node without a point" : "nodes without a point");
    const std::size_t edges = m_document.edges.size() - m_with_line;
    note("graph_edge_off_map", edges,
         edges == 1 ? "edge that joins no two points" : "edges that join no two points");
    return notes;
}

} // namespace sandhan::io
