// SPDX-License-Identifier: Apache-2.0
// What questions of `analyse hubs` that take vertices out of the graph share.
#pragma once

#include "algorithms/hubs/dismantling.hpp"
#include "cli/hubs_questions.hpp"

#include <vector>

namespace sandhan::cli {

/// Marks by vertex: those that are ranked may be taken out.
[[nodiscard]] std::vector<bool> removable(const HubGraph& g);

/// The same by number.
[[nodiscard]] std::vector<bool> removable(const HubGraph& g, const NumberedById& numbered);

/// By vertex its place in g.entries.
[[nodiscard]] std::vector<std::size_t> entry_of_vertex(const HubGraph& g);

/// Begins a row: rank, id, label and kind.
[[nodiscard]] io::Record begin_removal_row(const HubEntry& entry, std::size_t rank);
/// Adds `largest_component`, `reachable_pairs`, `components` and `strength_left`.
void add_what_is_left(const algorithms::DismantlingStep& step, io::Record& row);
/// Ends a row: `lat` and `lon` of a place, `evidence`.
void end_removal_row(const HubEntry& entry, io::Record& row);

/// The columns of add_what_is_left() in a table, and in CSV with what ends a row.
void describe_what_is_left(io::ResultDocument& result);
void describe_removal_ends(io::ResultDocument& result);

/// "12.5 %" of a share.
[[nodiscard]] std::string percent(double share);

} // namespace sandhan::cli
