// SPDX-License-Identifier: Apache-2.0
// analyse routes --reach: which places itineraries reach, and by when.
#include "algorithms/routes/time_reach.hpp"
#include "cli/entities.hpp"
#include "cli/timed_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace sandhan::cli {

void add_reach(const TimedQuery& query, io::ResultDocument& result) {
    const bool back = query.options.from.empty();
    const std::vector<graph::PlaceIndex>& places = back ? query.to : query.from;
    std::vector<algorithms::ReachedPlace> reached = algorithms::time_reach(
        query.timetable, places,
        back ? algorithms::TimeDirection::back : algorithms::TimeDirection::onward, query.rules,
        run_control(query.options.output, "searching"));
    const auto order = [&](const algorithms::ReachedPlace& row) {
        const std::int64_t day = row.possible.value_or(0);
        return std::tuple(!row.possible.has_value(), back ? -day : day, row.place);
    };
    std::sort(reached.begin(), reached.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    result.found = reached.size();
    const std::string day = back ? "departs" : "arrives";
    std::uint64_t unsettled = 0;
    for (const algorithms::ReachedPlace& one : reached) {
        unsettled += one.reliance == algorithms::Reliance::exact ? 0 : 1;
        if (result.rows.size() >= rows_shown(query.options.output)) {
            continue;
        }
        io::Record row{
            {"rank", result.rows.size() + 1},
            {"place", entity_record(query.all.cases, graph::EntityKind::place, one.place)},
            {day, timed_day(one.possible)},
            {day + "_certainly", timed_day(one.certain)},
            {"certain", !one.certain_legs.empty()},
            {"leg_count", one.possible_legs.size()}};
        add_stops(query, one.possible_legs, row);
        row.emplace_back("reliance", reliance_word(one.reliance));
        row.emplace_back("certain_evidence", evidence_of(query, one.certain_legs));
        row.emplace_back("evidence", evidence_of(query, one.possible_legs));
        result.rows.emplace_back(std::move(row));
    }
    result.heading =
        back ? fmt::format("Places by {} that lead to {} in time, and until when: {}",
                           query.options.input.level, named_places(query, places, query.options.to),
                           result.found)
             : fmt::format("Places by {} that {} reaches in time, and by when: {}",
                           query.options.input.level,
                           named_places(query, places, query.options.from), result.found);
    if (reached.empty() && !places.empty()) {
        result.notes.emplace_back(back ? "No place: no leg leads there."
                                       : "No place: no leg leaves from there.");
    }
    if (unsettled > 0) {
        result.notes.push_back(fmt::format(
            "Of {} the search for the best itinerary was given up (`reliance` in JSON): narrow "
            "the dates (--since, --until) or the waits.",
            counted(unsettled, "place")));
    }
    constexpr std::size_t route_width = 60;
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = "place", .path = "place.label", .widest = 44, .least = 18, .wraps = true},
        {back ? "leave by" : "there from", day},
        {back ? "surely if by" : "surely by", day + "_certainly"},
        {"legs", "leg_count", io::Alignment::right},
        {.header = back ? "latest way" : "earliest way",
         .path = "route",
         .widest = route_width,
         .spare = 2,
         .wraps = true},
        {.header = "evidence", .path = "evidence", .widest = 40, .spare = 1, .wraps = true}};
    result.csv = {{"rank", "rank"},
                  {"place_id", "place.id"},
                  {"place_label", "place.label"},
                  {"place_lat", "place.lat"},
                  {"place_lon", "place.lon"},
                  {day, day},
                  {day + "_certainly", day + "_certainly"},
                  {"certain", "certain"},
                  {"leg_count", "leg_count"},
                  {"route", "route"},
                  {"evidence", "evidence"}};
}

} // namespace sandhan::cli
