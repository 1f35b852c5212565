// SPDX-License-Identifier: Apache-2.0
#include "cli/transit.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace sandhan::cli {
namespace {

/// An hour more on the way makes it so much less likely; docs/routes.md.
constexpr double transit_per_hour = 1.0;

} // namespace

void require_districts(const InputOptions& input) {
    if (input.place_level() != graph::PlaceLevel::district) {
        throw UsageError("--level " + input.level +
                         ": transit stops are guessed between districts; leave --level out");
    }
}

Transit::Transit(const graph::Journeys& journeys, const OutputOptions& output)
    : m_network(algorithms::district_network(transit_per_hour)), m_output(output) {
    m_data = algorithms::transit_data(journeys, m_network);
}

algorithms::TransitInference Transit::gaps() const {
    return algorithms::infer_transit(m_data.journeys, m_data.places, m_network, {},
                                     run_control(m_output, "guessing transit stops"));
}

algorithms::TransitInference Transit::held_out() const {
    return algorithms::held_out_transit(m_data.journeys, m_data.places, m_network, {},
                                        run_control(m_output, "hiding transit stops"));
}

std::unordered_map<std::uint32_t, graph::Place>
districts_by_code(const graph::Gazetteer& gazetteer) {
    std::unordered_map<std::uint32_t, graph::Place> districts;
    for (std::uint32_t number = 0; number < gazetteer.size(); ++number) {
        graph::Place place = gazetteer.place(number);
        std::uint32_t code = 0;
        const char* const last = place.code.data() + place.code.size();
        const auto [end, error] = std::from_chars(place.code.data(), last, code);
        if (place.level == graph::PlaceLevel::district && error == std::errc() && end == last) {
            districts.emplace(code, std::move(place));
        }
    }
    return districts;
}

CompletedJourneys with_inferred_stops(const graph::Journeys& journeys,
                                      const OutputOptions& output) {
    const Transit transit(journeys, output);
    constexpr double even_chance = 0.5;
    std::vector<graph::InferredStop> stops;
    for (const algorithms::TransitGap& gap : transit.gaps().gaps) {
        const bool named =
            std::find(gap.stops.begin(), gap.stops.end(), graph::no_place) == gap.stops.end();
        if (named && gap.stops_probability >= even_chance) {
            for (const std::uint32_t j : gap.journeys) {
                for (const graph::PlaceIndex place : gap.stops) {
                    stops.push_back({j, gap.leg + std::size_t{1}, place});
                }
            }
        }
    }
    // Stable: those before one visit stay in the order of the way.
    std::stable_sort(stops.begin(), stops.end(),
                     [](const graph::InferredStop& a, const graph::InferredStop& b) {
                         return std::pair(a.position, a.before) < std::pair(b.position, b.before);
                     });
    std::uint64_t incidents = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        incidents += i == 0 || stops[i].position != stops[i - 1].position ? 1U : 0U;
    }
    return {graph::Journeys(journeys, stops), stops.size(), incidents};
}

} // namespace sandhan::cli
