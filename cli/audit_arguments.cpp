// SPDX-License-Identifier: Apache-2.0
#include "cli/audit_arguments.hpp"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <system_error>

namespace sandhan::cli {
namespace {

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_only(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

constexpr std::string_view ten_digits = "0123456789";

/// "DAYS" of "DAYS:INT in [1 - 9]".
std::string_view kind_of(const std::string& type) {
    return std::string_view(type).substr(0, type.find_first_of(":= "));
}

/// Whether the value is one of those in "TEXT:{table,json,csv}".
bool is_choice(const std::string& type, const std::string& value) {
    const auto open = type.find('{');
    const auto close = type.find('}', open == std::string::npos ? type.size() : open);
    if (close == std::string::npos || value.find(',') != std::string::npos || value.empty()) {
        return false;
    }
    const std::string choices = "," + type.substr(open + 1, close - open - 1) + ",";
    return choices.find("," + value + ",") != std::string::npos;
}

/// An input that is there is a path; what is not may be anything.
bool is_input(const std::string& value) {
    std::error_code error;
    return value == "-" || std::filesystem::exists(value, error);
}

std::string named(const std::string& value,
                  const std::function<std::string(const std::string&)>& withhold) {
    std::string told;
    for (std::size_t first = 0; first <= value.size();) {
        const std::size_t comma = std::min(value.find(',', first), value.size());
        const std::string part = value.substr(first, comma - first);
        told += (first == 0 ? "" : ",") + (is_telling_no_name(part) ? part : withhold(part));
        first = comma + 1;
    }
    return told;
}

std::string told_value(const CLI::Option& option,
                       const std::string& value,
                       bool words_known,
                       const std::function<std::string(const std::string&)>& withhold) {
    const std::string type = option.get_type_name();
    const std::string_view kind = kind_of(type);
    if (kind == "FILE" || is_choice(type, value)) {
        return value;
    }
    if (option.get_name() == "INPUT") {
        return is_input(value) ? value : withhold(value);
    }
    if (is_any_of(kind, {"ID", "IDS", "PLACES"})) {
        return named(value, withhold);
    }
    if (kind == "SEEDS") { // or @ and a file of them
        return value.starts_with('@') ? value : named(value, withhold);
    }
    if (is_any_of(kind, {"LIST", "KINDS", "WORD", "WHOM", "FORMAT"}) ||
        option.get_name() == "--dialect") {
        return words_known ? value : withhold(value);
    }
    const bool is_figure = value.size() <= 40 && has_only(value, "0123456789-/.:~?%+,eEX");
    if (is_figure && kind != "TEXT" && !kind.empty()) {
        return value;
    }
    return option.get_positional() ? named(value, withhold) : withhold(value);
}

} // namespace

bool is_telling_no_name(const std::string& id) {
    const auto slashes = std::count(id.begin(), id.end(), '/');
    if (id.starts_with("place:")) {
        return slashes <= 1;
    }
    if (id.starts_with("incident:")) {
        return slashes == 0;
    }
    constexpr std::string_view resolved = "person:P-";
    if (id.starts_with(resolved)) {
        return id.size() > resolved.size() && has_only(std::string_view(id).substr(9), ten_digits);
    }
    if (!id.starts_with("person:") || slashes != 1) {
        return false;
    }
    constexpr std::size_t longest_ref = 6;
    const std::string_view ref = std::string_view(id).substr(id.find('/') + 1);
    const std::size_t number = ref.find_first_of(ten_digits);
    return ref.size() <= longest_ref && number <= 2 && has_only(ref.substr(number), ten_digits);
}

std::vector<std::string>
told_arguments(const CLI::App& command,
               bool words_known,
               const std::function<std::string(const std::string&)>& withhold) {
    std::vector<std::string> told;
    for (const CLI::Option* option : command.get_options()) {
        if (option->count() == 0) {
            continue;
        }
        const std::string name = option->get_name();
        if (option->get_items_expected_max() == 0) { // a flag
            if (!is_any_of(option->results().front(), {"false", "0"})) {
                told.push_back(name);
            }
            continue;
        }
        for (const std::string& value : option->results()) {
            if (!option->get_positional()) {
                told.push_back(name);
            }
            told.push_back(told_value(*option, value, words_known, withhold));
        }
    }
    return told;
}

} // namespace sandhan::cli
