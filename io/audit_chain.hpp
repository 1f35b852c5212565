// SPDX-License-Identifier: Apache-2.0
// Whether an audit log is what was written: its lines, in order, each unchanged.
#pragma once

#include "graph/run_control.hpp"
#include "io/audit_entry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::io {

enum class AuditVerdict {
    intact,
    changed,   ///< the line is not what its hash, or the hash in the line behind it, says
    missing,   ///< entries before it are gone
    reordered, ///< it stands where another belongs, or stands there twice
    torn,      ///< what a crash left of an entry
};

[[nodiscard]] const char* name_of(AuditVerdict verdict);

/// A line of the log.
struct AuditedLine {
    std::uint64_t line = 0;   ///< from 1
    std::uint64_t number = 0; ///< of the entry; 0 where the line is none
    std::string hash;         ///< "" where the line is no entry
    AuditVerdict verdict = AuditVerdict::intact;
    std::string why; ///< "" where it is intact
    /// Torn, and the entry behind it says so: known, and no break of the chain.
    bool is_accounted_for = false;
    std::optional<AuditEntry> entry; ///< nothing where the line is no entry
};

struct AuditReading {
    std::vector<AuditedLine> lines; ///< as they stand in the file
    std::uint64_t entries = 0;
    std::uint64_t broken = 0;     ///< lines that break the chain
    std::size_t first_broken = 0; ///< among `lines`, where `broken` > 0
    std::string head;             ///< hash of the last entry; 64 zeros of an empty log
};

/// Reads a log (plain or gzipped) line by line and judges each. A line is judged by its own hash,
/// then by whether it names the hash and number of the line before; after a break the rest is
/// judged from there on, so that one edit is one broken line. What one line tells of another is
/// believed as far as hashes go: who can write the file can forge all of it from some line on, and
/// then only a hash noted elsewhere tells.
///
/// Throws  FileError; ParseError where the file does not begin as an audit log does;
///         graph::Cancelled.
/// Cost    O(bytes) time; memory for what the entries tell, and one line.
[[nodiscard]] AuditReading read_audit_log(const std::string& path,
                                          const graph::RunControl& control = {});

} // namespace sandhan::io
