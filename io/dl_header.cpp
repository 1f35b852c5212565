// SPDX-License-Identifier: Apache-2.0
#include "io/dl_header.hpp"

#include "graph/compressed_graph.hpp"
#include "io/column_builder.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace sandhan::io {

namespace {

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

class DlHeaderReader {
  public:
    explicit DlHeaderReader(GraphText& text) : m_text(text) {}

    DlHeader read() {
        Field field;
        if (!next_dl_field(m_text, field, ",=") || !is_word(field.text, "dl")) {
            m_text.fail_line("the file does not begin with DL; give a file that does");
        }
        while (next_dl_field(m_text, field, ",=")) {
            const bool has_colon = cut_at_colon(field);
            if (is_word(field.text, "data")) {
                require_sizes();
                return std::move(m_header);
            }
            read_header_word(field, has_colon);
        }
        m_text.fail_line("the header does not end; write data: before the data");
    }

  private:
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
            m_header.rows = m_header.columns = size_behind("n");
        } else if (is_word(field.text, "nr")) {
            m_header.rows = size_behind("nr");
            m_header.has_sides = true;
        } else if (is_word(field.text, "nc")) {
            m_header.columns = size_behind("nc");
            m_header.has_sides = true;
        } else if (is_word(field.text, "nm")) {
            m_header.matrices = size_behind("nm");
            if (m_header.matrices > most_matrices) {
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
            m_header.format = *format;
        } else if (is_word(field.text, "diagonal")) {
            m_header.has_diagonal = !is_word(behind("diagonal").text, "absent");
        } else if (is_word(field.text, "title")) {
            m_header.has_title = true;
            (void)behind("title");
        } else if (is_word(field.text, "labels")) {
            read_labels(has_colon, {&m_header.row_labels, &m_header.column_labels},
                        [&] { return m_header.rows.value_or(any); });
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
        m_header.has_own_labels = m_header.has_own_labels || !of_matrices;
        if (of_rows) {
            read_labels(has_colon, {&m_header.row_labels},
                        [&] { return m_header.rows.value_or(any); });
        } else if (of_columns) {
            read_labels(has_colon, {&m_header.column_labels},
                        [&] { return m_header.columns.value_or(any); });
        } else {
            read_labels(has_colon, {&m_header.matrix_labels}, [&] { return m_header.matrices; });
        }
    }

    Field behind(const char* word) {
        Field field;
        if (!next_dl_field(m_text, field, ",=")) {
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
        while (names.size() < count() && next_dl_field(m_text, field, ",")) {
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

    void require_sizes() const {
        if (!m_header.rows || !m_header.columns) {
            m_text.fail_line("the header does not say how many vertices there are; write n=…");
        }
        if (m_header.is_half() && m_header.is_two_mode()) {
            m_text.fail_line("half a matrix must be square; correct nr and nc, or save it whole");
        }
    }

    GraphText& m_text;
    DlHeader m_header;
};

} // namespace

bool next_dl_field(GraphText& text, Field& field, std::string_view separators) {
    while (!text.next_field(field, separators)) {
        if (!text.next_line()) {
            return false;
        }
    }
    return true;
}

DlHeader read_dl_header(GraphText& text) { return DlHeaderReader(text).read(); }

} // namespace sandhan::io
