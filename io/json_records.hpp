// SPDX-License-Identifier: Apache-2.0
// Cuts JSON text into the records it holds, without reading more than one of them into memory.
#pragma once

#include "io/text_input.hpp"

#include <cstdint>
#include <string>

namespace sandhan::io {

/// The bytes of one record and where they stand. They need not be JSON: only brackets and quotes
/// were looked at.
struct RawRecord {
    enum class Kind {
        record,
        envelope, ///< the object around `incidents`, with an empty list in the place of the records
        too_long, ///< `text` holds the first bytes only
        broken,   ///< what stands here is no record at all; `problem` says why
    };
    Kind kind = Kind::record;
    std::string text;
    std::string pointer; ///< of the record within the file
    std::string problem;
    std::uint64_t line = 1, column = 1, offset = 0;
};

/// Reads one document: an object, an array of records, or `{"incidents": [...]}`. Several documents
/// one after another are read as one list.
///
/// A broken record is handed over as it stands when its end is clear: its brackets close, or the
/// list has every record on a line of its own, as programs and people write it, and the next line
/// with the same indent begins the next one. Else the rest of the text is `broken`.
class JsonRecords {
  public:
    JsonRecords(TextInput& input, std::uint64_t max_record_bytes);

    /// False when there are no more.
    bool next(RawRecord& record);

  private:
    enum class Where { outside, in_list, after_list, done };

    // Each true when `record` is filled, false when the next step has to look further.
    bool next_document(RawRecord& record);
    bool next_in_list(RawRecord& record);
    bool read_envelope_tail(RawRecord& record);
    void begin(RawRecord& record);
    /// Copies one value to record.text. True when the list of an envelope begins.
    bool scan_value(RawRecord& record, bool look_for_list);
    void scan_plain(RawRecord& record);
    void recover(RawRecord& record, const std::string& problem);
    void give_up(RawRecord& record, const std::string& problem);
    [[nodiscard]] bool next_line_begins_record();
    void put(RawRecord& record, char c);

    TextInput& m_input;
    std::uint64_t m_most;
    Where m_where = Where::outside;
    bool m_first_document = true;
    bool m_after_comma = false;
    bool m_by_indent = false; ///< the brackets cannot be trusted any more
    std::size_t m_indent = 0;
    bool m_indent_known = false;
    std::string m_prefix; ///< pointer of the list
    std::uint64_t m_index = 0;
    RawRecord m_envelope;
    bool m_has_envelope = false;
};

} // namespace sandhan::io
