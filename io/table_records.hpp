// SPDX-License-Identifier: Apache-2.0
// Rows of a spreadsheet as records.
#pragma once

#include "io/csv_columns.hpp"
#include "io/csv_rows.hpp"
#include "io/htcds_columns.hpp"
#include "io/mapping.hpp"
#include "io/record_blocks.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::io {

class TableRecords {
  public:
    using Items = std::vector<std::variant<RawRecord, TableRecord, MappedRow, Unreadable>>;

    /// `mapping`: nullptr for our own columns. Throws ParseError for a header that fits neither;
    /// what else is wrong with it goes to `items`.
    TableRecords(TextInput& input,
                 const std::string& file,
                 const Mapping* mapping,
                 std::uint64_t max_row_bytes,
                 Items& items);

    /// Appends what the next row gives: nothing yet, a record, a fault. False at the end.
    bool next(Items& items);
    /// What makes records of the rows, its columns found; nullptr where they are our own columns.
    [[nodiscard]] const std::shared_ptr<const Mapping>& mapping() const { return m_mapping; }

  private:
    void read_header(const Mapping* mapping, Items& items);
    bool is_usable(CsvRow& row, Items& items) const;
    void flush(Items& items);

    std::string m_file;
    CsvRows m_rows;
    std::shared_ptr<const Mapping> m_mapping; ///< when it says which columns are which
    std::optional<DefaultColumns> m_columns;
    std::optional<HtcdsColumns> m_htcds; ///< where the columns have its names
    std::size_t m_width = 0;
    std::uint64_t m_number = 0;     ///< of the row
    std::vector<CsvRow> m_incident; ///< rows of one incident that may go on
    bool m_ended = false;
};

} // namespace sandhan::io
