// SPDX-License-Identifier: Apache-2.0
#include "io/xml_text.hpp"

#include "io/block_writer.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <unordered_set>
#include <utility>

namespace sandhan::io {

namespace {

enum class Place { text, attribute, comment };

constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr std::array<bool, 256> make_plain() {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x7F; ++c) {
        plain[c] = true;
    }
    for (const char c : {'&', '<', '>', '"', '-'}) {
        plain[static_cast<unsigned char>(c)] = false;
    }
    return plain;
}

/// Characters that are written as they are wherever they stand.
constexpr std::array<bool, 256> plain = make_plain();

constexpr unsigned byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

/// Length of the well-formed UTF-8 character of two bytes or more at i that XML may hold; else 0.
/// Table 3-7 of the Unicode Standard.
std::size_t character_length(std::string_view text, std::size_t i) {
    const unsigned a = byte_at(text, i);
    const unsigned b = byte_at(text, i + 1);
    const unsigned c = byte_at(text, i + 2);
    const unsigned d = byte_at(text, i + 3);
    const auto continues = [](unsigned byte) { return (byte & 0xC0U) == 0x80U; };
    if (a >= 0xC2 && a <= 0xDF) {
        const bool c1_control = a == 0xC2 && b < 0xA0;
        return continues(b) && !c1_control ? 2 : 0;
    }
    if (a >= 0xE0 && a <= 0xEF) {
        const bool overlong = a == 0xE0 && b < 0xA0;
        const bool surrogate = a == 0xED && b > 0x9F;
        const bool no_character = a == 0xEF && b == 0xBF && c > 0xBD;
        return continues(b) && continues(c) && !overlong && !surrogate && !no_character ? 3 : 0;
    }
    if (a >= 0xF0 && a <= 0xF4) {
        const bool overlong = a == 0xF0 && b < 0x90;
        const bool beyond = a == 0xF4 && b > 0x8F;
        return continues(b) && continues(c) && continues(d) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// How many bytes one replacement stands for: a refused but whole character, or one byte.
std::size_t refused_length(std::string_view text, std::size_t i) {
    const unsigned a = byte_at(text, i);
    const unsigned b = byte_at(text, i + 1);
    if (a == 0xC2 && b >= 0x80 && b < 0xA0) {
        return 2;
    }
    const unsigned c = byte_at(text, i + 2);
    if (a == 0xEF && b == 0xBF && (c == 0xBE || c == 0xBF)) {
        return 3;
    }
    return 1;
}

template <Place place>
const char* reference(char c, char next) {
    constexpr bool in_attribute = place == Place::attribute;
    constexpr bool in_comment = place == Place::comment;
    switch (c) {
    case '&':
        return in_comment ? "&" : "&amp;";
    case '<':
        return in_comment ? "<" : "&lt;";
    case '>':
        return in_comment ? ">" : "&gt;";
    case '"':
        return in_attribute ? "&quot;" : "\"";
    case '\t':
        return in_attribute ? "&#9;" : "\t";
    case '\n':
        return in_attribute ? "&#10;" : "\n";
    case '\r':
        return in_comment ? "\n" : "&#13;";
    case '-':
        return in_comment && next == '-' ? "- " : "-";
    default:
        return nullptr;
    }
}

template <Place place>
std::uint64_t append(std::string& out, std::string_view text) {
    std::uint64_t replaced = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        std::size_t end = i;
        while (end < text.size() && plain[static_cast<unsigned char>(text[end])]) {
            ++end;
        }
        out.append(text, i, end - i);
        i = end;
        if (i == text.size()) {
            break;
        }
        if (const char* written =
                reference<place>(text[i], static_cast<char>(byte_at(text, i + 1)))) {
            out += written;
            ++i;
        } else if (const std::size_t length = character_length(text, i)) {
            out.append(text, i, length);
            i += length;
        } else {
            out += replacement;
            ++replaced;
            i += refused_length(text, i);
        }
    }
    return replaced;
}

} // namespace

std::uint64_t append_xml_text(std::string& out, std::string_view text) {
    return append<Place::text>(out, text);
}

std::uint64_t append_xml_attribute(std::string& out, std::string_view text) {
    return append<Place::attribute>(out, text);
}

std::uint64_t append_xml_comment(std::string& out, std::string_view text) {
    return append<Place::comment>(out, text);
}

void append_xml_double(std::string& out, double value) {
    if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
    } else {
        append_number(out, value);
    }
}

std::vector<std::string> xml_ids(const std::vector<std::string>& ids, std::uint64_t& replaced) {
    std::vector<std::string> written_ids;
    written_ids.reserve(ids.size());
    std::uint64_t lost = 0;
    for (const std::string& id : ids) {
        std::string written;
        lost += append_xml_attribute(written, id);
        written_ids.push_back(std::move(written));
    }
    replaced += lost;
    if (lost == 0) {
        return written_ids;
    }
    std::unordered_set<std::string> taken;
    for (std::string& id : written_ids) {
        const std::string wish = id;
        for (unsigned n = 2; !taken.insert(id).second; ++n) {
            id = wish + "~" + std::to_string(n);
        }
    }
    return written_ids;
}

} // namespace sandhan::io
