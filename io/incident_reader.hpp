// SPDX-License-Identifier: Apache-2.0
// Reads incidents from files, folders and standard input: JSON, JSON Lines and CSV, each also
// gzipped.
#pragma once

#include "graph/diagnostic.hpp"
#include "graph/incident.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sandhan::io {

/// How far the reading is.
struct ReadingProgress {
    std::uint64_t bytes = 0;       ///< of the files, packed as they are
    std::uint64_t total_bytes = 0; ///< 0 when not known
    std::uint64_t records = 0;
};

struct ReadOptions {
    bool strict = false;      ///< the first error ends the reading with a ParseError
    std::string mapping_file; ///< for CSV; empty: our own columns
    std::uint64_t max_record_bytes = std::uint64_t{64} << 20;
    unsigned max_depth = 64;                ///< of lists and objects within a record
    std::istream* standard_input = nullptr; ///< what `-` reads; nullptr: the program's own
    graph::RunControl control;              ///< progress counts the bytes of the files
    std::function<void(const ReadingProgress&)> progress; ///< told after each block
};

struct InputSummary {
    std::vector<std::string> files; ///< as read, in order; folders as their files
    std::uint64_t records = 0;
    std::uint64_t used = 0;
    std::uint64_t unusable = 0; ///< at least one error each
};

/// Takes what is read, one record at a time and in the order of the files, one call at a time but
/// from any thread. A record's faults come before it.
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
    /// After its block was closed; blocks of several sinks may end at the same time.
    virtual void end() {}
};

/// Makes a sink for each block of consecutive records, so that blocks can be taken side by side.
class BlockSink {
  public:
    BlockSink() = default;
    BlockSink(const BlockSink&) = delete;
    BlockSink& operator=(const BlockSink&) = delete;
    virtual ~BlockSink() = default;

    /// Called from any thread, several at once. The block's records and faults then go to the sink
    /// in their order, one call at a time.
    virtual std::unique_ptr<RecordSink> open() = 0;
    /// Called for each block, in the order of the input, one call at a time. A sink that is not
    /// closed is dropped with what it holds: the reading ended before, or the block was read once
    /// more into another sink because an id in it was taken.
    virtual void close(RecordSink& block) = 0;
};

/// Reads all inputs: files, folders (all the way down, by name, only endings that we read), `-`.
/// A record with an error is not used, all its faults are told, and the rest goes on. Of several
/// records with one id the first that can be used is.
///
/// Throws   FileError    a file or folder that is missing or cannot be read
///          ParseError   a file that is not what it claims to be, a mapping that does not fit it;
///                       with options.strict also the first fault that is an error
///          graph::Cancelled
/// Cost     linear in the bytes, shared by all threads of the caller's arena; memory for a few
///          blocks of about a megabyte and their records, or for the longest record, and 64 bytes
///          an id. A CSV incident of several rows counts as one record.
///
/// What the sink gets before an exception is of no use but for messages. The blocks are the same
/// for any number of threads.
InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, BlockSink& blocks);
/// The same to one sink that takes all.
InputSummary
read_incidents(std::span<const std::string> inputs, const ReadOptions& options, RecordSink& sink);

/// `cases.json: line 3: /people/0/age: not an age ...`: a fault without its value.
[[nodiscard]] std::string fault_text(const graph::Diagnostic& fault);

} // namespace sandhan::io
