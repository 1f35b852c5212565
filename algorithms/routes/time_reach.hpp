// SPDX-License-Identifier: Apache-2.0
// Which places time-respecting itineraries reach from a place, and by when; or lead to it from.
#pragma once

#include "algorithms/routes/timed_legs.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

enum class TimeDirection {
    onward, ///< from the places asked about
    back,   ///< to them
};

/// What a day rests on. The exact search can be endless (see itineraries()) and is then given up.
enum class Reliance {
    exact,     ///< no itinerary is better
    itinerary, ///< an itinerary has this day; there may be a better one
    walk, ///< no itinerary was found, only legs that come back to a place or take one journey's
          ///< legs out of order
};

struct ReachedPlace {
    graph::PlaceIndex place = graph::no_place;
    /// Onward: the first day that a possible itinerary can have arrived; back: the last day that
    /// one can have left and still arrived. Nothing where no bound of it is known.
    std::optional<Day> possible;
    std::vector<std::uint32_t> possible_legs; ///< such an itinerary, in the order of travel
    /// Onward: the day by which a certain itinerary has arrived in any case; back: the day until
    /// which it has in no case left. Nothing where no bound of it is known.
    std::optional<Day> certain;
    std::vector<std::uint32_t> certain_legs; ///< such an itinerary; empty: there is none
    Reliance reliance = Reliance::exact;     ///< the lesser of both days
    friend bool operator==(const ReachedPlace&, const ReachedPlace&) = default;
};

/// The places other than `places` that possible itineraries reach from one of `places` (or lead
/// from to one of them), by PlaceIndex. A bound that is not known counts as later than any (back:
/// earlier). Of equally early itineraries one is given, the same each time.
///
/// Definition  as of itineraries(), of which this gives the least arrival for every place at once.
///             Back is the mirror image: days count down, and departures are arrivals.
/// Requires    the result of timetable().
/// Throws      std::invalid_argument for rules that aren't sensible or graph::no_place.
///             graph::Cancelled.
/// Cost        O(n) for n legs once they are sorted by departure: each leg is looked at twice, and
///             goes through a radix queue once (where legs must be joined: for each entity it has).
///             Where that finds only a walk, as it comes back to a place or takes a journey out
///             of order, one more pass seeks itineraries of the same day; if they are later, each
///             such place costs a search like itineraries(), and so many are made that they look at
///             `most_work` legs, the first place first.
/// Source      H. Wu et al., "Path problems in temporal graphs", PVLDB 7(9), 2014,
///             doi:10.14778/2732939.2732945: one pass over the legs in the order of time; that with
///             a longest wait the leg by which one arrived must be kept beside the day: Himmel et
///             al., Applied Network Science 5, 2019, doi:10.1007/s41109-020-00311-0.
[[nodiscard]] std::vector<ReachedPlace> time_reach(const TimedLegs& timetable,
                                                   std::span<const graph::PlaceIndex> places,
                                                   TimeDirection direction,
                                                   const ChainRules& rules,
                                                   const graph::RunControl& control = {},
                                                   std::uint64_t most_work = 2'000'000);

} // namespace sandhan::algorithms
