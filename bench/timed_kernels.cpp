// SPDX-License-Identifier: Apache-2.0
// Reachability by time and profiles over invented legs. Nobody else has intervals for days, so
// there is no peer: what is seen is the time itself, and how it grows with the legs.
#include "algorithms/generator/random.hpp"
#include "algorithms/routes/time_profile.hpp"
#include "algorithms/routes/time_reach.hpp"
#include "bench/side_by_side.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace sandhan::bench {
namespace {

using algorithms::Day;
using algorithms::DayWindow;
using algorithms::TimedLeg;

constexpr std::uint32_t places = 5000;

/// Journeys of one to three legs over ten years: six of ten dates are days, three are up to a month
/// wide, one is not known.
algorithms::TimedLegs invented_legs(std::uint32_t count) {
    algorithms::generator::Random random(1, algorithms::generator::Purpose::event, count);
    std::vector<TimedLeg> legs;
    legs.reserve(count);
    for (std::uint32_t incident = 0; legs.size() < count; ++incident) {
        graph::PlaceIndex at = 1 + random.below(places);
        Day day = 15'000 + random.between(0, 3650);
        const auto window = [&] {
            day += random.between(0, 2);
            const std::uint32_t kind = random.below(10U);
            const Day about = kind < 3 ? random.between(0, 15) : 0;
            return kind == 3 ? DayWindow{} : DayWindow{day - about, day + about};
        };
        const std::uint32_t length = 1 + random.below(3U);
        for (std::uint32_t l = 0; l < length && legs.size() < count; ++l) {
            const graph::PlaceIndex to = 1 + (at + random.below(places - 1)) % places;
            const DayWindow departs = window();
            legs.push_back({at, to, departs, window(), incident, l, {}});
            at = to;
        }
    }
    return algorithms::timetable(std::move(legs));
}

} // namespace

void register_timed_kernels() {
    for (const std::uint32_t count : {100'000U, 1'000'000U}) {
        const auto input = fmt::format("{} legs of {} places", count, places);
        const auto made = std::make_shared<algorithms::TimedLegs>();
        for (const bool limited : {false, true}) {
            const auto measure = [&](const char* name, auto kernel) {
                register_run(fmt::format("routes/{}{}/{}", name, limited ? "_waits" : "", count),
                             one_thread, input,
                             [made, count, limited, kernel](benchmark::State& state) {
                                 if (made->legs.empty()) {
                                     *made = invented_legs(count);
                                 }
                                 algorithms::ChainRules rules;
                                 if (limited) {
                                     rules.least_dwell = 1;
                                     rules.most_dwell = 30;
                                 }
                                 const std::array from{graph::PlaceIndex{1}};
                                 for (auto _ : state) {
                                     auto found = kernel(*made, from, rules);
                                     benchmark::DoNotOptimize(found);
                                 }
                             });
            };
            measure("time_reach", [](const auto& legs, const auto& from, const auto& rules) {
                return algorithms::time_reach(legs, from, algorithms::Direction::onward, rules);
            });
            measure("time_profile", [](const auto& legs, const auto& from, const auto& rules) {
                return algorithms::time_profile(legs, from, algorithms::Direction::onward, rules);
            });
        }
    }
}

} // namespace sandhan::bench
