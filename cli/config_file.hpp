// SPDX-License-Identifier: Apache-2.0
// Options from a file: --config FILE.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace sandhan::cli {

/// The arguments (without the program's name) with the options that the file of --config adds, as
/// if they stood behind the command; unchanged without --config. The file is INI or TOML: `level =
/// "state"`, one a line; what stands in a section `[routes]` is for that command only. An option
/// given on the command line wins; one that only other commands have is passed over.
/// Throws UsageError naming an option that no command has; io::FileError, io::ParseError.
[[nodiscard]] std::vector<std::string> with_config(const CLI::App& app,
                                                   std::vector<std::string> arguments);

} // namespace sandhan::cli
