// SPDX-License-Identifier: Apache-2.0
#include "io/matrix_market_reader.hpp"

#include "io/graph_assembler.hpp"
#include "io/graph_text.hpp"

#include <cmath>
#include <utility>

namespace sandhan::io {

namespace {

class MatrixReader {
  public:
    MatrixReader(ByteReader bytes,
                 const std::string& name,
                 const GraphReadOptions& options,
                 const graph::RunControl& control)
        : m_text(std::move(bytes), name, control),
          m_gather(name, options.directed, GraphAssembler::Vertices::mentioned) {}

    GraphDocument read() {
        read_banner();
        read_sizes();
        m_gather.set_direction(m_symmetry != Symmetry::symmetric && m_rows == m_columns);
        if (m_is_array) {
            read_array();
        } else {
            read_coordinates();
        }
        Field field;
        if (next(field)) {
            m_text.fail(field, "there are more entries than the file says; correct their number");
        }
        return m_gather.finish();
    }

  private:
    enum class Symmetry : std::uint8_t { general, symmetric, skew };

    /// The next field, in this line or a later one, past comments.
    bool next(Field& field) {
        while (!m_text.next_field(field)) {
            do {
                if (!m_text.next_line()) {
                    return false;
                }
                m_gather.is_at(m_text.line(), m_text.bytes());
            } while (trimmed(m_text.line_text()).starts_with('%'));
        }
        return true;
    }

    Field needed(const char* what) {
        Field field;
        if (!next(field)) {
            m_text.fail_line("the file ends before " + std::string(what) +
                             "; it was cut short: save it again");
        }
        return field;
    }

    void read_banner() {
        Field field;
        const bool is_matrix = m_text.next_line() && m_text.next_field(field) &&
                               is_word(field.text, "%%matrixmarket") && m_text.next_field(field) &&
                               is_word(field.text, "matrix");
        if (!is_matrix) {
            m_text.fail_line("the file does not begin with %%MatrixMarket matrix; give a file that "
                             "does");
        }
        const auto word = [&] {
            if (!m_text.next_field(field)) {
                m_text.fail_line(
                    "the first line is too short; it ends as in coordinate real general");
            }
            return std::string_view(field.text);
        };
        m_is_array = is_word(word(), "array");
        if (!m_is_array && !is_word(field.text, "coordinate")) {
            m_text.fail(field, "the matrix is neither coordinate nor array; convert it to one");
        }
        m_is_pattern = is_word(word(), "pattern");
        if (!m_is_pattern && !is_word(field.text, "real") && !is_word(field.text, "double") &&
            !is_word(field.text, "integer")) {
            m_text.fail(field, "the entries are neither real, integer nor pattern; convert them");
        }
        if (m_is_pattern && m_is_array) {
            m_text.fail(field, "an array cannot be a pattern; give it entries");
        }
        if (is_word(word(), "symmetric")) {
            m_symmetry = Symmetry::symmetric;
        } else if (is_word(field.text, "skew-symmetric")) {
            m_symmetry = Symmetry::skew;
        } else if (!is_word(field.text, "general")) {
            m_text.fail(field, "the matrix is neither general, symmetric nor skew-symmetric; "
                               "convert it");
        }
    }

    std::uint64_t number(const Field& field) {
        const auto number = parse_integer(field.text);
        if (!number || *number < 0) {
            m_text.fail(field, "this is no whole number, 0 or more; correct it");
        }
        return static_cast<std::uint64_t>(*number);
    }

    void read_sizes() {
        m_rows = number(needed("the size of the matrix"));
        const Field field = needed("the size of the matrix");
        m_columns = number(field);
        m_entries = m_is_array ? 0 : number(needed("the number of entries"));
        if (m_rows == m_columns) {
            m_gather.add_numbered({m_rows, "", 1, 0});
            return;
        }
        if (m_symmetry != Symmetry::general) {
            m_text.fail(field, "a matrix that is not square cannot be symmetric; correct its size");
        }
        m_gather.add_numbered({m_rows, "r", 1, 1});
        m_gather.add_numbered({m_columns, "c", 1, 2});
    }

    std::uint64_t place(const Field& field, std::uint64_t size) {
        const std::uint64_t n = number(field);
        if (n == 0 || n > size) {
            m_text.fail(field, "the entry lies outside the matrix, which has " +
                                   std::to_string(size) + " rows or columns; correct it");
        }
        return n - 1;
    }

    void read_coordinates() {
        for (std::uint64_t i = 0; i < m_entries; ++i) {
            // Not in one expression: they are read one after the other.
            const std::uint64_t row = place(needed("all entries"), m_rows);
            const std::uint64_t column = place(needed("all entries"), m_columns);
            if (m_is_pattern) {
                add(row, column, {}, 1.0);
            } else {
                read_entry(row, column);
            }
        }
    }

    void read_array() {
        for (std::uint64_t column = 0; column < m_columns && m_rows > 0; ++column) {
            const std::uint64_t above = m_symmetry == Symmetry::general     ? 0
                                        : m_symmetry == Symmetry::symmetric ? column
                                                                            : column + 1;
            for (std::uint64_t row = above; row < m_rows; ++row) {
                read_entry(row, column);
            }
        }
    }

    void read_entry(std::uint64_t row, std::uint64_t column) {
        const Field field = needed("all entries");
        const auto value = parse_real(field.text);
        if (!value) {
            m_text.fail(field, "the entry is no number; correct it");
        }
        if (*value != 0.0) {
            add(row, column, field.text, *value);
        } else if (!m_is_array) {
            m_gather.lose(GraphLoss::zero_entry);
        }
    }

    void add(std::uint64_t row, std::uint64_t column, std::string_view text, double value) {
        auto s = static_cast<graph::Vertex>(row);
        auto t = static_cast<graph::Vertex>(m_rows == m_columns ? column : m_rows + column);
        const bool has_direction = m_symmetry != Symmetry::symmetric && m_rows == m_columns;
        if (m_symmetry == Symmetry::skew && value < 0.0) {
            std::swap(s, t);
            text.remove_prefix(1); // the minus
        }
        const std::size_t e = m_gather.add_edge(s, t,
                                                has_direction ? GraphAssembler::Direction::directed
                                                              : GraphAssembler::Direction::none);
        if (!text.empty()) {
            m_gather.set_weight(e, text);
        }
    }

    GraphText m_text;
    GraphAssembler m_gather;
    bool m_is_array = false;
    bool m_is_pattern = false;
    Symmetry m_symmetry = Symmetry::general;
    std::uint64_t m_rows = 0;
    std::uint64_t m_columns = 0;
    std::uint64_t m_entries = 0;
};

} // namespace

GraphDocument read_matrix_market(InputBytes& input,
                                 const GraphReadOptions& options,
                                 const graph::RunControl& control) {
    return MatrixReader([&](char* to, std::size_t size) { return input.read(to, size); },
                        input.name(), options, control)
        .read();
}

GraphDocument read_matrix_market(std::string_view text,
                                 const std::string& name,
                                 const GraphReadOptions& options,
                                 const graph::RunControl& control) {
    return MatrixReader(reader_of(text), name, options, control).read();
}

} // namespace sandhan::io
