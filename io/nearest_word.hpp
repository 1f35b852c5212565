// SPDX-License-Identifier: Apache-2.0
// Which known word somebody may have meant.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sandhan::io {

/// The word with the least edit distance (insert, delete, replace, swap neighbours; letter case
/// costs nothing), the first of several; none when a third of the letters would have to change.
[[nodiscard]] std::optional<std::string_view> nearest_word(std::string_view text,
                                                           std::span<const std::string_view> words);

} // namespace sandhan::io
