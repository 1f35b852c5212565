// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/timed_search.hpp"

#include "algorithms/internal/day_queue.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms::internal {

// A hop's earliest day L, given the walk before it, is all that what follows must know: the days
// that its arrival may have are then [L, arrives_to] whatever the walk, as a leg may take any time.
// Hop b can follow a when L(a) + least <= departs_to(b) and departs_from(b) <= arrives_to(a) +
// most, and then L(b) = max(arrives_from(b), L(a) + least). Hops are taken by rising L, so whatever
// first can be followed by b is followed by it best; and if b lies within the longest wait and yet
// can't follow a, it can't follow what is taken later either. So a slot needs one pointer over
// its hops by departs_from: each hop is looked at once.
Reached reach_possibly(const TimedView& view,
                       std::span<const unsigned char> starts,
                       Reaching what,
                       const graph::RunControl& control) {
    const std::size_t n = view.hops.size();
    Reached result;
    result.day.assign(n, never_after);
    result.parent.assign(2 * n, no_hop);
    result.legs.assign(2 * n, 0);
    DayQueue queue;
    std::vector<std::uint32_t> undated; // nodes 2h + 1 to go on from
    // False where the hop would make what leads to it no itinerary, though only those are wanted.
    const auto take = [&](std::uint32_t h, Time day, std::uint32_t parent) {
        const std::uint32_t node = is_known(day) ? 2 * h : 2 * h + 1;
        if (is_known(day) ? day >= result.day[h] : result.legs[node] != 0) {
            return true;
        }
        if (what == Reaching::itineraries) {
            for (std::uint32_t a = parent; a != no_hop; a = result.parent[a]) {
                if (excludes(view.hops[a / 2], view.hops[h])) {
                    return false;
                }
            }
        }
        result.parent[node] = parent;
        result.legs[node] = parent == no_hop ? 1 : result.legs[parent] + 1;
        if (is_known(day)) {
            result.day[h] = day;
            queue.push(day, h);
        } else {
            undated.push_back(h);
        }
        return true;
    };
    for (std::uint32_t h = 0; h < n; ++h) {
        const Hop& hop = view.hops[h];
        if (starts[hop.from] != 0 && starts[hop.to] == 0) {
            (void)take(h, hop.arrives_from, no_hop);
        }
    }
    std::vector<std::uint32_t> next(view.waiting.first.begin(), view.waiting.first.end() - 1);
    // Hops that an earlier arrival could not take but a later one may, by slot.
    constexpr unsigned most_tries = 8; // those that lead back to where all come from always fail
    std::vector<std::vector<std::pair<std::uint32_t, unsigned>>> refused(
        what == Reaching::itineraries ? view.slots() : 0);
    const auto go_on = [&](std::uint32_t h, Time day, std::uint32_t node) {
        const Time until = is_known(view.most_dwell)
                               ? plus(view.hops[h].arrives_to, view.most_dwell)
                               : never_after;
        const Time leaves = plus(day, view.least_dwell);
        const auto step = [&](std::uint32_t b) {
            const Hop& hop = view.hops[b];
            return leaves > hop.departs_to || starts[hop.to] != 0 ||
                   take(b, std::max(hop.arrives_from, leaves), node);
        };
        for (const std::uint32_t slot : view.arrival[h]) {
            if (!refused.empty()) {
                auto& again = refused[slot];
                again.erase(std::remove_if(again.begin(), again.end(),
                                           [&](auto& hop) {
                                               return view.hops[hop.first].departs_from <= until &&
                                                      (step(hop.first) ||
                                                       ++hop.second == most_tries);
                                           }),
                            again.end());
            }
            std::uint32_t& at = next[slot];
            for (; at < view.waiting.first[slot + 1]; ++at) {
                const std::uint32_t b = view.waiting.items[at];
                if (view.hops[b].departs_from > until) {
                    break;
                }
                if (!step(b)) {
                    refused[slot].emplace_back(b, 0);
                }
            }
        }
    };
    for (std::size_t i = 0; i < undated.size(); ++i) { // in turn, so that walks stay short
        go_on(undated[i], never_before, 2 * undated[i] + 1);
    }
    next.assign(view.waiting.first.begin(), view.waiting.first.end() - 1);
    for (auto& slot : refused) {
        slot.clear();
    }
    for (std::uint32_t done = 0; !queue.empty(); ++done) {
        if (done % checkpoint_every == 0) {
            control.checkpoint();
        }
        const auto [day, h] = queue.pop();
        go_on(h, day, 2 * h);
    }
    return result;
}

