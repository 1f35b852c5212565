// SPDX-License-Identifier: Apache-2.0
// What the answers about time-respecting itineraries have in common: the query, days, stops.
#pragma once

#include "algorithms/routes/time_reach.hpp"
#include "algorithms/routes/timed_legs.hpp"
#include "cli/routes_questions.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandhan::cli {

/// A question about itineraries, with what it is asked of.
struct TimedQuery {
    const RoutesCases& all;
    const RoutesOptions& options;
    const algorithms::TimedLegs& timetable;
    algorithms::ChainRules rules;
    std::vector<graph::PlaceIndex> from, to; ///< ascending; empty: not asked, or nowhere
};

/// Null where the day is not known.
[[nodiscard]] io::Value timed_day(algorithms::Day day);
[[nodiscard]] io::Value timed_day(const std::optional<algorithms::Day>& day);
[[nodiscard]] io::Record timed_window(const algorithms::DayWindow& window);
/// "2018-06-22 – 2018-06-24", "2018-06-22", "from 2018-06-22", "?".
[[nodiscard]] std::string timed_window_text(const algorithms::DayWindow& window);

[[nodiscard]] const char* reliance_word(algorithms::Reliance reliance);
[[nodiscard]] std::string place_label(const RoutesCases& all, graph::PlaceIndex place);
/// The label of a lone place; of several, what was typed.
[[nodiscard]] std::string named_places(const TimedQuery& query,
                                       const std::vector<graph::PlaceIndex>& places,
                                       const std::string& typed);

/// Adds `route` and `stops` of a chain.
void add_stops(const TimedQuery& query, std::span<const std::uint32_t> chain, io::Record& row);
[[nodiscard]] io::List evidence_of(const TimedQuery& query, std::span<const std::uint32_t> chain);

/// An itinerary with all its days.
struct ShownItinerary {
    std::vector<std::uint32_t> legs;
    algorithms::ChainTimes times;
    bool best_possible = false, best_certain = false; ///< of which none is better
};
/// What is told of it. A table has its days as texts, too.
[[nodiscard]] io::Record
itinerary_row(const TimedQuery& query, const ShownItinerary& one, std::size_t rank);
/// Its columns of CSV, but for rank and evidence.
void add_itinerary_csv(io::ResultDocument& result);

/// The answers: rows, columns and notes.
void add_itineraries(const TimedQuery& query, io::ResultDocument& result);
void add_reach(const TimedQuery& query, io::ResultDocument& result);
void add_profile(const TimedQuery& query, io::ResultDocument& result);

} // namespace sandhan::cli
