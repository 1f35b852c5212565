// SPDX-License-Identifier: Apache-2.0
// Tables and rules for the scripts that latin_reading() reads itself.
#pragma once

#include <span>
#include <string>

namespace sandhan::algorithms::names {

/// Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam.
[[nodiscard]] constexpr bool is_indic(char32_t c) { return c >= 0x900 && c <= 0xD7F; }
/// Arabic with the letters of Urdu, and its presentation forms' base letters.
[[nodiscard]] constexpr bool is_arabic(char32_t c) {
    return (c >= 0x620 && c <= 0x6FF && !(c >= 0x660 && c <= 0x66D)) || (c >= 0x750 && c <= 0x77F);
}
[[nodiscard]] constexpr bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x4FF; }

/// Letters of other scripts in the word are passed over.
[[nodiscard]] std::string indic_reading(std::span<const char32_t> word);
[[nodiscard]] std::string arabic_reading(std::span<const char32_t> word);
[[nodiscard]] std::string cyrillic_reading(std::span<const char32_t> word);

} // namespace sandhan::algorithms::names
