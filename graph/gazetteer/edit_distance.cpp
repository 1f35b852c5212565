// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/edit_distance.hpp"

#include "graph/gazetteer/fold.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>

namespace sandhan::graph::gazetteer {
namespace {

/// Names longer than this are compared for equality only; the longest of the data has 60 letters.
constexpr std::size_t longest = 63;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool same_digits(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    for (;;) {
        while (i < a.size() && !is_digit(a[i])) {
            ++i;
        }
        while (j < b.size() && !is_digit(b[j])) {
            ++j;
        }
        if (i == a.size() || j == b.size()) {
            return i == a.size() && j == b.size();
        }
        if (a[i++] != b[j++]) {
            return false;
        }
    }
}

/// Of an ending that thousands of names share, the part of a name before it tells them apart:
/// Rampur and Ranpur are two villages, not two spellings.
std::size_t own_letters(std::string_view a, std::string_view b) {
    static constexpr std::array endings{
        "nagar", "puram", "pura",  "pur",  "gaon",  "ganj",  "garh",   "abad",  "palli", "pally",
        "patti", "tola",  "para",  "wadi", "vadi",  "kheda", "khera",  "halli", "guda",  "giri",
        "gram",  "danga", "bazar", "hat",  "kalan", "khurd", "patnam", "kota",  "wala",  "pudi"};
    std::size_t shared = 0;
    for (const std::string_view ending : endings) {
        if (a.ends_with(ending) && b.ends_with(ending)) {
            shared = std::max(shared, ending.size());
        }
    }
    return letters_in(a) - shared;
}

/// Are the two at most `bound` edits apart? Equal letters at the front never cost anything to keep,
/// so only where the two differ is there a choice: at most 4 ways for each edit.
bool are_within(std::string_view a, std::string_view b, unsigned bound) {
    std::size_t same = 0;
    const std::size_t shorter = std::min(a.size(), b.size());
    while (same < shorter && a[same] == b[same]) {
        ++same;
    }
    a.remove_prefix(same);
    b.remove_prefix(same);
    if (a.empty() || b.empty()) {
        return a.size() + b.size() <= bound;
    }
    const std::size_t longer_by = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (bound == 0 || longer_by > bound) {
        return false;
    }
    const auto rest = [](std::string_view text, std::size_t n) { return text.substr(n); };
    if (bound == 1) { // what is left is decided by its length
        return (a.size() == b.size() && rest(a, 1) == rest(b, 1)) ||
               (a.size() == b.size() + 1 && rest(a, 1) == b) ||
               (a.size() + 1 == b.size() && a == rest(b, 1)) ||
               (a.size() == b.size() && a.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
                rest(a, 2) == rest(b, 2));
    }
    return are_within(rest(a, 1), rest(b, 1), bound - 1) || are_within(rest(a, 1), b, bound - 1) ||
           are_within(a, rest(b, 1), bound - 1) ||
           (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
            are_within(rest(a, 2), rest(b, 2), bound - 1));
}

} // namespace

Misspelling::Misspelling(std::string_view spelling)
    : m_spelling(spelling), m_numbers(numbers_of(spelling)), m_heard(sounded(spelling)),
      m_letters(letters_in(spelling)) {}

std::optional<Nearness>
Misspelling::nearness_to(std::string_view name, bool same_bones, const NearnessRules& rules) const {
    // Plain numbers: of an empty optional, compilers compare the value before they ask whether
    // there is one, which harms nothing but is a finding to valgrind.
    constexpr unsigned too_far = std::numeric_limits<unsigned>::max();
    unsigned sound = too_far;
    if (same_bones && m_numbers == numbers_of(name)) {
        sound = distance_within(m_heard, sounded(name), 1).value_or(too_far);
        if (sound == 0) {
            return Nearness::sounds_same;
        }
        if (m_heard.size() < rules.least_for_near) {
            sound = too_far;
        }
    }
    // Few names come as near as the widest bound: what is dearer to tell is asked of those alone.
    if (rules.by_sound_only || m_letters < rules.least_for_one) {
        return std::nullopt;
    }
    const unsigned widest = m_letters < rules.least_for_two ? 1 : 2;
    unsigned distance = distance_within(m_spelling, name, widest).value_or(too_far);
    if (distance == too_far && sound == too_far) {
        return std::nullopt;
    }
    const std::size_t letters = rules.own_letters ? own_letters(m_spelling, name) : m_letters;
    if (letters < rules.least_for_one || m_numbers != numbers_of(name)) {
        return std::nullopt;
    }
    if (distance == 2 && letters < rules.least_for_two) {
        distance = too_far;
    }
    if (distance <= 1) {
        return Nearness::one_letter;
    }
    if (sound != too_far) {
        return Nearness::sounds_near;
    }
    return distance != too_far ? std::optional(Nearness::two_letters) : std::nullopt;
}

std::size_t letters_in(std::string_view key) {
    return static_cast<std::size_t>(
        std::count_if(key.begin(), key.end(), [](char c) { return c != ' '; }));
}

unsigned bound_for(std::string_view key) {
    const std::size_t letters = letters_in(key);
    return letters <= 3 ? 0U : letters <= 7 ? 1U : 2U;
}

std::optional<unsigned> distance_within(std::string_view a, std::string_view b, unsigned bound) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > bound) {
        return std::nullopt;
    }
    if (a == b) {
        return 0U;
    }
    if (b.size() > longest) {
        return std::nullopt;
    }
    while (!a.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    for (unsigned distance = 1; distance <= bound; ++distance) {
        if (are_within(a, b, distance)) {
            return same_digits(a, b) ? std::optional(distance) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::uint32_t letters_of(std::string_view key) {
    std::uint32_t bits = 0;
    for (const char c : key) {
        if (c >= 'a' && c <= 'z') {
            bits |= 1U << (c - 'a');
        }
    }
    return bits;
}

} // namespace sandhan::graph::gazetteer
