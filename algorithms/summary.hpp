// SPDX-License-Identifier: Apache-2.0
// What is in a set of incidents, in figures.
#pragma once

#include "graph/case_selection.hpp"

#include <string>
#include <vector>

namespace sandhan::algorithms {

struct SummaryFigure {
    std::string name; ///< `incidents`, `victims`, `role:recruiter`, `state:IN-WB`, `year:2020`, …
    double value = 0.0;
    bool is_count = true; ///< else a share in [0, 1]
};

/// Counts of incidents, people (by `count`, at its least), roles, recruitment, exploitation, states
/// and years, places that could not be resolved, and how complete the records are. An incident
/// counts once in each state of its journey and scenes and in each year that it may touch; every
/// place it writes counts once (`places:fuzzy`), homes and seats too. Figures of
/// one kind come most first, then by name.
[[nodiscard]] std::vector<SummaryFigure> summarise(const graph::CaseSelection& selection);

} // namespace sandhan::algorithms
