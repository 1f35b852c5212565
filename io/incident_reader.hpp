// SPDX-License-Identifier: Apache-2.0
// Reads incidents from files, folders and standard input: JSON, JSON Lines and CSV, each also
// gzipped.
#pragma once

#include "graph/diagnostic.hpp"
#include "graph/incident.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace sandhan::io {

struct ReadOptions {
    bool strict = false;      ///< the first error ends the reading with a ParseError
    std::string mapping_file; ///< for CSV; empty: our own columns
    std::uint64_t max_record_bytes = std::uint64_t{64} << 20;
    unsigned max_depth = 64;                ///< of lists and objects within a record
    std::istream* standard_input = nullptr; ///< what `-` reads; nullptr: the program's own
    graph::RunControl control;              ///< progress counts the bytes of the files
};

struct InputSummary {
    std::vector<std::string> files; ///< as read, in order; folders as their files
    std::uint64_t records = 0;
    std::uint64_t used = 0;
    std::uint64_t unusable = 0; ///< at least one error each
};

/// Takes what is read, one record at a time and in the order of the files. A record's faults come
/// before it.
class RecordSink {
  public:
    RecordSink() = default;
    RecordSink(const RecordSink&) = delete;
    RecordSink& operator=(const RecordSink&) = delete;
    virtual ~RecordSink() = default;

    virtual void incident(graph::Incident&& incident) = 0;
    /// A person of a person list; `list` is the file's name without folder and endings.
    virtual void
    person(graph::Person&& person, const graph::RecordPlace& where, const std::string& list) = 0;
    virtual void fault(graph::Diagnostic&& fault) = 0;
};

/// Reads all inputs: files, folders (all the way down, by name, only endings that we read), `-`.
/// A record with an error is not used, all its faults are told, and the rest goes on. Of several
/// records with one id the first that can be used is.
///
/// Throws   FileError    a file or folder that is missing or cannot be read
///          ParseError   a file that is not what it claims to be, a mapping that does not fit it;
///                       with options.strict also the first fault that is an error
///          graph::Cancelled
/// Cost     linear in the bytes; memory for one record and 16 bytes an id. A CSV incident of
/// several
///          rows counts as one record.
InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, RecordSink& sink);

/// `cases.json: line 3: /people/0/age: not an age ...`: a fault without its value.
[[nodiscard]] std::string fault_text(const graph::Diagnostic& fault);

} // namespace sandhan::io
