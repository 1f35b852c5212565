// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/day_queue.hpp"
#include "algorithms/internal/profile_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms::internal {

namespace {

/// A way that is not taken yet, seen from its last hop.
struct Way {
    Time arrives; ///< the earliest
    Time leaves;  ///< the latest
    Time until;   ///< the latest arrival, where waits have a limit
    std::uint32_t hop;
    std::uint32_t place;  ///< the hop's end
    std::uint32_t before; ///< step
    std::uint32_t legs;
    Kind kind;
};

/// A way that was taken and waits at a slot.
struct Mark {
    Time arrives, leaves;
    Time until; ///< the latest arrival, where waits have a limit
    Time apart; ///< the least time that its waits take
    std::uint32_t step;
    std::uint32_t legs;
    Kind kind;

    [[nodiscard]] bool is_dated() const { return is_known(arrives) && is_known(leaves); }
    /// Whether whatever follows the other from its arrival on follows this one as well. A day that
    /// is not known is no better than one that is, though more can follow it.
    [[nodiscard]] bool serves(const Mark& other, Time from) const {
        return (kind == Kind::itinerary || other.kind == Kind::walk) && leaves >= other.leaves &&
               until >= other.until && (apart <= other.apart || other.leaves + apart <= from) &&
               is_known(arrives) == is_known(other.arrives) &&
               is_known(leaves) == is_known(other.leaves);
    }
};

/// The ways at a slot that matter from now on, by falling departure.
class Marks {
  public:
    [[nodiscard]] bool serve(const Mark& way) const {
        if (way.leaves > m_latest) {
            return false;
        }
        for (const Mark& mark : m_marks) {
            if (mark.leaves < way.leaves) {
                return false;
            }
            if (mark.serves(way, way.arrives)) {
                return true;
            }
        }
        return false;
    }
    void put(const Mark& way) {
        const auto is_past = [&](const Mark& mark) { return way.serves(mark, way.arrives); };
        m_marks.erase(std::remove_if(m_marks.begin(), m_marks.end(), is_past), m_marks.end());
        const auto later = [&](const Mark& mark) { return mark.leaves >= way.leaves; };
        m_marks.insert(std::partition_point(m_marks.begin(), m_marks.end(), later), way);
        m_latest = m_marks.front().leaves;
    }
    [[nodiscard]] std::span<const Mark> all() const { return m_marks; }

  private:
    std::vector<Mark> m_marks;        // most often one
    Time m_latest = 2 * never_before; // of the first; beside it, as most ask for no more
};

// What follows a way must know the first day it can have arrived, given when it left: that is
// max(arrives, d + apart) for a departure on day d <= leaves, as each wait takes `apart` in all and
// nothing else keeps it. Hop b follows where that plus the least wait is within departs_to(b), and
// departs_from(b) within the longest wait after the last hop's latest arrival, whatever the way
// (see reach_possibly). So a way has the three numbers of ProfilePoint, and, where waits have a
// limit, that arrival. Ways are taken in the order of Calendar. Each slot keeps those that matter.
// A hop asks its slots once, on the last day that is early enough to leave with it and to arrive on
// its own earliest day: of all that came until then only departures differ. After that it is open,
// and hears of each way that comes, until its latest departure.
class PossibleSearch {
  public:
    PossibleSearch(const TimedView& view,
                   std::span<const unsigned char> starts,
                   const graph::RunControl& control)
        : m_view(view), m_starts(starts), m_control(control), m_limited(is_known(view.most_dwell)),
          m_plain(!m_limited && !view.joined), m_calendar(view, view.least_dwell),
          m_slots(view.slots()), m_at_places(m_plain ? 0 : view.places) {
        m_waiting.reserve(view.waiting.items.size());
        for (std::uint32_t s = 0; s < view.slots(); ++s) {
            const auto first = m_waiting.size();
            for (const std::uint32_t h : view.waiting[s]) {
                const Hop& hop = view.hops[h];
                if (starts[hop.from] == 0 && starts[hop.to] == 0) {
                    m_waiting.push_back({hop, h});
                }
            }
            std::sort(m_waiting.begin() + static_cast<std::ptrdiff_t>(first), m_waiting.end(),
                      [&](const Waiting& a, const Waiting& b) {
                          return std::pair(opens(a.hop), a.index) <
                                 std::pair(opens(b.hop), b.index);
                      });
            m_slots[s].next = static_cast<std::uint32_t>(first);
            m_slots[s].last = static_cast<std::uint32_t>(m_waiting.size());
        }
    }

