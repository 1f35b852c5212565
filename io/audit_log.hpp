// SPDX-License-Identifier: Apache-2.0
// A log that grows by one line a run, each holding the hash of the line before.
#pragma once

#include "io/audit_entry.hpp"

#include <cstdint>
#include <string>

namespace sandhan::io {

struct AppendedEntry {
    std::uint64_t number = 0;
    std::string hash;       ///< the head of the log now
    std::uint64_t torn = 0; ///< bytes of an earlier entry that were found torn
};

/// An audit log, opened to append to.
///
/// Made        with mode 0600 where it is not there; one that exists keeps its permissions.
/// Checked     when it is opened: that it is a file on a disk that may be written, that it is empty
///             or begins as an audit log does, and that its last line is whole. Nothing is appended
///             to what anything else has written, nor behind a line that was changed.
/// Torn        bytes at the end that a crash left of an entry stay where they are. The next entry
///             names their number and SHA-256 (`torn`), so that they are part of the chain and not
///             silently continued over.
/// Concurrent  an append holds an exclusive flock(2) from reading the last line to the fsync.
/// Not torn by an append that fails (a full disk): the file is cut back to what it was.
/// Throws      FileError with path, reason and remedy.
class AuditLog {
  public:
    explicit AuditLog(std::string path);
    ~AuditLog();
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;

    /// Appends the entry (its `torn` is found out) and brings it to the disk.
    AppendedEntry append(AuditEntry entry);

    [[nodiscard]] const std::string& path() const { return m_path; }

  private:
    std::string m_path;
    int m_descriptor = -1;
};

/// A lock on an audit log as long as this lives, so that no line is read half. Throws FileError
/// when another program holds it for half a minute.
class AuditLock {
  public:
    enum class Kind { shared, exclusive };
    AuditLock(int descriptor, const std::string& path, Kind kind);
    ~AuditLock();
    AuditLock(const AuditLock&) = delete;
    AuditLock& operator=(const AuditLock&) = delete;

  private:
    int m_descriptor;
};

} // namespace sandhan::io
