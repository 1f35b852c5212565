// SPDX-License-Identifier: Apache-2.0
// What a caller may say about a graph file that is to be read.
#pragma once

#include <optional>
#include <string>

namespace sandhan::io {

struct GraphReadOptions {
    /// Gives every edge a direction, or none, whatever the file says.
    std::optional<bool> directed;
    /// Of a table: the columns that hold the ends of an edge and its weight. Empty: found by the
    /// names that are known (see read_edge_list).
    std::string source_column;
    std::string target_column;
    std::string weight_column;

    [[nodiscard]] bool names_columns() const {
        return !source_column.empty() || !target_column.empty() || !weight_column.empty();
    }
};

} // namespace sandhan::io
