// SPDX-License-Identifier: Apache-2.0
// Searches over legs with dates that itineraries and reachability share. Not installed.
#pragma once

#include "algorithms/internal/days.hpp"
#include "algorithms/routes/timed_legs.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

inline constexpr std::uint32_t no_hop = 0xFFFFFFFF;

/// A leg as a search sees it: as it is, or seen backward in time.
struct Hop {
    Time departs_from, departs_to, arrives_from, arrives_to;
    std::uint32_t from, to;
    std::uint32_t incident, position;
};

/// Rows of hops or slots.
struct HopRows {
    std::vector<std::uint32_t> first; ///< of each row, and one more
    std::vector<std::uint32_t> items;
    [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t row) const {
        return std::span(items).subspan(first[row], first[row + 1] - first[row]);
    }
};

/// All legs. Seen backward, a leg leads from its destination to its origin and days count down: the
/// latest departure is the earliest arrival, and each rule stays what it is.
class TimedView {
  public:
    TimedView(const TimedLegs& timetable, const ChainRules& rules, bool backward);

    std::vector<Hop> hops;    ///< hop i is leg i
    std::uint32_t places = 0; ///< above the largest PlaceIndex
    Time least_dwell, most_dwell;
    bool joined;
    const TimedLegs* timetable;

    /// A slot is where hops wait for each other: a place; where legs are to be joined, a place and
    /// an entity or incident. A hop waits in some slots and arrives in some.
    HopRows waiting; ///< hops by slot, by (departs_from, index)
    HopRows arrival; ///< slots by hop

    HopRows joined_waits; ///< slots by hop it waits in, where legs are to be joined

    [[nodiscard]] std::span<const std::uint32_t> waits_in(std::uint32_t hop) const {
        return joined ? joined_waits[hop] : std::span(&hops[hop].from, 1);
    }
    [[nodiscard]] std::size_t slots() const { return waiting.first.size() - 1; }
};

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

/// Whether hop `b` certainly keeps the rules when it follows hop `a`, which ends where `b` begins,
/// and stands earlier in its journey if it is of the same incident.
[[nodiscard]] inline bool waits_certainly(const TimedView& view, const Hop& a, const Hop& b) {
    const Time apart = b.departs_from - a.arrives_to;
    const Time least = a.incident == b.incident && apart < 0 ? 0 : apart;
    return least >= view.least_dwell &&
           (!is_known(view.most_dwell) || b.departs_to - a.arrives_from <= view.most_dwell);
}

/// An itinerary of the Pareto set.
struct FoundChain {
    std::vector<std::uint32_t> hops;
    Time arrival;  ///< never_after: not known
    Time duration; ///< never_after: not known
};
struct FoundChains {
    std::vector<FoundChain> chains; ///< by arrival, duration, legs
    bool complete = true;
};
/// The Pareto set of algorithms/routes/itineraries.hpp, seen either way in time. `opposite` is the
/// other view of the same legs.
[[nodiscard]] FoundChains pareto_chains(const TimedView& view,
                                        const TimedView& opposite,
                                        std::span<const unsigned char> starts,
                                        std::span<const unsigned char> ends,
                                        bool certain,
                                        std::size_t most_labels,
                                        const graph::RunControl& control);

/// Whether a chain comes through no place twice and takes each journey's legs in their order.
[[nodiscard]] bool is_itinerary(const TimedView& view, std::span<const std::uint32_t> chain);

/// One flag a place. Throws std::invalid_argument, begun with the kernel's name, for no place.
[[nodiscard]] std::vector<unsigned char>
flags_of(std::span<const graph::PlaceIndex> places, std::uint32_t count, const char* kernel);

} // namespace sandhan::algorithms::internal
