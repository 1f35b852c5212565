// SPDX-License-Identifier: Apache-2.0
#include "io/record_blocks.hpp"

#include "io/bulk_record.hpp"
#include "io/errors.hpp"
#include "io/follow_the_money_reader.hpp"
#include "io/table_records.hpp"

#include <utility>

namespace sandhan::io {
namespace {

Unreadable file_fault(const char* code, const std::string& file, const char* message) {
    RecordFaults faults({file, 0, ""});
    faults.add(code, "", "", message);
    return {std::move(faults), false};
}

} // namespace

RecordBlocks::RecordBlocks(std::span<const std::string> inputs,
                           const ReadOptions& options,
                           const ReadingTactics& tactics)
    : m_options(options), m_tactics(tactics) {
    if (!m_options.mapping_file.empty()) {
        m_mapping = std::make_shared<const Mapping>(Mapping::read(m_options.mapping_file));
    }
    m_files = expand_inputs(inputs);
    for (const InputFile& file : m_files) {
        m_total += file.bytes;
    }
}

RecordBlocks::~RecordBlocks() = default;

bool RecordBlocks::next(RecordBlock& block) {
    m_options.control.checkpoint();
    if (m_at == m_files.size()) {
        return false;
    }
    const InputFile& file = m_files[m_at];
    block.file = file.path;
    try {
        if (!m_input) {
            open(file, block);
        }
        block.ends_file = !m_input || !fill(block);
    } catch (...) {
        // A read that a signal broke off is no fault of the file.
        m_options.control.checkpoint();
        block.failure = std::current_exception();
        m_at = m_files.size();
        return true;
    }
    block.taken = m_done + (m_input ? m_input->taken() : 0);
    if (block.ends_file) {
        m_table.reset();
        m_ftm.reset();
        m_json.reset();
        m_lines.reset();
        m_input.reset();
        m_done += file.bytes;
        block.taken = m_done;
        ++m_at;
    }
    return true;
}

void RecordBlocks::open(const InputFile& file, RecordBlock& block) {
    if (file.is_again) {
        block.items.emplace_back(
            file_fault("same_file_twice", file.path,
                       "this file is named twice and was read once; name it once"));
        return;
    }
    const bool is_standard = file.path == "-";
    const std::string name = is_standard ? "standard input" : file.path;
    auto source =
        !is_standard ? open_file(file.path)
        : m_options.standard_input != nullptr
            ? open_stream(*m_options.standard_input)
            : open_standard_input([&control = m_options.control] { control.checkpoint(); });
    auto input = std::make_unique<TextInput>(unpacked(std::move(source), name), file.path);
    block.begins_file = true;
    input->skip_blanks();
    if (input->peek() == TextInput::end) {
        Unreadable nothing =
            file_fault("empty_file", file.path,
                       "there is nothing in the file; an export may have failed: make it again");
        nothing.is_record = true; // so that it is known that something could not be used
        block.items.emplace_back(std::move(nothing));
        return;
    }
    m_input = std::move(input);
    const bool is_json = file.format != InputFormat::csv;
    if (is_ftm_name(file.path) || (is_json && begins_as_ftm(m_input->opening()))) {
        gather_ftm(file, block);
        return;
    }
    const InputFormat format =
        file.format != InputFormat::unknown ? file.format : format_of_text(m_input->opening());
    switch (format) {
    case InputFormat::json:
        m_json = std::make_unique<JsonRecords>(*m_input, m_options.max_record_bytes);
        break;
    case InputFormat::json_lines:
        m_lines = std::make_unique<LineBlocks>(*m_input, m_tactics.block_bytes,
                                               m_options.max_record_bytes);
        break;
    case InputFormat::csv:
        m_table = std::make_unique<TableRecords>(*m_input, file.path, m_mapping.get(),
                                                 m_options.max_record_bytes, block.items);
        break;
    case InputFormat::unknown:
        throw ParseError(m_input->name() +
                         ": neither JSON, JSON Lines nor CSV: it begins with neither { nor [ "
                         "nor a row of column names; give one of these formats");
    }
}

/// All of it at once: what an entity means others tell, which may come later.
void RecordBlocks::gather_ftm(const InputFile& file, RecordBlock& block) {
    std::vector<RecordFaults> faults;
    FtmEntities entities(*m_input, m_options.max_record_bytes, m_options.control, faults);
    m_ftm = std::make_unique<FtmRecords>(make_ftm_records(entities, m_options.control));
    m_ftm_given = 0;
    for (RecordFaults& fault : faults) {
        block.items.emplace_back(Unreadable{std::move(fault), true});
    }
    for (const std::string& note : m_ftm->notes) {
        block.items.emplace_back(file_fault("not_kept", file.path, note.c_str()));
    }
}

bool RecordBlocks::fill_ftm(RecordBlock& block) {
    const std::size_t incidents = m_ftm->incidents.size();
    const std::size_t all = incidents + m_ftm->people.size();
    for (std::size_t n = 0; n < m_tactics.block_records && m_ftm_given < all; ++n, ++m_ftm_given) {
        if (m_ftm_given < incidents) {
            FtmRecords::Incident& made = m_ftm->incidents[m_ftm_given];
            RawRecord raw;
            raw.text = std::move(made.text);
            raw.text.reserve(raw.text.size() + BulkRecordReader::padding);
            raw.line = made.line;
            block.items.emplace_back(std::move(raw));
            continue;
        }
        FtmRecords::Person& made = m_ftm->people[m_ftm_given - incidents];
        auto cells = std::make_unique<CellRecord>();
        cells->value = std::move(made.value);
        cells->line = made.line;
        block.items.emplace_back(TableRecord{std::move(cells), true});
    }
    return m_ftm_given < all;
}

/// False when the file holds no more than this.
bool RecordBlocks::fill(RecordBlock& block) {
    if (m_ftm) {
        return fill_ftm(block);
    }
    if (m_lines) {
        {
            const std::scoped_lock lock(m_memory_mutex);
            if (!m_memory.empty()) {
                block.lines = std::move(m_memory.back());
                m_memory.pop_back();
            }
        }
        return m_lines->next(block.lines);
    }
    if (m_table) {
        block.mapping = m_table->mapping();
    }
    std::uint64_t bytes = 0;
    while (block.items.size() < m_tactics.block_records && bytes < m_tactics.block_bytes) {
        if (m_table) {
            if (!m_table->next(block.items)) {
                return false;
            }
        } else {
            RawRecord raw;
            if (!m_json->next(raw)) {
                return false;
            }
            bytes += raw.text.size();
            raw.text.reserve(raw.text.size() + BulkRecordReader::padding);
            block.items.emplace_back(std::move(raw));
        }
    }
    return true;
}

void RecordBlocks::give_back(LineBlock&& lines) {
    // The memory of a line as long as forty blocks is not for every block to have.
    if (lines.bytes != nullptr && lines.capacity <= 2 * m_tactics.block_bytes) {
        const std::scoped_lock lock(m_memory_mutex);
        m_memory.push_back(std::move(lines));
    }
}

} // namespace sandhan::io
