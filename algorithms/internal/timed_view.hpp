// SPDX-License-Identifier: Apache-2.0
// Legs with dates as searches through time see them: onward or back. Not installed.
#pragma once

#include "algorithms/internal/days.hpp"
#include "algorithms/routes/timed_legs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

inline constexpr std::uint32_t no_hop = 0xFFFFFFFF;
/// Hops between two questions whether a search is to stop.
inline constexpr std::uint32_t checkpoint_every = 1U << 14U;

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

/// Items in rows, each row in the order of `order`.
template <class RowOf>
[[nodiscard]] HopRows
rows_of(std::size_t rows, std::span<const std::uint32_t> order, RowOf row_of) {
    HopRows result;
    result.first.assign(rows + 1, 0);
    for (const std::uint32_t item : order) {
        ++result.first[row_of(item) + 1];
    }
    for (std::size_t r = 0; r < rows; ++r) {
        result.first[r + 1] += result.first[r];
    }
    result.items.resize(order.size());
    std::vector<std::uint32_t> next(result.first.begin(), result.first.end() - 1);
    for (const std::uint32_t item : order) {
        result.items[next[row_of(item)]++] = item;
    }
    return result;
}

/// All hops by a time, then index.
template <class TimeOf>
[[nodiscard]] std::vector<std::uint32_t> sorted_by(std::size_t hops, TimeOf time_of_hop) {
    std::vector<std::pair<Time, std::uint32_t>> keyed(hops); // sorted with its keys: no far reads
    for (std::uint32_t h = 0; h < hops; ++h) {
        keyed[h] = {time_of_hop(h), h};
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::uint32_t> order(hops);
    for (std::size_t i = 0; i < hops; ++i) {
        order[i] = keyed[i].second;
    }
    return order;
}

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

/// Whether no itinerary with `before` goes on with `hop` later.
[[nodiscard]] inline bool excludes(const Hop& before, const Hop& hop) {
    return before.from == hop.to ||
           (before.incident == hop.incident && before.position >= hop.position);
}

/// Whether hop `b` certainly keeps the rules when it follows hop `a`, which ends where `b` begins,
/// and stands earlier in its journey if it is of the same incident.
[[nodiscard]] inline bool waits_certainly(const TimedView& view, const Hop& a, const Hop& b) {
    const Time apart = b.departs_from - a.arrives_to;
    const Time least = a.incident == b.incident && apart < 0 ? 0 : apart;
    return least >= view.least_dwell &&
           (!is_known(view.most_dwell) || b.departs_to - a.arrives_from <= view.most_dwell);
}

/// Whether a chain comes through no place twice and takes each journey's legs in their order.
[[nodiscard]] bool is_itinerary(const TimedView& view, std::span<const std::uint32_t> chain);

/// One flag a place. Throws std::invalid_argument, begun with the kernel's name, for no place.
[[nodiscard]] std::vector<unsigned char>
flags_of(std::span<const graph::PlaceIndex> places, std::uint32_t count, const char* kernel);

} // namespace sandhan::algorithms::internal
