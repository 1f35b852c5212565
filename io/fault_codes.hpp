// SPDX-License-Identifier: Apache-2.0
// Every fault that reading may find. docs/faults.md explains the same list to analysts.
#pragma once

#include "graph/diagnostic.hpp"

#include <span>
#include <string_view>

namespace sandhan::io {

struct FaultCode {
    std::string_view code;
    graph::Severity severity;
    std::string_view meaning;
    std::string_view remedy;
};

/// All of them: errors before warnings, each group in the order of docs/faults.md.
[[nodiscard]] std::span<const FaultCode> fault_codes();

/// The entry of a code, or nullptr.
[[nodiscard]] const FaultCode* find_fault_code(std::string_view code);

} // namespace sandhan::io
