// SPDX-License-Identifier: Apache-2.0
#include "graph/entities.hpp"

#include "graph/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sandhan::graph {
namespace {

bool ends_with_word(std::string_view folded_name, std::string_view word) {
    return folded_name.ends_with(word) &&
           (folded_name.size() == word.size() ||
            folded_name[folded_name.size() - word.size() - 1] == ' ');
}

bool begins_with_word(std::string_view folded_name, std::string_view word) {
    return folded_name.starts_with(word) &&
           (folded_name.size() == word.size() || folded_name[word.size()] == ' ');
}

/// A folded station name without its closing words, or nothing if it is no station.
std::optional<std::string_view> station_stem(std::string_view folded_name) {
    constexpr std::array<std::string_view, 10> words{"police station",
                                                     "police stn",
                                                     "police thana",
                                                     "police chowki",
                                                     "police outpost",
                                                     "police post",
                                                     "thana",
                                                     "p s",
                                                     "ps",
                                                     "outpost"};
    for (const std::string_view word : words) {
        if (folded_name.size() > word.size() && ends_with_word(folded_name, word)) {
            return folded_name.substr(0, folded_name.size() - word.size() - 1);
        }
    }
    return std::nullopt;
}

/// What may stand in brackets beside an age: its unit, and the sex.
bool goes_with_an_age(std::string_view folded_word) {
    constexpr std::array<std::string_view, 15> words{
        "aged", "age", "years", "year",   "yrs",     "yr",    "y",   "old",
        "m",    "f",   "male",  "female", "bachara", "varsa", "sala"}; // বছর, वर्ष, साल
    return std::find(words.begin(), words.end(), folded_word) != words.end();
}

/// Of what stands in brackets, folded.
std::optional<AgeRange> age_of(std::string_view text) {
    unsigned age = 0;
    bool is_bare = true;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, blank);
        text.remove_prefix(std::min(blank + 1, text.size()));
        const std::size_t figures = std::min(word.find_first_not_of("0123456789"), word.size());
        if (figures > 0) {
            if (age != 0 || figures > 3) {
                return std::nullopt;
            }
            for (const char figure : word.substr(0, figures)) {
                age = age * 10 + static_cast<unsigned>(figure - '0');
            }
            word.remove_prefix(figures); // "30yrs"
        }
        if (!word.empty()) {
            if (!goes_with_an_age(word)) {
                return std::nullopt;
            }
            is_bare = false;
        }
    }
    constexpr unsigned least_bare = 5, most = 120;
    if (age < (is_bare ? least_bare : 1) || age > most) {
        return std::nullopt;
    }
    return AgeRange{static_cast<std::uint8_t>(age), static_cast<std::uint8_t>(age)};
}

} // namespace

bool is_police_station(std::string_view name) { return station_stem(folded(name)).has_value(); }

bool begins_as_police_station(std::string_view name) {
    constexpr std::array<std::string_view, 7> leading{
        "police station", "police stn", "police chowki", "police outpost", "ps", "p s", "thana"};
    const std::string text = folded(name);
    return std::any_of(leading.begin(), leading.end(),
                       [&](std::string_view word) { return begins_with_word(text, word); });
}

std::string organisation_key(std::string_view name) {
    std::string key = folded(name);
    if (const auto stem = station_stem(key)) {
        return std::string(*stem) + " police station";
    }
    return key;
}

std::optional<AgeRange> age_in_name(std::string_view name) {
    for (std::size_t open = name.find('('); open != std::string_view::npos;
         open = name.find('(', open + 1)) {
        const std::size_t close = name.find(')', open);
        if (close == std::string_view::npos) {
            break;
        }
        if (const auto age = age_of(folded(name.substr(open + 1, close - open - 1)))) {
            return age;
        }
    }
    return std::nullopt;
}

} // namespace sandhan::graph
