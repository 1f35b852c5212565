// SPDX-License-Identifier: Apache-2.0
// analyse routes --profile: every departure that is worth taking.
#include "algorithms/routes/time_profile.hpp"
#include "cli/entities.hpp"
#include "cli/timed_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Day;
using algorithms::Departure;
using algorithms::PlaceProfile;
using algorithms::TimeProfile;

/// A departure that is best among the certain ones, the possible ones, or both.
struct ShownDeparture {
    const PlaceProfile* at;
    const Departure* departure;
    bool best_possible, best_certain;
    algorithms::Reliance reliance;
    Day leaves_by;  ///< the last day on which it can have left
    Day there_from; ///< the first on which it can have arrived
};

/// A place's departures by the last day of leaving. Where the best of both kinds is one itinerary,
/// or two of the same days, it is one departure: the certain one.
void add_departures(const TimedQuery& query,
                    const TimeProfile& profile,
                    const PlaceProfile& place,
                    std::vector<ShownDeparture>& shown) {
    const auto in = [&](graph::Range range) {
        return std::span(profile.departures).subspan(range.first, range.count);
    };
    const auto begin = shown.size();
    const auto days = [](const Departure& one) {
        return std::tuple(one.leaves, one.arrives, one.days);
    };
    std::map<std::vector<std::uint32_t>, std::size_t> by_legs;
    std::map<decltype(days(Departure())), std::size_t> by_days;
    for (const Departure& one : in(place.certain)) {
        std::vector<std::uint32_t> legs = profile.legs(one);
        const auto& of = query.timetable.legs;
        const Day last = of[legs.front()].departs.latest;
        const Day first = of[legs.back()].arrives.earliest;
        by_legs.emplace(std::move(legs), shown.size());
        by_days.emplace(days(one), shown.size());
        shown.push_back({&place, &one, false, true, one.reliance, last, first});
    }
    for (const Departure& one : in(place.possible)) {
        const auto same_days = by_days.find(days(one));
        const auto same_legs = by_legs.find(profile.legs(one));
        if (same_days == by_days.end() && same_legs == by_legs.end()) {
            shown.push_back({&place, &one, true, false, one.reliance,
                             one.leaves.value_or(graph::FuzzyDate::open_end),
                             one.arrives.value_or(graph::FuzzyDate::open_start)});
        } else {
            const std::size_t at =
                same_days != by_days.end() ? same_days->second : same_legs->second;
            shown[at].best_possible = true;
            shown[at].reliance = std::max(shown[at].reliance, one.reliance);
        }
    }
    std::stable_sort(shown.begin() + static_cast<std::ptrdiff_t>(begin), shown.end(),
                     [](const ShownDeparture& a, const ShownDeparture& b) {
                         return std::tie(a.leaves_by, a.there_from) <
                                std::tie(b.leaves_by, b.there_from);
                     });
}

