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

/// Those of them that the store knows; what no record names no incident touches.
std::vector<PlaceIndex> places_of(const CaseStore& store, const std::vector<std::string>& ids) {
    std::vector<PlaceIndex> places;
    for (const std::string& id : ids) {
        const auto at = std::lower_bound(
            store.places.begin(), store.places.end(), id,
            [&](const PlaceRow& row, const std::string& wanted) { return store.text(row.id) < wanted; });
        if (at != store.places.end() && store.text(at->id) == id) {
            places.push_back(static_cast<PlaceIndex>(at - store.places.begin()));
        }
    }
    return places;
}

} // namespace

std::vector<IncidentIndex> select(const CaseStore& store, const IncidentFilter& filter) {
    const FuzzyDate::Days since = filter.since.value_or(FuzzyDate::open_start);
    const FuzzyDate::Days until = filter.until.value_or(FuzzyDate::open_end);
    const std::vector<PlaceIndex> within =
        filter.within ? places_of(store, *filter.within) : std::vector<PlaceIndex>();
    std::vector<IncidentIndex> selected;
    selected.reserve(store.incidents.size());
    for (IncidentIndex i = 0; i < store.incidents.size(); ++i) {
        const IncidentRow& row = store.incidents[i];
        if (row.confidence < filter.min_confidence) {
            continue;
        }
        if (filter.since || filter.until) {
            const Certainty in_period = row.time.within(since, until);
            if (in_period == Certainty::impossible ||
                (filter.certain && in_period != Certainty::certain)) {
                continue;
            }
        }
        if (filter.within && !touches(store, row, within)) {
            continue;
        }
        selected.push_back(i);
    }
    return selected;
}

} // namespace sandhan::graph
