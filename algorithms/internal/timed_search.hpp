// SPDX-License-Identifier: Apache-2.0
// What is reached through time, by the earliest day: of itineraries and reachability. Not
// installed.
#pragma once

#include "algorithms/internal/timed_view.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// How a hop can be reached. A hop has two nodes, 2h and 2h + 1: as reached at a known earliest
/// day, and as reached at a day of which no bound is known. One value can't stand for both: the
/// unknown day would be earlier than all, and an undated leg hide every dated one.
struct Reached {
    std::vector<Time> day;             ///< by hop, of node 2h; never_after where it isn't reached
    std::vector<std::uint32_t> parent; ///< by node; no_hop of a first leg
    std::vector<std::uint32_t> legs;   ///< of the walk, by node; 0 where it isn't reached
};

/// What a reaching pass looks for.
enum class Reaching {
    /// Walks: they may come back to a place or take a journey's legs out of order. The best of them
    /// is found, and no itinerary is better.
    walks,
    /// Itineraries, of which the best may be missed: a hop keeps one, the earliest, though a later
    /// one may leave more open.
    itineraries,
};

/// For each hop the least earliest arrival of what possibly leads from a place of `starts` (one
/// flag a place) and ends with it, and that walk or itinerary. Cost  O(n) for walks: each hop is
/// looked at twice a slot, and one radix queue. For itineraries
///       times their legs.
[[nodiscard]] Reached reach_possibly(const TimedView& view,
                                     std::span<const unsigned char> starts,
                                     Reaching what,
                                     const graph::RunControl& control);

struct CertainlyReached {
    std::vector<std::uint32_t> parent; ///< by hop; no_hop of a first leg
    std::vector<std::uint32_t> legs;   ///< of the walk; 0 where there is none
};
/// The hops at the end of what certainly leads from `starts`. Its latest arrival is the hop's own.
/// Cost  as reach_possibly().
[[nodiscard]] CertainlyReached reach_certainly(const TimedView& view,
                                               std::span<const unsigned char> starts,
                                               Reaching what,
                                               const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
