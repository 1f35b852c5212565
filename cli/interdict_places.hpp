// SPDX-License-Identifier: Apache-2.0
// Which places --from and --to of `analyse interdict` mean, and what --costs says of places.
#pragma once

#include "cli/interdict_question.hpp"
#include "io/cost_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The names in texts that have ; between them.
[[nodiscard]] std::vector<std::string> interdict_texts(const std::vector<std::string>& texts);

/// Fills in `from` and `to`. Throws UsageError for a text that means no place or several, and for a
/// place that both sides name.
void find_interdict_sides(InterdictCases& all);

/// By item; 1 where the file says nothing. A row for one place goes before one that means several,
/// such as a state's. Adds a note on rows that no journey meets. Throws UsageError where two rows
/// give the cost of one item.
[[nodiscard]] std::vector<double> interdict_costs(const InterdictCases& all,
                                                  const std::optional<io::CostFile>& file,
                                                  io::ResultDocument& result);

} // namespace sandhan::cli
