// SPDX-License-Identifier: Apache-2.0
#include "io/value.hpp"

#include "io/value_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sandhan::io {
namespace {

const Value null;

std::string joined_values(const Record& record) {
    std::string text;
    for (const auto& [name, field] : record) {
        const std::string part = plain_text(field);
        if (!part.empty()) {
            text += text.empty() ? part : " | " + part;
        }
    }
    return text;
}

} // namespace

const Value& Value::operator[](std::string_view field) const {
    if (const auto* record = get<Record>()) {
        for (const auto& [name, value] : *record) {
            if (name == field) {
                return value;
            }
        }
    }
    return null;
}

const Value& Value::at_path(std::string_view path) const {
    const Value* value = this;
    while (!path.empty()) {
        const auto dot = path.find('.');
        value = &(*value)[path.substr(0, dot)];
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return *value;
}

std::string fixed_text(double value, int digits) {
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : std::string();
}

std::string plain_text(const Value& value) {
    if (const auto* b = value.get<bool>()) {
        return *b ? "true" : "false";
    }
    if (const auto* i = value.get<std::int64_t>()) {
        return fmt::format("{}", *i);
    }
    if (const auto* d = value.get<double>()) {
        return std::isfinite(*d) ? fmt::format("{}", *d) : std::string();
    }
    if (const auto* s = value.get<std::string>()) {
        return *s;
    }
    std::string text;
    const char* separator = "";
    if (const auto* list = value.get<List>()) {
        for (const Value& item : *list) {
            const auto* record = item.get<Record>();
            text += separator + (record != nullptr ? joined_values(*record) : plain_text(item));
            separator = "; ";
        }
    }
    if (const auto* record = value.get<Record>()) {
        for (const auto& [name, field] : *record) {
            text += separator + name + ":" + plain_text(field);
            separator = "; ";
        }
    }
    return text;
}

} // namespace sandhan::io
