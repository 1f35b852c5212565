// SPDX-License-Identifier: Apache-2.0
// A graph as files hold it: ids, ends and named columns of plain values. What every graph reader
// returns and every graph writer takes.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandhan::io {

using Texts = std::vector<std::string>;
using Reals = std::vector<double>;
using Integers = std::vector<std::optional<std::int64_t>>;
using Booleans = std::vector<std::optional<bool>>;

/// One value a vertex or edge, under a name. An absent value is an empty string, NaN, or, in the
/// optional vectors, nothing.
struct Column {
    using Values = std::variant<Texts, Reals, Integers, Booleans>;
    std::string name;
    Values values;
};

struct GraphDocument {
    bool directed = false;
    std::vector<std::string> vertex_ids; ///< unique
    std::vector<Column> vertex_columns;
    std::vector<graph::VertexPair> edges;
    std::vector<Column> edge_columns;
    /// What the reader could not keep, and how it decided: one a kind of loss.
    std::vector<graph::Diagnostic> notes;
};

/// The column of that name, or nullptr.
[[nodiscard]] const Column* find_column(const std::vector<Column>& columns, std::string_view name);

/// The value as text, the shortest that reads back as the same; empty where there is none, or no
/// column: a label may be a number.
[[nodiscard]] std::string text_at(const Column* column, std::size_t row);
/// The value of a column of numbers; NaN where there is none, or no such column.
[[nodiscard]] double number_at(const Column* column, std::size_t row);

} // namespace sandhan::io
