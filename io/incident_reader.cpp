// SPDX-License-Identifier: Apache-2.0
#include "io/incident_reader.hpp"

#include "io/bulk_record.hpp"
#include "io/errors.hpp"
#include "io/in_flight.hpp"
#include "io/incident_record.hpp"
#include "io/json_parse.hpp"
#include "io/mapped_rows.hpp"
#include "io/reading_tactics.hpp"
#include "io/record_blocks.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
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

    /// Nothing when the id is new; it is noted then. Requires place.line > 0.
    std::optional<Place> note(std::size_t hash, Place place) {
        if (4 * (m_used + 1) > 3 * m_slots.size()) {
            grow();
        }
        Slot& slot = slot_of(hash);
        if (slot.is_used()) {
            return slot.place;
        }
        slot = {hash, place};
        ++m_used;
        return std::nullopt;
    }

    [[nodiscard]] bool knows(std::size_t hash) const {
        if (m_slots.empty()) {
            return false;
        }
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hash & mask;
        while (m_slots[at].is_used() && m_slots[at].hash != hash) {
            at = (at + 1) & mask;
        }
        return m_slots[at].is_used();
    }

  private:
    struct Slot {
        std::size_t hash = 0;
        Place place;

        [[nodiscard]] bool is_used() const { return place.line > 0; }
    };

    Slot& slot_of(std::size_t hash) {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hash & mask;
        while (m_slots[at].is_used() && m_slots[at].hash != hash) {
            at = (at + 1) & mask;
        }
        return m_slots[at];
    }

    void grow() {
        constexpr std::size_t first_size = 1024;
        std::vector<Slot> old(std::max(first_size, 2 * m_slots.size()));
        old.swap(m_slots);
        for (const Slot& slot : old) {
            if (slot.is_used()) {
                slot_of(slot.hash) = slot;
            }
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
};

std::string list_name(const std::string& path) {
    if (path == "-") {
        return "stdin";
    }
    const std::string name = std::filesystem::path(path).filename().string();
    return name.substr(0, name.find('.', 1));
}

/// What became of one record, or of what is none.
struct Outcome {
    enum class Kind : std::uint8_t { nothing, incident, person };
    Kind kind = Kind::nothing;
    bool is_record = true;
    bool is_given = false; ///< the block's sink has it already
    std::uint32_t at = 0;  ///< among the block's incidents or people
    std::size_t hash = 0;  ///< of its id
    std::uint64_t line = 0;
    std::unique_ptr<RecordFaults> faults; ///< while there may be more; none: no fault
    std::unique_ptr<CellRecord> cells;
    std::vector<graph::Diagnostic> told; ///< the faults as they go to the sink
};

struct ReadPerson {
    graph::Person person;
    graph::RecordPlace where;
};

/// A block on its way: cut, read, compared with those before it, handed on.
///
/// The first records of a block go to its sink as soon as they are read, while they are in the
/// processor's cache, up to the first that has a fault or was not read in bulk. Should one of their
/// ids turn out to be taken, the block is read once more and keeps everything until ids were
/// compared.
struct Block : RecordBlock {
    std::vector<Outcome> outcomes;
    std::vector<graph::Incident> incidents;
    std::vector<ReadPerson> people;
    std::string list; ///< of a person list
    std::unique_ptr<RecordSink> sink;
    bool dropped = false; ///< stands behind what ended the reading
    bool gives_at_once = false;
    bool has_twins = false; ///< two of its records have one id
};

/// The faults of the cells come first and know their cell; the record's are looked up.
void place_in_table(graph::Diagnostic& fault, std::size_t index, const CellRecord& cells) {
    if (index < cells.faults.size()) {
        const CellPlace& cell = cells.faults[index].cell;
        fault.where.line = cell.line;
        fault.message = "column " + cell.column + ": " + fault.message;
    } else {
        name_cell(fault, cells);
    }
}

/// Makes records of one block after the other; one for each thread.
class BlockReader {
  public:
    BlockReader(const ReadOptions& options, const ReadingTactics& tactics)
        : m_options(options),
          m_is_bulk(tactics.bulk && options.max_depth >= BulkRecordReader::least_depth) {}

    void read(Block& block) {
        m_block = &block;
        if (block.lines.size > 0) {
            block.outcomes.reserve(block.lines.lines);
            read_lines(block.lines);
        }
        for (auto& item : block.items) {
            tick();
            if (auto* raw = std::get_if<RawRecord>(&item)) {
                read_raw(*raw, false);
            } else if (auto* table = std::get_if<TableRecord>(&item)) {
                read_cells(*table);
            } else if (auto* row = std::get_if<MappedRow>(&item)) {
                TableRecord mapped{
                    std::make_unique<CellRecord>(rows().record(row->cells, row->number)),
                    block.mapping->is_person_list()};
                read_cells(mapped);
            } else {
                auto& none = std::get<Unreadable>(item);
                add(std::move(none.faults)).is_record = none.is_record;
            }
        }
        block.items.clear();
    }

  private:
    void tick() {
        constexpr unsigned often_enough = 128;
        if (++m_count % often_enough == 0) {
            m_options.control.checkpoint();
        }
    }

    void read_lines(const LineBlock& lines) {
        graph::RecordPlace where{m_block->file, lines.line, ""};
        TextPosition at{lines.line, lines.column, lines.offset};
        for (std::string_view rest = lines.text(); !rest.empty();) {
            const void* newline = std::memchr(rest.data(), '\n', rest.size());
            const std::size_t size =
                newline != nullptr
                    ? static_cast<std::size_t>(static_cast<const char*>(newline) - rest.data())
                    : rest.size();
            std::string_view line = rest.substr(0, size);
            const std::size_t step = std::min(rest.size(), size + 1);
            rest.remove_prefix(step);
            tick();
            where.line = at.line;
            read_line(line, where, at);
            ++at.line;
            at.column = 1;
            at.offset += step;
        }
    }

    void read_line(std::string_view line, const graph::RecordPlace& where, TextPosition at) {
        const bool too_long = line.size() > m_options.max_record_bytes;
        line = line.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(
                                  line.size(), m_options.max_record_bytes)));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if ((line.empty() || line.front() <= ' ') && trimmed(line).empty()) {
            return;
        }
        if (!too_long && read_in_bulk(line, where)) {
            return;
        }
        RawRecord raw;
        raw.kind = too_long ? RawRecord::Kind::too_long : RawRecord::Kind::record;
        raw.line = at.line;
        raw.column = at.column;
        raw.offset = at.offset;
        raw.text = line;
        read_raw_slowly(raw, true);
    }

    void read_raw(const RawRecord& raw, bool is_line) {
        const bool plain = raw.kind == RawRecord::Kind::record;
        if (!plain || !read_in_bulk(raw.text, {m_block->file, raw.line, raw.pointer})) {
            read_raw_slowly(raw, is_line);
        }
    }

    bool read_in_bulk(std::string_view text, const graph::RecordPlace& where) {
        if (!m_is_bulk) {
            return false;
        }
        graph::Incident incident;
        if (!m_bulk.read(text, where, m_options.max_depth, incident)) {
            m_block->gives_at_once = false; // what follows waits for its faults
            return false;
        }
        Outcome& outcome = note_incident(incident);
        if (m_block->gives_at_once) {
            outcome.is_given = true;
            m_block->sink->incident(std::move(incident));
        } else {
            m_block->incidents.push_back(std::move(incident));
        }
        return true;
    }

    /// Of the incident that is put next.
    Outcome& note_incident(const graph::Incident& incident) {
        Outcome& outcome = m_block->outcomes.emplace_back();
        outcome.kind = Outcome::Kind::incident;
        outcome.at = static_cast<std::uint32_t>(m_block->incidents.size());
        outcome.hash = std::hash<std::string>{}(incident.id);
        outcome.line = incident.where.line;
        return outcome;
    }

    void read_raw_slowly(const RawRecord& raw, bool is_line) {
        RecordFaults faults({m_block->file, raw.line, raw.pointer});
        if (raw.kind == RawRecord::Kind::envelope) {
            read_envelope(raw, faults);
            return;
        }
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
                           is_line ? "a line is one incident; write each on a line of its own, "
                                     "or end the file's name in .json"
                                   : "`incidents` must be a list, [...]");
            } else {
                read_value(*value, std::move(faults));
                return;
            }
        }
        add(std::move(faults));
    }

    /// What stands around a list of incidents holds nothing for us.
    void read_envelope(const RawRecord& raw, RecordFaults& faults) {
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
        const bool counts = faults.has_error();
        add(std::move(faults)).is_record = counts;
    }

    MappedRows& rows() {
        if (!m_rows || &m_rows->mapping() != m_block->mapping.get()) {
            m_rows.emplace(m_block->mapping);
        }
        return *m_rows;
    }

    void read_cells(TableRecord& table) {
        RecordFaults faults({m_block->file, table.cells->line, ""});
        for (const CellFault& fault : table.cells->faults) {
            faults.add(fault.code, "", fault.value, fault.message);
        }
        Outcome& outcome = table.is_person ? read_person(table.cells->value, std::move(faults))
                                           : read_value(table.cells->value, std::move(faults));
        table.cells->value = nullptr; // the places of the cells are all that is asked for later
        outcome.cells = std::move(table.cells);
    }

    Outcome& read_value(const json& record, RecordFaults&& faults) {
        auto incident = read_incident(record, faults);
        if (!incident) {
            return add(std::move(faults));
        }
        Outcome& outcome = note_incident(*incident);
        m_block->incidents.push_back(std::move(*incident));
        return with(outcome, std::move(faults));
    }

    Outcome& read_person(const json& record, RecordFaults&& faults) {
        auto person = read_person_record(record, faults);
        if (!person) {
            return add(std::move(faults));
        }
        if (m_block->list.empty()) {
            m_block->list = list_name(m_block->file);
        }
        Outcome& outcome = m_block->outcomes.emplace_back();
        outcome.kind = Outcome::Kind::person;
        outcome.at = static_cast<std::uint32_t>(m_block->people.size());
        outcome.hash = std::hash<std::string>{}(m_block->list + '\n' + person->ref);
        outcome.line = faults.record().line;
        m_block->people.push_back({std::move(*person), faults.record()});
        return with(outcome, std::move(faults));
    }

    Outcome& add(RecordFaults&& faults) {
        return with(m_block->outcomes.emplace_back(), std::move(faults));
    }

    static Outcome& with(Outcome& outcome, RecordFaults&& faults) {
        if (!faults.empty()) {
            outcome.faults = std::make_unique<RecordFaults>(std::move(faults));
        }
        return outcome;
    }

    const ReadOptions& m_options;
    bool m_is_bulk;
    BulkRecordReader m_bulk;
    std::optional<MappedRows> m_rows; ///< by the mapping of the last block that had one
    Block* m_block = nullptr;
    unsigned m_count = 0;
};