/// The places that are asked about, those first that are reached first (or left last).
std::vector<const PlaceProfile*>
ordered(const TimeProfile& profile, const std::vector<graph::PlaceIndex>& asked, bool back) {
    std::vector<std::pair<std::tuple<bool, std::int64_t, graph::PlaceIndex>, const PlaceProfile*>>
        keyed;
    for (const PlaceProfile& place : profile.places) {
        if (!asked.empty() && !std::binary_search(asked.begin(), asked.end(), place.place)) {
            continue;
        }
        std::tuple<bool, std::int64_t, graph::PlaceIndex> key{true, 0, place.place};
        for (std::uint32_t i = 0; i < place.possible.count; ++i) {
            const Departure& one = profile.departures[place.possible.first + i];
            const auto& day = back ? one.leaves : one.arrives;
            if (day) {
                key = std::min(key, {false, back ? -std::int64_t{*day} : *day, place.place});
            }
        }
        keyed.emplace_back(key, &place);
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<const PlaceProfile*> places;
    places.reserve(keyed.size());
    for (const auto& [key, place] : keyed) {
        places.push_back(place);
    }
    return places;
}

void describe(const TimedQuery& query, bool back, io::List in_doubt, io::ResultDocument& result) {
    const auto from = [&] { return named_places(query, query.from, query.options.from); };
    const auto to = [&] { return named_places(query, query.to, query.options.to); };
    const bool one_way = !query.options.from.empty() && !query.options.to.empty();
    result.heading = one_way ? fmt::format("Departures by {} that are worth taking: {} → {}",
                                           query.options.input.level, from(), to())
                     : back  ? fmt::format("Departures by {} that lead to {} in time: {}",
                                           query.options.input.level, to(), result.found)
                             : fmt::format("Departures by {} that are worth taking from {}: {}",
                                           query.options.input.level, from(), result.found);
    const bool is_somewhere = (query.options.from.empty() || !query.from.empty()) &&
                              (query.options.to.empty() || !query.to.empty());
    if (result.found != 0) {
        result.notes.emplace_back(
            "certain: in order on whatever days the dates mean; possible: on some of them. Left "
            "out is what leaves no later than another of its kind, arrives no earlier and takes no "
            "fewer days.");
    } else if (is_somewhere) { // else that is said
        result.notes.emplace_back(one_way ? "No departure: no chain of legs keeps these dates and "
                                            "waits."
                                  : back  ? "No departure: no leg leads there."
                                          : "No departure: no leg leaves from there.");
    }
    if (!in_doubt.empty()) {
        result.notes.push_back(fmt::format(
            "Of {} the search for the best itineraries was given up: some may be missing "
            "(`in_doubt` in JSON), and some told may not be the best (`reliance`). Narrow the "
            "dates (--since, --until) or the waits.",
            counted(in_doubt.size(), "place")));
    }
    result.extra.emplace_back("in_doubt", std::move(in_doubt));
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = back ? "from" : "to",
         .path = "place.label",
         .widest = 44,
         .least = 18,
         .wraps = true},
        {"verdict", "verdict"},
        {.header = "departs", .path = "departs_text"},
        {.header = "arrives", .path = "arrives_text"},
        {.header = "days", .path = "days_text", .alignment = io::Alignment::right},
        {.header = "way", .path = "route", .widest = 60, .spare = 2, .wraps = true},
        {.header = "evidence", .path = "evidence", .widest = 40, .spare = 1, .wraps = true}};
    if (one_way) {
        result.columns.erase(result.columns.begin() + 1); // the heading names the place
    }
    result.csv = {{"rank", "rank"},
                  {"place_id", "place.id"},
                  {"place_label", "place.label"},
                  {"place_lat", "place.lat"},
                  {"place_lon", "place.lon"}};
    add_itinerary_csv(result);
    result.csv.push_back({"reliance", "reliance"});
    result.csv.push_back({"evidence", "evidence"});
}

} // namespace

void add_profile(const TimedQuery& query, io::ResultDocument& result) {
    const bool back = query.options.from.empty();
    const TimeProfile profile = algorithms::time_profile(
        query.timetable, back ? query.to : query.from,
        back ? algorithms::TimeDirection::back : algorithms::TimeDirection::onward, query.rules,
        run_control(query.options.output, "searching"));
    const bool nowhere = !back && !query.options.to.empty() && query.to.empty();
    std::vector<ShownDeparture> shown;
    io::List in_doubt;
    if (!nowhere) {
        for (const PlaceProfile* place :
             ordered(profile, back ? std::vector<graph::PlaceIndex>{} : query.to, back)) {
            if (place->possible_missing || place->certain_missing) {
                in_doubt.emplace_back(
                    id_of(query.all.cases, graph::EntityKind::place, place->place));
            }
            add_departures(query, profile, *place, shown);
        }
    }
    result.found = shown.size();
    const std::size_t rows = std::min<std::size_t>(shown.size(), rows_shown(query.options.output));
    for (std::size_t i = 0; i < rows; ++i) {
        const ShownDeparture& one = shown[i];
        ShownItinerary itinerary;
        itinerary.legs = profile.legs(*one.departure);
        itinerary.times = algorithms::chain_times(query.timetable, itinerary.legs, query.rules);
        itinerary.best_possible = one.best_possible;
        itinerary.best_certain = one.best_certain;
        io::Record row = itinerary_row(query, itinerary, i + 1);
        row.insert(
            row.begin() + 1,
            {"place", entity_record(query.all.cases, graph::EntityKind::place, one.at->place)});
        row.insert(row.end() - 1, {"reliance", reliance_word(one.reliance)}); // before evidence
        result.rows.emplace_back(std::move(row));
    }
    describe(query, back, std::move(in_doubt), result);
}

} // namespace sandhan::cli
