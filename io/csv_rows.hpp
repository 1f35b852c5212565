// SPDX-License-Identifier: Apache-2.0
// Rows of CSV (RFC 4180) and its relatives: separated by commas, semicolons, tabs or bars.
#pragma once

#include "io/text_input.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

struct CsvRow {
    std::vector<std::string> cells; ///< without blanks at their ends
    std::uint64_t line = 0;         ///< where the row begins
    std::string code;               ///< a fault code when the row cannot be used, else empty
    std::string problem;
};

class CsvRows {
  public:
    /// Finds the separator in the first line: the commonest of , ; tab | outside quotes, or the one
    /// that a line `sep=;` before the header names.
    CsvRows(TextInput& input, std::uint64_t max_row_bytes);

    /// The next row that is not blank; false at the end of the text. The first is the header.
    bool next(CsvRow& row);
    [[nodiscard]] char separator() const { return m_separator; }

  private:
    void read_row(CsvRow& row);
    void read_quoted(CsvRow& row, std::string& cell);
    int take(CsvRow& row);
    void check_encoding(CsvRow& row) const;

    TextInput& m_input;
    std::uint64_t m_most;
    std::string m_raw; ///< the row as it stands, to tell where a byte is wrong
    std::uint64_t m_raw_start = 0;
    char m_separator = ',';
};

} // namespace sandhan::io
