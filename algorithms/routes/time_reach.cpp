// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/time_reach.hpp"

#include "algorithms/internal/chain_search.hpp"
#include "algorithms/internal/timed_search.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using internal::no_hop;
using internal::Time;

/// The best walk into a place: by day, legs, hop.
struct Best {
    Time day = internal::never_after;
    std::uint32_t legs = 0; ///< 0: none
    std::uint32_t node = no_hop;

    void offer(Time other_day, std::uint32_t other_legs, std::uint32_t other_node) {
        if (other_legs != 0 && (legs == 0 || std::tuple(other_day, other_legs, other_node) <
                                                 std::tuple(day, legs, node))) {
            *this = {other_day, other_legs, other_node};
        }
    }
};

/// The best walks, or itineraries that are the best of those looked at.
struct Pass {
    std::vector<std::uint32_t> parent; ///< of a node; certain: of a hop
    std::vector<Best> best;            ///< by place
};

/// A day with the hops that lead to it.
struct Way {
    std::vector<std::uint32_t> hops; ///< none: there is no way
    Time day = internal::never_after;
};

class PlaceSearch {
  public:
    PlaceSearch(const TimedLegs& timetable,
                std::span<const graph::PlaceIndex> places,
                TimeDirection direction,
                const ChainRules& rules,
                const graph::RunControl& control,
                std::uint64_t most_work)
        : m_timetable(timetable), m_back(direction == TimeDirection::back), m_rules(rules),
          m_control(control), m_work_left(most_work), m_view(timetable, rules, m_back),
          m_starts(internal::flags_of(places, m_view.places, "time_reach")) {}

    std::vector<ReachedPlace> run() {
        const Pass possibly = pass(internal::Reaching::walks, false);
        const Pass certainly = pass(internal::Reaching::walks, true);
        std::vector<ReachedPlace> rows;
        for (graph::PlaceIndex place = 0; place < m_view.places; ++place) {
            ReachedPlace row;
            row.place = place;
            Way possible = settle(possibly, place, false, row.reliance);
            if (possible.hops.empty()) {
                continue;
            }
            Way certain = settle(certainly, place, true, row.reliance);
            finish(possible, row.possible, row.possible_legs);
            finish(certain, row.certain, row.certain_legs);
            rows.push_back(std::move(row));
        }
        return rows;
    }

  private:
    [[nodiscard]] Pass pass(internal::Reaching what, bool certain) const {
        Pass pass;
        pass.best.resize(m_view.places);
        const auto hops = static_cast<std::uint32_t>(m_view.hops.size());
        if (certain) {
            internal::CertainlyReached reached =
                internal::reach_certainly(m_view, m_starts, what, m_control);
            for (std::uint32_t h = 0; h < hops; ++h) {
                pass.best[m_view.hops[h].to].offer(m_view.hops[h].arrives_to, reached.legs[h], h);
            }
            pass.parent = std::move(reached.parent);
        } else {
            internal::Reached reached = internal::reach_possibly(m_view, m_starts, what, m_control);
            for (std::uint32_t h = 0; h < hops; ++h) {
                Best& best = pass.best[m_view.hops[h].to];
                best.offer(reached.day[h], reached.legs[2 * std::size_t{h}], 2 * h);
                best.offer(internal::never_after, reached.legs[2 * std::size_t{h} + 1], 2 * h + 1);
            }
            pass.parent = std::move(reached.parent);
        }
        return pass;
    }
    static Way way(const Pass& pass, graph::PlaceIndex place, bool certain) {
        const Best& best = pass.best[place];
        Way way;
        if (best.legs != 0) {
            way.day = best.day;
            for (std::uint32_t node = best.node; node != no_hop; node = pass.parent[node]) {
                way.hops.push_back(certain ? node : node / 2);
            }
            std::reverse(way.hops.begin(), way.hops.end());
        }
        return way;
    }

    /// The best itinerary to a place; or, where that is not settled, what was found instead.
    Way settle(const Pass& walks, graph::PlaceIndex place, bool certain, Reliance& reliance) {
        Way walk = way(walks, place, certain);
        if (internal::is_itinerary(m_view, walk.hops)) {
            return walk;
        }
        std::optional<Pass>& itineraries = certain ? m_certain : m_possible;
        if (!itineraries) {
            itineraries = pass(internal::Reaching::itineraries, certain);
        }
        Way found = way(*itineraries, place, certain);
        if (!found.hops.empty() && found.day == walk.day) {
            return found;
        }
        const std::uint64_t work = 4 * std::uint64_t{m_view.hops.size()}; // passes over all legs
        if (m_work_left >= work) {
            m_work_left -= work;
            if (auto best = search(place, certain)) {
                return std::move(*best);
            }
        }
        reliance = std::max(reliance, found.hops.empty() ? Reliance::walk : Reliance::itinerary);
        return found.hops.empty() ? walk : found;
    }
    /// The best itinerary to a place, or none; nothing when the search was given up.
    std::optional<Way> search(graph::PlaceIndex place, bool certain) {
        constexpr std::size_t most_labels = 100'000;
        std::vector<unsigned char> end(m_view.places, 0);
        end[place] = 1;
        if (!m_opposite) {
            m_opposite.emplace(m_timetable, m_rules, !m_back);
        }
        internal::FoundChains found =
            internal::pareto_chains(internal::Wanted::itineraries, {}, m_view, *m_opposite,
                                    m_starts, end, certain, most_labels, m_control);
        if (!found.complete) {
            return std::nullopt;
        }
        return found.chains.empty()
                   ? Way{}
                   : Way{std::move(found.chains.front().hops), found.chains.front().arrival};
    }
    /// As it is told: a day of the calendar, legs in the order of travel.
    void finish(Way& way, std::optional<Day>& day, std::vector<std::uint32_t>& legs) const {
        if (!way.hops.empty()) {
            day = internal::known_day(m_back ? -way.day : way.day);
        }
        legs = std::move(way.hops);
        if (m_back) {
            std::reverse(legs.begin(), legs.end());
        }
    }

    const TimedLegs& m_timetable;
    bool m_back;
    const ChainRules& m_rules;
    const graph::RunControl& m_control;
    std::uint64_t m_work_left;
    internal::TimedView m_view;
    std::vector<unsigned char> m_starts;
    std::optional<internal::TimedView> m_opposite; ///< made when it is needed, as is
    std::optional<Pass> m_possible, m_certain;     ///< of itineraries
};

} // namespace

std::vector<ReachedPlace> time_reach(const TimedLegs& timetable,
                                     std::span<const graph::PlaceIndex> places,
                                     TimeDirection direction,
                                     const ChainRules& rules,
                                     const graph::RunControl& control,
                                     std::uint64_t most_work) {
    rules.require_sensible();
    return PlaceSearch(timetable, places, direction, rules, control, most_work).run();
}

} // namespace sandhan::algorithms
