// SPDX-License-Identifier: Apache-2.0
// A page of hashes beside what a command wrote, laid out as a certificate of electronic records
// asks.
#pragma once

#include "io/output_file.hpp"
#include "io/run_record.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::cli {

void add_certificate_option(CLI::App& app);
[[nodiscard]] bool wants_certificate(const CLI::App& options);

/// What a page tells, whatever the command.
struct CertifiedRun {
    std::string command; ///< the command line, names withheld
    std::string version;
    std::int64_t started_s = 0, ended_s = 0; ///< seconds since 1970, UTC
    bool victims_revealed = false;
    std::vector<io::RecordedFile> inputs, outputs;
};

/// The page, one HTML document that prints on A4: a hash and algorithm report, and the fields of
/// parts A and B of the Schedule of India's Bharatiya Sakshya Adhiniyam 2023 (section 63(4)(c)), in
/// words of our own. What only the persons who sign can know is left blank, and it says that it is
/// an aid and no legal advice. The same run gives the same bytes.
[[nodiscard]] std::string certificate_page(const CertifiedRun& run);

/// Opened before the work, so that a place that can't be written to is known then; written to
/// `FILE.certificate.html` beside the FILE of -o. Its time is that of SOURCE_DATE_EPOCH where that
/// is set (reproducible-builds.org), else the clock's.
/// Throws UsageError where -o names no file; io::FileError.
class Certificate {
  public:
    explicit Certificate(const CLI::App& options);
    /// With the files of the run so far.
    void write(const io::RecordedRun& run);

  private:
    CertifiedRun m_run;
    bool m_quiet;
    io::OutputFile m_file;
};

} // namespace sandhan::cli
