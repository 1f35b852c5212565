// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/csv_rows.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace sandhan::graph::gazetteer {

CsvRows::CsvRows(std::string_view text) : m_rest(text) {
    if (m_rest.substr(0, 3) == "\xEF\xBB\xBF") {
        m_rest.remove_prefix(3);
    }
    if (!read_row(m_columns)) {
        throw std::invalid_argument("line 1: no header row; begin with the column names");
    }
    for (std::string& column : m_columns) {
        column = std::string(trimmed(column));
    }
}

bool CsvRows::next() {
    if (!read_row(m_cells)) {
        return false;
    }
    if (m_cells.size() > m_columns.size()) {
        throw std::invalid_argument("line " + std::to_string(m_row_line) + ": " +
                                    std::to_string(m_cells.size()) + " cells, but the header has " +
                                    std::to_string(m_columns.size()) +
                                    "; put a cell with a comma in double quotes");
    }
    return true;
}

bool CsvRows::read_row(std::vector<std::string>& cells) {
    cells.clear();
    while (!m_rest.empty() && (m_rest.front() == '\n' || m_rest.front() == '\r')) {
        m_line += m_rest.front() == '\n' ? 1U : 0U;
        m_rest.remove_prefix(1);
    }
    if (m_rest.empty()) {
        return false;
    }
    m_row_line = m_line;
    std::string cell;
    bool quoted = false;
    std::size_t i = 0;
    for (; i < m_rest.size(); ++i) {
        const char c = m_rest[i];
        m_line += c == '\n' ? 1U : 0U;
        if (quoted) {
            if (c != '"') {
                cell += c;
            } else if (i + 1 < m_rest.size() && m_rest[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == '"' && trimmed(cell).empty()) {
            cell.clear();
            quoted = true;
        } else if (c == ',') {
            cells.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            ++i;
            break;
        } else if (c != '\r') {
            cell += c;
        }
    }
    if (quoted) {
        throw std::invalid_argument("line " + std::to_string(m_row_line) +
                                    ": a double quote is never closed");
    }
    cells.push_back(std::move(cell));
    m_rest.remove_prefix(i);
    return true;
}

std::string_view CsvRows::cell(std::string_view column) const {
    const auto at = std::find(m_columns.begin(), m_columns.end(), column);
    const auto i = static_cast<std::size_t>(at - m_columns.begin());
    return i < m_cells.size() ? trimmed(m_cells[i]) : std::string_view();
}

bool CsvRows::has(std::string_view column) const {
    return std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end();
}

std::vector<std::string_view> listed(std::string_view cell) {
    std::vector<std::string_view> parts;
    while (!cell.empty()) {
        const std::size_t bar = std::min(cell.find('|'), cell.size());
        const std::string_view part = trimmed(cell.substr(0, bar));
        if (!part.empty()) {
            parts.push_back(part);
        }
        cell.remove_prefix(std::min(bar + 1, cell.size()));
    }
    return parts;
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<double> number(std::string_view cell) {
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size()) {
        return std::nullopt;
    }
    return value;
}

} // namespace sandhan::graph::gazetteer
