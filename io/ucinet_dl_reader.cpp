// SPDX-License-Identifier: Apache-2.0
#include "io/ucinet_dl_reader.hpp"

#include "io/dl_header.hpp"
#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

using Direction = GraphAssembler::Direction;

std::string as_written(double value) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

class DlReader {
  public:
    DlReader(ByteReader bytes,
             const std::string& name,
             const GraphReadOptions& options,
             const graph::RunControl& control)
        : m_text(std::move(bytes), name, control),
          m_gather(name, options.directed, GraphAssembler::Vertices::mentioned) {}

    GraphDocument read() {
        m_header = read_dl_header(m_text);
        m_rows = *m_header.rows;
        m_columns = *m_header.columns;
        m_is_two_mode = m_header.is_two_mode();
        m_gather.is_at(m_text.line(), m_text.bytes());
        add_vertices();
        if (m_header.is_matrix()) {
            read_matrices();
        } else {
            read_lists();
        }
        add_edges();
        label_vertices();
        if (const std::uint64_t count = m_text.take_latin1(); count > 0) {
            m_gather.lose(GraphLoss::latin1, count);
        }
        return m_gather.finish();
    }

  private:
    struct Entry {
        std::uint32_t row, column; // columns from 0, also where they are other things than rows
        std::uint32_t matrix;
        bool has_weight;
        double value;
    };

    /// The next field, in this line or a later one.
    bool next(Field& field) {
        const bool found = next_dl_field(m_text, field, ",");
        m_gather.is_at(m_text.line(), m_text.bytes());
        return found;
    }

    void add_vertices() {
        if (m_header.has_title) {
            m_gather.lose(GraphLoss::graph_data);
        }
        if (m_is_two_mode) {
            m_gather.add_numbered({m_rows, "r", 1, 1});
            m_gather.add_numbered({m_columns, "c", 1, 2});
        } else {
            m_gather.add_numbered({m_rows, "", 1, 0});
        }
    }

    // --- matrices ---

    [[nodiscard]] bool has_cell(std::uint64_t row, std::uint64_t column) const {
        if (row == column && !m_header.has_diagonal && !m_is_two_mode) {
            return false;
        }
        return m_header.format == DlFormat::full_matrix ||
               (m_header.format == DlFormat::upper_half ? row <= column : row >= column);
    }

    Field data_field(const char* what) {
        Field field;
        if (!next(field)) {
            m_text.fail_line("the file ends before " + std::string(what) +
                             "; it was cut short: save it again");
        }
        return field;
    }

    void read_matrices() {
        for (std::uint64_t m = 0; m < m_header.matrices && m_columns > 0; ++m) {
            if (m_header.column_labels.embedded) {
                read_embedded(m_header.column_labels, m_columns, m);
            }
            for (std::uint64_t row = 0; row < m_rows; ++row) {
                if (m_header.row_labels.embedded) {
                    Field label = data_field("all rows");
                    if (m == 0 && row == m_header.row_labels.names.size()) {
                        m_header.row_labels.names.push_back(std::move(label.text));
                    }
                }
                const auto [first, last] = cells_of(row);
                for (std::uint64_t column = first; column < last; ++column) {
                    if (has_cell(row, column)) {
                        read_cell(row, column, m);
                    }
                }
            }
        }
        Field field;
        if (next(field)) {
            m_text.fail(field, "there are more entries than the matrix has; correct n or nm");
        }
    }

    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> cells_of(std::uint64_t row) const {
        return {m_header.format == DlFormat::upper_half ? row : 0,
                m_header.format == DlFormat::lower_half ? row + 1 : m_columns};
    }

    void read_embedded(DlLabels& labels, std::uint64_t count, std::uint64_t matrix) {
        for (std::uint64_t i = 0; i < count; ++i) {
            Field label = data_field("all labels of columns");
            if (matrix == 0 && i == labels.names.size()) {
                labels.names.push_back(std::move(label.text));
            }
        }
    }

    void read_cell(std::uint64_t row, std::uint64_t column, std::uint64_t matrix) {
        const Field field = data_field("all entries");
        const auto value = parse_real(field.text);
        if (!value || field.quoted) {
            m_text.fail(field, "the entry is no number; correct it");
        }
        if (*value != 0.0) {
            add(row, column, matrix, *value, true);
        }
    }

