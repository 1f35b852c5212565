// SPDX-License-Identifier: Apache-2.0
#include "io/csv_rows.hpp"

#include <algorithm>
#include <array>

namespace sandhan::io {
namespace {

/// A row with more cells than any sheet has columns is refused by its count; no need to keep them.
constexpr std::size_t most_cells = 20'000;

char find_separator(std::string_view header) {
    constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
    std::array<std::size_t, candidates.size()> count{};
    bool quoted = false;
    for (const char c : header) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            break;
        }
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            count[i] += !quoted && c == candidates[i] ? 1U : 0U;
        }
    }
    const auto most = std::max_element(count.begin(), count.end());
    return *most == 0 ? ',' : candidates[static_cast<std::size_t>(most - count.begin())];
}

} // namespace

CsvRows::CsvRows(TextInput& input, std::uint64_t max_row_bytes)
    : m_input(input), m_most(max_row_bytes), m_separator(find_separator(input.opening())) {
    const std::string_view opening = input.opening();
    if (opening.size() > 5 && opening.starts_with("sep=") &&
        (opening[5] == '\n' || opening[5] == '\r')) {
        m_separator = opening[4];
        while (input.peek() != TextInput::end && input.get() != '\n') {
        }
    }
}

bool CsvRows::next(CsvRow& row) {
    while (m_input.peek() != TextInput::end) {
        read_row(row);
        const bool blank =
            row.code.empty() && std::all_of(row.cells.begin(), row.cells.end(),
                                            [](const std::string& cell) { return cell.empty(); });
        if (!blank) {
            return true;
        }
    }
    return false;
}

int CsvRows::take(CsvRow& row) {
    const int c = m_input.get();
    if (c != TextInput::end && m_raw.size() < m_most) {
        m_raw.push_back(static_cast<char>(c));
    } else if (c != TextInput::end && row.code.empty()) {
        row.code = "record_too_long";
        row.problem = "the row is longer than " + std::to_string(m_most) +
                      " bytes; look for a quote that is not closed, or split the row";
    }
    return c;
}

void CsvRows::read_row(CsvRow& row) {
    row.cells.clear();
    row.code.clear();
    row.problem.clear();
    row.line = m_input.line();
    m_raw.clear();
    m_raw_start = m_input.offset();
    std::string cell;
    bool ended = false;
    while (!ended) {
        cell.clear();
        while (m_input.peek() == ' ') {
            take(row);
        }
        if (m_input.peek() == '"') {
            take(row);
            read_quoted(row, cell);
        }
        for (;;) {
            const int c = take(row);
            if (c == TextInput::end || c == '\n') {
                ended = true;
                break;
            }
            if (c == m_separator) {
                break;
            }
            // A quote within an unquoted cell is a letter as any other: 5" pipe.
            if (row.code.empty()) {
                cell.push_back(static_cast<char>(c));
            }
        }
        if (row.cells.size() < most_cells) {
            row.cells.emplace_back(trimmed(cell));
        }
    }
    if (row.code.empty()) {
        check_encoding(row);
    }
}

void CsvRows::check_encoding(CsvRow& row) const {
    const auto nul = m_raw.find('\0');
    const auto bad = nul != std::string::npos ? std::optional(nul) : first_invalid_utf8(m_raw);
    if (bad) {
        row.code = "not_utf8";
        row.problem = "byte " + std::to_string(m_raw_start + *bad) +
                      " of the file is not UTF-8; save the file as UTF-8, or convert it with iconv";
    }
}

void CsvRows::read_quoted(CsvRow& row, std::string& cell) {
    const std::uint64_t opened = m_input.line();
    for (;;) {
        const int c = take(row);
        if (c == TextInput::end) {
            if (row.code.empty()) {
                row.code = "bad_quotes";
                row.problem = "the quote that opens in line " + std::to_string(opened) +
                              " is never closed; close it, or double quotes within the cell";
            }
            return;
        }
        if (c == '"') {
            if (m_input.peek() != '"') {
                break;
            }
            take(row);
        }
        if (row.code.empty()) {
            cell.push_back(static_cast<char>(c));
        }
    }
    while (m_input.peek() == ' ' || m_input.peek() == '\r') {
        take(row);
    }
    const int next = m_input.peek();
    if (next != TextInput::end && next != '\n' && next != m_separator && row.code.empty()) {
        row.code = "bad_quotes";
        row.problem = "text follows a closing quote in line " + std::to_string(m_input.line()) +
                      "; double the quotes within the cell";
    }
}

} // namespace sandhan::io
