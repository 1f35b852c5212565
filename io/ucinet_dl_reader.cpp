// SPDX-License-Identifier: Apache-2.0
#include "io/ucinet_dl_reader.hpp"

#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sandhan::io {

namespace {

using Direction = GraphAssembler::Direction;

enum class DlFormat : std::uint8_t {
    full_matrix,
    upper_half,
    lower_half,
    edge_list1,
    edge_list2,
    node_list1,
    node_list2
};

std::optional<DlFormat> dl_format_named(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, DlFormat>, 14> names{{
        {"fullmatrix", DlFormat::full_matrix},
        {"fm", DlFormat::full_matrix},
        {"upperhalf", DlFormat::upper_half},
        {"uh", DlFormat::upper_half},
        {"lowerhalf", DlFormat::lower_half},
        {"lh", DlFormat::lower_half},
        {"edgelist1", DlFormat::edge_list1},
        {"el1", DlFormat::edge_list1},
        {"edgelist2", DlFormat::edge_list2},
        {"el2", DlFormat::edge_list2},
        {"nodelist1", DlFormat::node_list1},
        {"nl1", DlFormat::node_list1},
        {"nodelist2", DlFormat::node_list2},
        {"nl2", DlFormat::node_list2},
    }};
    for (const auto& [name, format] : names) {
        if (is_word(word, name)) {
            return format;
        }
    }
    return std::nullopt;
}

constexpr std::uint64_t any = static_cast<std::uint64_t>(-1);
constexpr std::uint64_t most_matrices = 65'536;

std::string as_written(double value) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

/// The labels of rows or of columns, or of both where they are the same things.
struct DlLabels {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint64_t> places; // where vertices are called by them
    bool embedded = false;

    std::uint64_t place_of(const std::string& label) {
        const auto [found, is_new] = places.emplace(label, names.size());
        if (is_new) {
            names.push_back(label);
        }
        return found->second;
    }
};

class DlReader {
  public:
    DlReader(ByteReader bytes,
             const std::string& name,
             const GraphReadOptions& options,
             const graph::RunControl& control)
        : m_text(std::move(bytes), name, control),
          m_gather(name, options.directed, GraphAssembler::Vertices::mentioned) {}

