// SPDX-License-Identifier: Apache-2.0
// analyse trends --scan: which neighbouring corridors the last days brought more on than expected.
#pragma once

#include "algorithms/routes/trends.hpp"
#include "cli/session.hpp"

#include <span>
#include <vector>

namespace sandhan::cli {

struct TrendsScan {
    std::vector<graph::FuzzyDate::Days> windows; ///< empty: the usual ones that fit
    unsigned replications = 999;
};

/// Adds rows, columns, parameters and notes to an answer that has its input. `observed` are the
/// days that the movements (sorted) tell of, or nothing.
void answer_scan(const LoadedCases& cases,
                 std::span<const algorithms::DatedMovement> movements,
                 const std::optional<algorithms::Period>& observed,
                 const TrendsScan& scan,
                 const OutputOptions& output,
                 io::ResultDocument& result);

} // namespace sandhan::cli
