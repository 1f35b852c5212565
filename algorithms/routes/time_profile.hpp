// SPDX-License-Identifier: Apache-2.0
// Which departures from a place are worth taking: for every other place, by when one must have left
// to be there by when. A timetable, where time_reach() tells the first arrival alone.
#pragma once

#include "algorithms/routes/time_reach.hpp"
#include "algorithms/routes/timed_legs.hpp"
#include "graph/case_store.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// What one itinerary offers.
struct Departure {
    /// Possible: the last day on which it can have left; certain: the first day on which it can,
    /// so that whoever is there on that day has not missed it. Nothing: no such day is known,
    /// which counts as earlier than any.
    std::optional<Day> leaves;
    /// Possible: the first day on which it can have arrived; certain: the day by which it has in
    /// any case. Nothing: no such day is known, which counts as later than any.
    std::optional<Day> arrives;
    /// Possible: the fewest days it can have taken; certain: the most. Nothing where one of the
    /// days above is not known.
    std::optional<Day> days;
    Reliance reliance = Reliance::exact; ///< exact or itinerary
    std::uint32_t last_step = 0;         ///< see TimeProfile::legs()
    friend bool operator==(const Departure&, const Departure&) = default;
};

struct PlaceProfile {
    graph::PlaceIndex place = graph::no_place;
    graph::Range possible, certain; ///< into TimeProfile::departures, by day of leaving
    /// Whether a departure may be missing: only a walk was found, which is left out.
    bool possible_missing = false, certain_missing = false;
};

struct TimeProfile {
    std::vector<PlaceProfile> places; ///< by PlaceIndex
    std::vector<Departure> departures;

    /// Legs of the timetable, in the order of travel.
    [[nodiscard]] std::vector<std::uint32_t> legs(const Departure& departure) const;

    struct Step {
        std::uint32_t leg;
        std::uint32_t next; ///< toward the places asked about; no_step: there
    };
    static constexpr std::uint32_t no_step = 0xFFFFFFFF;
    std::vector<Step> steps;
    TimeDirection direction = TimeDirection::onward;
};

/// The places other than `places` that possible itineraries reach from one of `places` (or lead
/// from to one of them), each with the departures that no other there beats.
///
/// Definition  Itineraries are those of itineraries(). Possible: one with last day of departure S,
///             first day of arrival L and fewest days D lets whoever leaves on a day d <= S be
///             there from max(L, d + D): these are all the pairs of days its worlds allow (the
///             closed constraint network is minimal), up to its first departure and last arrival.
///             So one beats another if it leaves as late, arrives as early, and takes as few days
///             or would anyway be there by then: S' >= S, L' <= L, and D' <= D or S + D' <= L. The
///             earliest arrival of all who leave on day d is the least max(L, d + D) over
///             departures with S >= d. Certain: whoever is there on the first day E that it
///             can leave on has arrived by its last day of arrival A; E' >= E and A' <= A beats.
///             Back in time is the mirror image, of the same days: whoever must be there by
///             day a >= L can have left as late as min(S, a - D).
/// Returns     of equally good itineraries one, the same each time.
/// Requires    the result of timetable().
/// Throws      std::invalid_argument for rules that aren't sensible or graph::no_place.
///             graph::Cancelled.
/// Cost        O(n log n + p w) for n legs and p departures of all places, where w legs of a place
///             may leave on one day: linear in legs over so many days and places. Where that
///             finds only a walk, which comes back to a place or takes a journey out of order,
///             place costs a search like itineraries(), and so many are made that they look at
///             `most_work` legs, the first place first. Of the rest what is exact is known.
/// Source      H. Wu et al., "Path problems in temporal graphs", PVLDB 7(9), 2014,
///             doi:10.14778/2732939.2732945 (fastest paths: one pass in the order of time that
///             keeps per vertex the pairs of start and arrival); J. Dibbelt, T. Pajor, B. Strasser,
///             D. Wagner, "Connection scan algorithm", ACM JEA 23, 2018, doi:10.1145/3274661
///             (profiles). Intervals for days are ours.
[[nodiscard]] TimeProfile time_profile(const TimedLegs& timetable,
                                       std::span<const graph::PlaceIndex> places,
                                       TimeDirection direction,
                                       const ChainRules& rules,
                                       const graph::RunControl& control = {},
                                       std::uint64_t most_work = 2'000'000);

} // namespace sandhan::algorithms
