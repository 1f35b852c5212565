// SPDX-License-Identifier: Apache-2.0
// The characters of XML in UTF-8, as the quick parser tells them apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sandhan::io::xml {

enum Kind : unsigned char {
    in_text = 1,  ///< stands for itself in text
    in_value = 2, ///< and in an attribute, but for the quote around it
    in_name = 4,
    begins_name = 8,
    blank = 16,
    in_comment = 32,
};

constexpr std::array<unsigned char, 256> make_kinds() {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t c = 0x20; c < 0x80; ++c) {
        kinds[c] = in_text | in_value | in_comment;
    }
    for (const char c : {'\t', '\n'}) {
        kinds[static_cast<unsigned char>(c)] = in_text | in_comment | blank;
    }
    const auto unset = [&](char c, unsigned bits) {
        auto& kind = kinds[static_cast<unsigned char>(c)];
        kind = static_cast<unsigned char>(kind & ~bits);
    };
    const auto set = [&](char c, unsigned bits) {
        auto& kind = kinds[static_cast<unsigned char>(c)];
        kind = static_cast<unsigned char>(kind | bits);
    };
    set(' ', blank);
    for (const char c : {'&', '<'}) {
        unset(c, in_text | in_value);
    }
    unset(']', in_text); // it may begin "]]>"
    for (const char c : {'"', '\''}) {
        unset(c, in_value);
    }
    unset('-', in_comment);
    for (char c = 'a'; c <= 'z'; ++c) {
        set(c, in_name | begins_name);
        set(static_cast<char>(c - 'a' + 'A'), in_name | begins_name);
    }
    for (char c = '0'; c <= '9'; ++c) {
        set(c, in_name);
    }
    for (const char c : {'_', ':'}) {
        set(c, in_name | begins_name);
    }
    for (const char c : {'-', '.'}) {
        set(c, in_name);
    }
    return kinds;
}

inline constexpr auto kinds = make_kinds();

inline bool is(char c, unsigned kind) { return (kinds[static_cast<unsigned char>(c)] & kind) != 0; }

/// Past all characters of the kind. No zero byte is of any, so that one ends the text.
inline const char* past(const char* p, unsigned kind) {
    while (is(*p, kind)) {
        ++p;
    }
    return p;
}

inline bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// How long the character of two bytes or more at p is, by its first byte; 0: that begins none.
inline std::ptrdiff_t wide_length(const char* p) {
    const unsigned a = static_cast<unsigned char>(*p);
    return a < 0xC2 ? 0 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : a < 0xF5 ? 4 : 0;
}

/// Whether the character of two bytes or more at p is well-formed UTF-8 that XML may hold. Table
/// 3-7 of the Unicode Standard. Requires wide_length(p) > 0 bytes that may be read.
inline bool is_wide_character(const char* p) {
    const auto at = [&](std::ptrdiff_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(p[i]));
    };
    const std::ptrdiff_t length = wide_length(p);
    for (std::ptrdiff_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0U) != 0x80U) {
            return false;
        }
    }
    const unsigned a = at(0);
    const unsigned b = at(1);
    const bool refused = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ||
                         (a == 0xEF && b == 0xBF && at(2) > 0xBD) || (a == 0xF0 && b < 0x90) ||
                         (a == 0xF4 && b > 0x8F);
    return !refused;
}

/// Whether a reference may stand for the character, and no expat would take it otherwise.
inline bool is_plain_character(std::uint32_t c) {
    return !((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
             (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF || c > 0x10FFFF);
}

inline void append_utf8(std::string& to, std::uint32_t c) {
    const auto byte = [&](std::uint32_t value) { to += static_cast<char>(value); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | c >> 6U);
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | c >> 12U);
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | c >> 18U);
        byte(0x80U | (c >> 12U & 0x3FU));
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

} // namespace sandhan::io::xml
