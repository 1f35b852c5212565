// SPDX-License-Identifier: Apache-2.0
// The best itineraries to one end, exactly, which may be endless. Not installed.
#pragma once

#include "algorithms/internal/profile_search.hpp"
#include "algorithms/internal/timed_view.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// What makes a chain better than another.
enum class Wanted {
    itineraries, ///< arrival, duration and legs: algorithms/routes/itineraries.hpp
    departures,  ///< what it offers whom by when it leaves: ProfilePoint
};

/// An itinerary of the Pareto set.
struct FoundChain {
    std::vector<std::uint32_t> hops;
    Time arrival;  ///< never_after: not known
    Time duration; ///< never_after: not known
    Time leaves;   ///< of departures; never_before: not known
};
struct FoundChains {
    std::vector<FoundChain> chains; ///< by arrival, duration, legs
    bool complete = true;
    std::size_t labels = 0; ///< how many it took
};
/// The Pareto set of what is wanted, seen either way in time. `opposite` is the other view of the
/// same legs. Of departures that are `known` those are left out that one of these is as good as.
[[nodiscard]] FoundChains pareto_chains(Wanted wanted,
                                        std::span<const ProfilePoint> known,
                                        const TimedView& view,
                                        const TimedView& opposite,
                                        std::span<const unsigned char> starts,
                                        std::span<const unsigned char> ends,
                                        bool certain,
                                        std::size_t most_labels,
                                        const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
