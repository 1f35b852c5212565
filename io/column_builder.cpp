// SPDX-License-Identifier: Apache-2.0
#include "io/column_builder.hpp"

#include "io/text_input.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace sandhan::io {

namespace {

using Texts = std::vector<std::string>;
using Reals = std::vector<double>;
using Integers = std::vector<std::optional<std::int64_t>>;
using Booleans = std::vector<std::optional<bool>>;

constexpr double absent_real = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

/// The text of a number without blanks and without the plus that from_chars refuses.
std::string_view digits_of(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    return text;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        if (c != lower[i]) {
            return false;
        }
    }
    return true;
}

/// Whether a text of digits would come back as another one if it were read as a number: a phone's
/// plus, the leading zero of a pin code, an account of twenty digits.
bool is_code(const std::string& written) {
    std::string_view text = trimmed(written);
    if (text.starts_with('+')) {
        return true;
    }
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    constexpr std::size_t always_held = std::numeric_limits<std::int64_t>::digits10;
    return (digits > 1 && text[0] == '0') || (digits == text.size() && digits > always_held);
}

template <class Number>
std::string printed(Number value) {
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

template <class Values, class Value>
void put(Values& values, std::size_t row, Value value, const typename Values::value_type& absent) {
    if (row == values.size()) {
        values.push_back(std::move(value));
        return;
    }
    if (row > values.size()) {
        values.resize(row + 1, absent);
    }
    values[row] = std::move(value);
}

} // namespace

std::optional<double> parse_real(std::string_view text) {
    text = digits_of(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        // Too large and too small look alike: a number below 1 has a negative exponent, or digits
        // that begin behind the point.
        const auto exponent = text.find_first_of("eE");
        const bool small =
            exponent != std::string_view::npos ? text[exponent + 1] == '-' : text.find("0.") <= 1;
        const double sign = text[0] == '-' ? -1.0 : 1.0;
        return sign * (small ? 0.0 : std::numeric_limits<double>::infinity());
    }
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    text = digits_of(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<bool> parse_boolean(std::string_view text) {
    text = trimmed(text);
    if (text == "1" || equal_ignoring_case(text, "true")) {
        return true;
    }
    if (text == "0" || equal_ignoring_case(text, "false")) {
        return false;
    }
    return std::nullopt;
}

std::optional<double> parse_weight(std::string_view text) {
    const auto weight = parse_real(text);
    // Written as > 0 so that NaN is refused too.
    return weight && *weight > 0.0 && std::isfinite(*weight) ? weight : std::nullopt;
}

std::string shown_number(std::string_view text) {
    constexpr std::size_t longest = 40;
    const bool shown = text.size() <= longest && parse_real(text);
    return shown ? std::string(trimmed(text)) : "(text, not shown)";
}

void ColumnBuilder::start(ColumnType type) {
    m_type = type;
    switch (type) {
    case ColumnType::boolean:
        m_values = Booleans();
        break;
    case ColumnType::integer:
        m_values = Integers();
        break;
    case ColumnType::real:
        m_values = Reals();
        break;
    case ColumnType::text:
        m_values = Texts();
        break;
    }
}

bool ColumnBuilder::set(std::size_t row, std::string_view text) {
    if (row == m_set.size()) {
        m_set.push_back(true);
    } else {
        if (row > m_set.size()) {
            m_set.resize(row + 1);
        }
        m_set[row] = true;
    }
    bool held = true;
    while (!store(row, text)) {
        held = false;
        const bool to_real = m_type == ColumnType::integer && parse_real(text);
        widen(to_real ? ColumnType::real : ColumnType::text);
    }
    return held;
}

bool ColumnBuilder::store(std::size_t row, std::string_view text) {
    if (auto* texts = std::get_if<Texts>(&m_values)) {
        put(*texts, row, std::string(text), std::string());
        return true;
    }
    const bool blank = trimmed(text).empty();
    if (auto* booleans = std::get_if<Booleans>(&m_values)) {
        const auto value = parse_boolean(text);
        put(*booleans, row, value, std::nullopt);
        return value || blank;
    }
    if (auto* integers = std::get_if<Integers>(&m_values)) {
        const auto value = parse_integer(text);
        put(*integers, row, value, std::nullopt);
        return value || blank || std::isnan(parse_real(text).value_or(0.0));
    }
    const auto value = parse_real(text);
    put(std::get<Reals>(m_values), row, value.value_or(absent_real), absent_real);
    return value || blank;
}

void ColumnBuilder::widen(ColumnType type) {
    const Column::Values old = std::exchange(m_values, {});
    if (type == ColumnType::real) {
        const auto& integers = std::get<Integers>(old);
        Reals reals;
        reals.reserve(integers.size());
        for (const auto& value : integers) {
            if (value && (*value > exact_in_double || *value < -exact_in_double)) {
                m_values = old;
                widen(ColumnType::text);
                return;
            }
            reals.push_back(value ? static_cast<double>(*value) : absent_real);
        }
        m_values = std::move(reals);
        m_type = type;
        return;
    }
    Texts texts;
    if (const auto* booleans = std::get_if<Booleans>(&old)) {
        for (const auto& value : *booleans) {
            texts.emplace_back(!value ? "" : *value ? "true" : "false");
        }
    } else if (const auto* integers = std::get_if<Integers>(&old)) {
        for (const auto& value : *integers) {
            texts.push_back(value ? printed(*value) : std::string());
        }
    } else {
        for (const double value : std::get<Reals>(old)) {
            texts.push_back(std::isnan(value) ? std::string() : printed(value));
        }
    }
    m_values = std::move(texts);
    m_type = ColumnType::text;
}

void ColumnBuilder::reserve(std::size_t rows) {
    std::visit([rows](auto& values) { values.reserve(rows); }, m_values);
    m_set.reserve(rows);
}

bool ColumnBuilder::narrow(ColumnType type) {
    if (m_type != ColumnType::text || type == ColumnType::text) {
        return m_type == type;
    }
    const auto& texts = std::get<Texts>(m_values);
    ColumnBuilder narrowed(type);
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (is_set(row) && !narrowed.set(row, texts[row])) {
            return false;
        }
    }
    narrowed.m_set = std::move(m_set);
    *this = std::move(narrowed);
    return true;
}

void ColumnBuilder::narrow_to_number() {
    const auto* texts = std::get_if<Texts>(&m_values);
    if (texts == nullptr || std::any_of(texts->begin(), texts->end(), is_code) ||
        std::none_of(texts->begin(), texts->end(), [](const std::string& text) {
            return std::isfinite(parse_real(text).value_or(absent_real));
        })) {
        return;
    }
    if (!narrow(ColumnType::integer)) {
        narrow(ColumnType::real);
    }
}

Column::Values ColumnBuilder::take(std::size_t rows) {
    if (auto* reals = std::get_if<Reals>(&m_values)) {
        reals->resize(rows, absent_real);
    } else {
        std::visit(
            [rows](auto& values) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, Reals>) {
                    values.resize(rows);
                }
            },
            m_values);
    }
    Column::Values taken = std::move(m_values);
    m_set.clear();
    start(m_type);
    return taken;
}

} // namespace sandhan::io
