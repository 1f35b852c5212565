// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/corridors.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms {

using graph::Flow;
using graph::FlowKind;

Corridors corridors(const graph::Journeys& journeys, FlowKind kind) {
    Corridors result;
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        result.incidents_with_journey += journeys.visits(k).size() >= 2 ? 1U : 0U;
    }
    result.rows = graph::flows(journeys, kind);
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

std::vector<PlaceFlows> place_flows(const graph::Journeys& journeys) {
    std::vector<PlaceFlows> by_place(journeys.store().places.size());
    std::vector<graph::PlaceIndex> passed; // by the incident at hand
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const graph::IncidentIndex i = journeys.incidents()[k];
        const auto visits = journeys.visits(k);
        if (visits.size() < 2) {
            continue;
        }
        passed.clear();
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
            } else if (std::find(passed.begin(), passed.end(), visits[v].place) == passed.end()) {
                passed.push_back(visits[v].place);
                ++flows.as_transit;
                flows.inferred += visits[v].inferred ? 1U : 0U;
            }
        }
    }
    std::vector<PlaceFlows> result;
    for (PlaceFlows& flows : by_place) {
        if (!flows.evidence.empty()) {
            result.push_back(std::move(flows));
        }
    }
    // They come in the order of their ids.
    std::stable_sort(result.begin(), result.end(), [](const PlaceFlows& a, const PlaceFlows& b) {
        return a.evidence.size() > b.evidence.size();
    });
    return result;
}

} // namespace sandhan::algorithms
