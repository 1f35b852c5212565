// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/itineraries.hpp"

#include "algorithms/internal/chain_search.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace sandhan::algorithms {

Itineraries itineraries(const TimedLegs& timetable,
                        std::span<const graph::PlaceIndex> origins,
                        std::span<const graph::PlaceIndex> destinations,
                        const ItineraryOptions& options,
                        const graph::RunControl& control) {
    options.rules.require_sensible();
    if (options.at_least == graph::Certainty::impossible) {
        throw std::invalid_argument(
            "itineraries: impossible ones are endless; ask for possible or certain ones");
    }
    const internal::TimedView onward(timetable, options.rules, false);
    const internal::TimedView back(timetable, options.rules, true);
    const auto starts = internal::flags_of(origins, onward.places, "itineraries");
    auto ends = internal::flags_of(destinations, onward.places, "itineraries");
    for (std::size_t place = 0; place < ends.size(); ++place) {
        ends[place] = starts[place] != 0 ? 0 : ends[place];
    }
    const bool certain = options.at_least == graph::Certainty::certain;
    internal::FoundChains found =
        internal::pareto_chains(internal::Wanted::itineraries, {}, onward, back, starts, ends,
                                certain, options.most_labels, control);
    Itineraries result;
    result.complete = found.complete;
    for (internal::FoundChain& chain : found.chains) {
        result.rows.push_back({std::move(chain.hops), internal::known_day(chain.arrival),
                               internal::known_day(chain.duration)});
    }
    return result;
}

} // namespace sandhan::algorithms