    Profiles run() {
        for (std::uint32_t h = 0; h < m_view.hops.size(); ++h) {
            const Hop& hop = m_view.hops[h];
            if (m_starts[hop.from] != 0 && m_starts[hop.to] == 0) {
                (void)offer({hop.arrives_from, hop.departs_to, limit(hop), h, hop.to, no_hop, 1,
                             Kind::itinerary},
                            hop);
            }
        }
        for (std::uint32_t done = 0; !m_queue.empty(); ++done) {
            if (done % checkpoint_every == 0) {
                m_control.checkpoint();
            }
            const std::uint32_t what = m_queue.pop().second;
            if (what % 2 == 0) {
                take(what / 2);
            } else {
                open(what / 2);
            }
        }
        std::vector<ProfileStep> steps;
        steps.reserve(m_steps.size());
        for (const Step& step : m_steps) {
            steps.push_back({step.hop, step.before});
        }
        return by_place(m_view.places, std::move(steps), m_found);
    }

  private:
    struct Waiting {
        Hop hop; ///< a copy: those of a slot are looked at together
        std::uint32_t index;
    };
    struct Slot {
        Marks marks;
        std::vector<std::uint32_t> open; ///< those that hear of each way: into m_waiting
        std::uint32_t next = 0;          ///< the one that opens next
        std::uint32_t last = 0;          ///< behind the slot's last
        bool is_reached = false;
    };
    struct Step {
        Time arrives;
        std::uint32_t hop, before;
        std::uint32_t undated; ///< the last step up to this one of which not both days are known
    };

    [[nodiscard]] Time limit(const Hop& hop) const { return m_limited ? hop.arrives_to : 0; }
    [[nodiscard]] std::span<const std::uint32_t> slots_of(const Way& way) const {
        return m_view.joined ? m_view.arrival[way.hop] : std::span(&way.place, 1);
    }
    [[nodiscard]] Mark mark_of(const Way& way, std::uint32_t step) const {
        return {way.arrives, way.leaves, way.until, Time{way.legs - 1} * m_view.least_dwell,
                step,        way.legs,   way.kind};
    }
    /// As a point of its place, where no wait follows.
    static Mark unlimited(Mark mark) {
        mark.until = 0;
        return mark;
    }
    [[nodiscard]] bool is_point(const Mark& mark, std::uint32_t place) const {
        return m_plain || !m_at_places[place].serve(unlimited(mark));
    }
    /// Whether it is a point of its place or something can follow it, for all that is known yet.
    [[nodiscard]] bool is_useful(const Way& way) const {
        const Mark mark = mark_of(way, no_hop);
        const auto slots = slots_of(way);
        return std::any_of(slots.begin(), slots.end(),
                           [&](std::uint32_t s) { return !m_slots[s].marks.serve(mark); }) ||
               (!m_plain && is_point(mark, way.place));
    }

    /// Whether a chain that ends with step `s` stays an itinerary if a hop follows. A later leg of
    /// one journey is at its end no earlier than an earlier one, at the earliest: so no step that
    /// arrives before the hop does can be of the same journey and come later in it. Where a slot is
    /// a place and waits have no limit, a way that comes back to a place is served by its own
    /// beginning there, unless that had a day that is not known, and the loop had one that is.
    [[nodiscard]] bool may_follow(std::uint32_t s, const Hop& hop) const {
        bool only_loops = false;
        while (s != no_hop) {
            const Step& step = m_steps[s];
            const Hop& before = m_view.hops[step.hop];
            if (excludes(before, hop) || before.to == hop.to) {
                return false;
            }
            only_loops = only_loops || (m_plain && step.arrives < hop.arrives_from);
            s = step.before;
            if (only_loops && s != no_hop) {
                s = m_steps[s].undated;
            }
        }
        return true;
    }

    /// Puts a way on the calendar, unless it is useless. False: it is a walk.
    bool offer(Way way, const Hop& hop) {
        if (!is_useful(way)) {
            return true;
        }
        if (way.kind == Kind::itinerary && !may_follow(way.before, hop)) {
            way.kind = Kind::walk;
            if (!is_useful(way)) {
                return false;
            }
        }
        std::uint32_t at = 0;
        if (m_free.empty()) {
            at = static_cast<std::uint32_t>(m_ways.size());
            m_ways.push_back(way);
        } else {
            at = m_free.back();
            m_free.pop_back();
            m_ways[at] = way;
        }
        m_queue.push(m_calendar.key(way.arrives, way.leaves), 2 * at);
        return way.kind == Kind::itinerary;
    }

