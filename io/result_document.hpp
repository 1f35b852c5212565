// SPDX-License-Identifier: Apache-2.0
// The answer of a command, and its three forms: a table for people, JSON and CSV for programs.
#pragma once

#include "io/value.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace sandhan::io {

enum class Alignment { left, right };

/// A column of the table for people.
struct TableColumn {
    std::string header;
    std::string path; ///< dotted path into the row, "origin.label"
    Alignment alignment = Alignment::left;
    int digits = 2;          ///< of a real number
    std::size_t widest = 40; ///< cells before a text is cut with an ellipsis
    /// On a narrow terminal a text is cut down to so many cells, and no further;
    std::size_t least = 12;
    int spare = 0;      ///< then columns are left out, the largest number first; 0 never is
    bool wraps = false; ///< goes on in the next line instead of being cut
};

/// A column of the CSV: a nested list is joined by "; ", a map of counts written "rail:3; road:2".
struct CsvColumn {
    std::string header;
    std::string path;
};

/// One section of a table: a heading, rows, and lines that follow it.
struct TableSection {
    std::string heading;
    std::vector<TableColumn> columns;
    std::vector<Value> rows;
    std::vector<std::string> notes;
    bool obeys_top = false;  ///< else every row is shown
    std::uint64_t found = 0; ///< rows there are, where `rows` holds only the first of them
};

/// `rows` are the answer; `columns` and `csv` say how the two flat forms show them.
struct ResultDocument {
    std::string command;
    Record parameters; ///< only what changes the answer
    std::vector<std::string> files;
    std::uint64_t incidents = 0;
    std::uint64_t unusable = 0;
    std::uint64_t vertices = 0;
    std::uint64_t edges = 0;
    Record graph_extra;    ///< further figures of the graph
    Record extra;          ///< further members of the whole, after `rows`
    bool revealed = false; ///< victims' data is in the rows
    List rows;
    std::uint64_t found = 0; ///< rows there are, where `rows` holds only those that the table shows

    std::string heading;
    std::vector<TableColumn> columns; ///< none: the table shows the rows in `more_tables` alone
    std::vector<std::string> notes;   ///< below the table
    std::vector<TableSection> more_tables; ///< below the notes, in the table form only
    std::vector<CsvColumn> csv;
};

struct TableStyle {
    std::size_t width = 0; ///< of the terminal; 0: as wide as the content needs
    bool colour = false;
    std::size_t top = 20; ///< rows shown; 0: all
};

/// Strings with invalid UTF-8 are repaired with U+FFFD, so the output is always valid.
void write_json(std::ostream& out, const ResultDocument& result);

/// RFC 4180. A text cell that begins with = + - @, tab or carriage return gets an apostrophe before
/// it, so that no spreadsheet runs it.
void write_csv(std::ostream& out, const ResultDocument& result);

void write_table(std::ostream& out, const ResultDocument& result, const TableStyle& style);

/// How many terminal cells a UTF-8 text takes.
[[nodiscard]] std::size_t display_width(const std::string& text);

} // namespace sandhan::io
