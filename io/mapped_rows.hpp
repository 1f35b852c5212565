// SPDX-License-Identifier: Apache-2.0
// Rows of a table made records by a mapping.
#pragma once

#include "io/csv_records.hpp"
#include "io/csv_rows.hpp"
#include "io/mapping.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandhan::io {

/// Makes records of rows; one for each thread. Which field goes where depends on which of them a
/// row fills: it is found out once for all rows that fill the same ones.
class MappedRows {
  public:
    /// Requires  a mapping that is bound to the header of the rows.
    explicit MappedRows(std::shared_ptr<const Mapping> mapping);
    ~MappedRows();
    MappedRows(MappedRows&&) noexcept;
    MappedRows& operator=(MappedRows&&) noexcept;

    [[nodiscard]] const Mapping& mapping() const { return *m_mapping; }
    /// The record of a row. A part of a list (a person, a stop) of which every column is empty is
    /// left out, with its constants; only a first person that is a victim by constant stays.
    [[nodiscard]] CellRecord record(const CsvRow& row, std::uint64_t row_number);

  private:
    struct Plan;

    const Plan& plan_of(const std::string& filled);

    std::shared_ptr<const Mapping> m_mapping;
    std::vector<std::string> m_texts; ///< by rule, of the row at hand
    std::string m_filled;             ///< '1' by rule whose text is not empty
    std::unordered_map<std::string, Plan> m_plans;
};

} // namespace sandhan::io