    void take(std::uint32_t at) {
        const Way way = m_ways[at];
        m_free.push_back(at);
        if (!is_useful(way)) {
            return;
        }
        const Mark mark = mark_of(way, static_cast<std::uint32_t>(m_steps.size()));
        const std::uint32_t before = way.before == no_hop ? no_hop : m_steps[way.before].undated;
        m_steps.push_back({way.arrives, way.hop, way.before, mark.is_dated() ? before : mark.step});
        if (is_point(mark, way.place)) {
            if (!m_plain) {
                m_at_places[way.place].put(unlimited(mark));
            }
            m_found.push_back(
                {{is_known(way.leaves) ? way.leaves : never_before,
                  is_known(way.arrives) ? way.arrives : never_after,
                  mark.is_dated() ? std::max(mark.apart, way.arrives - way.leaves) : never_after,
                  mark.step},
                 way.place,
                 way.kind});
        }
        for (const std::uint32_t s : slots_of(way)) {
            Slot& slot = m_slots[s];
            if (slot.marks.serve(mark)) {
                continue;
            }
            slot.marks.put(mark);
            if (!slot.is_reached) {
                slot.is_reached = true;
                while (slot.next < slot.last && opens(m_waiting[slot.next].hop) <= mark.arrives) {
                    slot.open.push_back(slot.next++);
                }
                await_next(s);
            }
            slot.open.erase(std::remove_if(slot.open.begin(), slot.open.end(),
                                           [&](std::uint32_t b) { return !go_on(mark, b); }),
                            slot.open.end());
        }
    }

    /// The day until which it does not matter when one has come.
    [[nodiscard]] Time opens(const Hop& hop) const {
        return plus(std::min(hop.departs_to, hop.arrives_from), -m_view.least_dwell);
    }
    void await_next(std::uint32_t s) {
        if (m_slots[s].next < m_slots[s].last) {
            m_queue.push(m_calendar.key(opens(m_waiting[m_slots[s].next].hop)), 2 * s + 1);
        }
    }
    void open(std::uint32_t s) {
        Slot& slot = m_slots[s];
        const Time day = opens(m_waiting[slot.next].hop);
        for (; slot.next < slot.last && opens(m_waiting[slot.next].hop) == day; ++slot.next) {
            bool stays = true;
            for (const Mark& mark : slot.marks.all()) {
                stays = go_on(mark, slot.next) && stays;
            }
            if (stays) {
                slot.open.push_back(slot.next);
            }
        }
        await_next(s);
    }

    /// Lets a hop follow. False: no way that comes later can do better with it.
    bool go_on(const Mark& mark, std::uint32_t waiting) {
        const Hop& hop = m_waiting[waiting].hop;
        const Time departs = plus(mark.arrives, m_view.least_dwell);
        if (departs > hop.departs_to) {
            return false;
        }
        if (m_limited && hop.departs_from > plus(mark.until, m_view.most_dwell)) {
            return true;
        }
        const Time by = plus(hop.departs_to, -Time{mark.legs} * m_view.least_dwell);
        const Way way{std::max(hop.arrives_from, departs),
                      std::min(mark.leaves, by),
                      limit(hop),
                      m_waiting[waiting].index,
                      hop.to,
                      mark.step,
                      mark.legs + 1,
                      mark.kind};
        return !offer(way, hop) || m_view.least_dwell != 0 || mark.leaves < by || !is_known(by) ||
               !is_known(way.arrives);
    }

    const TimedView& m_view;
    std::span<const unsigned char> m_starts;
    const graph::RunControl& m_control;
    bool m_limited;
    bool m_plain; ///< a slot is a place, and nothing but the days counts there
    Calendar m_calendar;
    std::vector<Waiting> m_waiting; ///< by slot, by the day on which they open
    std::vector<Slot> m_slots;
    std::vector<Marks> m_at_places; ///< where it is not plain
    std::vector<Way> m_ways;        ///< not taken yet
    std::vector<std::uint32_t> m_free;
    DayQueue m_queue; ///< ways (even) and slots that open a hop (odd)
    std::vector<Step> m_steps;
    std::vector<FoundPoint> m_found;
};

} // namespace

Profiles possible_profiles(const TimedView& view,
                           std::span<const unsigned char> starts,
                           const graph::RunControl& control) {
    return PossibleSearch(view, starts, control).run();
}

} // namespace sandhan::algorithms::internal
