// SPDX-License-Identifier: Apache-2.0
// The quick way from a record's JSON text to an Incident, for records of which nothing is to say.
#pragma once

#include "graph/incident.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace sandhan::io {

/// Reads a record that is without any fault and written in our own names. Whatever is out of the
/// ordinary (a fault, a warning, another name of a field, a number where text is usual, a repeated
/// key) is left to parse_json() and read_incident(), which alone know faults: so both ways agree
/// because this one never says anything.
///
/// One for each thread: it keeps the parser's memory.
class BulkRecordReader {
  public:
    /// Bytes behind the text that may be read; what they hold does not matter.
    static constexpr std::size_t padding = 64;
    /// A record of ours nests five deep; a lower limit needs the reader that counts.
    static constexpr unsigned least_depth = 8;

    BulkRecordReader();
    ~BulkRecordReader();
    BulkRecordReader(BulkRecordReader&&) noexcept;
    BulkRecordReader& operator=(BulkRecordReader&&) noexcept;

    /// Fills `incident`, which must be a new one, and says whether the record was of that kind;
    /// if not, nothing about `incident` is known. Requires max_depth >= least_depth and `padding`
    /// readable bytes behind `text`.
    bool read(std::string_view text,
              const graph::RecordPlace& where,
              unsigned max_depth,
              graph::Incident& incident);

  private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace sandhan::io
