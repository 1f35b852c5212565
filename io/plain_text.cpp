// SPDX-License-Identifier: Apache-2.0
#include "io/plain_text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace sandhan::io {

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        ++at;
        return byte;
    }
    // The ICU macro indexes with a signed type; a window keeps it small on any text.
    std::array<std::uint8_t, 4> bytes{};
    const auto window = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    for (std::int32_t i = 0; i < window; ++i) {
        bytes[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(text[at + static_cast<std::size_t>(i)]);
    }
    std::int32_t next = 0;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), next, window, c);
    at += static_cast<std::size_t>(next);
    return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

void append_character(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    const auto rest = [&](unsigned shift) { byte(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
        rest(0);
    } else if (c < 0x10000) {
        byte(0xE0U | (c >> 12U));
        rest(6);
        rest(0);
    } else {
        byte(0xF0U | (c >> 18U));
        rest(12);
        rest(6);
        rest(0);
    }
}

} // namespace sandhan::io
