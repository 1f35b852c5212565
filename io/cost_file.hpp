// SPDX-License-Identifier: Apache-2.0
// A file of what it costs to act at a place or on a corridor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::io {

struct CostRow {
    std::string place;       ///< an id or a name; of a corridor its origin
    std::string destination; ///< of a corridor
    double cost = 1.0;
    std::uint64_t line = 0;
};

struct CostFile {
    bool of_corridors = false;
    std::vector<CostRow> rows; ///< as they stand
};

/// Reads CSV or TSV (also gzipped) with the columns `id,cost` for places or
/// `origin,destination,cost` for corridors, in any order and case; other columns are passed over.
///
/// Throws  ParseError naming file, line, column, value and remedy: no such header, a cell that is
///         missing, a cost that is no finite number above 0; FileError.
/// Cost    O(size).
[[nodiscard]] CostFile read_cost_file(const std::string& path);

} // namespace sandhan::io
