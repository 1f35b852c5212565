// SPDX-License-Identifier: Apache-2.0
#include "cli/timed_rows.hpp"

#include "cli/entities.hpp"

#include <algorithm>

namespace sandhan::cli {

using algorithms::Day;
using algorithms::DayWindow;

io::Value timed_day(Day day) {
    return day == graph::FuzzyDate::open_start || day == graph::FuzzyDate::open_end
               ? io::Value()
               : io::Value(graph::iso_day(day));
}
io::Value timed_day(const std::optional<Day>& day) { return day ? timed_day(*day) : io::Value(); }

io::Record timed_window(const DayWindow& window) {
    return {{"earliest", timed_day(window.earliest)}, {"latest", timed_day(window.latest)}};
}

std::string timed_window_text(const DayWindow& window) {
    const io::Value first = timed_day(window.earliest);
    const io::Value last = timed_day(window.latest);
    if (first.is_null() && last.is_null()) {
        return "?";
    }
    if (first.is_null() || last.is_null()) {
        return first.is_null() ? "by " + *last.get<std::string>()
                               : "from " + *first.get<std::string>();
    }
    return window.earliest == window.latest
               ? *first.get<std::string>()
               : *first.get<std::string>() + " – " + *last.get<std::string>();
}

const char* reliance_word(algorithms::Reliance reliance) {
    switch (reliance) {
    case algorithms::Reliance::exact:
        return "exact";
    case algorithms::Reliance::itinerary:
        return "itinerary";
    case algorithms::Reliance::walk:
        break;
    }
    return "walk";
}

std::string place_label(const RoutesCases& all, graph::PlaceIndex place) {
    return label_of(all.cases, graph::EntityKind::place, place);
}

std::string named_places(const TimedQuery& query,
                         const std::vector<graph::PlaceIndex>& places,
                         const std::string& typed) {
    return places.size() == 1 ? place_label(query.all, places.front()) : typed;
}

void add_stops(const TimedQuery& query, std::span<const std::uint32_t> chain, io::Record& row) {
    io::List stops;
    std::string route;
    const auto add = [&](graph::PlaceIndex place) {
        stops.emplace_back(entity_record(query.all.cases, graph::EntityKind::place, place));
        route += (route.empty() ? "" : " → ") + place_label(query.all, place);
    };
    add(query.timetable.legs[chain.front()].origin);
    for (const std::uint32_t leg : chain) {
        add(query.timetable.legs[leg].destination);
    }
    row.emplace_back("route", route);
    row.emplace_back("stops", std::move(stops));
}
io::List evidence_of(const TimedQuery& query, std::span<const std::uint32_t> chain) {
    std::vector<graph::IncidentIndex> incidents;
    for (const std::uint32_t leg : chain) {
        incidents.push_back(query.timetable.legs[leg].incident);
    }
    std::sort(incidents.begin(), incidents.end());
    incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
    return evidence_list(query.all.cases.store, incidents);
}

} // namespace sandhan::cli
