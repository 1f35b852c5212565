// SPDX-License-Identifier: Apache-2.0
// An analyst's verdicts on pairs of people: JSON Lines, one verdict a line. Read, never written.
#pragma once

#include "graph/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::io {

enum class Verdict : std::uint8_t { same, different, unsure };

struct Decision {
    std::string a, b; ///< ids of people as `identities` prints them; "person:" may be left out
    Verdict verdict = Verdict::unsure;
    std::string by, when, why; ///< as written; may be empty
    std::uint64_t line = 0;
};

struct DecisionsRead {
    /// In the order in which they count, the one that supersedes last: by day where that is told, a
    /// line without one as if on the day of the line before.
    std::vector<Decision> decisions;
    std::vector<graph::Diagnostic> faults; ///< lines that can't be used
};

/// `{"a": "person:WB-2020-0147/s1", "b": "…", "verdict": "same", "by": "…", "when": "2021-03-04",
/// "why": "…"}`. Fields that begin with x_ are passed over. `.gz` is unpacked.
/// Throws  FileError where the file can't be read.
[[nodiscard]] DecisionsRead read_decisions(const std::string& path);

} // namespace sandhan::io
