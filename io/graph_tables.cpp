// SPDX-License-Identifier: Apache-2.0
#include "io/graph_tables.hpp"

#include "io/block_writer.hpp"
#include "io/csv_text.hpp"
#include "io/graph_drawing.hpp"
#include "io/plain_text.hpp"
#include "io/writable_document.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sandhan::io {
namespace {

/// The header of one tool's table, and whose names its own columns are.
struct TableShape {
    std::vector<std::string_view> own;
    CsvReader reader;
};

TableShape shape_of(TableDialect dialect, bool of_vertices) {
    switch (dialect) {
    case TableDialect::neo4j:
        return of_vertices ? TableShape{{"id:ID", ":LABEL"}, CsvReader::program}
                           : TableShape{{":START_ID", ":END_ID", ":TYPE"}, CsvReader::program};
    case TableDialect::graphframes:
        return of_vertices ? TableShape{{"id"}, CsvReader::program}
                           : TableShape{{"src", "dst"}, CsvReader::program};
    case TableDialect::i2:
        return of_vertices
                   ? TableShape{{"Entity ID", "Entity Type", "Entity Label"},
                                CsvReader::spreadsheet}
                   : TableShape{{"Link ID", "End 1 ID", "End 1 Type", "End 1 Label", "End 2 ID",
                                 "End 2 Type", "End 2 Label", "Link Type", "Direction"},
                                CsvReader::spreadsheet};
    case TableDialect::plain:
        break;
    }
    return of_vertices ? TableShape{{"id"}, CsvReader::spreadsheet}
                       : TableShape{{"source", "target"}, CsvReader::spreadsheet};
}

std::string lower(const std::string& text) {
    std::string lowered;
    for (const char c : text) {
        lowered += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return lowered;
}

/// Letters, digits and underscores of a name, each part with a capital; or all of it capitals.
std::string neo4j_name(const std::string& text, bool all_capitals) {
    std::string name;
    bool begins = true;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80 && std::isalnum(u) == 0) {
            if (all_capitals && !name.empty() && name.back() != '_') {
                name += '_';
            }
            begins = true;
            continue;
        }
        name += all_capitals || begins ? static_cast<char>(u < 0x80 ? std::toupper(u) : u) : c;
        begins = false;
    }
    return name;
}

const char* neo4j_type_of(const NamedColumn& column) {
    switch (column.type) {
    case ValueType::boolean:
        return ":boolean";
    case ValueType::whole:
        return ":long";
    case ValueType::real:
        return std::holds_alternative<Integers>(column.column->values) ? ":long" : ":double";
    case ValueType::text:
        break;
    }
    return column.name == "evidence" ? ":string[]" : "";
}

class TableWriter {
  public:
    TableWriter(std::ostream& out,
                const GraphDocument& document,
                TableDialect dialect,
                bool of_vertices,
                const graph::RunControl& control)
        : m_document(document), m_drawing(document), m_dialect(dialect),
          m_shape(shape_of(dialect, of_vertices)), m_blocks(out, control),
          m_columns(columns(of_vertices ? document.vertex_columns : document.edge_columns)) {}

    std::vector<graph::Diagnostic> vertices() {
        header();
        for (std::size_t v = 0; v < m_document.vertex_ids.size(); ++v) {
            text(m_document.vertex_ids[v]);
            if (m_dialect == TableDialect::neo4j) {
                const std::string label = neo4j_name(m_drawing.kind(v), false);
                text(label.empty() ? "Vertex" : label);
            } else if (m_dialect == TableDialect::i2) {
                text(entity_type(v));
                text(m_drawing.label(v));
            }
            values(v);
            end_row();
        }
        return finish();
    }

