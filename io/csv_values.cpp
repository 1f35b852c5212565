// SPDX-License-Identifier: Apache-2.0
// What one cell means.
#include "io/csv_records.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sandhan::io {
namespace {

using nlohmann::json;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

json flag_value(std::string_view cell) {
    const std::string word = lower(cell);
    for (const std::string_view yes : {"yes", "true", "y", "1"}) {
        if (word == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"no", "false", "n", "0"}) {
        if (word == no) {
            return false;
        }
    }
    return cell;
}

json number_value(std::string_view cell) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) {
        return cell;
    }
    return number;
}

/// One run of letters or of other signs of a date style.
std::string_view next_token(std::string_view style) {
    const auto is_part = [](char c) { return c == 'Y' || c == 'M' || c == 'D'; };
    std::size_t size = 1;
    while (size < style.size() && is_part(style[0]) && style[size] == style[0]) {
        ++size;
    }
    return style.substr(0, size);
}

struct DateParts {
    int year = -1, month = -1, day = -1;
};

int take_number(std::string_view& cell, std::size_t least, std::size_t most) {
    std::size_t size = 0;
    int value = 0;
    while (size < most && size < cell.size() && is_digit(cell[size])) {
        value = value * 10 + (cell[size] - '0');
        ++size;
    }
    if (size < least) {
        return -1;
    }
    cell.remove_prefix(size);
    return value;
}

int take_month_name(std::string_view& cell) {
    constexpr std::array<std::string_view, 12> names = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    std::size_t size = 0;
    while (size < cell.size() && ((cell[size] | 0x20) >= 'a' && (cell[size] | 0x20) <= 'z')) {
        ++size;
    }
    const std::string word = lower(cell.substr(0, size));
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (word.size() >= 3 && names[i].starts_with(word)) {
            cell.remove_prefix(size);
            return static_cast<int>(i) + 1;
        }
    }
    return -1;
}

bool take_part(std::string_view token, std::string_view& cell, DateParts& parts) {
    if (token == "YYYY") {
        parts.year = take_number(cell, 4, 4);
        return parts.year >= 0;
    }
    if (token == "YY") {
        // POSIX: 69 to 99 lie in the last century.
        parts.year = take_number(cell, 2, 2);
        parts.year += parts.year < 0 ? 0 : parts.year >= 69 ? 1900 : 2000;
        return parts.year >= 0;
    }
    if (token == "MMM") {
        parts.month = take_month_name(cell);
        return parts.month >= 0;
    }
    if (token == "MM" || token == "M") {
        parts.month = take_number(cell, 1, 2);
        return parts.month >= 0;
    }
    if (token == "DD" || token == "D") {
        parts.day = take_number(cell, 1, 2);
        return parts.day >= 0;
    }
    if (!cell.starts_with(token)) {
        return false;
    }
    cell.remove_prefix(token.size());
    return true;
}

std::string padded(int number, std::size_t width) {
    const std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

json list_value(std::string_view cell, WordFinder word, const CellStyle& style) {
    json list = json::array();
    for (std::string& item : split_list(cell, style.separator)) {
        list.push_back(word != nullptr ? word(item) : std::move(item));
    }
    return list;
}

} // namespace

std::vector<std::string> split_list(std::string_view cell, std::string_view separator) {
    std::vector<std::string> items;
    for (;;) {
        const auto cut = cell.find(separator);
        if (const auto item = trimmed(cell.substr(0, cut)); !item.empty()) {
            items.emplace_back(item);
        }
        if (cut == std::string_view::npos) {
            return items;
        }
        cell.remove_prefix(cut + separator.size());
    }
}

bool is_date_style(std::string_view style) {
    int years = 0, months = 0, days = 0;
    while (!style.empty()) {
        const std::string_view token = next_token(style);
        years += token == "YYYY" || token == "YY" ? 1 : 0;
        months += token == "MM" || token == "M" || token == "MMM" ? 1 : 0;
        days += token == "DD" || token == "D" ? 1 : 0;
        if (token.size() > 4 || token == "YYY" || token == "Y" || token == "MMMM" ||
            token == "DDD" || token == "DDDD") {
            return false;
        }
        style.remove_prefix(token.size());
    }
    return years == 1 && months == 1 && days == 1;
}

std::string iso_date(std::string_view cell, std::string_view style) {
    std::string_view rest = cell;
    DateParts parts;
    while (!style.empty()) {
        const std::string_view token = next_token(style);
        if (!take_part(token, rest, parts)) {
            return std::string(cell);
        }
        style.remove_prefix(token.size());
    }
    // What follows may be a time of day, which spreadsheets like to add.
    if (!rest.empty() && (rest[0] != ' ' || rest.size() < 5 || !is_digit(rest[1]) ||
                          rest.find(':') == std::string_view::npos)) {
        return std::string(cell);
    }
    return padded(parts.year, 4) + "-" + padded(parts.month, 2) + "-" + padded(parts.day, 2);
}

json cell_value(std::string_view cell, const Target& target, const CellStyle& style) {
    switch (target.kind) {
    case FieldKind::flag:
        return flag_value(cell);
    case FieldKind::number:
        return number_value(cell);
    case FieldKind::date:
        return style.dates.empty() ? std::string(cell) : iso_date(cell, style.dates);
    case FieldKind::count:
        // Spreadsheets turn whole numbers into 12.0 when they pass them on.
        if (cell.ends_with(".0")) {
            return std::string(cell.substr(0, cell.size() - 2));
        }
        return lower(cell) == "unknown" ? json(nullptr) : json(cell);
    case FieldKind::age:
        return std::string(cell.ends_with(".0") ? cell.substr(0, cell.size() - 2) : cell);
    case FieldKind::word:
        return target.word != nullptr ? target.word(cell) : std::string(cell);
    case FieldKind::text_list:
        return list_value(cell, nullptr, style);
    case FieldKind::word_list:
        return list_value(cell, target.word, style);
    default:
        return std::string(cell);
    }
}

void name_cell(graph::Diagnostic& fault, const CellRecord& record) {
    std::string pointer = fault.where.pointer;
    fault.where.line = record.line;
    for (;;) {
        // A fault of a part stands at the cell that the whole came from.
        const auto found = record.origin.find(pointer);
        if (found != record.origin.end()) {
            fault.where.line = found->second.line;
            fault.message = "column " + found->second.column + ": " + fault.message;
            return;
        }
        if (record.columns != nullptr && record.columns->contains(pointer)) {
            fault.message = "column " + record.columns->at(pointer) + ": " + fault.message;
            return;
        }
        const auto slash = pointer.rfind('/');
        if (slash == std::string::npos) {
            return;
        }
        pointer.resize(slash);
    }
}

} // namespace sandhan::io
