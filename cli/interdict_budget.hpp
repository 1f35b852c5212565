// SPDX-License-Identifier: Apache-2.0
// analyse interdict --budget: the best sets that can be paid, one a budget.
#pragma once

#include "cli/interdict_question.hpp"
#include "io/cost_file.hpp"

#include <optional>

namespace sandhan::cli {

/// Adds rows, tables and notes to an answer that has its parameters and columns.
void answer_budgets(const InterdictCases& all,
                    const std::optional<io::CostFile>& costs,
                    io::ResultDocument& result);

} // namespace sandhan::cli
