// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <utility>

namespace sandhan::cli {
namespace {

/// 412000 as 412,000.
std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    constexpr std::size_t group = 3;
    for (std::size_t at = text.size(); at > group;) {
        at -= group;
        text.insert(at, ",");
    }
    return text;
}

std::string duration_text(double seconds) {
    constexpr double minute = 60, hour = 3600;
    if (seconds < minute) {
        return fmt::format("{:.0f} s", std::ceil(seconds));
    }
    return seconds < hour ? fmt::format("{:.0f} min", std::ceil(seconds / minute))
                          : fmt::format("{:.1f} h", seconds / hour);
}

} // namespace

std::string reading_text(const io::ReadingProgress& progress, double seconds) {
    constexpr double megabyte = 1e6;
    const auto bytes = static_cast<double>(progress.bytes);
    const auto total = static_cast<double>(progress.total_bytes);
    // Standard input has no size, and a file may grow while it is read.
    const bool has_end = progress.total_bytes > 0 && progress.bytes <= progress.total_bytes;
    std::string text;
    if (has_end) {
        text = fmt::format("{:.0f} % · ", std::floor(100 * bytes / total));
    }
    text += grouped(progress.records) + " records";
    if (seconds > 0 && bytes > 0) {
        const double speed = bytes / seconds;
        text += fmt::format(" · {:.0f} MB/s", speed / megabyte);
        if (has_end) {
            text += " · " + duration_text((total - bytes) / speed) + " left";
        }
    }
    return text;
}

ProgressLine::ProgressLine(std::string task) : m_task(std::move(task)) {}

ProgressLine::~ProgressLine() {
    if (m_shown) {
        std::fputs("\r\033[K", stderr);
    }
}

bool ProgressLine::is_due() {
    constexpr auto pause = std::chrono::milliseconds(200);
    const auto now = Clock::now();
    if (now - m_last < pause) {
        return false;
    }
    m_last = now;
    return true;
}

void ProgressLine::write(const std::string& text) {
    m_shown = true;
    std::fputs(fmt::format("\r\033[K{}: {}", m_task, text).c_str(), stderr);
    std::fflush(stderr);
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
    const std::scoped_lock lock(m_mutex);
    if (is_due()) {
        write(total > 0 ? fmt::format("{} %", 100 * done / total) : std::to_string(done));
    }
}

void ProgressLine::show(const io::ReadingProgress& progress) {
    const std::scoped_lock lock(m_mutex);
    if (is_due()) {
        write(reading_text(progress, std::chrono::duration<double>(m_last - m_begin).count()));
    }
}

} // namespace sandhan::cli
