// SPDX-License-Identifier: Apache-2.0
// The columns of a spreadsheet of incidents that needs no mapping (docs/incident-csv.md).
#pragma once

#include "io/csv_records.hpp"
#include "io/csv_rows.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// A column's name as it is compared: lower case, blanks and hyphens as `_`.
[[nodiscard]] std::string column_key(std::string_view name);
/// What a cell says: an apostrophe that guards a formula sign is not part of it.
[[nodiscard]] std::string_view cell_text(std::string_view cell);
/// Names of columns for a message, as many as fit on a line or two.
[[nodiscard]] std::string listed_columns(const std::vector<std::string>& names);

class DefaultColumns {
  public:
    /// Throws ParseError when there is no column `id` or a name stands twice; unknown columns are
    /// told to `faults`.
    DefaultColumns(const CsvRow& header,
                   const std::string& file,
                   CellStyle style,
                   std::vector<CellFault>& faults);

    /// A row is a person, and rows that follow each other with one id are one incident.
    [[nodiscard]] bool rows_are_people() const { return m_has_people; }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }
    [[nodiscard]] std::string_view id_of(const CsvRow& row) const;

    /// The incident that the rows tell. Requires one row at least.
    [[nodiscard]] CellRecord record(std::span<const CsvRow> rows) const;

  private:
    class Assembly;

    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;
    [[nodiscard]] bool is_person(const CsvRow& row) const;

    CellStyle m_style;
    std::vector<std::string> m_names;                     ///< as written
    std::map<std::string, std::size_t, std::less<>> m_at; ///< by key
    bool m_has_people = false;
};

} // namespace sandhan::io
