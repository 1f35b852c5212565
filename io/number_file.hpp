// SPDX-License-Identifier: Apache-2.0
// A file of named numbers: {"corridors": 100, "name_spelling": 0.5}.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::io {

/// In the order of the names. Throws FileError, or ParseError that names the file, the field and
/// what is wrong: no JSON, no object, a name given twice, a value that is no number.
[[nodiscard]] std::vector<std::pair<std::string, double>> read_number_file(const std::string& path);
/// The same of a text; `name` is what messages call it.
[[nodiscard]] std::vector<std::pair<std::string, double>> parse_numbers(std::string_view text,
                                                                        const std::string& name);

} // namespace sandhan::io
