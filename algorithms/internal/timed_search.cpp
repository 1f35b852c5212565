// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/timed_search.hpp"

#include "algorithms/internal/day_queue.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

constexpr std::uint32_t checkpoint_every = 1U << 14U;

/// Items in rows, each row in the order of `order`.
template <class RowOf>
HopRows rows_of(std::size_t rows, std::span<const std::uint32_t> order, RowOf row_of) {
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
std::vector<std::uint32_t> sorted_by(std::size_t hops, TimeOf time_of_hop) {
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

struct Wait {
    std::uint32_t place;
    std::uint64_t with; ///< an entity, or an incident above all entities
    std::uint32_t hop;
    [[nodiscard]] auto key() const { return std::tie(place, with); }
};

/// The slots of joined legs: (place, entity) pairs with which some hop departs.
void join_slots(TimedView& view, std::span<const std::uint32_t> order) {
    const std::vector<TimedLeg>& legs = view.timetable->legs;
    const auto each_key = [&](std::uint32_t h, auto use) {
        const graph::Range range = legs[h].entities;
        for (std::uint32_t i = 0; i < range.count; ++i) {
            use(std::uint64_t{view.timetable->entities[range.first + i]});
        }
        use((std::uint64_t{1} << 32U) + legs[h].incident);
    };
    std::vector<Wait> waits;
    for (const std::uint32_t h : order) {
        each_key(h, [&](std::uint64_t with) { waits.push_back({view.hops[h].from, with, h}); });
    }
    std::stable_sort(waits.begin(), waits.end(),
                     [](const Wait& a, const Wait& b) { return a.key() < b.key(); });
    std::vector<Wait> slots;
    for (std::size_t i = 0; i < waits.size(); ++i) {
        if (i == 0 || waits[i].key() != waits[i - 1].key()) {
            view.waiting.first.push_back(static_cast<std::uint32_t>(i));
            slots.push_back(waits[i]);
        }
        view.waiting.items.push_back(waits[i].hop);
    }
    view.waiting.first.push_back(static_cast<std::uint32_t>(waits.size()));
    std::vector<std::uint32_t> all_waits(waits.size());
    std::vector<std::uint32_t> slot_of(waits.size());
    for (std::uint32_t s = 0; s < slots.size(); ++s) {
        for (std::uint32_t i = view.waiting.first[s]; i < view.waiting.first[s + 1]; ++i) {
            all_waits[i] = i;
            slot_of[i] = s;
        }
    }
    view.joined_waits =
        rows_of(view.hops.size(), all_waits, [&](std::uint32_t i) { return waits[i].hop; });
    for (std::uint32_t& item : view.joined_waits.items) {
        item = slot_of[item];
    }
    for (std::uint32_t h = 0; h < view.hops.size(); ++h) {
        view.arrival.first.push_back(static_cast<std::uint32_t>(view.arrival.items.size()));
        each_key(h, [&](std::uint64_t with) {
            const Wait wanted{view.hops[h].to, with, h};
            const auto at =
                std::lower_bound(slots.begin(), slots.end(), wanted,
                                 [](const Wait& a, const Wait& b) { return a.key() < b.key(); });
            if (at != slots.end() && at->key() == wanted.key()) {
                view.arrival.items.push_back(static_cast<std::uint32_t>(at - slots.begin()));
            }
        });
    }
    view.arrival.first.push_back(static_cast<std::uint32_t>(view.arrival.items.size()));
}

} // namespace

TimedView::TimedView(const TimedLegs& all, const ChainRules& rules, bool backward)
    : least_dwell(rules.least_dwell), most_dwell(most_wait(rules.most_dwell)), joined(rules.joined),
      timetable(&all) {
    hops.reserve(all.legs.size());
    for (const TimedLeg& leg : all.legs) {
        places = std::max({places, leg.origin + 1, leg.destination + 1});
        const Time df = time_of(leg.departs.earliest);
        const Time dt = time_of(leg.departs.latest);
        const Time af = time_of(leg.arrives.earliest);
        const Time at = time_of(leg.arrives.latest);
        hops.push_back(
            backward
                ? Hop{-at, -af, -dt, -df, leg.destination, leg.origin, leg.incident, ~leg.position}
                : Hop{df, dt, af, at, leg.origin, leg.destination, leg.incident, leg.position});
    }
    const std::vector<std::uint32_t> order =
        sorted_by(hops.size(), [&](std::uint32_t h) { return hops[h].departs_from; });
    if (joined) {
        join_slots(*this, order);
        return;
    }
    waiting = rows_of(places, order, [&](std::uint32_t h) { return hops[h].from; });
    arrival.first.resize(hops.size() + 1);
    arrival.items.resize(hops.size());
    for (std::uint32_t h = 0; h < hops.size(); ++h) {
        arrival.first[h + 1] = h + 1;
        arrival.items[h] = hops[h].to;
    }
}

std::vector<unsigned char>
flags_of(std::span<const graph::PlaceIndex> places, std::uint32_t count, const char* kernel) {
    std::vector<unsigned char> flags(count, 0);
    for (const graph::PlaceIndex place : places) {
        if (place == graph::no_place) {
            throw std::invalid_argument(std::string(kernel) + ": 0 is no place");
        }
        if (place < count) { // no leg touches it, else
            flags[place] = 1;
        }
    }
    return flags;
}

namespace {

/// Whether no itinerary with `before` goes on with `hop` later.
bool excludes(const Hop& before, const Hop& hop) {
    return before.from == hop.to ||
           (before.incident == hop.incident && before.position >= hop.position);
}

} // namespace

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

namespace {

struct Label {
    Time earliest; ///< possible: earliest arrival of the walk; certain: latest arrival
    Time start;    ///< possible: latest departure of its first leg; certain: earliest departure
    std::uint32_t hop;
    std::uint32_t parent; ///< label, or no_hop
    std::uint32_t legs;
    bool start_known; ///< the first leg has an earliest departure
};

struct Value {
    Time arrival, duration;
    std::uint32_t legs;
    [[nodiscard]] bool at_least_as_good(const Value& other) const {
        return arrival <= other.arrival && duration <= other.duration && legs <= other.legs;
    }
};

/// Label setting. Relaxed, a label is dominated by another at the same hop that is at least as good
/// in time and legs: what can follow depends on the places and journeys behind it, too, and those
/// are left aside. The answer is then exact if each chain in it is an itinerary, as it holds the
/// best of more chains than there are itineraries. If not, the search is done again, strictly:
/// only a label whose places and journeys forbid nothing that the other's allow dominates it.
class ChainSearch {
  public:
    ChainSearch(const TimedView& view,
                std::span<const unsigned char> starts,
                std::span<const unsigned char> ends,
                std::span<const Time> latest,
                bool certain,
                bool strict,
                std::size_t most_labels,
                const graph::RunControl& control)
        : m_view(view), m_starts(starts), m_ends(ends), m_latest(latest), m_certain(certain),
          m_strict(strict), m_revisits(view.joined || is_known(view.most_dwell)),
          m_most_labels(most_labels), m_control(control), m_at(view.hops.size()) {
        // By what ends the search among a place's hops soonest.
        const auto order = sorted_by(view.hops.size(), [&](std::uint32_t h) {
            return -(certain ? view.hops[h].departs_from : view.hops[h].departs_to);
        });
        m_out = rows_of(view.places, order, [&](std::uint32_t h) { return view.hops[h].from; });
        count_legs_left();
    }

    FoundChains run() {
        for (std::uint32_t h = 0; h < m_view.hops.size(); ++h) {
            const Hop& hop = m_view.hops[h];
            if (m_starts[hop.from] != 0) {
                add({m_certain ? hop.arrives_to : hop.arrives_from,
                     m_certain ? hop.departs_from : hop.departs_to, h, no_hop, 1,
                     is_known(hop.departs_from)});
            }
        }
        for (std::uint32_t done = 0; !m_queue.empty() && m_found.complete; ++done) {
            if (done % checkpoint_every == 0) {
                m_control.checkpoint();
            }
            const std::uint32_t label = m_queue.top().label;
            m_queue.pop();
            if (m_dead[label] == 0 && !is_hopeless(m_labels[label])) {
                extend(label);
            }
        }
        for (const auto& [value, label] : m_front) {
            m_found.chains.push_back({chain(label), value.arrival, value.duration});
        }
        std::sort(m_found.chains.begin(), m_found.chains.end(),
                  [](const FoundChain& a, const FoundChain& b) {
                      return std::tuple(a.arrival, a.duration, a.hops.size()) <
                             std::tuple(b.arrival, b.duration, b.hops.size());
                  });
        return std::move(m_found);
    }

  private:
    struct Queued {
        Time earliest;
        std::uint32_t legs;
        Time start;
        std::uint32_t label;
        bool operator<(const Queued& other) const { // the greatest is taken first
            return std::tuple(-earliest, ~legs, start, ~label) <
                   std::tuple(-other.earliest, ~other.legs, other.start, ~other.label);
        }
    };

    [[nodiscard]] Value bound(const Label& label, std::uint32_t legs) const {
        Time duration = never_after;
        if (!m_certain) {
            duration =
                std::max(Time{label.legs - 1} * m_view.least_dwell, label.earliest - label.start);
        } else if (is_known(label.earliest) && is_known(label.start)) {
            duration = label.earliest - label.start;
        }
        return {label.earliest, duration, legs};
    }
    /// The value of a label whose chain is whole; what isn't known is worst.
    [[nodiscard]] Value value(const Label& label) const {
        Value value = bound(label, label.legs);
        if (!is_known(value.arrival)) {
            value.arrival = never_after;
        }
        if (!label.start_known || !is_known(m_view.hops[label.hop].arrives_to) ||
            !is_known(value.arrival)) {
            value.duration = never_after;
        }
        return value;
    }
    [[nodiscard]] bool is_beaten(const Value& value) const {
        return std::any_of(m_front.begin(), m_front.end(),
                           [&](const auto& f) { return f.first.at_least_as_good(value); });
    }
    /// Whether nothing that goes on from here is in the Pareto set.
    [[nodiscard]] bool is_hopeless(const Label& label) const {
        return is_beaten(bound(label, label.legs + m_legs_left[m_view.hops[label.hop].to]));
    }
    /// The fewest legs from each place to an end, whatever their dates.
    void count_legs_left() {
        m_legs_left.assign(m_view.places, 0);
        std::vector<std::uint32_t> order(m_view.hops.size());
        for (std::uint32_t h = 0; h < order.size(); ++h) {
            order[h] = h;
        }
        const HopRows into =
            rows_of(m_view.places, order, [&](std::uint32_t h) { return m_view.hops[h].to; });
        std::vector<std::uint32_t> queue;
        for (std::uint32_t place = 0; place < m_view.places; ++place) {
            if (m_ends[place] != 0) {
                queue.push_back(place);
            }
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const std::uint32_t h : into[queue[i]]) {
                const std::uint32_t from = m_view.hops[h].from;
                if (m_legs_left[from] == 0 && m_ends[from] == 0) {
                    m_legs_left[from] = m_legs_left[queue[i]] + 1;
                    queue.push_back(from);
                }
            }
        }
    }

    void add(const Label& label) {
        const Hop& hop = m_view.hops[label.hop];
        if (m_starts[hop.to] != 0) {
            return;
        }
        if (m_ends[hop.to] != 0) {
            finish(label);
            return;
        }
        if (plus(label.earliest, m_certain ? 0 : m_view.least_dwell) > m_latest[hop.to] ||
            is_hopeless(label)) {
            return;
        }
        std::vector<std::uint32_t>& here = m_at[label.hop];
        for (const std::uint32_t other : here) {
            if (dominates(m_labels[other], label, other, label.parent)) {
                return;
            }
        }
        const auto index = static_cast<std::uint32_t>(m_labels.size());
        if (index >= m_most_labels) {
            m_found.complete = false;
            return;
        }
        here.erase(std::remove_if(here.begin(), here.end(),
                                  [&](std::uint32_t other) {
                                      const bool is_worse =
                                          dominates(label, m_labels[other], no_hop,
                                                    m_labels[other].parent, label.parent);
                                      m_dead[other] = is_worse ? 1 : m_dead[other];
                                      return is_worse;
                                  }),
                   here.end());
        here.push_back(index);
        m_labels.push_back(label);
        m_dead.push_back(0);
        m_queue.push({label.earliest, label.legs, label.start, index});
    }

    void finish(const Label& label) {
        const Value v = value(label);
        if (is_beaten(v)) {
            return;
        }
        m_front.erase(std::remove_if(m_front.begin(), m_front.end(),
                                     [&](const auto& f) { return v.at_least_as_good(f.first); }),
                      m_front.end());
        m_front.emplace_back(v, static_cast<std::uint32_t>(m_labels.size()));
        m_labels.push_back(label);
        m_dead.push_back(1); // nothing goes on from it
    }

    void extend(std::uint32_t from) {
        const Label label = m_labels[from]; // a copy: labels move when one is added
        const Hop& a = m_view.hops[label.hop];
        const Time leaves = plus(label.earliest, m_view.least_dwell);
        const Time until =
            is_known(m_view.most_dwell) ? plus(a.arrives_to, m_view.most_dwell) : never_after;
        for (const std::uint32_t b : m_out[a.to]) {
            const Hop& hop = m_view.hops[b];
            if (leaves > (m_certain ? hop.departs_from : hop.departs_to)) {
                break;
            }
            if (m_certain ? (hop.incident != a.incident && waits_certainly(m_view, a, hop))
                          : hop.departs_from <= until) {
                step(from, label, b);
            }
        }
        if (m_certain) { // by its own rule; the windows of these may overlap
            const std::vector<TimedLeg>& legs = m_view.timetable->legs;
            for (std::uint32_t b = label.hop; b-- > 0 && legs[b].incident == a.incident;) {
                step_within(from, label, b);
            }
            for (std::uint32_t b = label.hop + 1; b < legs.size() && legs[b].incident == a.incident;
                 ++b) {
                step_within(from, label, b);
            }
        }
    }
    void step_within(std::uint32_t from, const Label& label, std::uint32_t b) {
        const Hop& a = m_view.hops[label.hop];
        const Hop& hop = m_view.hops[b];
        if (hop.from == a.to && hop.position > a.position && waits_certainly(m_view, a, hop)) {
            step(from, label, b);
        }
    }

    void step(std::uint32_t from, const Label& label, std::uint32_t b) {
        const Hop& a = m_view.hops[label.hop];
        const Hop& hop = m_view.hops[b];
        if (m_view.joined && hop.incident != a.incident &&
            shared_entities(*m_view.timetable, label.hop, b).empty()) {
            return;
        }
        if (m_strict || !m_revisits) { // else relaxed: where a loop can help, it is let pass
            for (std::uint32_t l = from; l != no_hop; l = m_labels[l].parent) {
                const Hop& before = m_view.hops[m_labels[l].hop];
                if (before.from == hop.to || (m_strict && excludes(before, hop))) {
                    return;
                }
            }
        }
        Label next{0, label.start, b, from, label.legs + 1, label.start_known};
        if (m_certain) {
            next.earliest = hop.arrives_to;
        } else {
            next.earliest = std::max(hop.arrives_from, plus(label.earliest, m_view.least_dwell));
            next.start =
                std::min(next.start, plus(hop.departs_to, -Time{label.legs} * m_view.least_dwell));
        }
        add(next);
    }

    /// Of labels at one hop. `one_at` (a label) or, where that is none, `one_parent` and the hop
    /// itself are the legs behind `one`; `other_parent` and the hop those behind `other`.
    [[nodiscard]] bool dominates(const Label& one,
                                 const Label& other,
                                 std::uint32_t one_at,
                                 std::uint32_t other_parent,
                                 std::uint32_t one_parent = no_hop) const {
        if (one.earliest > other.earliest || one.start < other.start || one.legs > other.legs ||
            (other.start_known && !one.start_known) ||
            (!is_known(one.earliest) && is_known(other.earliest))) {
            return false;
        }
        if (!m_strict) {
            return true;
        }
        const Time leaves = plus(other.earliest, m_view.least_dwell);
        for (std::uint32_t l = one_at != no_hop ? m_labels[one_at].parent : one_parent; l != no_hop;
             l = m_labels[l].parent) {
            const std::uint32_t h = m_labels[l].hop;
            if ((m_revisits && !passes(other_parent, m_view.hops[h].from)) ||
                (earlier_leaves_by(h) >= leaves && !uses(other_parent, other.hop, h))) {
                return false;
            }
        }
        return true;
    }
    /// Whether a leg of the chain that ends with `label` departs from `place`.
    [[nodiscard]] bool passes(std::uint32_t label, std::uint32_t place) const {
        for (std::uint32_t l = label; l != no_hop; l = m_labels[l].parent) {
            if (m_view.hops[m_labels[l].hop].from == place) {
                return true;
            }
        }
        return false;
    }
    /// Whether the chain (`label`, then hop `last`) forbids all legs of a journey that hop `h`
    /// does.
    [[nodiscard]] bool uses(std::uint32_t label, std::uint32_t last, std::uint32_t h) const {
        const Hop& hop = m_view.hops[h];
        const auto forbids = [&](std::uint32_t other) {
            return m_view.hops[other].incident == hop.incident &&
                   m_view.hops[other].position >= hop.position;
        };
        if (forbids(last)) {
            return true;
        }
        for (std::uint32_t l = label; l != no_hop; l = m_labels[l].parent) {
            if (forbids(m_labels[l].hop)) {
                return true;
            }
        }
        return false;
    }
    /// The last day on which an earlier leg of the hop's journey can leave.
    [[nodiscard]] Time earlier_leaves_by(std::uint32_t h) const {
        const std::vector<TimedLeg>& legs = m_view.timetable->legs;
        const Hop& hop = m_view.hops[h];
        Time latest = never_before;
        if (h > 0 && legs[h - 1].incident == hop.incident &&
            m_view.hops[h - 1].position < hop.position) {
            latest = m_view.hops[h - 1].departs_to;
        }
        if (h + 1 < legs.size() && legs[h + 1].incident == hop.incident &&
            m_view.hops[h + 1].position < hop.position) {
            latest = std::max(latest, m_view.hops[h + 1].departs_to);
        }
        return latest == never_before ? 2 * never_before : latest;
    }

    [[nodiscard]] std::vector<std::uint32_t> chain(std::uint32_t label) const {
        std::vector<std::uint32_t> hops;
        for (std::uint32_t l = label; l != no_hop; l = m_labels[l].parent) {
            hops.push_back(m_labels[l].hop);
        }
        std::reverse(hops.begin(), hops.end());
        return hops;
    }

    const TimedView& m_view;
    std::span<const unsigned char> m_starts, m_ends;
    std::span<const Time> m_latest;
    bool m_certain, m_strict;
    bool m_revisits; ///< coming back to a place can help: a loop there is a wait that is allowed
    std::size_t m_most_labels;
    const graph::RunControl& m_control;
    HopRows m_out;
    std::vector<std::uint32_t> m_legs_left; ///< by place; 0 of ends and of what leads to none
    std::vector<Label> m_labels;
    std::vector<unsigned char> m_dead;
    std::vector<std::vector<std::uint32_t>> m_at; ///< labels by hop
    std::priority_queue<Queued> m_queue;
    std::vector<std::pair<Value, std::uint32_t>> m_front;
    FoundChains m_found;
};

} // namespace

