// SPDX-License-Identifier: Apache-2.0
#include "io/csv_text.hpp"

namespace sandhan::io {

void append_csv_text(std::string& out, std::string_view text, CsvReader reader) {
    constexpr std::string_view runs_as_formula = "=+-@\t\r";
    const bool guarded = reader == CsvReader::spreadsheet && !text.empty() &&
                         runs_as_formula.find(text.front()) != text.npos;
    const bool quoted = text.find_first_of(",\"\r\n") != text.npos;
    if (quoted) {
        out += '"';
    }
    if (guarded) {
        out += '\'';
    }
    if (!quoted) {
        out += text;
        return;
    }
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    out += '"';
}

} // namespace sandhan::io
