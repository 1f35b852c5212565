// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/timed_legs.hpp"

#include "algorithms/internal/days.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using internal::never_after;
using internal::never_before;
using internal::Time;
using internal::time_of;

void require(bool holds, std::size_t leg, const char* what) {
    if (!holds) {
        throw std::invalid_argument("timetable: leg " + std::to_string(leg) + " " + what);
    }
}

/// Narrows the windows of one journey. False when no choice of days is left.
bool tighten(std::span<TimedLeg> journey) {
    Day earliest = graph::FuzzyDate::open_start;
    for (TimedLeg& leg : journey) {
        for (DayWindow* window : {&leg.departs, &leg.arrives}) {
            earliest = window->earliest = std::max(window->earliest, earliest);
        }
    }
    Day latest = graph::FuzzyDate::open_end;
    for (std::size_t i = journey.size(); i-- > 0;) {
        for (DayWindow* window : {&journey[i].arrives, &journey[i].departs}) {
            latest = window->latest = std::min(window->latest, latest);
            if (window->latest < window->earliest) {
                return false;
            }
        }
    }
    return true;
}

struct Window {
    Time from = never_before;
    Time to = never_after;
};
Window window_of(const DayWindow& days) { return {time_of(days.earliest), time_of(days.latest)}; }

/// Whether legs a, b may follow each other but for their dates.
bool follows(const TimedLegs& all, std::uint32_t a, std::uint32_t b, const ChainRules& rules) {
    const TimedLeg& first = all.legs[a];
    const TimedLeg& next = all.legs[b];
    return first.destination == next.origin && (!rules.joined || first.incident == next.incident ||
                                                !shared_entities(all, a, b).empty());
}

/// No place twice, and each incident's legs in its order.
bool is_in_order(const TimedLegs& all, std::span<const std::uint32_t> chain) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const TimedLeg& leg = all.legs[chain[i]];
        for (std::size_t j = 0; j <= i; ++j) {
            const TimedLeg& before = all.legs[chain[j]];
            if (before.origin == leg.destination ||
                (j < i && before.incident == leg.incident && before.position >= leg.position)) {
                return false;
            }
        }
    }
    return true;
}

/// The dates of a chain in turn, departure and arrival of each leg, narrowed to what the worlds
/// that keep the waits give them. Empty when there is none. The network is a path, so once forward
/// and once back makes it minimal.
std::vector<Window>
narrowed(const TimedLegs& all, std::span<const std::uint32_t> chain, const ChainRules& rules) {
    std::vector<Window> dates;
    for (const std::uint32_t leg : chain) {
        dates.push_back(window_of(all.legs[leg].departs));
        dates.push_back(window_of(all.legs[leg].arrives));
    }
    const auto gap = [&](std::size_t i) { // allowed from date i - 1 to date i
        return i % 2 == 1 ? Window{0, never_after}
                          : Window{rules.least_dwell, internal::most_wait(rules.most_dwell)};
    };
    for (std::size_t i = 1; i < dates.size(); ++i) {
        const Window g = gap(i);
        dates[i].from = std::max(dates[i].from, internal::plus(dates[i - 1].from, g.from));
        if (internal::is_known(g.to)) {
            dates[i].to = std::min(dates[i].to, internal::plus(dates[i - 1].to, g.to));
        }
        if (dates[i].from > dates[i].to) {
            return {};
        }
    }
    for (std::size_t i = dates.size(); i-- > 1;) {
        const Window g = gap(i);
        dates[i - 1].to = std::min(dates[i - 1].to, internal::plus(dates[i].to, -g.from));
        if (internal::is_known(g.to)) {
            dates[i - 1].from = std::max(dates[i - 1].from, internal::plus(dates[i].from, -g.to));
        }
    }
    return dates;
}

bool waits_certainly(const TimedLeg& a, const TimedLeg& b, const ChainRules& rules) {
    const Window arrives = window_of(a.arrives);
    const Window departs = window_of(b.departs);
    Time least = departs.from - arrives.to; // infinite ends stay far from any wait
    if (a.incident == b.incident) {
        least = std::max<Time>(0, least);
    }
    const Time most = departs.to - arrives.from;
    return least >= rules.least_dwell && (!rules.most_dwell || most <= *rules.most_dwell);
}

} // namespace

