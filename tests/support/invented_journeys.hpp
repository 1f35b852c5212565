// SPDX-License-Identifier: Apache-2.0
// Journeys as plain lists of places, and the probabilities of steps counted from them by
// definition.
#pragma once

#include "algorithms/routes/transition_model.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace sandhan::tests {

struct InventedJourneys {
    std::vector<std::vector<std::uint32_t>> places;
    std::vector<double> weight;

    [[nodiscard]] algorithms::TransitionModel
    model(algorithms::TransitionSmoothing smoothing = {}) const {
        std::vector<algorithms::TravelledStop> stops;
        for (std::uint32_t j = 0; j < places.size(); ++j) {
            for (const std::uint32_t place : places[j]) {
                stops.push_back({j, place});
            }
        }
        return {stops, weight, smoothing};
    }
};

[[nodiscard]] inline InventedJourneys invented(std::vector<std::vector<std::uint32_t>> places) {
    InventedJourneys journeys;
    journeys.weight.assign(places.size(), 1.0);
    journeys.places = std::move(places);
    return journeys;
}

/// Up to 15 journeys among up to 6 places, 10 to 15; some stay, some come back, some weigh less.
[[nodiscard]] inline InventedJourneys random_journeys(unsigned seed) {
    std::mt19937 random(seed);
    InventedJourneys journeys;
    const std::size_t places = 2 + random() % 5;
    journeys.places.resize(random() % 16);
    for (auto& journey : journeys.places) {
        journey.resize(random() % 6);
        for (auto& place : journey) {
            place = static_cast<std::uint32_t>(10 + random() % places);
        }
        journeys.weight.push_back(seed % 2 == 0 ? 1.0
                                                : 0.25 * static_cast<double>(1 + random() % 4));
    }
    return journeys;
}

/// Counts over all places of all journeys, anew for every question.
struct JourneyOracle {
    InventedJourneys journeys;
    double added = 0.5;
    double backing = 1.0;
    static constexpr std::uint32_t end = 0; // no place has this number

    explicit JourneyOracle(InventedJourneys given) : journeys(std::move(given)) {
        for (auto& journey : journeys.places) {
            journey.erase(std::unique(journey.begin(), journey.end()), journey.end());
            if (journey.size() == 1) {
                journey.clear();
            }
            if (!journey.empty()) {
                journey.push_back(end);
            }
        }
    }

    /// Weight of the journeys in which these stand in a row.
    [[nodiscard]] double seen(const std::vector<std::uint32_t>& row) const {
        double weight = 0.0;
        for (std::size_t j = 0; j < journeys.places.size(); ++j) {
            const auto& journey = journeys.places[j];
            for (std::size_t i = 0; i + row.size() <= journey.size(); ++i) {
                if (std::equal(row.begin(), row.end(),
                               journey.begin() + static_cast<std::ptrdiff_t>(i))) {
                    weight += journeys.weight[j];
                }
            }
        }
        return weight;
    }
    [[nodiscard]] std::set<std::uint32_t> all_places() const {
        std::set<std::uint32_t> all;
        for (const auto& journey : journeys.places) {
            all.insert(journey.begin(), journey.end());
        }
        all.erase(end);
        return all;
    }
    /// Of going on from u to v, or of the end.
    [[nodiscard]] double probability(std::uint32_t u, std::uint32_t v) const {
        double outcomes = 1.0; // the end
        for (const std::uint32_t other : all_places()) {
            outcomes += seen({u, other}) > 0.0 ? 1.0 : 0.0;
        }
        return (seen({u, v}) + added) / (seen({u}) + added * outcomes);
    }
    [[nodiscard]] double probability(std::uint32_t u, std::uint32_t v, std::uint32_t w) const {
        return (seen({u, v, w}) + backing * probability(v, w)) / (seen({u, v}) + backing);
    }
};

} // namespace sandhan::tests
