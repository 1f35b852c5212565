// SPDX-License-Identifier: Apache-2.0
#include "io/incident_reader.hpp"

#include "io/csv_columns.hpp"
#include "io/errors.hpp"
#include "io/incident_record.hpp"
#include "io/input_files.hpp"
#include "io/json_parse.hpp"
#include "io/json_records.hpp"
#include "io/mapping.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

/// Where the record of an id was read. Ids are known by a 64-bit hash: among a million, two that
/// differ share one with a chance of 3e-8.
class SeenIds {
  public:
    struct Place {
        std::uint32_t file = 0;
        std::uint64_t line = 0;
    };

    /// Nothing when the id is new; it is noted then.
    std::optional<Place> note(const std::string& id, Place place) {
        const auto [found, is_new] = m_places.try_emplace(std::hash<std::string>{}(id), place);
        return is_new ? std::nullopt : std::optional(found->second);
    }

  private:
    std::unordered_map<std::uint64_t, Place> m_places;
};

std::string list_name(const std::string& path) {
    if (path == "-") {
        return "stdin";
    }
    const std::string name = std::filesystem::path(path).filename().string();
    return name.substr(0, name.find('.', 1));
}

class Reader {
  public:
    Reader(const ReadOptions& options, RecordSink& sink) : m_options(options), m_sink(sink) {}

    InputSummary read(std::span<const std::string> inputs) {
        if (!m_options.mapping_file.empty()) {
            m_mapping = Mapping::read(m_options.mapping_file);
        }
        const std::vector<InputFile> files = expand_inputs(inputs);
        for (const InputFile& file : files) {
            m_total += file.bytes;
        }
        for (const InputFile& file : files) {
            if (file.is_again) {
                file_fault("same_file_twice", file.path,
                           "this file is named twice and was read once; name it once");
                continue;
            }
            read_file(file);
            m_done += file.bytes;
        }
        return std::move(m_summary);
    }

  private:
    void read_file(const InputFile& file) {
        const bool is_standard = file.path == "-";
        const std::string name = is_standard ? "standard input" : file.path;
        auto source = !is_standard                          ? open_file(file.path)
                      : m_options.standard_input != nullptr ? open_stream(*m_options.standard_input)
                                                            : open_standard_input();
        TextInput input(unpacked(std::move(source), name), is_standard ? "-" : file.path);
        m_summary.files.push_back(file.path);
        m_file = file.path;
        const std::uint64_t before = m_summary.records;
        input.skip_blanks();
        if (input.peek() == TextInput::end) {
            ++m_summary.records; // so that it is known that something could not be used
            file_fault("empty_file", file.path,
                       "there is nothing in the file; an export may have failed: make it again");
            return;
        }
        read_text(input, file);
        if (m_summary.records == before) {
            file_fault("no_records", file.path,
                       "the file holds no record; look whether it is the right one");
        }
    }

    void read_text(TextInput& input, const InputFile& file) {
        const InputFormat format =
            file.format != InputFormat::unknown ? file.format : format_of_text(input.opening());
        switch (format) {
        case InputFormat::json:
            read_json(input);
            break;
        case InputFormat::json_lines:
            read_json_lines(input);
            break;
        case InputFormat::csv:
            read_csv(input);
            break;
        case InputFormat::unknown:
            throw ParseError(input.name() +
                             ": neither JSON, JSON Lines nor CSV: it begins with neither { nor [ "
                             "nor a row of column names; give one of these formats");
        }
    }

    void tick(const TextInput& input) {
        m_options.control.checkpoint();
        constexpr std::uint64_t often_enough = 4096;
        if (m_summary.records % often_enough == 0) {
            m_options.control.report(m_done + input.taken(), m_total);
        }
    }

    void read_json(TextInput& input) {
        JsonRecords records(input, m_options.max_record_bytes);
        RawRecord raw;
        while (records.next(raw)) {
            tick(input);
            use_json(raw);
        }
    }

    void read_json_lines(TextInput& input) {
        RawRecord raw;
        bool too_long = false;
        for (;;) {
            raw.line = input.line();
            raw.column = input.column();
            raw.offset = input.offset();
            if (!input.get_line(raw.text, m_options.max_record_bytes, too_long)) {
                return;
            }
            if (trimmed(raw.text).empty()) {
                continue;
            }
            tick(input);
            raw.kind = too_long ? RawRecord::Kind::too_long : RawRecord::Kind::record;
            m_is_lines = true;
            use_json(raw);
            m_is_lines = false;
        }
    }