    GraphDocument read() {
        read_header();
        settle_header();
        if (is_matrix()) {
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

    [[nodiscard]] bool is_matrix() const { return m_format <= DlFormat::lower_half; }

    // --- the header ---

    /// The next field, in this line or a later one.
    bool next(Field& field, std::string_view separators) {
        while (!m_text.next_field(field, separators)) {
            if (!m_text.next_line()) {
                return false;
            }
            m_gather.is_at(m_text.line(), m_text.bytes());
        }
        return true;
    }

    void read_header() {
        Field field;
        if (!next(field, ",=") || !is_word(field.text, "dl")) {
            m_text.fail_line("the file does not begin with DL; give a file that does");
        }
        while (next(field, ",=")) {
            const bool has_colon = cut_at_colon(field);
            if (is_word(field.text, "data")) {
                return;
            }
            read_header_word(field, has_colon);
        }
        m_text.fail_line("the header does not end; write data: before the data");
    }

    /// Whether a colon stands in the field; what stands behind it is read next.
    bool cut_at_colon(Field& field) {
        const std::size_t colon = field.text.find(':');
        if (field.quoted || colon == std::string::npos) {
            return false;
        }
        field.text.resize(colon);
        m_text.go_to(field.column + colon + 1);
        return true;
    }

    void read_header_word(Field& field, bool has_colon) {
        if (is_word(field.text, "n")) {
            m_rows = m_columns = size_behind("n");
        } else if (is_word(field.text, "nr")) {
            m_rows = size_behind("nr");
            m_has_sides = true;
        } else if (is_word(field.text, "nc")) {
            m_columns = size_behind("nc");
            m_has_sides = true;
        } else if (is_word(field.text, "nm")) {
            m_matrices = size_behind("nm");
            if (m_matrices > most_matrices) {
                m_text.fail_line("there are more than " + std::to_string(most_matrices) +
                                 " matrices; split the file");
            }
        } else if (is_word(field.text, "format")) {
            const Field word = behind("format");
            const auto format = dl_format_named(word.text);
            if (!format) {
                m_text.fail(word,
                            "this format is not read; save as fullmatrix, edgelist1, edgelist2, "
                            "nodelist1 or nodelist2");
            }
            m_format = *format;
        } else if (is_word(field.text, "diagonal")) {
            m_has_diagonal = !is_word(behind("diagonal").text, "absent");
        } else if (is_word(field.text, "title")) {
            m_gather.lose(GraphLoss::graph_data);
            (void)behind("title");
        } else if (is_word(field.text, "labels")) {
            read_labels(has_colon, {&m_row_labels, &m_column_labels},
                        [&] { return m_rows.value_or(any); });
        } else {
            read_labels_of(field);
        }
    }

    /// `row labels`, `column labels`, `matrix labels`, each perhaps `embedded`.
    void read_labels_of(const Field& field) {
        const bool of_rows = is_word(field.text, "row");
        const bool of_columns = is_word(field.text, "col") || is_word(field.text, "column");
        const bool of_matrices = is_word(field.text, "matrix") || is_word(field.text, "level");
        if (!of_rows && !of_columns && !of_matrices) {
            m_text.fail(field, "this word has no meaning before data:; a header has n, nr, nc, nm, "
                               "format, labels");
        }
        Field word = behind("this word");
        const bool has_colon = cut_at_colon(word);
        if (!is_word(word.text, "labels")) {
            m_text.fail(word, "the word labels is missing here; write it");
        }
        m_has_own_labels = m_has_own_labels || !of_matrices;
        if (of_rows) {
            read_labels(has_colon, {&m_row_labels}, [&] { return m_rows.value_or(any); });
        } else if (of_columns) {
            read_labels(has_colon, {&m_column_labels}, [&] { return m_columns.value_or(any); });
        } else {
            read_labels(has_colon, {&m_matrix_labels}, [&] { return m_matrices; });
        }
    }

    Field behind(const char* word) {
        Field field;
        if (!next(field, ",=")) {
            m_text.fail_line("nothing stands behind " + std::string(word) + "; write its value");
        }
        return field;
    }

    std::uint64_t size_behind(const char* word) {
        const Field field = behind(word);
        const auto size = parse_integer(field.text);
        if (!size || *size < 0 || *size >= graph::no_vertex / 2) {
            m_text.fail(field, "this is no number of rows, columns or matrices; write one");
        }
        return static_cast<std::uint64_t>(*size);
    }

    /// `embedded`, or as many labels as there are things to label, or as stand before `data:`.
    void read_labels(bool has_colon,
                     const std::vector<DlLabels*>& of,
                     const std::function<std::uint64_t()>& count) {
        Field field;
        if (!has_colon) {
            if (!m_text.next_field(field, ",=")) {
                // Nothing but the word in its line: the labels follow.
            } else if (is_word(field.text, "embedded") || is_word(field.text, "embedded:")) {
                for (DlLabels* labels : of) {
                    labels->embedded = true;
                }
                return;
            } else if (field.text != ":") {
                m_text.go_to(field.column);
            }
        }
        std::vector<std::string> names;
        while (names.size() < count() && next(field, ",")) {
            if (!field.quoted && is_word(field.text, "data:")) {
                m_text.go_to(field.column);
                break;
            }
            names.push_back(std::move(field.text));
        }
        for (DlLabels* labels : of) {
            for (std::size_t i = 0; i < names.size(); ++i) {
                labels->places.emplace(names[i], i);
            }
            labels->names = names;
        }
    }

    void settle_header() {
        if (!m_rows || !m_columns) {
            m_text.fail_line("the header does not say how many vertices there are; write n=…");
        }
        m_is_two_mode = m_format == DlFormat::edge_list2 || m_format == DlFormat::node_list2 ||
                        m_rows != m_columns || (m_has_sides && m_has_own_labels);
        if (m_is_two_mode &&
            (m_format == DlFormat::upper_half || m_format == DlFormat::lower_half)) {
            m_text.fail_line("half a matrix must be square; correct nr and nc, or save it whole");
        }
        if (m_is_two_mode) {
            m_gather.add_numbered({*m_rows, "r", 1, 1});
            m_gather.add_numbered({*m_columns, "c", 1, 2});
        } else {
            m_gather.add_numbered({*m_rows, "", 1, 0});
        }
    }

    // --- matrices ---

    [[nodiscard]] bool has_cell(std::uint64_t row, std::uint64_t column) const {
        if (row == column && !m_has_diagonal && !m_is_two_mode) {
            return false;
        }
        return m_format == DlFormat::full_matrix ||
               (m_format == DlFormat::upper_half ? row <= column : row >= column);
    }

    Field data_field(const char* what) {
        Field field;
        if (!next(field, ",")) {
            m_text.fail_line("the file ends before " + std::string(what) +
                             "; it was cut short: save it again");
        }
        return field;
    }

    void read_matrices() {
        for (std::uint64_t m = 0; m<m_matrices&& * m_columns> 0; ++m) {
            if (m_column_labels.embedded) {
                read_embedded(m_column_labels, *m_columns, m);
            }
            for (std::uint64_t row = 0; row < *m_rows; ++row) {
                if (m_row_labels.embedded) {
                    Field label = data_field("all rows");
                    if (m == 0 && row == m_row_labels.names.size()) {
                        m_row_labels.names.push_back(std::move(label.text));
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
        if (next(field, ",")) {
            m_text.fail(field, "there are more entries than the matrix has; correct n or nm");
        }
    }

    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> cells_of(std::uint64_t row) const {
        return {m_format == DlFormat::upper_half ? row : 0,
                m_format == DlFormat::lower_half ? row + 1 : *m_columns};
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
        const bool by_nodes = m_format == DlFormat::node_list1 || m_format == DlFormat::node_list2;
        std::uint64_t matrix = 0;
        Field field;
        // What stands behind data: in its own line is data too.
        for (bool more = true; more; more = m_text.next_line()) {
            m_gather.is_at(m_text.line(), m_text.bytes());
            if (!m_text.next_field(field, ",")) {
                continue;
            }
            if (!field.quoted && field.text == "!") {
                if (++matrix == m_matrices) {
                    m_text.fail(field, "there are more matrices than nm says; correct it");
                }
                continue;
            }
            const std::uint64_t row = vertex(field, m_row_labels, *m_rows);
            DlLabels& others = m_is_two_mode ? m_column_labels : m_row_labels;
            bool has_end = false;
            while (m_text.next_field(field, ",")) {
                const std::uint64_t column = vertex(field, others, *m_columns);
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
        const bool full = m_format == DlFormat::full_matrix && !m_is_two_mode;
        const bool symmetric = full && is_symmetric();
        const bool directed = !m_is_two_mode && !symmetric && m_format != DlFormat::upper_half &&
                              m_format != DlFormat::lower_half;
        m_gather.set_direction(directed);
        GatheredColumns& columns = m_gather.edge_columns();
        for (const Entry& entry : m_entries) {
            if (symmetric && entry.row > entry.column) {
                continue;
            }
            const auto column =
                static_cast<graph::Vertex>(entry.column + (m_is_two_mode ? *m_rows : 0));
            const std::size_t e = m_gather.add_edge(
                entry.row, column, directed ? Direction::directed : Direction::none);
            if (entry.has_weight) {
                m_gather.set_weight(e, as_written(entry.value));
            }
            if (m_matrices > 1) {
                const bool named = entry.matrix < m_matrix_labels.names.size();
                m_gather.set(columns, columns.own("relation", ColumnType::text), e,
                             named ? m_matrix_labels.names[entry.matrix]
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
        const bool only_columns = m_row_labels.names.empty() && !m_is_two_mode;
        label(only_columns ? m_column_labels : m_row_labels, 0, *m_rows);
        if (m_is_two_mode) {
            label(m_column_labels, *m_rows, *m_columns);
        }
    }

    GraphText m_text;
    GraphAssembler m_gather;
    std::optional<std::uint64_t> m_rows;
    std::optional<std::uint64_t> m_columns;
    std::uint64_t m_matrices = 1;
    DlFormat m_format = DlFormat::full_matrix;
    bool m_has_diagonal = true;
    bool m_has_sides = false;      // nr or nc is written
    bool m_has_own_labels = false; // rows or columns have labels that the others have not
    bool m_is_two_mode = false;
    DlLabels m_row_labels;
    DlLabels m_column_labels;
    DlLabels m_matrix_labels;
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
