// SPDX-License-Identifier: Apache-2.0
#include "io/cost_file.hpp"

#include "io/byte_source.hpp"
#include "io/column_builder.hpp"
#include "io/csv_columns.hpp"
#include "io/csv_rows.hpp"
#include "io/errors.hpp"
#include "io/text_input.hpp"

#include <optional>

namespace sandhan::io {
namespace {

constexpr std::uint64_t longest_cost_row = std::uint64_t{1} << 20;

[[noreturn]] void fail(const std::string& path, std::uint64_t line, const std::string& what) {
    throw ParseError(path + ": line " + std::to_string(line) + ": " + what);
}

std::optional<std::size_t> column(const CsvRow& header, std::string_view key) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        if (column_key(header.cells[i]) == key) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

CostFile read_cost_file(const std::string& path) {
    TextInput input(unpacked(open_file(path), path), path);
    CsvRows rows(input, longest_cost_row);
    CsvRow row;
    const std::string wanted = "costs have the columns id,cost or origin,destination,cost";
    if (!rows.next(row)) {
        throw ParseError(path + ": the file is empty; " + wanted);
    }
    if (!row.code.empty()) {
        fail(path, row.line, row.problem);
    }
    const std::size_t width = row.cells.size();
    const auto cost = column(row, "cost");
    const auto id = column(row, "id");
    const auto origin = column(row, "origin");
    const auto destination = column(row, "destination");
    const bool corridors = origin.has_value() && destination.has_value();
    if (!cost || corridors == id.has_value()) {
        fail(path, row.line, "the header does not fit; " + wanted);
    }
    CostFile file;
    file.of_corridors = corridors;
    while (rows.next(row)) {
        if (!row.code.empty()) {
            fail(path, row.line, row.problem);
        }
        if (row.cells.size() > width) {
            fail(path, row.line,
                 std::to_string(row.cells.size()) + " cells where the header has " +
                     std::to_string(width) + "; put quotes around a cell that holds a comma");
        }
        row.cells.resize(width);
        const auto named = [&](std::size_t at, const char* name) {
            const std::string_view text = cell_text(row.cells[at]);
            if (text.empty()) {
                fail(path, row.line,
                     std::string("column ") + name + " is empty; give the id or name of a place");
            }
            return std::string(text);
        };
        CostRow one;
        one.line = row.line;
        one.place = corridors ? named(*origin, "origin") : named(*id, "id");
        if (corridors) {
            one.destination = named(*destination, "destination");
        }
        const std::string& text = row.cells[*cost];
        const auto value = parse_weight(text);
        if (!value) {
            fail(path, row.line,
                 "column cost: " + (text.empty() ? "nothing" : shown_number(text)) +
                     " is not a finite number above 0; write one such as 2.5");
        }
        one.cost = *value;
        file.rows.push_back(std::move(one));
    }
    return file;
}

} // namespace sandhan::io
