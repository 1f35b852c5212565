// SPDX-License-Identifier: Apache-2.0
// Who stands behind several incidents of one corridor.
#pragma once

#include "graph/case_store.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

struct RecurringOrganiser {
    graph::PersonIndex person = graph::no_index;
    std::vector<graph::IncidentIndex>
        evidence; ///< those of the incidents that name them, ascending
    friend bool operator==(const RecurringOrganiser&, const RecurringOrganiser&) = default;
};

/// People whom two or more of these incidents (ascending) name on the offending side: most
/// incidents first, then by person. Someone of an unknown number ("several men") is one person.
/// Cost  O(mentions of the incidents), and sorting them.
[[nodiscard]] std::vector<RecurringOrganiser>
recurring_organisers(const graph::CaseStore& store,
                     std::span<const graph::IncidentIndex> incidents);

} // namespace sandhan::algorithms
