// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/script_readings.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace sandhan::algorithms::names {
namespace {

/// U+0621 to U+064A and the letters of Urdu beyond; vowel letters are dealt with before.
std::string_view arabic_consonant(char32_t c) {
    switch (c) {
    case 0x628:
        return "b";
    case 0x67E:
        return "p";
    case 0x62A:
    case 0x637:
    case 0x679:
        return "t";
    case 0x62B:
    case 0x633:
    case 0x635:
        return "s";
    case 0x62C:
        return "j";
    case 0x686:
        return "ch";
    case 0x62D:
    case 0x647:
    case 0x6BE:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
    case 0x6D5:
        return "h";
    case 0x62E:
        return "kh";
    case 0x62F:
    case 0x688:
        return "d";
    case 0x630:
    case 0x632:
    case 0x636:
    case 0x638:
    case 0x698:
        return "z";
    case 0x631:
    case 0x691:
        return "r";
    case 0x634:
        return "sh";
    case 0x63A:
        return "gh";
    case 0x641:
        return "f";
    case 0x642:
        return "q";
    case 0x643:
    case 0x6A9:
        return "k";
    case 0x6AF:
        return "g";
    case 0x644:
        return "l";
    case 0x645:
        return "m";
    case 0x646:
    case 0x6BA:
        return "n";
    default:
        return "";
    }
}

constexpr std::array<std::string_view, 48> cyrillic_letters{
    // from U+0430
    "a", "b",  "v", "g", "d",  "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s",  "t", "u", "f",  "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya",
    "e", "yo", "d", "g", "ye", "z",  "i",  "yi", "j",  "l",    "n", "c", "k", "i", "u",  "dz"};

} // namespace

std::string arabic_reading(std::span<const char32_t> word) {
    constexpr char32_t alef = 0x627;
    const auto is_alef = [](char32_t c) {
        return c == alef || c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671;
    };
    const auto is_waw = [](char32_t c) { return c == 0x648 || c == 0x624; };
    const auto is_yeh = [](char32_t c) {
        return c == 0x64A || c == 0x649 || c == 0x6CC || c == 0x6D2 || c == 0x6D3;
    };
    std::string text;
    const auto after_vowel = [&] {
        return !text.empty() && std::string_view("aiu").find(text.back()) != std::string_view::npos;
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
        next = is_arabic(next) ? next : 0;
        if (is_alef(c)) {
            // Before another vowel letter at the start it only carries it: ایوب, اوما.
            if (!(text.empty() && c == alef && (is_waw(next) || is_yeh(next)))) {
                text += 'a';
            }
        } else if (is_waw(c)) {
            const bool consonant = (text.empty() && i == 0) || is_alef(next) || after_vowel();
            text += consonant ? 'v' : 'u';
        } else if (is_yeh(c)) {
            const bool consonant = (text.empty() && i == 0) || is_alef(next);
            text += consonant ? 'y' : 'i';
        } else if (c == 0x639) { // ain, heard as the vowel it carries
            if (text.empty()) {
                text += 'a';
            }
        } else if (c == 0x629) {
            text += 'a';
        } else if (c == 0x64E) {
            text += 'a';
        } else if (c == 0x64F) {
            text += 'u';
        } else if (c == 0x650) {
            text += 'i';
        } else if ((c == 0x647 || c == 0x6C1) && next == 0 && !text.empty() && !after_vowel()) {
            text += 'a'; // the silent h at the end: فاطمہ
        } else {
            const std::string_view letters = arabic_consonant(c);
            // Only U+06BE is aspiration; this h is heard (رحمان), so a vowel stood before it.
            if (letters == "h" && c != 0x6BE && !text.empty() && !after_vowel()) {
                text += 'a';
            }
            text += letters;
        }
    }
    return text;
}

std::string cyrillic_reading(std::span<const char32_t> word) {
    std::string text;
    for (const char32_t c : word) {
        char32_t lower = c;
        if (c >= 0x410 && c <= 0x42F) {
            lower = c + 0x20;
        } else if (c >= 0x400 && c <= 0x40F) {
            lower = c + 0x50;
        } else if (c == 0x490 || c == 0x491) {
            lower = 0x433;
        }
        if (lower >= 0x430 && lower < 0x430 + cyrillic_letters.size()) {
            text += cyrillic_letters[lower - 0x430];
        }
    }
    return text;
}

} // namespace sandhan::algorithms::names
