// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/profile_search.hpp"

#include "algorithms/internal/day_queue.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace sandhan::algorithms::internal {
namespace {

/// Ways are taken by rising arrival, on one day by falling departure: then whatever comes first at
/// a place can't be bettered by what comes later that day, and a place has one point a day.
class Calendar {
  public:
    Calendar(const TimedView& view, Time least) {
        for (const Hop& hop : view.hops) {
            for (const Time day :
                 {hop.departs_from, hop.departs_to, hop.arrives_from, hop.arrives_to}) {
                if (is_known(day)) {
                    m_first = std::min(m_first, day);
                    m_last = std::max(m_last, day);
                }
            }
        }
        m_first -= least;
    }
    /// Before all ways of that day.
    [[nodiscard]] Time key(Time day) const {
        constexpr Time most = Time{1} << 34U;
        return std::clamp(day - m_first + 1, Time{0}, most) << 28U;
    }
    [[nodiscard]] Time key(Time day, Time leaves) const {
        constexpr Time most = (Time{1} << 28U) - 3; // one less than the day allows: see `asking`
        return key(day) + 1 + std::clamp(m_last + 1 - leaves, Time{0}, most);
    }

  private:
    Time m_first = 0, m_last = 0;
};

/// Of a walk, or of an itinerary: no walk is better than another way for what it could lead to, as
/// it is none.
enum class Kind : std::uint8_t { itinerary, walk };

/// A step's point, in the order in which they are found: at a place by arrival.
struct FoundPoint {
    ProfilePoint point;
    std::uint32_t place;
    Kind kind;
};

/// Keeps what nothing else at the place is at least as good as. Days that are not known come into
/// it here: until then a point of which one isn't known is held against its like alone.
Profiles
by_place(std::uint32_t places, std::vector<ProfileStep> steps, std::span<const FoundPoint> found) {
    std::vector<std::uint32_t> order(found.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const HopRows rows = rows_of(places, order, [&](std::uint32_t i) { return found[i].place; });
    Profiles result;
    result.first.push_back(0);
    result.points.reserve(found.size());
    result.in_doubt.assign(places, 0);
    std::vector<ProfilePoint> here;
    const auto add = [&](const ProfilePoint& point) {
        const auto beats = [&](const ProfilePoint& other) { return other.at_least_as_good(point); };
        if (std::none_of(here.begin(), here.end(), beats)) {
            const auto is_beaten = [&](const ProfilePoint& other) {
                return point.at_least_as_good(other);
            };
            here.erase(std::remove_if(here.begin(), here.end(), is_beaten), here.end());
            here.push_back(point);
        }
    };
    for (std::uint32_t p = 0; p < places; ++p) {
        here.clear();
        for (const std::uint32_t i : rows[p]) { // of one day the last is the best
            const ProfilePoint& point = found[i].point;
            if (found[i].kind == Kind::itinerary && point.days != never_after) {
                while (!here.empty() && point.at_least_as_good(here.back())) {
                    here.pop_back();
                }
                here.push_back(point);
            }
        }
        for (const std::uint32_t i : rows[p]) {
            if (found[i].kind == Kind::itinerary && found[i].point.days == never_after) {
                add(found[i].point);
            }
        }
        for (const std::uint32_t i : rows[p]) {
            const ProfilePoint& walk = found[i].point;
            const auto beats = [&](const ProfilePoint& other) {
                return other.at_least_as_good(walk);
            };
            if (found[i].kind == Kind::walk && std::none_of(here.begin(), here.end(), beats)) {
                result.in_doubt[p] = 1;
                for (ProfilePoint& point : here) {
                    point.exact = point.exact && !walk.at_least_as_good(point);
                }
            }
        }
        std::stable_sort(here.begin(), here.end(),
                         [](const ProfilePoint& a, const ProfilePoint& b) {
                             return std::tie(a.leaves, a.arrives) < std::tie(b.leaves, b.arrives);
                         });
        result.points.insert(result.points.end(), here.begin(), here.end());
        result.first.push_back(static_cast<std::uint32_t>(result.points.size()));
    }
    result.steps = std::move(steps);
    return result;
}

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
          m_calendar(view, view.least_dwell), m_hops(view.hops.size()), m_slots(view.slots()),
          m_best(view.places) {}

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

Profiles possible_profiles(const TimedView& view,
                           std::span<const unsigned char> starts,
                           const graph::RunControl& control) {
    return PossibleSearch(view, starts, control).run();
}

Profiles certain_profiles(const TimedView& view,
                          std::span<const unsigned char> starts,
                          const graph::RunControl& control) {
    return CertainSearch(view, starts, control).run();
}

} // namespace sandhan::algorithms::internal
