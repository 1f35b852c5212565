// SPDX-License-Identifier: Apache-2.0
// All chains of legs with dates, by trying every one, and what days they can have, by all shortest
// paths of the whole constraint network: the definition itself, slow and obvious.
#pragma once

#include "algorithms/routes/timed_legs.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace sandhan::tests {

using algorithms::ChainRules;
using algorithms::Day;
using algorithms::DayWindow;
using algorithms::TimedLeg;
using algorithms::TimedLegs;

inline DayWindow on(Day day) { return {day, day}; }
inline TimedLeg leg(std::uint32_t incident,
                    graph::PlaceIndex from,
                    DayWindow departs,
                    graph::PlaceIndex to,
                    DayWindow arrives,
                    std::uint32_t position = 0) {
    return {from, to, departs, arrives, incident, position, {}};
}

/// Dates of journeys and of nothing else: variable 0 is day 0, then departure and arrival of each
/// leg. distance[i][j] bounds variable j less variable i from above.
class DateNetwork {
  public:
    static constexpr std::int64_t far = std::int64_t{1} << 40;

    /// Legs of whole journeys, each journey's in its order.
    explicit DateNetwork(const std::vector<TimedLeg>& legs)
        : m_size(1 + 2 * legs.size()), m_bound(m_size, std::vector<std::int64_t>(m_size, far)) {
        for (std::size_t i = 0; i < m_size; ++i) {
            m_bound[i][i] = 0;
        }
        for (std::size_t l = 0; l < legs.size(); ++l) {
            within(departure(l), legs[l].departs);
            within(arrival(l), legs[l].arrives);
            at_most(arrival(l), departure(l), 0); // it leaves first
            if (l > 0 && legs[l - 1].incident == legs[l].incident) {
                at_most(departure(l), arrival(l - 1), 0);
            }
        }
    }
    static std::size_t departure(std::size_t leg) { return 1 + 2 * leg; }
    static std::size_t arrival(std::size_t leg) { return 2 + 2 * leg; }

    /// variable b less variable a <= days
    void at_most(std::size_t a, std::size_t b, std::int64_t days) {
        m_bound[a][b] = std::min(m_bound[a][b], days);
    }
    /// Closes the network; false when it is inconsistent.
    bool close() {
        for (std::size_t k = 0; k < m_size; ++k) {
            for (std::size_t i = 0; i < m_size; ++i) {
                for (std::size_t j = 0; j < m_size; ++j) {
                    if (m_bound[i][k] < far && m_bound[k][j] < far) {
                        m_bound[i][j] = std::min(m_bound[i][j], m_bound[i][k] + m_bound[k][j]);
                    }
                }
            }
        }
        for (std::size_t i = 0; i < m_size; ++i) {
            if (m_bound[i][i] < 0) {
                return false;
            }
        }
        return true;
    }
    /// Of a closed network: the most that variable b less variable a can be.
    [[nodiscard]] std::optional<std::int64_t> most(std::size_t a, std::size_t b) const {
        return m_bound[a][b] >= far / 2 ? std::nullopt : std::optional(m_bound[a][b]);
    }

  private:
    void within(std::size_t variable, const DayWindow& window) {
        if (window.latest != graph::FuzzyDate::open_end) {
            at_most(0, variable, window.latest);
        }
        if (window.earliest != graph::FuzzyDate::open_start) {
            at_most(variable, 0, -std::int64_t{window.earliest});
        }
    }

    std::size_t m_size;
    std::vector<std::vector<std::int64_t>> m_bound;
};

/// What a chain is, judged by the networks of its legs.
struct JudgedChain {
    std::vector<std::uint32_t> legs;
    bool certain = false;
    /// Over the worlds that keep the waits.
    std::optional<std::int64_t> first_arrival, last_departure, least_days;
    /// Over all worlds.
    std::optional<std::int64_t> last_arrival, first_departure;
    std::optional<std::int64_t> most_days;
    /// The same days of travel whatever else is known.
    std::optional<std::int64_t> least_apart, most_apart;
};

