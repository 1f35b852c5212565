// SPDX-License-Identifier: Apache-2.0
// The rows of the tables in data/gazetteer.
#pragma once

#include "graph/gazetteer/csv_rows.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace sandhan::tests {

template <class Use>
void for_each_row(const std::string& table, Use&& use) {
    std::ifstream file(SANDHAN_SOURCE_DIR "/data/gazetteer/" + table, std::ios::binary);
    if (!file) {
        throw std::runtime_error("no table " + table);
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    graph::gazetteer::CsvRows rows(text);
    while (rows.next()) {
        use(rows);
    }
}

} // namespace sandhan::tests
