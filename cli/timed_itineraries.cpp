// SPDX-License-Identifier: Apache-2.0
// analyse routes --timed: the itineraries that the dates allow.
#include "algorithms/routes/itineraries.hpp"
#include "cli/entities.hpp"
#include "cli/timed_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Day;
using algorithms::DayWindow;

struct Shown {
    std::vector<std::uint32_t> legs;
    algorithms::ChainTimes times;
    bool best_possible = false, best_certain = false;

    [[nodiscard]] auto order() const {
        const Day arrives = times.arrives.back().earliest;
        return std::tuple(arrives == graph::FuzzyDate::open_start ? graph::FuzzyDate::open_end
                                                                  : arrives,
                          times.least_days, legs.size(), legs);
    }
};

io::List leg_records(const TimedQuery& query, const Shown& one) {
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

io::Record itinerary_row(const TimedQuery& query, const Shown& one, std::size_t rank) {
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

/// Each itinerary leg by leg, for people.
void add_legs_table(const TimedQuery& query, io::ResultDocument& result) {
    if (!is_table(query.options.output) || result.rows.empty()) {
        return;
    }
    io::TableSection section;
    section.heading = "Leg by leg";
    section.columns = {{"#", "rank", io::Alignment::right},
                       {.header = "from", .path = "from_label", .least = 18, .wraps = true},
                       {.header = "to", .path = "to_label", .least = 18, .wraps = true},
                       {"departs", "departs_text"},
                       {"arrives", "arrives_text"},
                       {"incident", "evidence"},
                       {.header = "joined by", .path = "joined_text", .spare = 1}};
    const std::size_t rows =
        std::min<std::size_t>(result.rows.size(), rows_shown(query.options.output));
    for (std::size_t r = 0; r < rows; ++r) {
        const io::List& names = *result.rows[r]["stops"].get<io::List>();
        const io::List& legs = *result.rows[r]["legs"].get<io::List>();
        for (std::size_t i = 0; i < legs.size(); ++i) {
            const auto window = [&](const char* date) {
                const auto day = [&](const char* end, Day open) {
                    const std::string* text = legs[i][date][end].get<std::string>();
                    return text ? graph::FuzzyDate::parse(*text)->earliest() : open;
                };
                return timed_window_text({day("earliest", graph::FuzzyDate::open_start),
                                          day("latest", graph::FuzzyDate::open_end)});
            };
            io::List joined;
            for (const io::Value& one : *legs[i]["joined_by"].get<io::List>()) {
                joined.push_back(one["label"]);
            }
            section.rows.emplace_back(io::Record{{"rank", result.rows[r]["rank"]},
                                                 {"from_label", names[i]["label"]},
                                                 {"to_label", names[i + 1]["label"]},
                                                 {"departs_text", window("departs")},
                                                 {"arrives_text", window("arrives")},
                                                 {"evidence", legs[i]["evidence"]},
                                                 {"joined_text", std::move(joined)}});
        }
    }
    section.found = section.rows.size();
    result.more_tables.push_back(std::move(section));
}

void describe_itineraries(const TimedQuery& query, bool complete, io::ResultDocument& result) {
    result.heading =
        fmt::format("Itineraries that the dates allow by {}: {} → {}", query.options.input.level,
                    named_places(query, query.from, query.options.from),
                    named_places(query, query.to, query.options.to));
    if (result.rows.empty() && !query.from.empty() && !query.to.empty()) {
        result.notes.emplace_back("No itinerary: no chain of legs keeps these dates and waits.");
    }
    if (!result.rows.empty()) {
        result.notes.emplace_back(
            "certain: in order on whatever days the dates mean; possible: on some of them. "
            "Each is the best of its kind in arrival, days or legs.");
    }
    if (!complete) {
        result.notes.emplace_back(
            "The search was given up: there may be better itineraries. Narrow the dates "
            "(--since, --until) or the waits.");
    }
    constexpr std::size_t route_width = 64;
    constexpr std::size_t evidence_width = 44;
    result.columns = {{"#", "rank", io::Alignment::right},
                      {"verdict", "verdict"},
                      {.header = "route", .path = "route", .widest = route_width, .wraps = true},
                      {.header = "departs", .path = "departs_text"},
                      {.header = "arrives", .path = "arrives_text"},
                      {.header = "days", .path = "days_text", .alignment = io::Alignment::right},
                      {.header = "evidence",
                       .path = "evidence",
                       .widest = evidence_width,
                       .spare = 1,
                       .wraps = true}};
    result.csv = {{"rank", "rank"},
                  {"verdict", "verdict"},
                  {"best_of", "best_of"},
                  {"route", "route"},
                  {"departs_earliest", "departs.earliest"},
                  {"departs_latest", "departs.latest"},
                  {"arrives_earliest", "arrives.earliest"},
                  {"arrives_latest", "arrives.latest"},
                  {"least_days", "duration_days.least"},
                  {"most_days", "duration_days.most"},
                  {"incidents", "incidents"},
                  {"evidence", "evidence"}};
    add_legs_table(query, result);
}

} // namespace

void add_itineraries(const TimedQuery& query, io::ResultDocument& result) {
    algorithms::ItineraryOptions options;
    options.rules = query.rules;
    std::vector<Shown> shown;
    bool complete = true;
    for (const auto at_least : {graph::Certainty::possible, graph::Certainty::certain}) {
        options.at_least = at_least;
        const algorithms::Itineraries found =
            algorithms::itineraries(query.timetable, query.from, query.to, options,
                                    run_control(query.options.output, "searching"));
        complete = complete && found.complete;
        for (const algorithms::Itinerary& one : found.rows) {
            auto at = std::find_if(shown.begin(), shown.end(),
                                   [&](const Shown& s) { return s.legs == one.legs; });
            if (at == shown.end()) {
                shown.push_back(
                    {one.legs, algorithms::chain_times(query.timetable, one.legs, options.rules)});
                at = shown.end() - 1;
            }
            (at_least == graph::Certainty::possible ? at->best_possible : at->best_certain) = true;
        }
    }
    std::sort(shown.begin(), shown.end(),
              [](const Shown& a, const Shown& b) { return a.order() < b.order(); });
    result.found = shown.size();
    for (const Shown& one : shown) {
        result.rows.emplace_back(itinerary_row(query, one, result.rows.size() + 1));
    }
    result.extra.emplace_back("complete", complete);
    describe_itineraries(query, complete, result);
}

} // namespace sandhan::cli
