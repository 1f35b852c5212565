// SPDX-License-Identifier: Apache-2.0
// Text character by character, for writers of formats with rules of their own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sandhan::io {

/// The character that begins at `at`, which moves behind it; U+FFFD for a byte that is no UTF-8.
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& at);

void append_character(std::string& out, char32_t c);

template <class Visit>
void each_character(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
        visit(next_character(text, at));
    }
}

/// C0, DEL and C1: what terminals and viewers obey or choke on.
[[nodiscard]] constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

} // namespace sandhan::io
