// SPDX-License-Identifier: Apache-2.0
#include "cli/timed_rows.hpp"

#include "cli/entities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

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

namespace {

io::List leg_records(const TimedQuery& query, const ShownItinerary& one) {
    io::List list;
    for (std::size_t i = 0; i < one.legs.size(); ++i) {
        const algorithms::TimedLeg& leg = query.timetable.legs[one.legs[i]];
        const auto incidents = query.all.journeys.incidents();
        const auto visits = query.all.journeys.visits(static_cast<std::size_t>(
            std::lower_bound(incidents.begin(), incidents.end(), leg.incident) -
            incidents.begin()));
        const auto dated = [](const DayWindow& window, const graph::FuzzyDate& stated) {
            io::Record record = timed_window(window);
            record.emplace_back("stated",
                                stated.is_known() ? io::Value(stated.to_edtf()) : io::Value());
            return record;
        };
        io::List joined;
        if (i > 0) {
            const algorithms::TimedLeg& before = query.timetable.legs[one.legs[i - 1]];
            if (before.incident == leg.incident) {
                const std::string id(
                    query.all.cases.store.text(query.all.cases.store.incidents[leg.incident].id));
                joined.emplace_back(io::Record{{"id", "incident:" + id}, {"label", id}});
            }
            for (const std::uint32_t entity :
                 algorithms::shared_entities(query.timetable, one.legs[i - 1], one.legs[i])) {
                joined.emplace_back(entity_record(query.all.cases,
                                                  entity % 2 == 0 ? graph::EntityKind::person
                                                                  : graph::EntityKind::organisation,
                                                  entity / 2));
            }
        }
        list.emplace_back(io::Record{
            {"from", id_of(query.all.cases, graph::EntityKind::place, leg.origin)},
            {"to", id_of(query.all.cases, graph::EntityKind::place, leg.destination)},
            {"departs", dated(one.times.departs[i], visits[leg.position].departed)},
            {"arrives", dated(one.times.arrives[i], visits[leg.position + 1].arrived)},
            {"joined_by", std::move(joined)},
            {"evidence", evidence_list(query.all.cases.store,
                                       std::vector<graph::IncidentIndex>{leg.incident})}});
    }
    return list;
}

} // namespace

io::Record itinerary_row(const TimedQuery& query, const ShownItinerary& one, std::size_t rank) {
    io::Record row{{"rank", rank}};
    const bool certain =
        algorithms::verdict(query.timetable, one.legs, query.rules) == graph::Certainty::certain;
    row.emplace_back("verdict", certain ? "certain" : "possible");
    io::List best;
    if (one.best_certain) {
        best.emplace_back("certain");
    }
    if (one.best_possible) {
        best.emplace_back("possible");
    }
    row.emplace_back("best_of", std::move(best));
    add_stops(query, one.legs, row);
    row.emplace_back("departs", timed_window(one.times.departs.front()));
    row.emplace_back("arrives", timed_window(one.times.arrives.back()));
    row.emplace_back(
        "duration_days",
        io::Record{{"least", one.times.least_days},
                   {"most", one.times.most_days ? io::Value(*one.times.most_days) : io::Value()}});
    io::List evidence = evidence_of(query, one.legs);
    row.emplace_back("incidents", evidence.size());
    if (is_table(query.options.output)) {
        row.emplace_back("departs_text", timed_window_text(one.times.departs.front()));
        row.emplace_back("arrives_text", timed_window_text(one.times.arrives.back()));
        row.emplace_back("days_text",
                         !one.times.most_days ? fmt::format("{}–?", one.times.least_days)
                         : *one.times.most_days == one.times.least_days
                             ? std::to_string(one.times.least_days)
                             : fmt::format("{}–{}", one.times.least_days, *one.times.most_days));
    }
    row.emplace_back("legs", leg_records(query, one));
    row.emplace_back("evidence", std::move(evidence));
    return row;
}

void add_itinerary_csv(io::ResultDocument& result) {
    for (const io::CsvColumn& column :
         std::initializer_list<io::CsvColumn>{{"verdict", "verdict"},
                                              {"best_of", "best_of"},
                                              {"route", "route"},
                                              {"departs_earliest", "departs.earliest"},
                                              {"departs_latest", "departs.latest"},
                                              {"arrives_earliest", "arrives.earliest"},
                                              {"arrives_latest", "arrives.latest"},
                                              {"least_days", "duration_days.least"},
                                              {"most_days", "duration_days.most"},
                                              {"incidents", "incidents"}}) {
        result.csv.push_back(column);
    }
}

} // namespace sandhan::cli
