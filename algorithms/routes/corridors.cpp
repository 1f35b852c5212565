// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/corridors.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sandhan::algorithms {

using graph::CaseGraph;
using graph::Flow;
using graph::FlowKind;
using graph::PlaceLevel;
using graph::Visit;

Corridors corridors(const CaseGraph& cases, PlaceLevel level, FlowKind kind) {
    const graph::CaseStore& store = cases.store();
    Corridors result;
    for (const graph::IncidentIndex i : cases.incidents()) {
        const auto visits = graph::itinerary(store, store.incidents[i], level, cases.disclosure());
        result.incidents_with_journey += visits.size() >= 2 ? 1U : 0U;
    }
    result.rows = graph::flows(store, cases.incidents(), level, kind, cases.disclosure());
    // flows() comes sorted by ids, so a stable sort leaves ids as the last word.
    std::stable_sort(result.rows.begin(), result.rows.end(), [](const Flow& a, const Flow& b) {
        return std::pair(a.evidence.size(), a.victims) > std::pair(b.evidence.size(), b.victims);
    });
    return result;
}

std::string_view name_of(PlaceFunction function) {
    switch (function) {
    case PlaceFunction::source:
        return "source";
    case PlaceFunction::transit:
        return "transit";
    case PlaceFunction::destination:
        return "destination";
    case PlaceFunction::mixed:
        return "mixed";
    }
    return {};
}

PlaceFunction PlaceFlows::function() const {
    const std::uint32_t all = as_source + as_transit + as_destination;
    if (2 * as_source > all) {
        return PlaceFunction::source;
    }
    if (2 * as_transit > all) {
        return PlaceFunction::transit;
    }
    return 2 * as_destination > all ? PlaceFunction::destination : PlaceFunction::mixed;
}

std::vector<PlaceFlows> place_flows(const CaseGraph& cases, PlaceLevel level) {
    const graph::CaseStore& store = cases.store();
    std::map<graph::PlaceIndex, PlaceFlows> by_place;
    for (const graph::IncidentIndex i : cases.incidents()) {
        const auto visits = graph::itinerary(store, store.incidents[i], level, cases.disclosure());
        if (visits.size() < 2) {
            continue;
        }
        std::set<graph::PlaceIndex> passed;
        for (std::size_t v = 0; v < visits.size(); ++v) {
            PlaceFlows& flows = by_place[visits[v].place];
            flows.place = visits[v].place;
            if (flows.evidence.empty() || flows.evidence.back() != i) {
                flows.evidence.push_back(i);
            }
            if (v == 0) {
                ++flows.as_source;
            } else if (v + 1 == visits.size()) {
                ++flows.as_destination;
            } else if (passed.insert(visits[v].place).second) {
                ++flows.as_transit;
            }
        }
    }
    std::vector<PlaceFlows> result;
    result.reserve(by_place.size());
    for (auto& [place, flows] : by_place) {
        result.push_back(std::move(flows));
    }
    std::sort(result.begin(), result.end(), [&](const PlaceFlows& a, const PlaceFlows& b) {
        const auto id = [&](const PlaceFlows& f) { return store.text(store.places[f.place].id); };
        return std::tuple(b.evidence.size(), id(a)) < std::tuple(a.evidence.size(), id(b));
    });
    return result;
}

} // namespace sandhan::algorithms
