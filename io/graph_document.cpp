// SPDX-License-Identifier: Apache-2.0
#include "io/graph_document.hpp"

#include "io/block_writer.hpp"

#include <cmath>
#include <limits>

namespace sandhan::io {

const Column* find_column(const std::vector<Column>& columns, std::string_view name) {
    for (const Column& column : columns) {
        if (column.name == name) {
            return &column;
        }
    }
    return nullptr;
}

std::string text_at(const Column* column, std::size_t row) {
    std::string text;
    if (column == nullptr) {
        return text;
    }
    if (const auto* texts = std::get_if<Texts>(&column->values)) {
        text = (*texts)[row];
    } else if (const auto* whole = std::get_if<Integers>(&column->values)) {
        if (const auto value = (*whole)[row]) {
            append_number(text, *value);
        }
    } else if (const auto* reals = std::get_if<Reals>(&column->values)) {
        if (!std::isnan((*reals)[row])) {
            append_number(text, (*reals)[row]);
        }
    } else if (const auto* truths = std::get_if<Booleans>(&column->values)) {
        if (const auto value = (*truths)[row]) {
            text = *value ? "true" : "false";
        }
    }
    return text;
}

double number_at(const Column* column, std::size_t row) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (column == nullptr) {
        return none;
    }
    if (const auto* reals = std::get_if<Reals>(&column->values)) {
        return (*reals)[row];
    }
    if (const auto* whole = std::get_if<Integers>(&column->values)) {
        return (*whole)[row] ? static_cast<double>(*(*whole)[row]) : none;
    }
    return none;
}

} // namespace sandhan::io
