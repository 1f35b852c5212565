// SPDX-License-Identifier: Apache-2.0
// Which files the inputs of a command stand for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// What a name's ending tells about the content.
enum class InputFormat { unknown, json, json_lines, csv };

/// By the ending, `.gz` taken off and letter case forgiven.
[[nodiscard]] InputFormat format_of_name(std::string_view name);
/// By how the text begins.
[[nodiscard]] InputFormat format_of_text(std::string_view opening);

struct InputFile {
    std::string path; ///< `-`: standard input
    InputFormat format = InputFormat::unknown;
    std::uint64_t bytes = 0; ///< 0 when not known
    bool is_again = false;   ///< the same file stands further up
};

/// Files as named, in that order; folders as the files within them whose ending we read, all the
/// way down, by name. Hidden files are left alone. Throws FileError for what is not there, and for
/// a folder without such a file.
[[nodiscard]] std::vector<InputFile> expand_inputs(std::span<const std::string> inputs);

} // namespace sandhan::io
