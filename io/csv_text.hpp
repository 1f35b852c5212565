// SPDX-License-Identifier: Apache-2.0
// Cells of CSV (RFC 4180), as spreadsheets or as programs are to read them.
#pragma once

#include <string>
#include <string_view>

namespace sandhan::io {

enum class CsvReader {
    spreadsheet, ///< a text that would run as a formula gets an apostrophe before it
    program,     ///< texts as they are
};

/// Appends one cell, in quotes where it needs them.
void append_csv_text(std::string& out, std::string_view text, CsvReader reader);

} // namespace sandhan::io
