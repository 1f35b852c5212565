// SPDX-License-Identifier: Apache-2.0
#include "io/pajek_writer.hpp"

#include "io/block_writer.hpp"
#include "io/graph_drawing.hpp"
#include "io/plain_text.hpp"
#include "io/writable_document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace sandhan::io {
namespace {

/// Points of a drawing on Pajek's unit square, with a margin; north stays up.
class UnitSquare {
  public:
    UnitSquare(const GraphDrawing& drawing, std::size_t n) {
        double right = -infinite;
        double bottom = infinite;
        for (std::size_t v = 0; v < n; ++v) {
            if (const auto p = drawing.point(v)) {
                m_left = std::min(m_left, p->x);
                right = std::max(right, p->x);
                m_top = std::max(m_top, p->y);
                bottom = std::min(bottom, p->y);
            }
        }
        m_length = std::max({right - m_left, m_top - bottom, 1.0});
    }

    [[nodiscard]] DrawnPoint operator()(DrawnPoint p) const {
        return {on_square(p.x - m_left), on_square(m_top - p.y), 0.5};
    }

  private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    [[nodiscard]] double on_square(double distance) const {
        constexpr double margin = 0.05;
        constexpr double grain = 1e6;
        return std::round((margin + (1.0 - 2.0 * margin) * distance / m_length) * grain) / grain;
    }

    double m_left = infinite;
    double m_top = -infinite;
    double m_length = 1.0;
};

class PajekWriter {
  public:
    PajekWriter(std::ostream& out, const GraphDocument& document, const graph::RunControl& control)
        : m_document(document), m_drawing(document), m_blocks(out, control) {}

    std::vector<graph::Diagnostic> write(const std::string& comment) {
        if (!comment.empty()) {
            m_text += "% ";
            text(comment);
            m_text += '\n';
        }
        vertices();
        edges();
        m_blocks.finish();
        return notes();
    }

  private:
    void vertices() {
        const Texts labels = unique_labels(m_document, m_drawing, m_made_unique);
        const UnitSquare square(m_drawing, labels.size());
        m_text += "*Vertices ";
        append_number(m_text, labels.size());
        m_text += '\n';
        for (std::size_t v = 0; v < labels.size(); ++v) {
            append_number(m_text, v + 1);
            m_text += ' ';
            quoted(labels[v]);
            if (const auto point = m_drawing.point(v)) {
                const DrawnPoint p = square(*point);
                for (const double coordinate : {p.x, p.y, p.z}) {
                    m_text += ' ';
                    append_number(m_text, coordinate);
                }
            }
            m_text += '\n';
            m_blocks.flush_if_full();
        }
    }

    void edges() {
        m_text += m_document.directed ? "*Arcs\n" : "*Edges\n";
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            append_number(m_text, std::size_t{m_document.edges[e].source} + 1);
            m_text += ' ';
            append_number(m_text, std::size_t{m_document.edges[e].target} + 1);
            m_text += ' ';
            append_number(m_text, m_drawing.weight(e));
            if (const std::string type = m_drawing.edge_type(e); !type.empty()) {
                m_text += " l ";
                quoted(type);
            }
            m_text += '\n';
            m_blocks.flush_if_full();
        }
    }

    void quoted(std::string_view value) {
        m_text += '"';
        text(value);
        m_text += '"';
    }

    void text(std::string_view value) {
        each_character(value, [&](char32_t c) {
            const char32_t as = c == '"' ? U'\'' : c == '\\' ? U'/' : is_control(c) ? U' ' : c;
            m_replaced += as != c || c == 0xFFFD ? 1U : 0U;
            append_character(m_text, as);
        });
    }

    [[nodiscard]] std::vector<graph::Diagnostic> notes() const {
        std::vector<graph::Diagnostic> notes;
        if (m_replaced > 0) {
            notes.push_back(writer_note("graph_text_replaced",
                                        std::to_string(m_replaced) +
                                            " quotes, backslashes and line ends, for which Pajek "
                                            "has no sign, were written as other characters"));
        }
        if (m_made_unique > 0) {
            notes.push_back(unique_label_note(m_made_unique));
        }
        constexpr std::array<std::string_view, 4> of_vertex{"label", "x", "y", "z"};
        constexpr std::array<std::string_view, 2> of_edge{"weight", "type"};
        Texts left_out;
        for (const Column& column : m_document.vertex_columns) {
            if (std::find(of_vertex.begin(), of_vertex.end(), column.name) == of_vertex.end()) {
                left_out.push_back(column.name);
            }
        }
        for (const Column& column : m_document.edge_columns) {
            if (std::find(of_edge.begin(), of_edge.end(), column.name) == of_edge.end() &&
                std::find(left_out.begin(), left_out.end(), column.name) == left_out.end()) {
                left_out.push_back(column.name);
            }
        }
        if (!left_out.empty()) {
            notes.push_back(left_out_note(left_out));
        }
        return notes;
    }

    const GraphDocument& m_document;
    GraphDrawing m_drawing;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::uint64_t m_replaced = 0;
    std::size_t m_made_unique = 0;
};

} // namespace

std::vector<graph::Diagnostic> write_pajek(std::ostream& out,
                                           const GraphDocument& document,
                                           const std::string& comment,
                                           const graph::RunControl& control) {
    require_writable(document, "Pajek");
    return PajekWriter(out, document, control).write(comment);
}

} // namespace sandhan::io
