// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/time_profile.hpp"

#include "algorithms/internal/chain_search.hpp"
#include "algorithms/internal/profile_search.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using internal::ProfilePoint;
using internal::Profiles;

static_assert(TimeProfile::no_step == internal::no_hop);

struct Found {
    Profiles profiles;
    std::uint32_t first_step = 0; ///< of theirs in the result
};

class ProfileSearch {
  public:
    ProfileSearch(const TimedLegs& timetable,
                  std::span<const graph::PlaceIndex> places,
                  TimeDirection direction,
                  const ChainRules& rules,
                  const graph::RunControl& control,
                  std::uint64_t most_work)
        : m_timetable(timetable), m_back(direction == TimeDirection::back), m_rules(rules),
          m_control(control), m_work_left(most_work), m_view(timetable, rules, m_back),
          m_starts(internal::flags_of(places, m_view.places, "time_profile")) {
        m_result.direction = direction;
    }

    TimeProfile run() {
        const Found possibly = find(false);
        const Found certainly = find(true);
        m_result.departures.reserve(possibly.profiles.points.size() +
                                    certainly.profiles.points.size());
        for (graph::PlaceIndex place = 0; place < m_view.places; ++place) {
            if (possibly.profiles.at(place).empty() && possibly.profiles.in_doubt[place] == 0) {
                continue;
            }
            PlaceProfile row;
            row.place = place;
            row.possible = settle(possibly, place, false, row.possible_missing);
            row.certain = settle(certainly, place, true, row.certain_missing);
            if (row.possible.count != 0 || row.possible_missing) {
                m_result.places.push_back(row);
            }
        }
        return std::move(m_result);
    }

  private:
    Found find(bool certain) {
        Found found;
        found.profiles = certain ? internal::certain_profiles(m_view, m_starts, m_control)
                                 : internal::possible_profiles(m_view, m_starts, m_control);
        found.first_step = static_cast<std::uint32_t>(m_result.steps.size());
        for (const internal::ProfileStep& step : found.profiles.steps) {
            m_result.steps.push_back({step.hop, step.before == internal::no_hop
                                                    ? TimeProfile::no_step
                                                    : found.first_step + step.before});
        }
        std::vector<internal::ProfileStep>().swap(found.profiles.steps);
        return found;
    }

    /// Writes a place's departures; where it is in doubt and not settled, those that were found.
    graph::Range settle(const Found& found, graph::PlaceIndex place, bool certain, bool& missing) {
        const auto first = static_cast<std::uint32_t>(m_result.departures.size());
        const bool in_doubt = found.profiles.in_doubt[place] != 0;
        const std::span<const ProfilePoint> points = found.profiles.at(place);
        const auto better =
            in_doubt ? search(place, certain, points) : std::optional<std::vector<ProfilePoint>>();
        missing = in_doubt && !better;
        for (const ProfilePoint& point : points) {
            if (!better) {
                add(point, found.first_step + point.step, point.exact);
            } else if (std::none_of(better->begin(), better->end(), [&](const ProfilePoint& other) {
                           return other.at_least_as_good(point);
                       })) {
                add(point, found.first_step + point.step, true);
            }
        }
        for (const ProfilePoint& point : better.value_or(std::vector<ProfilePoint>())) {
            add(point, point.step, true);
        }
        std::stable_sort(m_result.departures.begin() + first, m_result.departures.end(),
                         [](const Departure& a, const Departure& b) {
                             return std::tie(a.leaves, a.arrives) < std::tie(b.leaves, b.arrives);
                         });
        return {first, static_cast<std::uint32_t>(m_result.departures.size()) - first};
    }
    /// The departures of a place that are better than those known, with steps of the result;
    /// nothing when the search was given up.
    std::optional<std::vector<ProfilePoint>>
    search(graph::PlaceIndex place, bool certain, std::span<const ProfilePoint> known) {
        constexpr std::size_t most_labels = 20'000;
        const std::uint64_t work = 4 * std::uint64_t{m_view.hops.size()}; // passes over all legs
        if (m_work_left < work) {
            return std::nullopt;
        }
        std::vector<unsigned char> end(m_view.places, 0);
        end[place] = 1;
        if (!m_opposite) {
            m_opposite.emplace(m_timetable, m_rules, !m_back);
        }
        const internal::FoundChains found =
            internal::pareto_chains(internal::Wanted::departures, known, m_view, *m_opposite,
                                    m_starts, end, certain, most_labels, m_control);
        constexpr std::uint64_t legs_a_label = 40; // those it looks at, and what it is held against
        m_work_left -= std::min(m_work_left, work + legs_a_label * found.labels);
        if (!found.complete) {
            return std::nullopt;
        }
        std::vector<ProfilePoint> better;
        for (const internal::FoundChain& chain : found.chains) {
            std::uint32_t step = TimeProfile::no_step;
            for (const std::uint32_t hop : chain.hops) {
                m_result.steps.push_back({hop, step});
                step = static_cast<std::uint32_t>(m_result.steps.size() - 1);
            }
            better.push_back({chain.leaves, chain.arrival, chain.duration, step});
        }
        return better;
    }

    void add(const ProfilePoint& point, std::uint32_t step, bool exact) {
        Departure departure;
        departure.leaves = internal::known_day(m_back ? -point.arrives : point.leaves);
        departure.arrives = internal::known_day(m_back ? -point.leaves : point.arrives);
        departure.days = internal::known_day(point.days);
        departure.reliance = exact ? Reliance::exact : Reliance::itinerary;
        departure.last_step = step;
        m_result.departures.push_back(departure);
    }

    const TimedLegs& m_timetable;
    bool m_back;
    const ChainRules& m_rules;
    const graph::RunControl& m_control;
    std::uint64_t m_work_left;
    internal::TimedView m_view;
    std::vector<unsigned char> m_starts;
    std::optional<internal::TimedView> m_opposite; ///< made when it is needed
    TimeProfile m_result;
};

} // namespace

std::vector<std::uint32_t> TimeProfile::legs(const Departure& departure) const {
    std::vector<std::uint32_t> chain;
    for (std::uint32_t step = departure.last_step; step != no_step; step = steps[step].next) {
        chain.push_back(steps[step].leg);
    }
    if (direction == TimeDirection::onward) {
        std::reverse(chain.begin(), chain.end());
    }
    return chain;
}

TimeProfile time_profile(const TimedLegs& timetable,
                         std::span<const graph::PlaceIndex> places,
                         TimeDirection direction,
                         const ChainRules& rules,
                         const graph::RunControl& control,
                         std::uint64_t most_work) {
    rules.require_sensible();
    return ProfileSearch(timetable, places, direction, rules, control, most_work).run();
}

} // namespace sandhan::algorithms