    std::vector<graph::Diagnostic> edges() {
        header();
        std::vector<bool> has_edge(m_document.vertex_ids.size(), false);
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            ends(e);
            values(e);
            end_row();
            has_edge[m_document.edges[e].source] = true;
            has_edge[m_document.edges[e].target] = true;
        }
        for (std::size_t v = 0; m_dialect == TableDialect::plain && v < has_edge.size(); ++v) {
            if (!has_edge[v]) {
                text(m_document.vertex_ids[v]);
                for (std::size_t i = 0; i <= m_columns.size(); ++i) {
                    text("");
                }
                end_row();
            }
        }
        return finish();
    }

  private:
    [[nodiscard]] std::vector<NamedColumn> columns(const std::vector<Column>& all) const {
        std::vector<std::string_view> reserved = m_shape.own;
        switch (m_dialect) {
        case TableDialect::neo4j:
            return named_columns(columns_but(all, {}), reserved, [](const std::string& name) {
                std::string kept = name; // a colon would begin a type
                std::replace(kept.begin(), kept.end(), ':', '_');
                return kept;
            });
        case TableDialect::graphframes:
            return named_columns(columns_but(all, {}), reserved, lower);
        case TableDialect::i2: {
            constexpr auto looks = std::to_array<std::string_view>(
                {"label", "kind", "type", "x", "y", "size", "r", "g", "b", "color"});
            return named_columns(columns_but(all, looks), reserved);
        }
        case TableDialect::plain:
            break;
        }
        return named_columns(columns_but(all, {}), reserved);
    }

    void header() {
        for (const std::string_view name : m_shape.own) {
            text(name);
        }
        for (const NamedColumn& column : m_columns) {
            text(column.name + (m_dialect == TableDialect::neo4j ? neo4j_type_of(column) : ""));
        }
        end_row();
    }

    void ends(std::size_t e) {
        const auto [s, t] = m_document.edges[e];
        if (m_dialect != TableDialect::i2) {
            text(m_document.vertex_ids[s]);
            text(m_document.vertex_ids[t]);
            if (m_dialect == TableDialect::neo4j) {
                const std::string type = neo4j_name(m_drawing.edge_type(e), true);
                text(type.empty() ? "EDGE" : type);
            }
            return;
        }
        text("e" + std::to_string(e));
        for (const graph::Vertex v : {s, t}) {
            text(m_document.vertex_ids[v]);
            text(entity_type(v));
            text(m_drawing.label(v));
        }
        const std::string type = m_drawing.edge_type(e);
        text(type.empty() ? "edge" : type);
        text(m_document.directed ? "End 1 to End 2" : "None");
    }

    [[nodiscard]] std::string entity_type(std::size_t v) const {
        const std::string kind = m_drawing.kind(v);
        return kind.empty() ? "node" : kind;
    }

    void values(std::size_t row) {
        for (const NamedColumn& column : m_columns) {
            if (column.type == ValueType::text &&
                std::holds_alternative<Texts>(column.column->values)) {
                const std::string value = text_at(column.column, row);
                text(m_dialect == TableDialect::neo4j && column.name == "evidence"
                         ? without_blanks_after_semicolons(value)
                         : value);
            } else {
                number(text_at(column.column, row));
            }
        }
    }

    static std::string without_blanks_after_semicolons(const std::string& list) {
        std::string items;
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i] != ' ' || i == 0 || list[i - 1] != ';') {
                items += list[i];
            }
        }
        return items;
    }

    void separate() {
        if (!m_row_begins) {
            m_text += ',';
        }
        m_row_begins = false;
    }

    /// Digits never run as a formula: a negative number keeps its sign.
    void number(std::string_view digits) {
        separate();
        m_text += digits;
    }

    void text(std::string_view value) {
        separate();
        m_cell.clear();
        each_character(value, [&](char32_t c) {
            const bool breaks = c == '\n' || c == '\r' || c == '\t';
            if (breaks && m_dialect == TableDialect::i2) {
                c = ' ';
            } else if (is_control(c) && !breaks) {
                c = 0xFFFD;
            }
            m_replaced += c == 0xFFFD ? 1U : 0U;
            append_character(m_cell, c);
        });
        append_csv_text(m_text, m_cell, m_shape.reader);
    }

    void end_row() {
        m_text += "\r\n";
        m_row_begins = true;
        m_blocks.flush_if_full();
    }

    std::vector<graph::Diagnostic> finish() {
        m_blocks.finish();
        std::vector<graph::Diagnostic> notes;
        note_renamed(m_columns, notes);
        if (m_replaced > 0) {
            notes.push_back(replaced_text_note(m_replaced));
        }
        return notes;
    }

    const GraphDocument& m_document;
    GraphDrawing m_drawing;
    TableDialect m_dialect;
    TableShape m_shape;
    BlockWriter m_blocks;
    std::string& m_text = m_blocks.text;
    std::vector<NamedColumn> m_columns;
    std::string m_cell;
    std::uint64_t m_replaced = 0;
    bool m_row_begins = true;
};

