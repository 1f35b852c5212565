// SPDX-License-Identifier: Apache-2.0
#include "graph/building/folded_name.hpp"

#include "graph/gazetteer.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace sandhan::graph::building {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

enum class Indic : std::uint8_t { letter, sign, other };
constexpr std::size_t indic_bytes = 3;

/// What stands there: U+0900 to U+0DFF hold the Indic scripts.
Indic indic_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (at + indic_bytes > text.size() || byte(0) != 0xE0 || byte(1) < 0xA4 || byte(1) > 0xB7 ||
        byte(2) < 0x80 || byte(2) > 0xBF) {
        return Indic::other;
    }
    return u_isalpha(0x0800 | (byte(1) & 0x1F) << 6 | (byte(2) & 0x3F)) != 0 ? Indic::letter
                                                                             : Indic::sign;
}

/// ICU writes an Indic letter by itself and the signs behind it: a nukta makes another letter of
/// it, even one behind a virama. So these tell the first letter of a whole name, and few of them
/// begin names. Signs without a letter before them may join with what comes next.
std::optional<char> first_of_indic(std::string_view name) {
    if (indic_at(name, 0) != Indic::letter) {
        return {};
    }
    constexpr std::size_t longest = 4 * indic_bytes;
    std::size_t length = indic_bytes;
    while (indic_at(name, length) == Indic::sign) {
        length += indic_bytes;
    }
    if (length > longest ||
        (length < name.size() && name[length] != ' ' && indic_at(name, length) == Indic::other)) {
        return {};
    }
    thread_local std::unordered_map<std::string, std::optional<char>> known;
    const auto [entry, is_new] = known.try_emplace(std::string(name.substr(0, length)));
    if (is_new) {
        // An avagraha is a letter that folds to nothing; then signs join with what comes next.
        const bool is_written = !folded(name.substr(0, indic_bytes)).empty();
        const std::string form = folded(name.substr(0, length));
        if (is_written && !form.empty() && is_letter_or_digit(form[0])) {
            entry->second = form[0];
        }
    }
    return entry->second;
}

} // namespace

FoldedName::FoldedName(std::string_view name) : m_name(name) {
    const bool plain = std::all_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!plain) {
        m_first = first_of_indic(name);
        return;
    }
    m_first = '\0'; // of a name that folds to nothing
    for (const char c : name) {
        if (is_letter_or_digit(lower(c))) {
            m_first = lower(c);
            return;
        }
    }
}

const std::string& FoldedName::text() {
    if (!m_text) {
        m_text = folded(m_name);
    }
    return *m_text;
}

bool FoldedName::is_like(FoldedName& other) {
    if (m_name == other.m_name) {
        return true;
    }
    if (m_first && other.m_first && *m_first != *other.m_first) {
        return false;
    }
    return text() == other.text();
}

} // namespace sandhan::graph::building
