// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_data.hpp"

#include <charconv>
#include <string_view>
#include <system_error>

namespace sandhan::algorithms {

using graph::PlaceIndex;

TransitData transit_data(const graph::Journeys& journeys, const DistrictNetwork& network) {
    TransitData data;
    const graph::CaseStore& store = journeys.store();
    data.places.resize(store.places.size());
    for (PlaceIndex p = 1; p < store.places.size(); ++p) {
        const graph::PlaceRow& row = store.places[p];
        TransitPlace& place = data.places[p];
        const auto parent = [&](graph::PlaceLevel level) {
            return row.parent[static_cast<std::size_t>(level)];
        };
        const PlaceIndex state = parent(graph::PlaceLevel::state);
        const PlaceIndex country = parent(graph::PlaceLevel::country);
        place.region = state != graph::no_place ? state : country != graph::no_place ? country : p;
        place.latitude = row.latitude;
        place.longitude = row.longitude;
        place.known = !store.is_unresolved(p);
        // The code of a district of India is its number in the Local Government Directory; abroad
        // codes have letters.
        const std::string_view code = store.text(row.code);
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
        if (row.level == graph::PlaceLevel::district && error == std::errc() &&
            end == code.data() + code.size()) {
            const std::uint32_t vertex = network.vertex_of(number);
            place.vertex = vertex < network.network.vertex_count() ? vertex : TransitPlace::none;
        }
    }
    data.journeys.resize(journeys.incidents().size());
    for (std::size_t k = 0; k < data.journeys.size(); ++k) {
        const auto visits = journeys.visits(k);
        for (std::size_t v = 0; visits.size() >= 2 && v < visits.size(); ++v) {
            data.journeys[k].places.push_back(visits[v].place);
            data.journeys[k].modes.push_back(visits[v].mode);
        }
    }
    return data;
}

} // namespace sandhan::algorithms
