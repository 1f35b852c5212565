// SPDX-License-Identifier: Apache-2.0
// The inputs of a reading as blocks of records that wait to be read.
#pragma once

#include "io/csv_records.hpp"
#include "io/incident_reader.hpp"
#include "io/input_files.hpp"
#include "io/json_records.hpp"
#include "io/line_blocks.hpp"
#include "io/mapping.hpp"
#include "io/reading_tactics.hpp"
#include "io/record_faults.hpp"

#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace sandhan::io {

/// A row or a file that gives no record, and why.
struct Unreadable {
    RecordFaults faults;
    bool is_record = true; ///< whether one is missing for it
};

struct TableRecord {
    std::unique_ptr<CellRecord> cells;
    bool is_person = false;
};

/// A row that is made a record by RecordBlock::mapping.
struct MappedRow {
    CsvRow cells;
    std::uint64_t number = 0; ///< of the row in its file, from 1
};

/// One piece of the inputs, in file order: either lines of JSON, or records already cut out.
struct RecordBlock {
    std::string file;         ///< as the user named it
    bool begins_file = false; ///< a file that was opened; one that holds nothing does not begin
    bool ends_file = false;
    std::uint64_t taken = 0; ///< bytes of all inputs that were read when this was cut
    LineBlock lines;
    std::vector<std::variant<RawRecord, TableRecord, MappedRow, Unreadable>> items;
    std::shared_ptr<const Mapping> mapping; ///< of mapped rows
    /// Why nothing comes behind this block.
    std::exception_ptr failure;
};

class TableRecords;
struct FtmRecords;

/// Opens one file after the other and cuts it. One call at a time.
class RecordBlocks {
  public:
    RecordBlocks(std::span<const std::string> inputs,
                 const ReadOptions& options,
                 const ReadingTactics& tactics);
    ~RecordBlocks();

    /// False when there is no more. What goes wrong with a file is in `failure`. Throws Cancelled.
    bool next(RecordBlock& block);
    /// Takes the memory of lines that are read; from any thread.
    void give_back(LineBlock&& lines);
    [[nodiscard]] std::uint64_t total_bytes() const { return m_total; }

  private:
    void open(const InputFile& file, RecordBlock& block);
    void begin_text(const InputFile& file);
    bool fill(RecordBlock& block);
    void gather_ftm(const InputFile& file, RecordBlock& block);
    bool fill_ftm(RecordBlock& block);

    const ReadOptions& m_options;
    const ReadingTactics& m_tactics;
    std::shared_ptr<const Mapping> m_mapping;
    std::vector<InputFile> m_files;
    std::size_t m_at = 0; ///< the file that is open, or the next one
    std::uint64_t m_done = 0, m_total = 0;

    std::unique_ptr<TextInput> m_input; ///< while a file is open
    std::unique_ptr<LineBlocks> m_lines;
    std::unique_ptr<JsonRecords> m_json;
    std::unique_ptr<TableRecords> m_table;
    std::unique_ptr<FtmRecords> m_ftm; ///< those not yet handed over
    std::size_t m_ftm_given = 0;

    std::mutex m_memory_mutex;
    std::vector<LineBlock> m_memory;
};

} // namespace sandhan::io
