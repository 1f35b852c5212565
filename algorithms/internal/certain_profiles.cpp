// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/day_queue.hpp"
#include "algorithms/internal/profile_parts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms::internal {

namespace {

// Pairs decide (see reach_certainly): time is swept, a hop is put into its slots at its latest
// arrival, and asks its own slots at its earliest departure less the least wait. What it hears
// there is the latest departure of all that came in time and, where waits have a limit, whose
// earliest arrival is late enough. Hops of one day wait for each other in turn: those that leave
// latest are put in first.
class CertainSearch {
  public:
    CertainSearch(const TimedView& view,
                  std::span<const unsigned char> starts,
                  const graph::RunControl& control)
        : m_view(view), m_starts(starts), m_control(control), m_limited(is_known(view.most_dwell)),
          m_plain(!m_limited && !view.joined), m_calendar(view, view.least_dwell),
          m_hops(view.hops.size()), m_slots(view.slots()), m_best(view.places) {}

    Profiles run() {
        const auto n = static_cast<std::uint32_t>(m_view.hops.size());
        for (std::uint32_t h = 0; h < n; ++h) {
            const Hop& hop = m_view.hops[h];
            if (m_starts[hop.from] != 0) {
                (void)reach(h, hop.departs_from, no_hop, Kind::itinerary);
            } else if (is_known(hop.departs_from)) { // else it follows no other incident's leg
                m_queue.push(m_calendar.key(hop.departs_from - m_view.least_dwell) + asking, n + h);
            }
        }
        settle();
        for (std::uint32_t done = 0; !m_queue.empty(); ++done) {
            if (done % checkpoint_every == 0) {
                m_control.checkpoint();
            }
            const auto [key, entry] = m_queue.pop();
            m_now = key;
            if (entry < n) {
                put(entry);
            } else {
                for (const std::uint32_t slot : m_view.waits_in(entry - n)) {
                    ask(entry - n, slot);
                }
            }
            settle();
        }
        for (std::uint32_t h = 0; h < n; ++h) {
            if (!is_known(m_view.hops[h].arrives_to)) {
                for (const Kind kind : {Kind::itinerary, Kind::walk}) {
                    note(h, kind);
                }
            }
        }
        return by_place(m_view.places, std::move(m_steps), m_found);
    }

  private:
    static constexpr Time none = 2 * never_before; ///< earlier than a departure not known
    static constexpr Time asking = 1; ///< after all that came before this day or early on it

    /// What is best: by an itinerary, and by a walk where that is better.
    struct Best {
        std::array<Time, 2> leaves{none, none};
        [[nodiscard]] Time& of(Kind kind) { return leaves[static_cast<std::size_t>(kind)]; }
        [[nodiscard]] bool is_beaten_by(Time other, Kind kind) const {
            return other > leaves[0] && (kind == Kind::itinerary || other > leaves[1]);
        }
    };
    struct Reached {
        Best best;
        std::array<std::uint32_t, 2> step{no_hop, no_hop};
        Best put; ///< as it was when it was put into its slots
    };
    struct Mark {
        Time leaves;
        Time arrives; ///< the earliest
        std::uint32_t step;
        Kind kind;
        [[nodiscard]] bool serves(const Mark& other) const {
            return leaves >= other.leaves && arrives >= other.arrives &&
                   (kind == Kind::itinerary || other.kind == Kind::walk);
        }
    };

