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

} // namespace sandhan::graph
