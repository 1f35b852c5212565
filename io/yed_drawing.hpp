// SPDX-License-Identifier: Apache-2.0
// The drawing of a graph that yEd expects within GraphML.
#pragma once

#include "io/graph_drawing.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sandhan::io {

/// The document must outlive it and stay as it is.
class YedDrawing {
  public:
    explicit YedDrawing(const GraphDocument& document)
        : m_drawing(document), m_directed(document.directed) {}

    static constexpr std::string_view vertex_key = "nodegraphics";
    static constexpr std::string_view edge_key = "edgegraphics";
    static constexpr std::string_view name_space = " xmlns:y=\"http://www.yworks.com/xml/graphml\"";
    static constexpr std::string_view keys =
        "<key id=\"nodegraphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
        "<key id=\"edgegraphics\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n";

    /// Returns how many characters of the label were replaced.
    std::uint64_t append_vertex(std::string& out, std::size_t v) const;
    void append_edge(std::string& out, std::size_t e) const;

  private:
    GraphDrawing m_drawing;
    bool m_directed;
};

} // namespace sandhan::io
