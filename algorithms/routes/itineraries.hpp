// SPDX-License-Identifier: Apache-2.0
// Time-respecting itineraries: chains of legs that could carry someone from one place to another.
#pragma once

#include "algorithms/routes/timed_legs.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct Itinerary {
    std::vector<std::uint32_t> legs; ///< of the timetable, in the order of travel
    /// What it was judged by; nothing where no bound is known, which counts as later and longer
    /// than whatever is known.
    std::optional<Day> arrival;  ///< possible: the first day it can have ended; certain: the last
    std::optional<Day> duration; ///< possible: the fewest days it can have taken; certain: the most
    friend bool operator==(const Itinerary&, const Itinerary&) = default;
};

struct Itineraries {
    std::vector<Itinerary> rows; ///< by arrival, duration, number of legs
    bool complete = true;        ///< else `most_labels` was too few, and better ones may be missing
};

struct ItineraryOptions {
    ChainRules rules;
    /// possible: chains that are possible or certain; certain: only these.
    graph::Certainty at_least = graph::Certainty::possible;
    std::size_t most_labels = 20'000'000;
};

/// The Pareto set over arrival, duration and number of legs of all itineraries from a place of
/// `origins` to one of `destinations`: what no other is at least as good as in all three and better
/// in one. They touch origins at their beginning and destinations at their end alone. Of equally
/// good itineraries one is given, the same each time.
///
/// Definition  verdict() says what an itinerary is and what makes it possible or certain.
///             Possible: arrival and duration are the least over the worlds that keep the waits,
///             each for itself. With L the earliest arrival (each leg: max(earliest(arrives),
///             L + least wait)) and S the latest departure (min over the legs j of
///             latest(departs j) - (j - 1) least wait) the duration of k legs is at least
///             max((k - 1) least wait, L - S), and some world attains it: these are the two
///             ways through the constraint network from the last date to the first. Certain: the
///             latest arrival, and that less the earliest departure. A duration is known only where
///             the first departure has an earliest and the last arrival a latest day.
/// Requires    the result of timetable().
/// Throws      std::invalid_argument for rules that aren't sensible, `at_least` impossible, or
///             graph::no_place among the places. graph::Cancelled.
/// Convention  One day is no wait: the next leg may leave on the day of arrival unless least_dwell
///             is 1 or more. Where an origin is a destination there is no itinerary between them.
/// Cost        One pass over the legs for what can still arrive, then labels: per leg those that
///             no other is as good as in L, S and legs, each looking at the legs it can catch.
///             Where a longest wait or joining makes coming back to a place useful, or an
///             undecided order invites legs of one journey out of order, labels must tell the
///             places and journeys behind them, and their number can grow exponentially (finding a
///             loopless path under a longest wait is NP-hard): see most_labels.
/// Source      H. Wu, J. Cheng, S. Huang, Y. Ke, Y. Lu, Y. Xu, "Path problems in temporal graphs",
///             PVLDB 7(9), 2014, doi:10.14778/2732939.2732945; waits within limits: A.-S. Himmel,
///             M. Bentert, A. Nichterlein, R. Niedermeier, "Efficient computation of optimal
///             temporal walks under waiting-time constraints", Applied Network Science 5, 2019,
///             doi:10.1007/s41109-020-00311-0; loopless ones: A. Casteigts, A.-S. Himmel,
///             H. Molter, P. Zschoche, "Finding temporal paths under waiting time constraints",
///             Algorithmica 83, 2021, doi:10.1007/s00453-021-00831-w. Intervals for days are ours.
[[nodiscard]] Itineraries itineraries(const TimedLegs& timetable,
                                      std::span<const graph::PlaceIndex> origins,
                                      std::span<const graph::PlaceIndex> destinations,
                                      const ItineraryOptions& options = {},
                                      const graph::RunControl& control = {});

} // namespace sandhan::algorithms
