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
#include <string>
#include <utility>
#include <vector>

namespace sandhan::bench {
namespace {

using algorithms::Day;
using algorithms::DayWindow;
using algorithms::TimedLeg;

/// Journeys of one to three legs over ten years: six of ten dates are days, three are up to a month
/// wide, one is not known.
algorithms::TimedLegs invented_legs(std::uint32_t count, std::uint32_t places) {
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

namespace {

/// Registers a kernel over legs that are made once, without and with limits of waits.
template <class Kernel>
void measure(const std::string& name, std::uint32_t count, std::uint32_t places, Kernel kernel) {
    const auto made = std::make_shared<algorithms::TimedLegs>();
    for (const bool limited : {false, true}) {
        register_run(fmt::format("routes/{}{}/{}", name, limited ? "_waits" : "", count),
                     one_thread, fmt::format("{} legs of {} places", count, places),
                     [=](benchmark::State& state) {
                         if (made->legs.empty()) {
                             *made = invented_legs(count, places);
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
    }
}

} // namespace

void register_timed_kernels() {
    constexpr std::uint32_t places = 5000;
    for (const std::uint32_t count : {100'000U, 1'000'000U}) {
        measure(
            "time_reach", count, places, [](const auto& legs, const auto& from, const auto& rules) {
                return algorithms::time_reach(legs, from, algorithms::TimeDirection::onward, rules);
            });
        // As many legs a place, so that departures grow as the legs do.
        measure("time_profile", count, count / 200,
                [](const auto& legs, const auto& from, const auto& rules) {
                    return algorithms::time_profile(legs, from, algorithms::TimeDirection::onward,
                                                    rules);
                });
    }
}

} // namespace sandhan::bench
