// SPDX-License-Identifier: Apache-2.0
// How far a long work is, on one line of a terminal.
#pragma once

#include "io/incident_reader.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace sandhan::cli {

/// One line on a terminal's standard error, rewritten a few times a second and wiped out at the
/// end. May be told from any thread.
class ProgressLine {
  public:
    explicit ProgressLine(std::string task);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::uint64_t done, std::uint64_t total);
    /// `45 % · 412,000 records · 210 MB/s · 3 s left`
    void show(const io::ReadingProgress& progress);

  private:
    using Clock = std::chrono::steady_clock;

    /// Whether it is time to write again. Requires the mutex.
    bool is_due();
    void write(const std::string& text);

    std::string m_task;
    std::mutex m_mutex;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_last = m_begin;
    bool m_shown = false;
};

/// What the line says of a reading after so many seconds.
[[nodiscard]] std::string reading_text(const io::ReadingProgress& progress, double seconds);

} // namespace sandhan::cli
