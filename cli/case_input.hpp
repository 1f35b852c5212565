// SPDX-License-Identifier: Apache-2.0
// Case files (analyse build) as input of every command that takes incidents.
#pragma once

#include "cli/session.hpp"
#include "io/passphrase.hpp"

#include <string>

namespace sandhan::cli {

/// Fills the cases from a case file when the input is one; false when the input is records.
/// Throws  UsageError  a case file beside other inputs; an option that only building can obey; a
///                     passphrase that nobody is there to give
///         io errors   damaged, stale (unless --stale-ok), a wrong passphrase
bool load_case_file(LoadedCases& cases,
                    const InputOptions& input,
                    const OutputOptions& output,
                    bool all_faults);

/// From --passphrase-file, else asked on the terminal (`twice` to be sure of what was typed).
/// Throws UsageError where neither is there.
[[nodiscard]] io::Passphrase
passphrase_for(const std::string& file, const OutputOptions& output, bool twice);

} // namespace sandhan::cli
