// SPDX-License-Identifier: Apache-2.0
// One entry of an audit log, and the line it is.
#pragma once

#include "io/run_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Bytes that lie before an entry's line and are no entry: what a crash left of one.
struct TornBytes {
    std::uint64_t bytes = 0; ///< without the line end put behind them
    std::string sha256;      ///< of these
    friend bool operator==(const TornBytes&, const TornBytes&) = default;
};

/// Who did what, when, with which files, and how it ended.
struct AuditEntry {
    std::string started, ended; ///< UTC, `2026-11-28T10:40:12.345Z`
    std::string user;           ///< name of the account, else its number
    std::uint64_t uid = 0;      ///< of the account
    std::string host;
    std::string version;                ///< of the tool
    std::string command;                ///< "routes"
    std::vector<std::string> arguments; ///< what could name a person withheld
    std::string folder;                 ///< that relative paths begin at
    std::vector<RecordedFile> inputs, outputs;
    bool victims_revealed = false;
    int status = 0; ///< of the exit
    std::optional<TornBytes> torn;
    friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

/// What holds an entry in the chain.
struct AuditLink {
    std::uint64_t number = 0; ///< from 1
    std::string previous;     ///< hash of the entry before; 64 zeros of the first
    std::string hash;
    bool is_whole = false; ///< the hash is that of the line
};

/// What every line of an audit log begins with.
inline constexpr std::string_view audit_opening = "{\"sandhan_audit\":1,\"n\":";

/// `previous` of the first entry: 64 zeros.
[[nodiscard]] std::string no_previous_hash();

/// The entry as a line, without its end. Its last member is `hash`: SHA-256 of the line without
/// that member, that is of the bytes before `,"hash"` with a `}` behind them.
[[nodiscard]] std::string
audit_line(const AuditEntry& entry, std::uint64_t number, const std::string& previous);

/// The link of a line of that shape; nothing where it has another shape, whatever it holds.
[[nodiscard]] std::optional<AuditLink> parse_audit_link(std::string_view line);

/// Whether a line ends as an entry does: one that a crash tore does not.
[[nodiscard]] bool ends_as_entry(std::string_view line);

/// What the line tells; nothing where a member is missing or of another kind.
[[nodiscard]] std::optional<AuditEntry> parse_audit_entry(std::string_view line);

} // namespace sandhan::io
