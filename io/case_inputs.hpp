// SPDX-License-Identifier: Apache-2.0
// What a case file was made from, and whether that is still what it was.
#pragma once

#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandhan::io {

/// A file as it was when it was read.
struct CaseInput {
    std::string name; ///< as the user named it
    std::string path; ///< absolute, links followed
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0; ///< since 1970, UTC
    std::uint64_t sum = 0;        ///< XXH3 of its bytes as they lie on the disk
    friend bool operator==(const CaseInput&, const CaseInput&) = default;
};

/// Files that stand for themselves (`-` does not: it can't be looked at again), and the folders
/// among the inputs, in which files may come and go.
struct CaseInputs {
    std::vector<CaseInput> files;
    std::vector<std::string> folders; ///< absolute
};

/// Looks at all files that the inputs stand for, and at `others` (a mapping, a gazetteer).
/// Throws FileError; graph::Cancelled.
[[nodiscard]] CaseInputs identify_inputs(std::span<const std::string> inputs,
                                         std::span<const std::string> others,
                                         const graph::RunControl& control);

/// The first input that is not what it was, as a message: "cases.jsonl changed", "records/b.json is
/// new". A file that is no longer there changes nothing: the case may have been carried elsewhere.
/// Only where size or time differ is a file read, to compare its sum; with `by_time` not even then.
[[nodiscard]] std::optional<std::string>
changed_input(const CaseInputs& inputs, const graph::RunControl& control, bool by_time = false);

} // namespace sandhan::io