std::vector<graph::Vertex> vertices_with_edges(const GraphDocument& document) {
    std::vector<bool> has_edge(document.vertex_ids.size(), false);
    for (const auto [s, t] : document.edges) {
        has_edge[s] = true;
        has_edge[t] = true;
    }
    std::vector<graph::Vertex> vertices;
    for (std::size_t v = 0; v < has_edge.size(); ++v) {
        if (has_edge[v]) {
            vertices.push_back(static_cast<graph::Vertex>(v));
        }
    }
    return vertices;
}

/// One cell that is not empty.
struct MatrixCell {
    graph::Vertex row;
    graph::Vertex column;
    double weight;
};

std::vector<MatrixCell> matrix_cells(const GraphDocument& document, const GraphDrawing& drawing) {
    std::vector<MatrixCell> cells;
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        const auto [s, t] = document.edges[e];
        cells.push_back({s, t, drawing.weight(e)});
        if (!document.directed && s != t) {
            cells.push_back({t, s, drawing.weight(e)});
        }
    }
    std::stable_sort(cells.begin(), cells.end(), [](const MatrixCell& a, const MatrixCell& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    std::size_t kept = 0;
    for (const MatrixCell& cell : cells) {
        if (kept > 0 && cells[kept - 1].row == cell.row && cells[kept - 1].column == cell.column) {
            cells[kept - 1].weight += cell.weight;
        } else {
            cells[kept++] = cell;
        }
    }
    cells.resize(kept);
    return cells;
}

} // namespace

std::vector<graph::Diagnostic> write_vertex_table(std::ostream& out,
                                                  const GraphDocument& document,
                                                  TableDialect dialect,
                                                  const graph::RunControl& control) {
    require_writable(document, "CSV");
    return TableWriter(out, document, dialect, true, control).vertices();
}

std::vector<graph::Diagnostic> write_edge_table(std::ostream& out,
                                                const GraphDocument& document,
                                                TableDialect dialect,
                                                const graph::RunControl& control) {
    require_writable(document, "CSV");
    return TableWriter(out, document, dialect, false, control).edges();
}

std::size_t matrix_size(const GraphDocument& document) {
    return vertices_with_edges(document).size();
}

std::vector<graph::Diagnostic>
write_matrix(std::ostream& out, const GraphDocument& document, const graph::RunControl& control) {
    require_writable(document, "matrix");
    const std::vector<graph::Vertex> vertices = vertices_with_edges(document);
    if (vertices.size() > most_matrix_columns) {
        throw std::invalid_argument("matrix: more columns than a spreadsheet holds");
    }
    const GraphDrawing drawing(document);
    std::size_t changed = 0;
    const Texts labels = unique_labels(document, drawing, changed);
    const std::vector<MatrixCell> cells = matrix_cells(document, drawing);
    std::vector<double> below(document.vertex_ids.size(), 0.0);

    BlockWriter blocks(out, control);
    const auto number = [&](double value) {
        blocks.text += ',';
        append_number(blocks.text, value);
    };
    blocks.text += "origin";
    for (const graph::Vertex v : vertices) {
        blocks.text += ',';
        append_csv_text(blocks.text, labels[v], CsvReader::spreadsheet);
    }
    blocks.text += ",total\r\n";
    auto cell = cells.begin();
    double whole = 0.0;
    for (const graph::Vertex row : vertices) {
        append_csv_text(blocks.text, labels[row], CsvReader::spreadsheet);
        double sum = 0.0;
        for (const graph::Vertex column : vertices) {
            double weight = 0.0;
            if (cell != cells.end() && cell->row == row && cell->column == column) {
                weight = cell->weight;
                ++cell;
            }
            number(weight);
            sum += weight;
            below[column] += weight;
        }
        number(sum);
        whole += sum;
        blocks.text += "\r\n";
        blocks.flush_if_full();
    }
    blocks.text += "total";
    for (const graph::Vertex column : vertices) {
        number(below[column]);
    }
    number(whole);
    blocks.text += "\r\n";
    blocks.finish();
    std::vector<graph::Diagnostic> notes;
    if (changed > 0) {
        notes.push_back(unique_label_note(changed));
    }
    return notes;
}

} // namespace sandhan::io
