// SPDX-License-Identifier: Apache-2.0
// The truth behind generated incidents as one JSON object, written as it comes: docs/truth.md.
#pragma once

#include "graph/truth.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::io {

/// How the truth came about: enough to make it again.
struct TruthHeader {
    std::string tool_version;
    std::uint64_t seed = 0, incidents = 0;
    std::string noise;
    std::vector<std::pair<std::string, double>> scenario;
};

void append_truth(std::string& to, const graph::TrueCorridor& corridor);
void append_truth(std::string& to, const graph::TrueCell& cell);
void append_truth(std::string& to, const graph::TrueIdentity& identity);
void append_truth(std::string& to, const graph::TrueJourney& journey);
void append_truth(std::string& to, const graph::TrueDuplicate& duplicate);
void append_truth(std::string& to, const graph::TrueCorruption& corruption);

/// The frame of the file: begin(), then for each list in the order of the format begin_list(),
/// elements, and at last end(). Elements are texts of append_truth(); several at once are joined
/// by separator().
class TruthWriter {
  public:
    explicit TruthWriter(std::ostream& stream) : m_stream(stream) {}

    void begin(const TruthHeader& header);
    void begin_list(std::string_view name);
    /// Nothing is written for an empty text.
    void elements(std::string_view text);
    void end_list();
    /// `emerging`: the corridor's id, its first day and its events.
    void emerging(const std::string& corridor, graph::FuzzyDate::Days start, std::uint64_t events);
    void end();

    static constexpr std::string_view separator() { return ",\n"; }

  private:
    std::ostream& m_stream;
    bool m_first = true; ///< of the list's elements
};

} // namespace sandhan::io
