// SPDX-License-Identifier: Apache-2.0
// What of a document can be drawn on a map. What the writers of map formats share.
#pragma once

#include "graph/diagnostic.hpp"
#include "io/graph_drawing.hpp"
#include "io/great_circle.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// The document must outlive it and stay as it is.
class MapFeatures {
  public:
    explicit MapFeatures(const GraphDocument& document);

    [[nodiscard]] const GraphDrawing& drawing() const { return m_drawing; }
    [[nodiscard]] const std::optional<MapPoint>& point(std::size_t v) const { return m_points[v]; }
    /// Whether the edge has a line: both ends have a point, and not the same.
    [[nodiscard]] bool has_line(std::size_t e) const;
    [[nodiscard]] std::size_t points() const { return m_with_point; }
    [[nodiscard]] std::size_t lines() const { return m_with_line; }

    /// The columns that a map shows beside what it draws.
    [[nodiscard]] const std::vector<const Column*>& vertex_columns() const {
        return m_vertex_columns;
    }
    [[nodiscard]] const std::vector<const Column*>& edge_columns() const { return m_edge_columns; }

    /// What has no point and no line, by number.
    [[nodiscard]] std::vector<graph::Diagnostic> notes() const;

  private:
    const GraphDocument& m_document;
    GraphDrawing m_drawing;
    std::vector<std::optional<MapPoint>> m_points;
    std::vector<const Column*> m_vertex_columns;
    std::vector<const Column*> m_edge_columns;
    std::size_t m_with_point = 0;
    std::size_t m_with_line = 0;
};

} // namespace sandhan::io
