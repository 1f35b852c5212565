// SPDX-License-Identifier: Apache-2.0
// What is wrong with a record, where, and what to do about it.
#pragma once

#include <cstdint>
#include <string>

namespace sandhan::graph {

enum class Severity {
    error,   ///< the record was not used
    warning, ///< the record was used
};

/// Where a record was read.
struct RecordPlace {
    std::string file;       ///< as the user named it; empty when it came from no file
    std::uint64_t line = 0; ///< 1-based line at which the record begins; 0 when there is none
    std::string pointer;    ///< JSON Pointer of the record within the file ("" in JSON Lines)
};

/// One fault. `code` is one of those in docs/faults.md. `value` is the offending text as it stands
/// in the file: it may name a victim, so whoever prints it withholds it unless told otherwise.
struct Diagnostic {
    RecordPlace where;    ///< pointer: the field's
    std::string incident; ///< id of the record, empty when not known
    std::string code;
    Severity severity = Severity::error;
    std::string value;
    std::string message; ///< never quotes `value`; ends with the remedy
};

} // namespace sandhan::graph
