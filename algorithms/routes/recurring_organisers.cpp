// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/recurring_organisers.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms {

std::vector<RecurringOrganiser>
recurring_organisers(const graph::CaseStore& store,
                     std::span<const graph::IncidentIndex> incidents) {
    std::vector<std::pair<graph::PersonIndex, graph::IncidentIndex>> mentions;
    for (const graph::IncidentIndex i : incidents) {
        for (const graph::PersonRow& row : store.people_of(store.incidents[i])) {
            if (graph::side_of(row.role) == graph::Side::offending) {
                mentions.emplace_back(row.person, i);
            }
        }
    }
    std::sort(mentions.begin(), mentions.end());
    mentions.erase(std::unique(mentions.begin(), mentions.end()), mentions.end());
    std::vector<RecurringOrganiser> result;
    for (auto at = mentions.begin(); at != mentions.end();) {
        const auto end = std::find_if(
            at, mentions.end(), [&](const auto& mention) { return mention.first != at->first; });
        if (end - at >= 2) {
            RecurringOrganiser organiser{at->first, {}};
            std::transform(at, end, std::back_inserter(organiser.evidence),
                           [](const auto& mention) { return mention.second; });
            result.push_back(std::move(organiser));
        }
        at = end;
    }
    std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
        return a.evidence.size() > b.evidence.size();
    });
    return result;
}

} // namespace sandhan::algorithms
