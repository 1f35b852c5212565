// SPDX-License-Identifier: Apache-2.0
// Cells become JSON records, so that a spreadsheet passes the same checks as any other input.
#pragma once

#include "graph/diagnostic.hpp"
#include "io/record_shape.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// The line and column of the cell behind a JSON Pointer.
struct CellPlace {
    std::uint64_t line = 0;
    std::string column;
};

/// A fault that the cells themselves have, before there is a record.
struct CellFault {
    std::string code;
    CellPlace cell;
    std::string value;
    std::string message;
};

struct CellRecord {
    nlohmann::json value = nlohmann::json::object();
    std::uint64_t line = 0; ///< of its first row
    std::map<std::string, CellPlace> origin;
    /// The columns behind JSON Pointers, of a record that is one row: rows that fill the same
    /// fields have them together.
    std::shared_ptr<const std::map<std::string, std::string>> columns;
    std::vector<CellFault> faults;
};

/// Puts the line and column of the cell into a fault that was found in the record made of it.
void name_cell(graph::Diagnostic& fault, const CellRecord& record);

/// How cells are read beyond what the field says.
struct CellStyle {
    std::string dates;           ///< such as DD/MM/YYYY; empty: as they stand
    std::string separator = ";"; ///< between the items of a list
};

/// The cell as the value that the field takes; text that does not fit stays text, and the reader of
/// the record will say what is wrong with it.
[[nodiscard]] nlohmann::json
cell_value(std::string_view cell, const Target& target, const CellStyle& style);

/// `cell` cut at the separator, items without blanks at their ends, empty ones left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view cell,
                                                  std::string_view separator);

/// A date in the given style (YYYY or YY, MM or MMM, DD in any order, any signs between) as
/// YYYY-MM-DD; a time of day behind a blank is dropped. The cell itself when it is not of that
/// form.
[[nodiscard]] std::string iso_date(std::string_view cell, std::string_view style);
/// Whether a style names year, month and day once each.
[[nodiscard]] bool is_date_style(std::string_view style);

} // namespace sandhan::io