bool is_itinerary(const TimedView& view, std::span<const std::uint32_t> chain) {
    for (std::size_t i = 1; i < chain.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (excludes(view.hops[chain[j]], view.hops[chain[i]])) {
                return false;
            }
        }
    }
    return true;
}

FoundChains pareto_chains(const TimedView& view,
                          const TimedView& opposite,
                          std::span<const unsigned char> starts,
                          std::span<const unsigned char> ends,
                          bool certain,
                          std::size_t most_labels,
                          const graph::RunControl& control) {
    // How late one can be at a place and still get to an end, by a walk at least.
    std::vector<Time> latest(view.places, 2 * never_before);
    if (certain) {
        const CertainlyReached back = reach_certainly(opposite, ends, Reaching::walks, control);
        for (std::uint32_t h = 0; h < view.hops.size(); ++h) {
            if (back.legs[h] != 0) { // a later leg of one journey may leave at any time
                latest[view.hops[h].from] = 2 * never_after;
            }
        }
    } else {
        const Reached back = reach_possibly(opposite, ends, Reaching::walks, control);
        for (std::uint32_t h = 0; h < view.hops.size(); ++h) {
            Time& here = latest[view.hops[h].from];
            if (back.legs[2 * h + 1] != 0) {
                here = 2 * never_after;
            } else if (is_known(back.day[h])) {
                here = std::max(here, -back.day[h]);
            }
        }
    }
    for (const bool strict : {false, true}) {
        FoundChains found =
            ChainSearch(view, starts, ends, latest, certain, strict, most_labels, control).run();
        const bool exact =
            std::all_of(found.chains.begin(), found.chains.end(),
                        [&](const FoundChain& c) { return is_itinerary(view, c.hops); });
        if (strict || (exact && found.complete)) {
            return found;
        }
    }
    return {};
}

} // namespace sandhan::algorithms::internal
