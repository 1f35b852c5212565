// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/chain_search.hpp"

#include "algorithms/internal/timed_search.hpp"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>

namespace sandhan::algorithms::internal {

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
    Time leaves;
    [[nodiscard]] bool at_least_as_good(const Value& other, Wanted wanted) const {
        return wanted == Wanted::departures
                   ? ProfilePoint{leaves, arrival, duration, no_hop}.at_least_as_good(
                         {other.leaves, other.arrival, other.duration, no_hop})
                   : arrival <= other.arrival && duration <= other.duration && legs <= other.legs;
    }
};

/// Label setting. Relaxed, a label is dominated by another at the same hop that is at least as good
/// in time and legs: what can follow depends on the places and journeys behind it, too, and those
/// are left aside. The answer is then exact if each chain in it is an itinerary, as it holds the
/// best of more chains than there are itineraries. If not, the search is done again, strictly:
/// only a label whose places and journeys forbid nothing that the other's allow dominates it.
class ChainSearch {
  public:
    ChainSearch(Wanted wanted,
                std::span<const ProfilePoint> known,
                const TimedView& view,
                std::span<const unsigned char> starts,
                std::span<const unsigned char> ends,
                std::span<const Time> latest,
                bool certain,
                bool strict,
                std::size_t most_labels,
                const graph::RunControl& control)
        : m_wanted(wanted), m_view(view), m_starts(starts), m_ends(ends), m_latest(latest),
          m_certain(certain), m_strict(strict),
          m_revisits(view.joined || is_known(view.most_dwell)), m_most_labels(most_labels),
          m_control(control), m_at(view.hops.size()) {
        // By what ends the search among a place's hops soonest.
        const auto order = sorted_by(view.hops.size(), [&](std::uint32_t h) {
            return -(certain ? view.hops[h].departs_from : view.hops[h].departs_to);
        });
        for (const ProfilePoint& point : known) {
            m_front.push_back({{point.arrives, point.days, 0, point.leaves}, no_hop});
        }
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
            if (label == no_hop) {
                continue; // known
            }
            m_found.chains.push_back({chain(label), value.arrival, value.duration, value.leaves});
        }
        std::sort(m_found.chains.begin(), m_found.chains.end(),
                  [](const FoundChain& a, const FoundChain& b) {
                      return std::tuple(a.arrival, a.duration, a.hops.size()) <
                             std::tuple(b.arrival, b.duration, b.hops.size());
                  });
        m_found.labels = m_labels.size();
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
        return {label.earliest, duration, legs, label.start};
    }
    /// The value of a label whose chain is whole; what isn't known is worst.
    [[nodiscard]] Value value(const Label& label) const {
        Value value = bound(label, label.legs);
        if (!is_known(value.arrival)) {
            value.arrival = never_after;
        }
        if (!is_known(value.leaves)) {
            value.leaves = never_before;
        }
        if (m_wanted == Wanted::departures
                ? !is_known(value.leaves) || !is_known(value.arrival)
                : !label.start_known || !is_known(m_view.hops[label.hop].arrives_to) ||
                      !is_known(value.arrival)) {
            value.duration = never_after;
        }
        return value;
    }
    [[nodiscard]] bool is_beaten(const Value& value) const {
        return std::any_of(m_front.begin(), m_front.end(), [&](const auto& f) {
            return f.first.at_least_as_good(value, m_wanted);
        });
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
        m_front.erase(
            std::remove_if(m_front.begin(), m_front.end(),
                           [&](const auto& f) { return v.at_least_as_good(f.first, m_wanted); }),
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
            (!is_known(one.earliest) && is_known(other.earliest)) ||
            (m_wanted == Wanted::departures && !is_known(one.start) && is_known(other.start))) {
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

    Wanted m_wanted;
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

FoundChains pareto_chains(Wanted wanted,
                          std::span<const ProfilePoint> known,
                          const TimedView& view,
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
        FoundChains found = ChainSearch(wanted, known, view, starts, ends, latest, certain, strict,
                                        most_labels, control)
                                .run();
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