/// Sees the blocks in their order: which ids are taken, how much was read, what ends the reading.
class Order {
  public:
    Order(const ReadOptions& options, std::uint64_t total) : m_options(options), m_total(total) {}

    void take(Block& block) {
        if (ended()) {
            block.dropped = true;
            return;
        }
        if (block.begins_file) {
            m_summary.files.push_back(block.file);
            m_records_before = m_summary.records;
            m_is_open = true;
        }
        try {
            for (std::size_t i = 0; i < block.outcomes.size(); ++i) {
                m_next = i + 1;
                finish(block, block.outcomes[i]);
            }
            end_file(block);
        } catch (const ParseError&) {
            block.outcomes.resize(m_next); // what stands before it was read
            block.outcomes.back().kind = Outcome::Kind::nothing;
            end(std::current_exception());
        }
        if (block.failure && !ended()) {
            end(block.failure);
        }
        m_options.control.report(block.taken, m_total);
        if (m_options.progress) {
            m_options.progress({block.taken, m_total, m_summary.records});
        }
    }

    [[nodiscard]] bool ended() const { return m_ended.load(std::memory_order_relaxed); }
    /// Whether a record that its sink has already has an id that is taken.
    [[nodiscard]] bool is_taken(const Block& block) const {
        return std::any_of(block.outcomes.begin(), block.outcomes.end(), [&](const Outcome& o) {
            return o.is_given && (block.has_twins || m_seen.knows(o.hash));
        });
    }
    InputSummary summary() {
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        return std::move(m_summary);
    }