TimedLegs timetable(std::vector<TimedLeg> legs, std::vector<std::uint32_t> entities) {
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const TimedLeg& leg = legs[i];
        require(leg.origin != leg.destination, i, "ends where it begins");
        require(leg.departs.earliest <= leg.departs.latest &&
                    leg.arrives.earliest <= leg.arrives.latest,
                i, "has a window that ends before it begins");
        require(leg.entities.first <= entities.size() &&
                    leg.entities.count <= entities.size() - leg.entities.first,
                i, "has entities beyond the list of them");
        const auto own = std::span(entities).subspan(leg.entities.first, leg.entities.count);
        require(std::adjacent_find(own.begin(), own.end(), std::greater_equal<>()) == own.end(), i,
                "has entities that do not rise");
    }
    const auto before = [](const TimedLeg& a, const TimedLeg& b) {
        return std::tie(a.incident, a.position) < std::tie(b.incident, b.position);
    };
    if (!std::is_sorted(legs.begin(), legs.end(), before)) {
        std::stable_sort(legs.begin(), legs.end(), before);
    }
    TimedLegs result;
    result.entities = std::move(entities);
    std::size_t kept = 0;
    for (std::size_t first = 0, last = 0; first < legs.size(); first = last) {
        for (last = first + 1; last < legs.size() && legs[last].incident == legs[first].incident;
             ++last) {
            if (legs[last].position == legs[last - 1].position) {
                throw std::invalid_argument(
                    "timetable: incident " + std::to_string(legs[last].incident) +
                    " has two legs at position " + std::to_string(legs[last].position));
            }
        }
        if (tighten(std::span(legs).subspan(first, last - first))) {
            for (std::size_t i = first; i < last; ++i) {
                legs[kept++] = legs[i];
            }
        } else {
            result.contradictory.push_back(legs[first].incident);
            result.left_out += last - first;
        }
    }
    legs.resize(kept);
    result.legs = std::move(legs);
    return result;
}

TimedLegs timed_legs(const graph::Journeys& journeys, JoiningEntities joining) {
    const graph::CaseStore& store = journeys.store();
    std::vector<TimedLeg> legs;
    std::vector<std::uint32_t> entities;
    std::vector<std::uint32_t> backward; // incidents that contradict themselves at an end
    std::uint64_t left_out = 0;
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        const auto visits = journeys.visits(k);
        if (visits.size() < 2) {
            continue;
        }
        const graph::IncidentIndex incident = journeys.incidents()[k];
        const graph::IncidentRow& row = store.incidents[incident];
        const std::size_t first_entity = entities.size();
        if (joining.people) {
            for (const graph::PersonRow& person : store.people_of(row)) {
                if (side_of(person.role) == graph::Side::offending) {
                    entities.push_back(joining_person(person.person));
                }
            }
        }
        if (joining.organisations) {
            for (const graph::OrganisationRow& organisation : store.organisations_of(row)) {
                if (side_of(organisation.type, organisation.role) == graph::Side::offending ||
                    organisation.type == graph::OrganisationType::transport) {
                    entities.push_back(joining_organisation(organisation.organisation));
                }
            }
        }
        const auto own = entities.begin() + static_cast<std::ptrdiff_t>(first_entity);
        std::sort(own, entities.end());
        entities.erase(std::unique(own, entities.end()), entities.end());
        const graph::Range range{static_cast<std::uint32_t>(first_entity),
                                 static_cast<std::uint32_t>(entities.size() - first_entity)};
        const auto window = [](const graph::FuzzyDate& date) {
            return DayWindow{date.possible_from(), date.possible_to()};
        };
        const std::size_t first_leg = legs.size();
        for (std::size_t i = 0; i + 1 < visits.size(); ++i) {
            legs.push_back({visits[i].place, visits[i + 1].place, window(visits[i].departed),
                            window(visits[i + 1].arrived), incident, static_cast<std::uint32_t>(i),
                            range});
        }
        // When the first stop was reached and the last one left is no date of a leg, but binds.
        DayWindow& start = legs[first_leg].departs;
        start.earliest = std::max(start.earliest, window(visits.front().arrived).earliest);
        DayWindow& end = legs.back().arrives;
        end.latest = std::min(end.latest, window(visits.back().departed).latest);
        if (start.earliest > start.latest || end.earliest > end.latest) {
            backward.push_back(incident);
            left_out += legs.size() - first_leg;
            legs.resize(first_leg);
        }
    }
    TimedLegs result = timetable(std::move(legs), std::move(entities));
    const auto middle = static_cast<std::ptrdiff_t>(result.contradictory.size());
    result.contradictory.insert(result.contradictory.end(), backward.begin(), backward.end());
    std::inplace_merge(result.contradictory.begin(), result.contradictory.begin() + middle,
                       result.contradictory.end());
    result.left_out += left_out;
    return result;
}