    void add(std::uint64_t row,
             std::uint64_t column,
             std::uint64_t matrix,
             double value,
             bool has_weight) {
        m_entries.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(column),
                             static_cast<std::uint32_t>(matrix), has_weight, value});
    }

    // --- lists ---

    void read_lists() {
        const bool by_nodes =
            m_header.format == DlFormat::node_list1 || m_header.format == DlFormat::node_list2;
        std::uint64_t matrix = 0;
        Field field;
        // What stands behind data: in its own line is data too.
        for (bool more = true; more; more = m_text.next_line()) {
            m_gather.is_at(m_text.line(), m_text.bytes());
            if (!m_text.next_field(field, ",")) {
                continue;
            }
            if (!field.quoted && field.text == "!") {
                if (++matrix == m_header.matrices) {
                    m_text.fail(field, "there are more matrices than nm says; correct it");
                }
                continue;
            }
            const std::uint64_t row = vertex(field, m_header.row_labels, m_rows);
            DlLabels& others = m_is_two_mode ? m_header.column_labels : m_header.row_labels;
            bool has_end = false;
            while (m_text.next_field(field, ",")) {
                const std::uint64_t column = vertex(field, others, m_columns);
                has_end = true;
                if (by_nodes) {
                    add(row, column, matrix, 1.0, false);
                } else {
                    read_weight(row, column, matrix);
                    break;
                }
            }
            if (!has_end && !by_nodes) {
                m_text.fail_line("an edge has only one end; write the other behind it");
            }
        }
    }

    void read_weight(std::uint64_t row, std::uint64_t column, std::uint64_t matrix) {
        Field field;
        if (!m_text.next_field(field, ",")) {
            add(row, column, matrix, 1.0, false);
            return;
        }
        const auto value = parse_real(field.text);
        if (!value || field.quoted) {
            m_text.fail(field, "the weight is no number; correct it");
        }
        if (!m_text.is_line_read(",")) {
            m_text.fail(field, "an edge has more than two ends and a weight; write one a line");
        }
        add(row, column, matrix, *value, true);
    }

    std::uint64_t vertex(const Field& field, DlLabels& labels, std::uint64_t count) {
        if (labels.embedded) {
            const std::uint64_t place = labels.place_of(field.text);
            if (place >= count) {
                m_text.fail(field, "this label is one more than there are vertices; correct n");
            }
            return place;
        }
        const auto number = parse_integer(field.text);
        if (!number || field.quoted) {
            m_text.fail(field,
                        "this is no number of a vertex; write one, or say labels embedded in "
                        "the header");
        }
        if (*number < 1 || static_cast<std::uint64_t>(*number) > count) {
            m_text.fail(field, "there is no vertex " + std::to_string(*number) +
                                   "; they are numbered from 1 to " + std::to_string(count));
        }
        return static_cast<std::uint64_t>(*number) - 1;
    }

    // --- the graph ---

    /// Whether every matrix equals its transpose.
    [[nodiscard]] bool is_symmetric() const {
        using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, double>;
        std::vector<Key> there, back;
        there.reserve(m_entries.size());
        back.reserve(m_entries.size());
        for (const Entry& entry : m_entries) {
            if (!(entry.value == entry.value)) {
                return false; // what is no number has no order
            }
            there.emplace_back(entry.matrix, entry.row, entry.column, entry.value);
            back.emplace_back(entry.matrix, entry.column, entry.row, entry.value);
        }
        std::sort(back.begin(), back.end()); // the other is, as it was read
        return there == back;
    }

    void add_edges() {
        const bool full = m_header.format == DlFormat::full_matrix && !m_is_two_mode;
        const bool symmetric = full && is_symmetric();
        const bool directed = !m_is_two_mode && !symmetric && !m_header.is_half();
        m_gather.set_direction(directed);
        GatheredColumns& columns = m_gather.edge_columns();
        for (const Entry& entry : m_entries) {
            if (symmetric && entry.row > entry.column) {
                continue;
            }
            const auto column =
                static_cast<graph::Vertex>(entry.column + (m_is_two_mode ? m_rows : 0));
            const std::size_t e = m_gather.add_edge(
                entry.row, column, directed ? Direction::directed : Direction::none);
            if (entry.has_weight) {
                m_gather.set_weight(e, as_written(entry.value));
            }
            if (m_header.matrices > 1) {
                const bool named = entry.matrix < m_header.matrix_labels.names.size();
                m_gather.set(columns, columns.own("relation", ColumnType::text), e,
                             named ? m_header.matrix_labels.names[entry.matrix]
                                   : std::to_string(entry.matrix + 1));
            }
        }
    }

    void label_vertices() {
        GatheredColumns& columns = m_gather.vertex_columns();
        const auto label = [&](const DlLabels& labels, std::uint64_t from, std::uint64_t count) {
            for (std::size_t i = 0; i < labels.names.size() && i < count; ++i) {
                m_gather.set(columns, columns.own("label", ColumnType::text), from + i,
                             labels.names[i]);
            }
        };
        const bool only_columns = m_header.row_labels.names.empty() && !m_is_two_mode;
        label(only_columns ? m_header.column_labels : m_header.row_labels, 0, m_rows);
        if (m_is_two_mode) {
            label(m_header.column_labels, m_rows, m_columns);
        }
    }

    GraphText m_text;
    GraphAssembler m_gather;
    DlHeader m_header;
    std::uint64_t m_rows = 0;
    std::uint64_t m_columns = 0;
    bool m_is_two_mode = false;
    std::vector<Entry> m_entries;
};

} // namespace

GraphDocument read_ucinet_dl(InputBytes& input,
                             const GraphReadOptions& options,
                             const graph::RunControl& control) {
    return DlReader([&](char* to, std::size_t size) { return input.read(to, size); }, input.name(),
                    options, control)
        .read();
}

GraphDocument read_ucinet_dl(std::string_view text,
                             const std::string& name,
                             const GraphReadOptions& options,
                             const graph::RunControl& control) {
    return DlReader(reader_of(text), name, options, control).read();
}

} // namespace sandhan::io
