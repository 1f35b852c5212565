// SPDX-License-Identifier: Apache-2.0
// The answer of `analyse cells`: its rows, and the words below its table.
#pragma once

#include "algorithms/suspects/cell_stability.hpp"
#include "cli/cell_graph.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// What was found in a CellGraph.
struct FoundCells {
    std::vector<algorithms::Cell> cells; ///< ranked
    std::vector<algorithms::CellFootprint> footprints;
    std::vector<std::optional<algorithms::CellMerge>> merges; ///< of each cell
    std::vector<std::uint32_t> rank_of;  ///< by community: of its cell, from 1; 0: it is no row
    algorithms::CellStability stability; ///< by community; resamples 0: not asked
    std::string resampled;               ///< the noun for what was resampled
};

/// Ranks cells by their incidents, then members, then ids.
void rank_cells(FoundCells& found);

/// Adds the rows that the form asked for shows.
void add_cell_rows(const CellGraph& g,
                   const FoundCells& found,
                   const OutputOptions& output,
                   io::ResultDocument& result);

/// Columns of the table and the CSV, and why the first cells are ones.
void describe_cells(const CellGraph& g, const FoundCells& found, io::ResultDocument& result);

} // namespace sandhan::cli