/// Every itinerary from a leg at `from`, wherever it ends.
inline std::vector<JudgedChain>
all_chains(const std::vector<TimedLeg>& legs, // by incident and position, as given
           const std::vector<std::uint32_t>& entities,
           graph::PlaceIndex from,
           const ChainRules& rules) {
    std::vector<JudgedChain> result;
    std::vector<std::uint32_t> chain;
    const auto join = [&](const TimedLeg& a, const TimedLeg& b) {
        if (!rules.joined || a.incident == b.incident) {
            return true;
        }
        for (std::uint32_t i = 0; i < a.entities.count; ++i) {
            for (std::uint32_t j = 0; j < b.entities.count; ++j) {
                if (entities[a.entities.first + i] == entities[b.entities.first + j]) {
                    return true;
                }
            }
        }
        return false;
    };
    const auto number = [](const std::optional<std::int64_t>& value) {
        return value ? std::optional(-*value) : std::nullopt;
    };
    const auto judge = [&] {
        // The whole journeys that the chain takes part in.
        std::set<std::uint32_t> incidents;
        for (const std::uint32_t leg : chain) {
            incidents.insert(legs[leg].incident);
        }
        std::vector<TimedLeg> taken;
        std::vector<std::size_t> at(legs.size());
        for (std::size_t l = 0; l < legs.size(); ++l) {
            if (incidents.count(legs[l].incident) != 0) {
                at[l] = taken.size();
                taken.push_back(legs[l]);
            }
        }
        const std::size_t first = DateNetwork::departure(at[chain.front()]);
        const std::size_t last = DateNetwork::arrival(at[chain.back()]);
        DateNetwork worlds(taken);
        if (!worlds.close()) {
            return false;
        }
        DateNetwork kept(taken);
        JudgedChain judged;
        judged.legs = chain;
        judged.certain = true;
        for (std::size_t i = 1; i < chain.size(); ++i) {
            const std::size_t a = DateNetwork::arrival(at[chain[i - 1]]);
            const std::size_t b = DateNetwork::departure(at[chain[i]]);
            kept.at_most(b, a, -std::int64_t{rules.least_dwell});
            DateNetwork too_soon(taken); // a world that breaks this wait?
            too_soon.at_most(a, b, rules.least_dwell - 1);
            judged.certain = judged.certain && !too_soon.close();
            if (rules.most_dwell) {
                kept.at_most(a, b, *rules.most_dwell);
                DateNetwork too_late(taken);
                too_late.at_most(b, a, -std::int64_t{*rules.most_dwell} - 1);
                judged.certain = judged.certain && !too_late.close();
            }
        }
        if (!kept.close()) {
            return false;
        }
        judged.first_arrival = number(kept.most(last, 0));
        judged.last_departure = kept.most(0, first);
        judged.least_days = number(kept.most(last, first));
        judged.last_arrival = worlds.most(0, last);
        judged.first_departure = number(worlds.most(first, 0));
        judged.most_days = worlds.most(first, last);
        judged.least_apart = judged.least_days;
        judged.most_apart = judged.most_days;
        // A duration counts as known where both of its ends are bounded outward.
        if (!worlds.most(first, 0) || !worlds.most(0, last) || !judged.first_arrival) {
            judged.least_days.reset();
            judged.most_days.reset();
        }
        result.push_back(judged);
        return true;
    };
    std::function<void(graph::PlaceIndex)> go = [&](graph::PlaceIndex place) {
        for (std::uint32_t l = 0; l < legs.size(); ++l) {
            if (legs[l].origin != place || (!chain.empty() && !join(legs[chain.back()], legs[l]))) {
                continue;
            }
            bool allowed = true;
            for (const std::uint32_t before : chain) {
                allowed = allowed && legs[before].origin != legs[l].destination &&
                          (legs[before].incident != legs[l].incident ||
                           legs[before].position < legs[l].position);
            }
            if (!allowed) {
                continue;
            }
            chain.push_back(l);
            if (judge()) { // what is inconsistent stays so
                go(legs[l].destination);
            }
            chain.pop_back();
        }
    };
    go(from);
    return result;
}

struct RandomTimetable {
    std::vector<TimedLeg> legs; ///< by incident and position, as told: not tightened
    std::vector<std::uint32_t> entities;
    graph::PlaceIndex places = 0; ///< 1 to this
    ChainRules rules;
};

/// A few journeys among a few places within some days; dates wide, narrow, or open. No journey
/// contradicts itself if `sound`.
inline RandomTimetable random_timetable(unsigned seed, bool sound, bool open = true) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    RandomTimetable result;
    // Some are crowded, so that waits, loops and orders forbid much: chains then are many.
    const bool crowded = seed % 3 == 0;
    result.places = crowded ? 4 + below(2) : 3 + below(4);
    const unsigned days = crowded ? 2 + below(5) : 3 + below(10);
    const unsigned widest = 1 + below(crowded ? 3 : 5);
    const unsigned incidents = crowded ? 5 + below(4) : 1 + below(7);
    for (unsigned incident = 0; incident < incidents; ++incident) {
        graph::Range own{static_cast<std::uint32_t>(result.entities.size()), 0};
        for (std::uint32_t e = 0; e < 3; ++e) {
            if (below(2) == 0) {
                result.entities.push_back(e);
                ++own.count;
            }
        }
        std::vector<TimedLeg> journey;
        graph::PlaceIndex at = 1 + below(result.places);
        unsigned day = below(days);
        const unsigned length = 1 + below(crowded && seed % 2 == 0 ? 2 : 3);
        const auto window = [&] {
            if (sound) {
                day += below(3);
            } else {
                day = below(days);
            }
            DayWindow w{static_cast<Day>(day - std::min(day, below(widest))),
                        static_cast<Day>(day + below(widest))};
            if (open && below(6) == 0) {
                w.earliest = graph::FuzzyDate::open_start;
            }
            if (open && below(6) == 0) {
                w.latest = graph::FuzzyDate::open_end;
            }
            return w;
        };
        for (unsigned l = 0; l < length; ++l) {
            const graph::PlaceIndex to = 1 + (at + below(result.places - 1)) % result.places;
            TimedLeg leg{at, to, window(), {}, incident, l, own};
            leg.arrives = window();
            journey.push_back(leg);
            at = to;
        }
        result.legs.insert(result.legs.end(), journey.begin(), journey.end());
    }
    result.rules.least_dwell = static_cast<Day>(below(2) * below(3));
    if (below(2) == 0) {
        result.rules.most_dwell = result.rules.least_dwell + static_cast<Day>(below(4));
    }
    result.rules.joined = below(4) == 0;
    return result;
}

} // namespace sandhan::tests
