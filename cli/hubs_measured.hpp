// SPDX-License-Identifier: Apache-2.0
// The ranking of `analyse hubs`, measured and listed: what its questions about ranks share.
#pragma once

#include "algorithms/hubs/hub_bootstrap.hpp"
#include "cli/hubs_questions.hpp"

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The entries of a graph by the measures of --by.
struct MeasuredHubs {
    algorithms::SimpleGraph simple;
    std::vector<algorithms::MeasureColumn> columns; ///< by vertex; the first one ranks
    std::vector<std::size_t> order;                 ///< entries, as ranked
};

/// Measures, and adds the parameters that chose the measures.
[[nodiscard]] MeasuredHubs
measure_hubs(const HubGraph& g, const HubsOptions& options, io::ResultDocument& result);

/// What a question tells of each row beside its measures.
struct MoreOfHubs {
    std::function<void(io::Record& row, std::size_t entry)> add = {};
    std::size_t rows = std::numeric_limits<std::size_t>::max(); ///< further ones are not shown
    std::vector<io::TableColumn> columns = {};
    std::vector<io::CsvColumn> csv = {};
};

/// Adds the rows, the columns of every form, the heading and what measures warn of.
void list_hubs(const HubGraph& g,
               const MeasuredHubs& measured,
               const MoreOfHubs& more,
               io::ResultDocument& result);

/// The measure that ranks, of any graph.
[[nodiscard]] algorithms::HubMeasure ranking_measure(const HubsOptions& options);

/// The parameter `seed`, where no measure has told it already.
void add_seed(io::ResultDocument& result, std::uint64_t seed);

/// Of each entry its vertex.
[[nodiscard]] std::vector<graph::Vertex> entry_vertices(const HubGraph& g);

/// `value_interval`, `rank_interval`, `top_probability`, `tied`; for a table also their texts.
[[nodiscard]] io::Record interval_record(const algorithms::RankInterval& interval, bool texts);

} // namespace sandhan::cli