void ChainRules::require_sensible() const {
    if (least_dwell < 0) {
        throw std::invalid_argument("chain rules: a least wait of " + std::to_string(least_dwell) +
                                    " days; it can't be negative");
    }
    if (most_dwell && *most_dwell < least_dwell) {
        throw std::invalid_argument(
            "chain rules: a longest wait of " + std::to_string(*most_dwell) +
            " days is less than the least wait of " + std::to_string(least_dwell));
    }
}

graph::Certainty
verdict(const TimedLegs& timetable, std::span<const std::uint32_t> chain, const ChainRules& rules) {
    rules.require_sensible();
    if (chain.empty()) {
        throw std::invalid_argument("verdict: a chain without legs");
    }
    for (const std::uint32_t leg : chain) {
        if (leg >= timetable.legs.size()) {
            throw std::invalid_argument("verdict: " + std::to_string(leg) + " is no leg");
        }
    }
    bool certain = true;
    for (std::size_t i = 1; i < chain.size(); ++i) {
        if (!follows(timetable, chain[i - 1], chain[i], rules)) {
            return graph::Certainty::impossible;
        }
        certain = certain &&
                  waits_certainly(timetable.legs[chain[i - 1]], timetable.legs[chain[i]], rules);
    }
    if (!is_in_order(timetable, chain) || narrowed(timetable, chain, rules).empty()) {
        return graph::Certainty::impossible;
    }
    return certain ? graph::Certainty::certain : graph::Certainty::possible;
}

ChainTimes chain_times(const TimedLegs& timetable,
                       std::span<const std::uint32_t> chain,
                       const ChainRules& rules) {
    if (verdict(timetable, chain, rules) == graph::Certainty::impossible) {
        throw std::invalid_argument("chain_times: the chain is impossible");
    }
    const std::vector<Window> dates = narrowed(timetable, chain, rules);
    ChainTimes times;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        (i % 2 == 0 ? times.departs : times.arrives)
            .push_back({internal::day_of(dates[i].from), internal::day_of(dates[i].to)});
    }
    // The two paths from the last date to the first: by the waits, and by the calendar.
    const Time waits = static_cast<Time>(chain.size() - 1) * rules.least_dwell;
    const Time calendar = dates.back().from - dates.front().to;
    times.least_days = internal::day_of(std::max(waits, calendar));
    if (internal::is_known(dates.back().to) && internal::is_known(dates.front().from)) {
        times.most_days = internal::day_of(dates.back().to - dates.front().from);
    }
    return times;
}

std::vector<std::uint32_t>
shared_entities(const TimedLegs& timetable, std::uint32_t a, std::uint32_t b) {
    const TimedLeg& first = timetable.legs[a];
    const TimedLeg& next = timetable.legs[b];
    std::vector<std::uint32_t> shared;
    if (first.incident != next.incident) {
        const auto of = [&](const graph::Range& range) {
            return std::span(timetable.entities).subspan(range.first, range.count);
        };
        const auto one = of(first.entities);
        const auto other = of(next.entities);
        std::set_intersection(one.begin(), one.end(), other.begin(), other.end(),
                              std::back_inserter(shared));
    }
    return shared;
}

} // namespace sandhan::algorithms
