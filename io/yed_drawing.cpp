// SPDX-License-Identifier: Apache-2.0
#include "io/yed_drawing.hpp"

#include "io/block_writer.hpp"
#include "io/xml_text.hpp"

#include <cctype>

namespace sandhan::io {
namespace {

/// yEd would render a label that begins so, and fetch what it names.
bool would_be_rendered(std::string_view label) {
    constexpr std::string_view begin = "<html>";
    if (label.size() < begin.size()) {
        return false;
    }
    for (std::size_t i = 0; i < begin.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(label[i])) != begin[i]) {
            return false;
        }
    }
    return true;
}

} // namespace

std::uint64_t YedDrawing::append_vertex(std::string& out, std::size_t v) const {
    constexpr double usual_radius = 15.0;
    const double radius = m_drawing.size(v).value_or(usual_radius);
    const auto attribute = [&](const char* name, double value) {
        out += name;
        append_number(out, value);
        out += '"';
    };
    out += "<data key=\"nodegraphics\"><y:ShapeNode><y:Geometry";
    attribute(" height=\"", 2.0 * radius);
    attribute(" width=\"", 2.0 * radius);
    const DrawnPoint point = m_drawing.point(v).value_or(DrawnPoint{});
    attribute(" x=\"", point.x - radius); // of the corner, y downwards
    attribute(" y=\"", 0.0 - point.y - radius);
    out += "/><y:Fill color=\"#";
    out += hex_text(m_drawing.vertex_colour(v).value_or(Rgb{204, 204, 204}));
    out += "\" transparent=\"false\"/><y:BorderStyle color=\"#000000\" type=\"line\" "
           "width=\"0.5\"/><y:NodeLabel fontSize=\"10\" modelName=\"sides\" modelPosition=\"s\" "
           "xml:space=\"preserve\">";
    const std::string label = m_drawing.label(v);
    if (would_be_rendered(label)) {
        out += ' ';
    }
    const std::uint64_t replaced = append_xml_text(out, label);
    out += "</y:NodeLabel><y:Shape type=\"ellipse\"/></y:ShapeNode></data>";
    return replaced;
}

void YedDrawing::append_edge(std::string& out, std::size_t e) const {
    out += "<data key=\"edgegraphics\"><y:PolyLineEdge><y:LineStyle color=\"#";
    out += hex_text(m_drawing.edge_colour(e).value_or(Rgb{128, 128, 128}));
    out += m_drawing.is_dashed(e) ? "\" type=\"dashed\" width=\"" : "\" type=\"line\" width=\"";
    append_number(out, m_drawing.edge_width(e));
    out += "\"/><y:Arrows source=\"none\" target=\"";
    out += m_directed ? "standard" : "none";
    out += "\"/></y:PolyLineEdge></data>";
}

} // namespace sandhan::io
