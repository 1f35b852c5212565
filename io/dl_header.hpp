// SPDX-License-Identifier: Apache-2.0
// The header of UCINET's DL files.
#pragma once

#include "io/graph_text.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandhan::io {

enum class DlFormat : std::uint8_t {
    full_matrix,
    upper_half,
    lower_half,
    edge_list1,
    edge_list2,
    node_list1,
    node_list2
};

/// The labels of rows or of columns, or of both where they are the same things.
struct DlLabels {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::uint64_t> places; // where vertices are called by them
    bool embedded = false;

    std::uint64_t place_of(const std::string& label) {
        const auto [found, is_new] = places.emplace(label, names.size());
        if (is_new) {
            names.push_back(label);
        }
        return found->second;
    }
};

struct DlHeader {
    std::optional<std::uint64_t> rows;
    std::optional<std::uint64_t> columns;
    std::uint64_t matrices = 1;
    DlFormat format = DlFormat::full_matrix;
    bool has_diagonal = true;
    bool has_sides = false;      ///< nr or nc is written
    bool has_own_labels = false; ///< rows or columns have labels that the others have not
    bool has_title = false;
    DlLabels row_labels;
    DlLabels column_labels;
    DlLabels matrix_labels;

    [[nodiscard]] bool is_matrix() const { return format <= DlFormat::lower_half; }
    [[nodiscard]] bool is_half() const {
        return format == DlFormat::upper_half || format == DlFormat::lower_half;
    }
    /// Whether rows and columns are different things.
    [[nodiscard]] bool is_two_mode() const {
        return format == DlFormat::edge_list2 || format == DlFormat::node_list2 ||
               rows != columns || (has_sides && has_own_labels);
    }
};

/// The next field, in this line of the text or a later one; false at its end.
bool next_dl_field(GraphText& text, Field& field, std::string_view separators);

/// Reads to behind `data:`. Throws ParseError; the sizes are there afterwards, and half a matrix is
/// square.
[[nodiscard]] DlHeader read_dl_header(GraphText& text);

} // namespace sandhan::io
