// SPDX-License-Identifier: Apache-2.0
#include "io/table_records.hpp"

#include "io/errors.hpp"

#include <utility>

namespace sandhan::io {

TableRecords::TableRecords(TextInput& input,
                           const std::string& file,
                           const Mapping* mapping,
                           std::uint64_t max_row_bytes,
                           Items& items)
    : m_file(file), m_rows(input, max_row_bytes) {
    read_header(mapping, items);
}

void TableRecords::read_header(const Mapping* mapping, Items& items) {
    CsvRow header;
    if (!m_rows.next(header)) {
        m_ended = true;
        return;
    }
    if (!header.code.empty()) {
        throw ParseError(m_file + ": line " + std::to_string(header.line) + ": " + header.problem);
    }
    if (mapping != nullptr && mapping->has_fields()) {
        // Of its own: rows of the file before, where columns stand otherwise, may be under way.
        Mapping bound = *mapping;
        bound.bind(header, m_file);
        m_mapping = std::make_shared<const Mapping>(std::move(bound));
        m_width = header.cells.size();
        return;
    }
    std::vector<CellFault> header_faults;
    const CellStyle style = mapping != nullptr ? mapping->style() : CellStyle{};
    m_width = header.cells.size();
    m_htcds = HtcdsColumns::of(header, style);
    m_columns.emplace(m_htcds ? m_htcds->header() : header, m_file, style, header_faults);
    for (CellFault& fault : header_faults) {
        if (m_htcds) { // the column as their table counts it
            const std::size_t ours = std::stoul(fault.cell.column) - 1;
            fault.cell.column = std::to_string(m_htcds->their_column(ours) + 1);
        }
        RecordFaults faults({m_file, fault.cell.line, ""});
        faults.add(fault.code, "", fault.value,
                   "column " + fault.cell.column + ": " + fault.message);
        items.emplace_back(Unreadable{std::move(faults), false});
    }
}

bool TableRecords::next(Items& items) {
    CsvRow row;
    if (m_ended || !m_rows.next(row)) {
        m_ended = true;
        flush(items);
        return false;
    }
    ++m_number;
    if (!is_usable(row, items)) {
        return true;
    }
    if (m_mapping != nullptr) {
        items.emplace_back(MappedRow{std::move(row), m_number});
        return true;
    }
    if (m_htcds) {
        row = m_htcds->row(row);
    }
    const bool follows = m_columns->rows_are_people() && !m_incident.empty() &&
                         !m_columns->id_of(row).empty() &&
                         m_columns->id_of(row) == m_columns->id_of(m_incident.front());
    if (!follows) {
        flush(items);
    }
    m_incident.push_back(std::move(row));
    return true;
}

void TableRecords::flush(Items& items) {
    if (!m_incident.empty()) {
        items.emplace_back(
            TableRecord{std::make_unique<CellRecord>(m_columns->record(m_incident)), false});
        m_incident.clear();
    }
}

bool TableRecords::is_usable(CsvRow& row, Items& items) const {
    while (row.cells.size() > m_width && row.cells.back().empty()) {
        row.cells.pop_back(); // separators behind the last cell, as spreadsheets leave them
    }
    if (row.code.empty() && row.cells.size() != m_width) {
        row.code = "wrong_cell_count";
        row.problem = "the row has " + std::to_string(row.cells.size()) + " cells and the header " +
                      std::to_string(m_width) +
                      "; put quotes around a cell that holds the separator, or fill up the row";
    }
    if (row.code.empty()) {
        return true;
    }
    RecordFaults faults({m_file, row.line, ""});
    faults.add(row.code, "", "", row.problem);
    items.emplace_back(Unreadable{std::move(faults)});
    return false;
}

} // namespace sandhan::io