    void use_json(const RawRecord& raw) {
        RecordFaults faults({m_file, raw.line, raw.pointer});
        if (raw.kind == RawRecord::Kind::envelope) {
            use_envelope(raw, faults);
            return;
        }
        ++m_summary.records;
        if (raw.kind == RawRecord::Kind::too_long) {
            faults.add("record_too_long", "", "",
                       "the record is longer than " + std::to_string(m_options.max_record_bytes) +
                           " bytes; split it, or remove what is no part of it");
        } else if (raw.kind == RawRecord::Kind::broken) {
            faults.add("not_json", "", "", raw.problem);
        } else if (const auto value = parse_json(raw.text, {raw.line, raw.column, raw.offset},
                                                 m_options.max_depth, faults)) {
            if (value->is_object() && value->contains("incidents") && !value->contains("id")) {
                faults.add("wrong_type", "/incidents", "",
                           m_is_lines ? "a line is one incident; write each on a line of its own, "
                                        "or end the file's name in .json"
                                      : "`incidents` must be a list, [...]");
            } else {
                use(*value, faults);
                return;
            }
        }
        finish(faults);
    }

    /// What stands around a list of incidents holds nothing for us.
    void use_envelope(const RawRecord& raw, RecordFaults& faults) {
        const auto value =
            parse_json(raw.text, {raw.line, raw.column, raw.offset}, m_options.max_depth, faults);
        if (value && value->is_object()) {
            for (const auto& [key, member] : value->items()) {
                if (key != "incidents" && !key.starts_with("x_")) {
                    faults.add("unknown_field", "", key,
                               "a field beside `incidents` was not read; a name that begins with "
                               "x_ is passed over in silence");
                }
            }
        }
        if (faults.has_error()) {
            ++m_summary.records;
        }
        finish(faults);
    }

    void read_csv(TextInput& input) {
        CsvRows rows(input, m_options.max_record_bytes);
        CsvRow header;
        if (!rows.next(header)) {
            return;
        }
        if (!header.code.empty()) {
            throw ParseError(m_file + ": line " + std::to_string(header.line) + ": " +
                             header.problem);
        }
        if (m_mapping && m_mapping->has_fields()) {
            read_mapped(input, rows, header);
        } else {
            read_default(input, rows, header);
        }
    }

    void read_mapped(TextInput& input, CsvRows& rows, const CsvRow& header) {
        m_mapping->bind(header, m_file);
        std::uint64_t number = 0;
        for (CsvRow row; rows.next(row);) {
            tick(input);
            ++number;
            if (is_usable(row, header.cells.size())) {
                use_cells(m_mapping->record(row, number), m_mapping->is_person_list());
            }
        }
    }

    void read_default(TextInput& input, CsvRows& rows, const CsvRow& header) {
        std::vector<CellFault> header_faults;
        const DefaultColumns columns(header, m_file, m_mapping ? m_mapping->style() : CellStyle{},
                                     header_faults);
        for (const CellFault& fault : header_faults) {
            RecordFaults faults({m_file, fault.cell.line, ""});
            faults.add(fault.code, "", fault.value,
                       "column " + fault.cell.column + ": " + fault.message);
            finish(faults);
        }
        std::vector<CsvRow> incident;
        const auto flush = [&] {
            if (!incident.empty()) {
                use_cells(columns.record(incident), false);
                incident.clear();
            }
        };
        for (CsvRow row; rows.next(row);) {
            tick(input);
            if (!is_usable(row, columns.size())) {
                continue;
            }
            const bool follows = columns.rows_are_people() && !incident.empty() &&
                                 !columns.id_of(row).empty() &&
                                 columns.id_of(row) == columns.id_of(incident.front());
            if (!follows) {
                flush();
            }
            incident.push_back(row);
        }
        flush();
    }

