// SPDX-License-Identifier: Apache-2.0
// Legs of journeys with their dates, and what chains of them say: which could be one itinerary,
// and when it would have left and arrived.
#pragma once

#include "graph/journeys.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

using Day = graph::FuzzyDate::Days;

/// The days that a date may mean. An end that is not known is graph::FuzzyDate::open_start or
/// open_end.
struct DayWindow {
    Day earliest = graph::FuzzyDate::open_start;
    Day latest = graph::FuzzyDate::open_end;
    friend bool operator==(const DayWindow&, const DayWindow&) = default;
};

/// A leg of an incident's journey.
struct TimedLeg {
    graph::PlaceIndex origin = graph::no_place;
    graph::PlaceIndex destination = graph::no_place;
    DayWindow departs, arrives;
    std::uint32_t incident = 0;
    std::uint32_t position = 0; ///< in the incident's journey; later legs have larger ones
    graph::Range entities;      ///< who may join it to another leg: into TimedLegs::entities
};

/// Legs made ready by timetable(), which every function here and beside it wants.
struct TimedLegs {
    std::vector<TimedLeg> legs;          ///< by (incident, position), windows tightened
    std::vector<std::uint32_t> entities; ///< ascending within each leg's range
    std::vector<std::uint32_t>
        contradictory;          ///< incidents whose dates can't all be true, ascending
    std::uint64_t left_out = 0; ///< their legs
};

/// Puts legs in order and narrows their windows by what one journey tells: its dates never go back
/// (departure, arrival, departure of the next leg, ...; two may be one day). A date that is not
/// known so gets the bounds that its neighbours leave it. Afterwards both ends of the windows rise
/// along a journey, and each day of a window occurs in some choice of days for the whole journey.
/// An incident whose dates leave no such choice (negative travel time) is left out and named.
///
/// Requires  no leg that ends where it begins, no window that ends before it begins, one leg a
///           position, entities ascending and within the list.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      O(n log n), O(n) when in order.
[[nodiscard]] TimedLegs timetable(std::vector<TimedLeg> legs,
                                  std::vector<std::uint32_t> entities = {});

/// Who may join legs of different incidents.
struct JoiningEntities {
    bool people = false;        ///< of the offending side
    bool organisations = false; ///< of the offending side, or that are transport firms
    [[nodiscard]] bool any() const { return people || organisations; }
};
[[nodiscard]] constexpr std::uint32_t joining_person(graph::PersonIndex p) { return 2 * p; }
[[nodiscard]] constexpr std::uint32_t joining_organisation(graph::OrganisationIndex o) {
    return 2 * o + 1;
}

/// The legs of these journeys; `incident` is the index in the store. Dates are as comparisons
/// reckon with them: "about the 12th" is the 11th to the 13th. Someone who is a victim, a child's
/// relative or a helper in an incident joins nothing there.
/// Cost  O(stops + people + organisations) of the incidents, and timetable().
[[nodiscard]] TimedLegs timed_legs(const graph::Journeys& journeys, JoiningEntities joining = {});

/// What makes legs a chain. The wait at a place is the departure of the next leg less the arrival
/// of the one before, in days.
struct ChainRules {
    Day least_dwell = 0;           ///< 0: the next leg may leave on the day of arrival
    std::optional<Day> most_dwell; ///< nothing: any wait
    bool joined = false;           ///< consecutive legs share an entity, or are of one incident
    /// Throws std::invalid_argument for a negative wait, or least > most.
    void require_sensible() const;
};

/// Whether `chain` (indices of legs) is an itinerary: each leg leaves where the last one arrived,
/// no place twice, an incident's legs in the order of its journey, joined where that is asked, and
/// waits within the rules.
///
/// Definition  A world chooses a day for every date, in its window, no journey going back.
///             *Possible*: the waits keep the rules in some world. *Certain*: in every world.
///             A chain of which each pair of legs is possible can be impossible as a whole: a late
///             arrival pushes through the windows that follow.
///             Possible. The chain is a simple temporal network whose constraints join neighbours
///             only: arrival a to departure b (least <= b - a <= most), departure to arrival of one
///             leg (0 <= a - b), and each date with its window. Swept forward, the days that date
///             may have, all before it being kept, are again one window; the network is consistent
///             exactly when no window becomes empty. Dates of the journeys that the chain passes by
///             always fit in: a journey's legs come in its order, so its dates x <= z are chosen in
///             order, and any y between them has max(x, earliest(y)) <= min(z, latest(y)), as
///             timetable() made earliest and latest rise along the journey.
///             Certain. "Every world keeps every wait" is "each wait is kept by every world": here
///             pairs do suffice. Of two incidents, arrival a and departure b are free of each
///             other, so b - a ranges from earliest(b) - latest(a) to latest(b) - earliest(a), and
///             both must keep the rules. Of one incident a <= b always, so it ranges from
///             max(0, earliest(b) - latest(a)) to latest(b) - earliest(a): both are attained, as
///             the other dates of the journey can move out of the way (see above).
///             An end that is not known is infinite: two incidents of which one's date is open
///             there never follow each other certainly. A lone leg is certain: it is the record's.
/// Source      R. Dechter, I. Meiri, J. Pearl, "Temporal constraint networks", Artificial
///             Intelligence 49, 1991, doi:10.1016/0004-3702(91)90006-6.
/// Requires    a chain that is not empty, of indices of `timetable.legs`; sensible rules.
/// Throws      std::invalid_argument.
/// Cost        O(k^2) for k legs.
[[nodiscard]] graph::Certainty
verdict(const TimedLegs& timetable, std::span<const std::uint32_t> chain, const ChainRules& rules);

/// When an itinerary's legs left and arrived, over all worlds that keep its waits.
struct ChainTimes {
    std::vector<DayWindow> departs, arrives; ///< of each leg: the days it has in some such world
    /// Arrival of the last less departure of the first leg, in some such world; nothing where no
    /// bound is known.
    Day least_days = 0;
    std::optional<Day> most_days;
};
/// Requires  a chain that verdict() calls possible or certain.
/// Throws    std::invalid_argument when it is impossible.
/// Cost      as verdict().
[[nodiscard]] ChainTimes chain_times(const TimedLegs& timetable,
                                     std::span<const std::uint32_t> chain,
                                     const ChainRules& rules);

/// Entities that both legs have, ascending; none where they are of one incident.
[[nodiscard]] std::vector<std::uint32_t>
shared_entities(const TimedLegs& timetable, std::uint32_t a, std::uint32_t b);

} // namespace sandhan::algorithms
