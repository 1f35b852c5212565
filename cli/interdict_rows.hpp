// SPDX-License-Identifier: Apache-2.0
// How the answers of `analyse interdict` are shown.
#pragma once

#include "cli/interdict_question.hpp"

#include <set>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The columns of the table and of CSV.
void describe_interdict(const InterdictOptions& asked, io::ResultDocument& result);

/// Adds `cut` and `names` of a set to its row, and the incidents behind them to `evidence`.
/// `passing` and `capacity` are by item.
void add_interdict_members(const InterdictCases& all,
                           const std::vector<std::uint32_t>& items,
                           const std::vector<algorithms::Passing>& passing,
                           const std::vector<double>& capacity,
                           io::Record& row,
                           std::set<graph::IncidentIndex>& evidence);

/// A leg with the incidents on it.
[[nodiscard]] io::Value interdict_leg(const InterdictCases& all, graph::Edge e);

/// A note where an incident that records no victim was counted as one.
void tell_unrecorded(const InterdictOptions& asked,
                     const std::vector<algorithms::Passing>& passing,
                     io::ResultDocument& result);

/// Adds the last row, its members as a table, and what a reaction adds.
void finish_interdict(const InterdictOptions& asked,
                      io::Record row,
                      const std::string& heading,
                      io::ResultDocument& result);

} // namespace sandhan::cli
