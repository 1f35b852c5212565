// SPDX-License-Identifier: Apache-2.0
// Reads texts and files in tests and keeps all that came out.
#pragma once

#include "io/incident_reader.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::tests {

struct Reading {
    io::InputSummary summary;
    std::vector<graph::Incident> incidents;
    std::vector<std::pair<std::string, graph::Person>> people; ///< with the list's name
    std::vector<graph::Diagnostic> faults;

    [[nodiscard]] std::vector<std::string> ids() const;
    [[nodiscard]] std::vector<std::string> codes() const;
    /// The only fault of that code. Fails the test when there is none or more than one.
    [[nodiscard]] const graph::Diagnostic& fault(std::string_view code) const;
};

/// From standard input.
[[nodiscard]] Reading read_text(std::string_view text, io::ReadOptions options = {});
[[nodiscard]] Reading read_files(const std::vector<std::string>& inputs,
                                 io::ReadOptions options = {});
/// A record as JSON Lines on standard input.
[[nodiscard]] Reading read_record(std::string_view json);

/// A folder of its own below the system's temporary one, removed at the end.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    /// Writes a file and returns its path.
    std::string write(const std::string& name, std::string_view content) const;
    [[nodiscard]] std::string path(const std::string& name) const;

  private:
    std::filesystem::path m_path;
};

/// The text as gzip packs it.
[[nodiscard]] std::string gzipped(std::string_view text);

[[nodiscard]] inline bool mentions(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// What the call throws, as text; fails the test when it throws nothing.
template <class Error, class Call>
[[nodiscard]] std::string message_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

} // namespace sandhan::tests