// Pairs decide. Time is swept: a hop is put into its slots at its latest arrival, and asks its own
// slots at its earliest departure less the least wait, so that whatever is in arrived in time. Of
// all that arrived in time the one whose earliest arrival is latest keeps the longest wait best.
CertainlyReached reach_certainly(const TimedView& view,
                                 std::span<const unsigned char> starts,
                                 Reaching what,
                                 const graph::RunControl& control) {
    const auto n = static_cast<std::uint32_t>(view.hops.size());
    const std::vector<TimedLeg>& legs = view.timetable->legs;
    CertainlyReached result;
    result.parent.assign(n, no_hop);
    result.legs.assign(n, 0);
    std::vector<std::uint32_t> best(view.slots(), no_hop); // of what is in a slot
    // An arrival at t has the key 2t, a question 2t + 1: on one day arrivals come first.
    DayQueue queue;
    Time now = 2 * never_before;
    std::vector<std::uint32_t> reached;
    const auto reach = [&](std::uint32_t h, std::uint32_t from) {
        if (result.legs[h] == 0 && starts[view.hops[h].to] == 0) {
            for (std::uint32_t a = what == Reaching::itineraries ? from : no_hop; a != no_hop;
                 a = result.parent[a]) {
                if (excludes(view.hops[a], view.hops[h])) {
                    return;
                }
            }
            result.parent[h] = from;
            result.legs[h] = from == no_hop ? 1 : result.legs[from] + 1;
            reached.push_back(h);
        }
    };
    // Hops that were reached are put on their way, and lead on to the later legs of their journeys,
    // whose dates are never before theirs whatever their windows.
    const auto settle = [&] {
        while (!reached.empty()) {
            const std::uint32_t h = reached.back();
            reached.pop_back();
            const Hop& hop = view.hops[h];
            if (is_known(hop.arrives_to)) {
                queue.push(std::max(2 * hop.arrives_to, now), h);
            }
            const auto follow = [&](std::uint32_t b) {
                if (view.hops[b].from == hop.to && view.hops[b].position > hop.position &&
                    waits_certainly(view, hop, view.hops[b])) {
                    reach(b, h);
                }
            };
            for (std::uint32_t b = h; b-- > 0 && legs[b].incident == hop.incident;) {
                follow(b);
            }
            for (std::uint32_t b = h + 1; b < n && legs[b].incident == hop.incident; ++b) {
                follow(b);
            }
        }
    };
    const auto ask = [&](std::uint32_t h, std::uint32_t slot) {
        const std::uint32_t a = best[slot];
        if (a != no_hop &&
            (!is_known(view.most_dwell) ||
             view.hops[h].departs_to - view.hops[a].arrives_from <= view.most_dwell)) {
            reach(h, a);
        }
    };
    for (std::uint32_t h = 0; h < n; ++h) {
        const Hop& hop = view.hops[h];
        if (starts[hop.from] != 0) {
            reach(h, no_hop);
        } else if (is_known(hop.departs_from)) { // else it follows nothing of another incident
            queue.push(2 * (hop.departs_from - view.least_dwell) + 1, n + h);
        }
    }
    settle();
    for (std::uint32_t done = 0; !queue.empty(); ++done) {
        if (done % checkpoint_every == 0) {
            control.checkpoint();
        }
        const auto [key, entry] = queue.pop();
        now = key;
        if (entry >= n) {
            for (const std::uint32_t slot : view.waits_in(entry - n)) {
                ask(entry - n, slot);
            }
            settle();
            continue;
        }
        const Hop& a = view.hops[entry];
        for (const std::uint32_t slot : view.arrival[entry]) {
            // Where any wait is allowed the first stays: its walks come back to no place.
            if (best[slot] != no_hop && (!is_known(view.most_dwell) ||
                                         view.hops[best[slot]].arrives_from >= a.arrives_from)) {
                continue;
            }
            best[slot] = entry;
            if (key != 2 * a.arrives_to) {
                // Legs of this very day have asked already: zero days on the way, zero waits.
                const auto hops = view.waiting[slot];
                const Time leaves = a.arrives_to + view.least_dwell;
                const auto before = [&](std::uint32_t h) {
                    return view.hops[h].departs_from < leaves;
                };
                for (auto h = std::partition_point(hops.begin(), hops.end(), before);
                     h != hops.end() && view.hops[*h].departs_from == leaves; ++h) {
                    ask(*h, slot);
                }
            }
        }
        settle();
    }
    return result;
}

} // namespace sandhan::algorithms::internal
