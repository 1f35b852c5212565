// SPDX-License-Identifier: Apache-2.0
// Mappings of the program's own, by name: `--map ctdc`.
#pragma once

#include <string>
#include <string_view>

namespace sandhan::io {

/// The JSON of a mapping by its name (`ctdc`, `ctdc-corridors`), or "".
[[nodiscard]] std::string_view builtin_mapping(std::string_view name);
/// Whether `--map NAME` means one of them: no file is called so.
[[nodiscard]] bool is_builtin_mapping(const std::string& name);

} // namespace sandhan::io
