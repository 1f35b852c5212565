// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/edit_distance.hpp"

#include "graph/gazetteer/fold.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
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
    const auto letters = std::count_if(a.begin(), a.end(), [](char c) { return c != ' '; });
    return static_cast<std::size_t>(letters) - shared;
}

} // namespace

std::optional<Nearness> nearness_of(std::string_view spelling,
                                    std::string_view name,
                                    bool same_bones,
                                    const NearnessRules& rules) {
    if (numbers_of(spelling) != numbers_of(name)) {
        return std::nullopt;
    }
    std::optional<unsigned> sound;
    if (same_bones) {
        const std::string heard = sounded(spelling);
        sound = distance_within(heard, sounded(name), 1);
        if (sound == 0U) {
            return Nearness::sounds_same;
        }
        if (heard.size() < rules.least_for_near) {
            sound.reset();
        }
    }
    if (rules.by_sound_only) {
        return std::nullopt;
    }
    const std::size_t letters =
        rules.own_letters ? own_letters(spelling, name) : own_letters(spelling, {});
    if (letters < rules.least_for_one) {
        return std::nullopt;
    }
    const unsigned bound = letters < rules.least_for_two ? 1 : 2;
    const auto distance = distance_within(spelling, name, bound);
    if (distance && *distance <= 1) {
        return Nearness::one_letter;
    }
    if (sound) {
        return Nearness::sounds_near;
    }
    return distance ? std::optional(Nearness::two_letters) : std::nullopt;
}

unsigned bound_for(std::string_view key) {
    const auto letters = std::count_if(key.begin(), key.end(), [](char c) { return c != ' '; });
    return letters <= 3 ? 0U : letters <= 7 ? 1U : 2U;
}

std::optional<unsigned> distance_within(std::string_view a, std::string_view b, unsigned bound) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > bound || !same_digits(a, b)) {
        return std::nullopt;
    }
    if (a == b) {
        return 0U;
    }
    if (b.size() > longest) {
        return std::nullopt;
    }
    const unsigned beyond = bound + 1;
    std::array<std::array<unsigned, longest + 2>, 3> rows;
    for (auto& row : rows) {
        row.fill(beyond);
    }
    for (std::size_t j = 0; j <= std::min<std::size_t>(b.size(), bound); ++j) {
        rows[0][j] = static_cast<unsigned>(j);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& above_two = rows[(i + 1) % 3];
        row.fill(beyond);
        row[0] = std::min(static_cast<unsigned>(i), beyond);
        unsigned least = row[0];
        const std::size_t from = i > bound ? i - bound : 1;
        const std::size_t to = std::min(b.size(), i + bound);
        for (std::size_t j = from; j <= to; ++j) {
            unsigned best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            best = std::min({best, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, above_two[j - 2] + 1);
            }
            row[j] = std::min(best, beyond);
            least = std::min(least, row[j]);
        }
        if (least > bound) {
            return std::nullopt;
        }
    }
    const unsigned distance = rows[a.size() % 3][b.size()];
    return distance <= bound ? std::optional<unsigned>(distance) : std::nullopt;
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
