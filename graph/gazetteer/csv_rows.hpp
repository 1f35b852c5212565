// SPDX-License-Identifier: Apache-2.0
// The rows of a gazetteer's CSV file (RFC 4180), by column name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::gazetteer {

/// Reads one row after the other. A byte-order mark and `\r\n` are allowed; blank lines are
/// skipped.
class CsvRows {
  public:
    /// Throws std::invalid_argument when there is no header row. Borrows the text.
    explicit CsvRows(std::string_view text);

    /// Throws std::invalid_argument on a quote that is never closed or a row with more cells than
    /// the header.
    bool next();

    /// The cell under this column, blanks around it trimmed; "" when the row or the file has none.
    [[nodiscard]] std::string_view cell(std::string_view column) const;
    [[nodiscard]] bool has(std::string_view column) const;
    [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }
    /// The line the row begins on, from 1.
    [[nodiscard]] std::size_t line() const { return m_row_line; }

  private:
    bool read_row(std::vector<std::string>& cells);

    std::string_view m_rest;
    std::size_t m_line = 1;
    std::size_t m_row_line = 0;
    std::vector<std::string> m_columns, m_cells;
};

/// The parts of a list cell: `a|b`.
[[nodiscard]] std::vector<std::string_view> listed(std::string_view cell);
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// A whole decimal number, or nothing.
[[nodiscard]] std::optional<double> number(std::string_view cell);

} // namespace sandhan::graph::gazetteer