  private:
    void end(std::exception_ptr failure) {
        m_failure = std::move(failure);
        m_ended.store(true, std::memory_order_relaxed);
    }

    void finish(Block& block, Outcome& outcome) {
        m_summary.records += outcome.is_record ? 1U : 0U;
        if (outcome.kind != Outcome::Kind::nothing) {
            note(block, outcome);
        }
        if (outcome.kind != Outcome::Kind::nothing) {
            ++m_summary.used;
        }
        if (!outcome.faults) {
            return;
        }
        m_summary.unusable += outcome.faults->has_error() ? 1U : 0U;
        std::size_t index = 0;
        for (graph::Diagnostic& fault : outcome.faults->take()) {
            if (outcome.cells) {
                place_in_table(fault, index++, *outcome.cells);
            }
            if (m_options.strict && fault.severity == graph::Severity::error) {
                throw ParseError(fault_text(fault));
            }
            outcome.told.push_back(std::move(fault));
        }
    }

    /// Of several records with one id the first is used.
    void note(Block& block, Outcome& outcome) {
        const auto file = static_cast<std::uint32_t>(m_summary.files.size() - 1);
        const auto first = m_seen.note(outcome.hash, {file, outcome.line});
        if (!first) {
            return;
        }
        const std::string stands = m_summary.files[first->file] + ", line " +
                                   std::to_string(first->line) + ", and is used; ";
        if (outcome.kind == Outcome::Kind::incident) {
            const graph::Incident& incident = block.incidents[outcome.at];
            if (!outcome.faults) {
                outcome.faults = std::make_unique<RecordFaults>(incident.where);
                outcome.faults->set_incident(incident.id);
            }
            outcome.faults->add("duplicate_incident", "/id", incident.id,
                                "an incident of this id stands in " + stands +
                                    "join the two, or give this one an id of its own");
        } else {
            const ReadPerson& read = block.people[outcome.at];
            if (!outcome.faults) {
                outcome.faults = std::make_unique<RecordFaults>(read.where);
            }
            outcome.faults->add("duplicate_ref", "/ref", read.person.ref,
                                "a person of this ref stands in " + stands +
                                    "give each person a ref of its own");
        }
        outcome.kind = Outcome::Kind::nothing;
    }

