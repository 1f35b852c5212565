// SPDX-License-Identifier: Apache-2.0
#include "io/json_values.hpp"

#include "io/block_writer.hpp"
#include "io/incident_writer.hpp"

#include <cmath>

namespace sandhan::io {

void JsonObject::name(std::string_view name) {
    if (!m_first) {
        m_out += ',';
    }
    m_first = false;
    append_json_string(m_out, name);
    m_out += ':';
}

void JsonObject::text(std::string_view key, std::string_view value) {
    name(key);
    append_json_string(m_out, value);
}

void JsonObject::number(std::string_view key, double value) {
    name(key);
    append_number(m_out, value);
}

void JsonObject::whole(std::string_view key, std::int64_t value) {
    name(key);
    append_number(m_out, value);
}

void JsonObject::truth(std::string_view key, bool value) {
    name(key);
    m_out += value ? "true" : "false";
}

void JsonObject::value(std::string_view key, const Column& column, std::size_t row) {
    if (const auto* texts = std::get_if<Texts>(&column.values)) {
        if (!(*texts)[row].empty()) {
            text(key, (*texts)[row]);
        }
    } else if (const auto* reals = std::get_if<Reals>(&column.values)) {
        if (std::isfinite((*reals)[row])) {
            number(key, (*reals)[row]);
        }
    } else if (const auto* numbers = std::get_if<Integers>(&column.values)) {
        if ((*numbers)[row]) {
            whole(key, *(*numbers)[row]);
        }
    } else if (const auto* truths = std::get_if<Booleans>(&column.values)) {
        if ((*truths)[row]) {
            truth(key, *(*truths)[row]);
        }
    }
}

} // namespace sandhan::io
