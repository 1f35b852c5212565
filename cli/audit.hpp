// SPDX-License-Identifier: Apache-2.0
// The record of one run: for --audit, a line in a log, and for --certificate.
#pragma once

#include "cli/command.hpp"
#include "io/audit_log.hpp"
#include "io/run_record.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// Lives around a run. Nothing is watched where nobody asked.
class Audit {
  public:
    Audit() = default;
    ~Audit();
    Audit(const Audit&) = delete;
    Audit& operator=(const Audit&) = delete;

    /// Runs a command that has been parsed, watched if its --audit or --certificate asks for it.
    /// The log and the certificate are opened first: where they can't be written, nothing is done.
    /// Throws UsageError, io::FileError, and what the command throws.
    ExitStatus run(const CLI::App& options, Command& command);

    /// Writes the entry, however the run ended; the status to exit with: `failed` where the entry
    /// could not be written and the run did not fail itself.
    [[nodiscard]] int finish(int status);

  private:
    void begin_entry(const CLI::App& options);

    std::unique_ptr<io::RunRecord> m_record;
    std::unique_ptr<io::Witnessed> m_witnessed;
    std::unique_ptr<io::AuditLog> m_log;
    io::AuditEntry m_entry;
    std::vector<std::string> m_accepted_arguments; ///< of a run whose words were known
};

/// The value of an option that the command may not have; "" where it has none.
[[nodiscard]] std::string option_text(const CLI::App& options, const std::string& name);

/// `2026-11-28T10:40:12.345Z` of milliseconds since 1970.
[[nodiscard]] std::string utc_text(std::int64_t milliseconds);
[[nodiscard]] std::int64_t milliseconds_now();

} // namespace sandhan::cli