    void end_file(Block& block) {
        const bool closes = block.ends_file && m_is_open;
        m_is_open = m_is_open && !closes;
        if (!closes || m_summary.records > m_records_before) {
            return;
        }
        RecordFaults faults({block.file, 0, ""});
        faults.add("no_records", "", "",
                   "the file holds no record; look whether it is the right one");
        Outcome& outcome = block.outcomes.emplace_back();
        outcome.is_record = false;
        outcome.faults = std::make_unique<RecordFaults>(std::move(faults));
        m_next = block.outcomes.size();
        finish(block, outcome);
    }

    const ReadOptions& m_options;
    std::uint64_t m_total;
    InputSummary m_summary;
    SeenIds m_seen;
    bool m_is_open = false;             ///< a file; one that is named again is not opened
    std::uint64_t m_records_before = 0; ///< before the file that is open
    std::size_t m_next = 0;
    std::exception_ptr m_failure;
    std::atomic<bool> m_ended = false;
};

void hand_over(Block& block, RecordSink& sink) {
    for (Outcome& outcome : block.outcomes) {
        for (graph::Diagnostic& fault : outcome.told) {
            sink.fault(std::move(fault));
        }
        if (outcome.is_given) {
            continue;
        }
        if (outcome.kind == Outcome::Kind::incident) {
            sink.incident(std::move(block.incidents[outcome.at]));
        } else if (outcome.kind == Outcome::Kind::person) {
            ReadPerson& read = block.people[outcome.at];
            sink.person(std::move(read.person), read.where, block.list);
        }
    }
}

