// SPDX-License-Identifier: Apache-2.0
#include "io/graph_document.hpp"

namespace sandhan::io {

const Column* find_column(const std::vector<Column>& columns, std::string_view name) {
    for (const Column& column : columns) {
        if (column.name == name) {
            return &column;
        }
    }
    return nullptr;
}

} // namespace sandhan::io
