// SPDX-License-Identifier: Apache-2.0
// The values of a record that are more than words: texts, dates, counts, ages, places.
#include "io/record_fields.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sandhan::io {
namespace {

using nlohmann::json;

/// The largest whole number that every JSON tool keeps exactly.
constexpr double largest_whole = 9007199254740991.0;

/// 12, and 12.0, which JSON does not tell apart.
std::optional<std::int64_t> whole_number(const json& value) {
    if (!value.is_number()) {
        return std::nullopt;
    }
    const double number = value.get<double>();
    if (std::abs(number) > largest_whole || std::floor(number) != number) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(number);
}

std::optional<std::uint64_t> digits(std::string_view written) {
    const std::string_view text = trimmed(written);
    // Nine digits are beyond any count of people and within any integer.
    if (text.empty() || text.size() > 9) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::optional<NumberRange> range_of(const json& value) {
    if (value.is_string()) {
        return parse_range(value.get_ref<const std::string&>());
    }
    const auto whole = whole_number(value);
    if (!whole || *whole < 0) {
        return std::nullopt;
    }
    const auto number = static_cast<std::uint64_t>(*whole);
    return NumberRange{number, number};
}

std::optional<double>
read_degrees(const ObjectReader& place, std::string_view name, double limit, RecordFaults& faults) {
    const json* value = place.find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_number()) {
        wrong_type(*value, place.path().field(name), "degrees as a number", faults);
        return std::nullopt;
    }
    const double degrees = value->get<double>();
    if (!(std::abs(degrees) <= limit)) {
        const std::string most = std::to_string(static_cast<int>(limit));
        faults.add("invalid_coordinate", place.path().field(name), shown(*value),
                   "degrees lie between -" + most + " and " + most +
                       "; give decimal degrees, and look whether lat and lon are swapped");
        return std::nullopt;
    }
    return degrees;
}

} // namespace

std::optional<NumberRange> parse_range(std::string_view written) {
    const std::string_view text = trimmed(written);
    if (text.ends_with('+')) {
        const auto least = digits(text.substr(0, text.size() - 1));
        return least ? std::optional(NumberRange{*least, std::nullopt}) : std::nullopt;
    }
    constexpr std::string_view en_dash = "\xE2\x80\x93";
    auto cut = text.find(en_dash);
    std::size_t width = en_dash.size();
    if (cut == std::string_view::npos) {
        cut = text.find('-');
        width = 1;
    }
    if (cut == std::string_view::npos) {
        const auto only = digits(text);
        return only ? std::optional(NumberRange{*only, *only}) : std::nullopt;
    }
    const auto least = digits(text.substr(0, cut));
    const auto most = digits(text.substr(cut + width));
    if (!least || !most || *least > *most) {
        return std::nullopt;
    }
    return NumberRange{*least, *most};
}

std::optional<graph::CountRange> count_of(const NumberRange& range) {
    constexpr std::uint64_t limit = 1'000'000;
    if (range.least < 1 || range.least > limit || range.most.value_or(range.least) > limit) {
        return std::nullopt;
    }
    graph::CountRange count;
    count.least = static_cast<std::uint32_t>(range.least);
    count.most = range.most ? std::optional(static_cast<std::uint32_t>(*range.most)) : std::nullopt;
    return count;
}

std::optional<graph::AgeRange> age_of(const NumberRange& range) {
    constexpr std::uint64_t oldest = 120;
    if (range.least > oldest || range.most.value_or(oldest) > oldest) {
        return std::nullopt;
    }
    return graph::AgeRange{static_cast<std::uint8_t>(range.least),
                           static_cast<std::uint8_t>(range.most.value_or(oldest))};
}

std::string read_text(const json& value, const Path& path, RecordFaults& faults) {
    if (value.is_string()) {
        return std::string(trimmed(value.get_ref<const std::string&>()));
    }
    const auto whole = whole_number(value);
    if (whole && *whole >= 0) {
        return std::to_string(*whole);
    }
    wrong_type(value, path, "a string", faults);
    return {};
}

graph::FuzzyDate read_date(const json& value, const Path& path, RecordFaults& faults) {
    if (!value.is_string()) {
        wrong_type(value, path, "a date as a string, such as \"2020-10-12\"", faults);
        return {};
    }
    const auto& text = value.get_ref<const std::string&>();
    graph::FuzzyDate::Problem problem{};
    if (const auto date = graph::FuzzyDate::parse(text, &problem)) {
        return *date;
    }
    if (problem == graph::FuzzyDate::Problem::impossible) {
        faults.add("impossible_date", path, text,
                   "there is no such day, or the interval ends before it begins; correct the date");
    } else {
        faults.add("not_a_date", path, text,
                   "not a date; write YYYY-MM-DD, YYYY-MM, YYYY, or an interval "
                   "YYYY-MM-DD/YYYY-MM-DD");
    }
    return {};
}

graph::CountRange read_count(const json& value, const Path& path, RecordFaults& faults) {
    if (!value.is_string() && !value.is_number()) {
        wrong_type(value, path, "12, \"5-10\", \"5+\" or null", faults);
        return {};
    }
    const auto range = range_of(value);
    const auto count = range ? count_of(*range) : std::nullopt;
    if (!count) {
        faults.add("invalid_count", path, shown(value),
                   "not a count of people; write 12, \"5-10\" or \"5+\", from 1 to a million, or "
                   "null when it is not known");
    }
    return count.value_or(graph::CountRange{});
}

std::optional<graph::AgeRange> read_age(const json& value, const Path& path, RecordFaults& faults) {
    if (!value.is_string() && !value.is_number()) {
        wrong_type(value, path, "14 or \"14-17\"", faults);
        return std::nullopt;
    }
    const auto range = range_of(value);
    const auto age = range ? age_of(*range) : std::nullopt;
    if (!age) {
        faults.add("invalid_age", path, shown(value),
                   "not an age in completed years; write 14, \"14-17\" or \"18+\", at most 120");
    }
    return age;
}

graph::PlaceText
read_place(const json& value, const Path& path, RecordFaults& faults, Extras& extras) {
    graph::PlaceText place;
    if (value.is_string()) {
        place.text = trimmed(value.get_ref<const std::string&>());
        return place;
    }
    if (!value.is_object()) {
        wrong_type(value, path,
                   "text such as \"Pune, Maharashtra\", or an object of locality, district, state, "
                   "country, lat, lon",
                   faults);
        return place;
    }
    const ObjectReader fields(value, path, place_shape(), faults, extras);
    place.text = fields.text("text");
    place.locality = fields.text("locality");
    place.district = fields.text("district");
    place.state = fields.text("state");
    place.country = fields.text("country");
    const auto latitude = read_degrees(fields, "lat", 90, faults);
    const auto longitude = read_degrees(fields, "lon", 180, faults);
    if ((fields.find("lat") == nullptr) != (fields.find("lon") == nullptr)) {
        faults.add("invalid_coordinate", path, "", "lat and lon go together; give both or neither");
    } else {
        place.latitude = latitude;
        place.longitude = longitude;
    }
    return place;
}

} // namespace sandhan::io