    bool is_usable(CsvRow& row, std::size_t columns) {
        while (row.cells.size() > columns && row.cells.back().empty()) {
            row.cells.pop_back(); // separators behind the last cell, as spreadsheets leave them
        }
        if (row.code.empty() && row.cells.size() != columns) {
            row.code = "wrong_cell_count";
            row.problem = "the row has " + std::to_string(row.cells.size()) +
                          " cells and the header " + std::to_string(columns) +
                          "; put quotes around a cell that holds the separator, or fill up the row";
        }
        if (row.code.empty()) {
            return true;
        }
        RecordFaults faults({m_file, row.line, ""});
        faults.add(row.code, "", "", row.problem);
        ++m_summary.records;
        finish(faults);
        return false;
    }

    void use_cells(const CellRecord& cells, bool is_person) {
        ++m_summary.records;
        RecordFaults faults({m_file, cells.line, ""});
        for (const CellFault& fault : cells.faults) {
            faults.add(fault.code, "", fault.value, fault.message);
        }
        m_cells = &cells;
        is_person ? use_person(cells.value, faults) : use(cells.value, faults);
        m_cells = nullptr;
    }

    void use(const json& record, RecordFaults& faults) {
        auto incident = read_incident(record, faults);
        if (incident) {
            const auto file = static_cast<std::uint32_t>(m_summary.files.size() - 1);
            if (const auto first = m_seen.note(incident->id, {file, faults.record().line})) {
                faults.add("duplicate_incident", "/id", incident->id,
                           "an incident of this id stands in " + m_summary.files[first->file] +
                               ", line " + std::to_string(first->line) +
                               ", and is used; join the two, or give this one an id of its own");
                incident.reset();
            }
        }
        finish(faults);
        if (incident) {
            ++m_summary.used;
            m_sink.incident(std::move(*incident));
        }
    }

    void use_person(const json& record, RecordFaults& faults) {
        auto person = read_person_record(record, faults);
        const std::string list = list_name(m_file);
        if (person) {
            const auto file = static_cast<std::uint32_t>(m_summary.files.size() - 1);
            if (const auto first =
                    m_seen.note(list + '\n' + person->ref, {file, faults.record().line})) {
                faults.add("duplicate_ref", "/ref", person->ref,
                           "a person of this ref stands in " + m_summary.files[first->file] +
                               ", line " + std::to_string(first->line) +
                               ", and is used; give each person a ref of its own");
                person.reset();
            }
        }
        finish(faults);
        if (person) {
            ++m_summary.used;
            m_sink.person(std::move(*person), faults.record(), list);
        }
    }

    /// Tells the faults of a record, or of what is none.
    void finish(RecordFaults& faults) {
        m_summary.unusable += faults.has_error() ? 1U : 0U;
        std::size_t index = 0;
        for (graph::Diagnostic& fault : faults.take()) {
            if (m_cells != nullptr) {
                place_in_table(fault, index++);
            }
            if (m_options.strict && fault.severity == graph::Severity::error) {
                throw ParseError(fault_text(fault));
            }
            m_sink.fault(std::move(fault));
        }
    }

    /// The faults of the cells come first and know their cell; the record's are looked up.
    void place_in_table(graph::Diagnostic& fault, std::size_t index) const {
        if (index < m_cells->faults.size()) {
            const CellPlace& cell = m_cells->faults[index].cell;
            fault.where.line = cell.line;
            fault.message = "column " + cell.column + ": " + fault.message;
        } else {
            name_cell(fault, *m_cells);
        }
    }

    void file_fault(const std::string& code, const std::string& file, std::string message) {
        RecordFaults faults({file, 0, ""});
        faults.add(code, "", "", std::move(message));
        finish(faults);
    }

    const ReadOptions& m_options;
    RecordSink& m_sink;
    InputSummary m_summary;
    SeenIds m_seen;
    std::optional<Mapping> m_mapping;
    std::string m_file;
    bool m_is_lines = false;
    const CellRecord* m_cells = nullptr; ///< of the record that is being read
    std::uint64_t m_done = 0, m_total = 0;
};

} // namespace

InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, RecordSink& sink) {
    return Reader(options, sink).read(inputs);
}

std::string fault_text(const graph::Diagnostic& fault) {
    std::string text = fault.where.file;
    if (fault.where.line > 0) {
        text += (text.empty() ? "line " : ": line ") + std::to_string(fault.where.line);
    }
    if (!fault.where.pointer.empty()) {
        text += (text.empty() ? "" : ": ") + fault.where.pointer;
    }
    return text + (text.empty() ? "" : ": ") + fault.message;
}

} // namespace sandhan::io
