// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/latin_reading.hpp"

#include "algorithms/suspects/script_readings.hpp"
#include "graph/gazetteer.hpp"

#include <algorithm>
#include <array>

namespace sandhan::algorithms::names {
namespace {

constexpr char32_t not_a_character = 0xFFFD;

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// U+00C0 to U+017F without diacritics; what becomes two letters is in wide_latin().
constexpr std::string_view narrow_latin =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
    "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(narrow_latin.size() == 0x180 - 0xC0);

std::string_view wide_latin(char32_t c) {
    switch (c) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0xDE:
    case 0xFE:
        return "th";
    case 0xDF:
        return "ss";
    case 0x132:
    case 0x133:
        return "ij";
    case 0x152:
    case 0x153:
        return "oe";
    default:
        return "";
    }
}

/// False when the letter is not one of ours to read.
bool append_latin(char32_t c, std::string& text) {
    if (within(c, 'a', 'z')) {
        text += static_cast<char>(c);
    } else if (within(c, 'A', 'Z')) {
        text += static_cast<char>(c + 0x20);
    } else if (within(c, 0xC0, 0x17F)) {
        const char plain = narrow_latin[c - 0xC0];
        if (plain == '.') {
            text += wide_latin(c);
        } else {
            text += plain;
        }
    } else if (within(c, 0x218, 0x21B)) { // Romanian, with a comma below
        text += c < 0x21A ? 's' : 't';
    } else {
        return within(c, 0x300, 0x36F); // combining diacritics say nothing here
    }
    return true;
}

void append_as_utf8(char32_t c, std::string& text) {
    const auto tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | ((static_cast<std::uint32_t>(c) >> shift) & 0x3FU));
    };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// By ICU, and the slow way.
std::string any_script(std::span<const char32_t> word) {
    std::string utf8;
    for (const char32_t c : word) {
        append_as_utf8(c, utf8);
    }
    std::string text = graph::folded(utf8);
    const auto legible = [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; };
    text.erase(std::remove_if(text.begin(), text.end(), [&](char c) { return !legible(c); }),
               text.end());
    return text.find_first_not_of(' ') == std::string::npos ? "" : text;
}

/// Length of the sequence that begins with this byte, 0 for none, and its payload.
std::size_t sequence_length(unsigned char first, std::uint32_t& payload) {
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    const std::size_t n = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    payload = first & (0xFFU >> (n + 1));
    return n;
}

} // namespace

void decode_utf8(std::string_view utf8, std::vector<char32_t>& code_points) {
    code_points.clear();
    for (std::size_t at = 0; at < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[at]);
        if (first < 0x80) {
            code_points.push_back(first);
            ++at;
            continue;
        }
        std::uint32_t c = 0;
        const std::size_t n = sequence_length(first, c);
        bool valid = n != 0 && at + n <= utf8.size();
        for (std::size_t k = 1; valid && k < n; ++k) {
            const auto next = static_cast<unsigned char>(utf8[at + k]);
            valid = (next & 0xC0U) == 0x80U;
            c = (c << 6U) | (next & 0x3FU);
        }
        valid = valid && !(n == 3 && c < 0x800) && !(n == 4 && (c < 0x10000 || c > 0x10FFFF)) &&
                !within(c, 0xD800, 0xDFFF);
        code_points.push_back(valid ? static_cast<char32_t>(c) : not_a_character);
        at += valid ? n : 1;
    }
}

int digit_value(char32_t c) {
    if (within(c, '0', '9')) {
        return static_cast<int>(c - '0');
    }
    if (is_indic(c) && within(c & 0x7FU, 0x66, 0x6F)) {
        return static_cast<int>((c & 0x7FU) - 0x66);
    }
    if (within(c, 0x660, 0x669) || within(c, 0x6F0, 0x6F9)) {
        return static_cast<int>(c & 0xFU);
    }
    return -1;
}

bool is_letter(char32_t c) {
    if (c < 0x80) {
        return within(c, 'a', 'z') || within(c, 'A', 'Z');
    }
    const bool sign = c < 0xC0 || c == 0xD7 || c == 0xF7 || within(c, 0x2B0, 0x2FF) || c == 0x964 ||
                      c == 0x965 || c == 0x970 || within(c, 0x600, 0x61F) ||
                      within(c, 0x66A, 0x66D) || c == 0x6D4 || within(c, 0x2000, 0x2BFF) ||
                      within(c, 0x3000, 0x3004) || within(c, 0x3008, 0x3020) ||
                      within(c, 0xD800, 0xF8FF) || within(c, 0xFE00, 0xFE6F) ||
                      within(c, 0xFF00, 0xFF20) || c >= 0xFFF0;
    const bool rare_ideograph = within(c, 0x20000, 0x323AF);
    return (!sign || rare_ideograph) && digit_value(c) < 0;
}

Reading latin_reading(std::span<const char32_t> word) {
    Reading reading;
    const bool indic = std::any_of(word.begin(), word.end(), is_indic);
    const bool arabic = !indic && std::any_of(word.begin(), word.end(), is_arabic);
    const bool cyrillic = !indic && !arabic && std::any_of(word.begin(), word.end(), is_cyrillic);
    if (indic) {
        reading.writing = Writing::native;
        reading.text = indic_reading(word);
    } else if (arabic) {
        reading.writing = Writing::abjad;
        reading.text = arabic_reading(word);
    } else if (cyrillic) {
        reading.writing = Writing::native;
        reading.text = cyrillic_reading(word);
    } else {
        for (const char32_t c : word) {
            if (!append_latin(c, reading.text)) {
                reading.text = any_script(word);
                reading.writing = word.front() < 0x250 ? Writing::latin : Writing::native;
                break;
            }
        }
    }
    return reading;
}

} // namespace sandhan::algorithms::names
