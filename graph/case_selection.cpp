// SPDX-License-Identifier: Apache-2.0
#include "graph/case_selection.hpp"

#include <algorithm>

namespace sandhan::graph {
namespace {

bool touches(const CaseStore& store,
             const IncidentRow& incident,
             const std::vector<PlaceIndex>& places) {
    const auto lies_within = [&](PlaceIndex place) {
        return place != no_place &&
               std::any_of(places.begin(), places.end(),
                           [&](PlaceIndex outer) { return store.holds(outer, place); });
    };
    const auto stops = store.stops_of(incident);
    const auto scenes = store.places_of(incident);
    return std::any_of(stops.begin(), stops.end(),
                       [&](const StopRow& stop) { return lies_within(stop.place); }) ||
           std::any_of(scenes.begin(), scenes.end(),
                       [&](const IncidentPlaceRow& scene) { return lies_within(scene.place); });
}

} // namespace

std::vector<IncidentIndex> select(const CaseStore& store, const IncidentFilter& filter) {
    const FuzzyDate::Days since = filter.since.value_or(FuzzyDate::open_start);
    const FuzzyDate::Days until = filter.until.value_or(FuzzyDate::open_end);
    std::vector<IncidentIndex> selected;
    selected.reserve(store.incidents.size());
    for (IncidentIndex i = 0; i < store.incidents.size(); ++i) {
        const IncidentRow& row = store.incidents[i];
        if (row.confidence < filter.min_confidence) {
            continue;
        }
        if (filter.since || filter.until) {
            const Certainty within = row.time.within(since, until);
            if (within == Certainty::impossible ||
                (filter.certain && within != Certainty::certain)) {
                continue;
            }
        }
        if (filter.within && !touches(store, row, *filter.within)) {
            continue;
        }
        selected.push_back(i);
    }
    return selected;
}

} // namespace sandhan::graph