/// Whether two records of the block have one id (or one hash).
bool has_twins(const Block& block) {
    std::vector<std::size_t> hashes;
    hashes.reserve(block.outcomes.size());
    for (const Outcome& outcome : block.outcomes) {
        if (outcome.kind == Outcome::Kind::incident) {
            hashes.push_back(outcome.hash);
        }
    }
    std::sort(hashes.begin(), hashes.end());
    return std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end();
}

/// Either `blocks` or `sink` is there.
InputSummary read_all(std::span<const std::string> inputs,
                      const ReadOptions& options,
                      const ReadingTactics& tactics,
                      BlockSink* blocks,
                      RecordSink* sink) {
    namespace tbb = oneapi::tbb;
    using BlockPointer = Block*;

    RecordBlocks source(inputs, options, tactics);
    Order order(options, source.total_bytes());
    tbb::enumerable_thread_specific<BlockReader> readers(
        [&] { return BlockReader(options, tactics); });

    InFlight<Block> in_flight;
    const auto cut = [&](tbb::flow_control& flow) -> BlockPointer {
        const BlockPointer block = order.ended() ? nullptr : in_flight.make();
        if (block == nullptr || !source.next(*block)) {
            flow.stop();
            return nullptr;
        }
        return block;
    };
    const auto read = [&](BlockPointer block) {
        if (blocks != nullptr && !order.ended()) {
            block->sink = blocks->open();
            block->gives_at_once = block->lines.size > 0 && block->items.empty();
        }
        readers.local().read(*block);
        block->has_twins = has_twins(*block);
        return block;
    };
    const auto compare = [&](BlockPointer block) {
        if (order.is_taken(*block)) { // rare: once more, with nothing given before ids are compared
            block->outcomes.clear();
            block->incidents.clear();
            block->gives_at_once = false;
            block->sink = blocks->open();
            readers.local().read(*block);
        }
        source.give_back(std::move(block->lines));
        order.take(*block);
        return block;
    };
    const auto give = [&](BlockPointer block) {
        if (blocks != nullptr && !block->dropped) {
            hand_over(*block, *block->sink);
            block->incidents = {}; // a thread that frees what it used has it in its cache
        }
        return block;
    };
    const auto close = [&](BlockPointer block) {
        if (blocks != nullptr && !block->dropped) {
            blocks->close(*block->sink);
        } else if (!block->dropped) {
            hand_over(*block, *sink);
        }
        return block;
    };
    const auto end = [&](BlockPointer block) {
        if (blocks != nullptr && !block->dropped) {
            block->sink->end();
        }
        in_flight.end(block);
    };
    // Enough that no thread waits while one block takes longer than others.
    const auto tokens = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()) + 2;
    tbb::parallel_pipeline(
        tokens,
        tbb::make_filter<void, BlockPointer>(tbb::filter_mode::serial_in_order, cut) &
            tbb::make_filter<BlockPointer, BlockPointer>(tbb::filter_mode::parallel, read) &
            tbb::make_filter<BlockPointer, BlockPointer>(tbb::filter_mode::serial_in_order,
                                                         compare) &
            tbb::make_filter<BlockPointer, BlockPointer>(tbb::filter_mode::parallel, give) &
            tbb::make_filter<BlockPointer, BlockPointer>(tbb::filter_mode::serial_in_order, close) &
            tbb::make_filter<BlockPointer, void>(tbb::filter_mode::parallel, end));
    return order.summary();
}

} // namespace

InputSummary read_incidents(std::span<const std::string> inputs,
                            const ReadOptions& options,
                            BlockSink& blocks,
                            const ReadingTactics& tactics) {
    return read_all(inputs, options, tactics, &blocks, nullptr);
}

InputSummary read_incidents(std::span<const std::string> inputs,
                            const ReadOptions& options,
                            RecordSink& sink,
                            const ReadingTactics& tactics) {
    return read_all(inputs, options, tactics, nullptr, &sink);
}

InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, BlockSink& blocks) {
    return read_incidents(inputs, options, blocks, ReadingTactics{});
}

InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, RecordSink& sink) {
    return read_incidents(inputs, options, sink, ReadingTactics{});
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
