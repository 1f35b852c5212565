// SPDX-License-Identifier: Apache-2.0
// A graph as files hold it: ids, ends and named columns of plain values. What every graph reader
// returns and every graph writer takes.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandhan::io {

/// One value a vertex or edge, under a name. An absent value is an empty string, NaN, or, in the
/// optional vectors, nothing.
struct Column {
    using Values = std::variant<std::vector<std::string>,
                                std::vector<double>,
                                std::vector<std::optional<std::int64_t>>,
                                std::vector<std::optional<bool>>>;
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

} // namespace sandhan::io