    /// Lets a hop follow a step. False: that is a walk.
    bool reach(std::uint32_t h, Time leaves, std::uint32_t from, Kind kind) {
        Reached& here = m_hops[h];
        const Hop& hop = m_view.hops[h];
        if (!here.best.is_beaten_by(leaves, kind) || m_starts[hop.to] != 0 ||
            (m_plain && !m_best[hop.to].is_beaten_by(leaves, kind))) { // all that follows does
            return kind == Kind::itinerary;
        }
        if (kind == Kind::itinerary && !may_follow(from, hop)) {
            kind = Kind::walk;
            if (!here.best.is_beaten_by(leaves, kind)) {
                return false;
            }
        }
        here.best.of(kind) = leaves;
        here.step[static_cast<std::size_t>(kind)] = static_cast<std::uint32_t>(m_steps.size());
        m_reached.emplace_back(static_cast<std::uint32_t>(m_steps.size()), kind);
        m_steps.push_back({h, from});
        return kind == Kind::itinerary;
    }
    /// Whether a chain that ends with step `s` stays an itinerary if a hop follows. A journey's
    /// later leg arrives no earlier than an earlier one, so that no step that has arrived before
    /// the hop leaves comes later in the same journey. Where a slot is a place and waits have no
    /// limit, reach() has let through no hop to a place that the chain had arrived at; only legs
    /// of one journey that follow each other may not have arrived yet.
    [[nodiscard]] bool may_follow(std::uint32_t s, const Hop& hop) const {
        bool is_one_journey = true;
        for (; s != no_hop; s = m_steps[s].before) {
            const Hop& before = m_view.hops[m_steps[s].hop];
            is_one_journey = is_one_journey && before.incident == hop.incident;
            if (excludes(before, hop)) {
                return false;
            }
            if (m_plain && !is_one_journey && before.arrives_to < hop.departs_from) {
                return true;
            }
        }
        return true;
    }
    /// Puts what was reached on its way, and goes on with the later legs of its journeys, which
    /// follow it whatever the windows.
    void settle() {
        const std::vector<TimedLeg>& legs = m_view.timetable->legs;
        while (!m_reached.empty()) {
            const auto [step, kind] = m_reached.back();
            m_reached.pop_back();
            const std::uint32_t h = m_steps[step].hop;
            const Hop& hop = m_view.hops[h];
            if (m_hops[h].step[static_cast<std::size_t>(kind)] != step) {
                continue; // it was reached better since
            }
            const Time leaves = m_hops[h].best.of(kind);
            if (is_known(hop.arrives_to)) {
                const Time key = m_calendar.key(hop.arrives_to);
                // Of this very day: after the questions, by falling departure.
                m_queue.push(key >= m_now ? key : m_calendar.key(hop.arrives_to, leaves) + asking,
                             h);
            }
            const auto follow = [&, at = step, of = kind](std::uint32_t b) {
                if (m_view.hops[b].from == hop.to && m_view.hops[b].position > hop.position &&
                    waits_certainly(m_view, hop, m_view.hops[b])) {
                    (void)reach(b, leaves, at, of);
                }
            };
            for (std::uint32_t b = h; b-- > 0 && legs[b].incident == hop.incident;) {
                follow(b);
            }
            for (std::uint32_t b = h + 1; b < legs.size() && legs[b].incident == hop.incident;
                 ++b) {
                follow(b);
            }
        }
    }
    void ask(std::uint32_t h, std::uint32_t slot) {
        for (const Mark& mark : m_slots[slot]) {
            const bool in_time =
                !m_limited || m_view.hops[h].departs_to - mark.arrives <= m_view.most_dwell;
            if (in_time && reach(h, mark.leaves, mark.step, mark.kind)) {
                return; // the others leave earlier
            }
        }
    }
    void put(std::uint32_t h) {
        for (const Kind kind : {Kind::itinerary, Kind::walk}) {
            const Time leaves = m_hops[h].best.of(kind);
            if (leaves > m_hops[h].put.of(kind)) {
                m_hops[h].put.of(kind) = leaves;
                note(h, kind);
                put(h, {leaves, m_limited ? m_view.hops[h].arrives_from : 0,
                        m_hops[h].step[static_cast<std::size_t>(kind)], kind});
            }
        }
    }
    void put(std::uint32_t h, const Mark& mark) {
        const Hop& hop = m_view.hops[h];
        for (const std::uint32_t s : m_view.arrival[h]) {
            std::vector<Mark>& slot = m_slots[s];
            if (std::any_of(slot.begin(), slot.end(),
                            [&](const Mark& other) { return other.serves(mark); })) {
                continue;
            }
            slot.erase(std::remove_if(slot.begin(), slot.end(),
                                      [&](const Mark& other) { return mark.serves(other); }),
                       slot.end());
            const auto leaves_later = [&](const Mark& other) { return other.leaves > mark.leaves; };
            slot.insert(std::partition_point(slot.begin(), slot.end(), leaves_later), mark);
            if (m_now > m_calendar.key(hop.arrives_to)) {
                ask_again(s, hop.arrives_to + m_view.least_dwell);
            }
        }
    }
    /// Legs that leave on a day and have asked already: zero days on the way, zero waits.
    void ask_again(std::uint32_t slot, Time departs) {
        const auto hops = m_view.waiting[slot];
        const auto before = [&](std::uint32_t h) { return m_view.hops[h].departs_from < departs; };
        for (auto h = std::partition_point(hops.begin(), hops.end(), before);
             h != hops.end() && m_view.hops[*h].departs_from == departs; ++h) {
            ask(*h, slot);
        }
    }
    /// Keeps a point of the hop's place where nothing left later and is there by then.
    void note(std::uint32_t h, Kind kind) {
        const Hop& hop = m_view.hops[h];
        const Time leaves = m_hops[h].best.of(kind);
        if (m_best[hop.to].is_beaten_by(leaves, kind)) {
            m_best[hop.to].of(kind) = leaves;
            const bool dated = is_known(leaves) && is_known(hop.arrives_to);
            m_found.push_back(
                {{leaves, hop.arrives_to, dated ? hop.arrives_to - leaves : never_after,
                  m_hops[h].step[static_cast<std::size_t>(kind)]},
                 hop.to,
                 kind});
        }
    }

    const TimedView& m_view;
    std::span<const unsigned char> m_starts;
    const graph::RunControl& m_control;
    bool m_limited;
    bool m_plain; ///< a slot is a place, and nothing but the days counts there
    Calendar m_calendar;
    std::vector<Reached> m_hops;
    std::vector<ProfileStep> m_steps;
    std::vector<std::vector<Mark>> m_slots;                ///< by falling departure
    std::vector<Best> m_best;                              ///< by place
    std::vector<std::pair<std::uint32_t, Kind>> m_reached; ///< steps to go on from
    DayQueue m_queue;                                      ///< arrivals, and n + h that ask
    Time m_now = 2 * never_before;
    std::vector<FoundPoint> m_found;
};

} // namespace

Profiles certain_profiles(const TimedView& view,
                          std::span<const unsigned char> starts,
                          const graph::RunControl& control) {
    return CertainSearch(view, starts, control).run();
}

} // namespace sandhan::algorithms::internal
