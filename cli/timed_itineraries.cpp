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

auto order(const ShownItinerary& one) {
    const Day arrives = one.times.arrives.back().earliest;
    return std::tuple(arrives == graph::FuzzyDate::open_start ? graph::FuzzyDate::open_end
                                                              : arrives,
                      one.times.least_days, one.legs.size(), one.legs);
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
    result.csv = {{"rank", "rank"}};
    add_itinerary_csv(result);
    result.csv.push_back({"evidence", "evidence"});
    add_legs_table(query, result);
}

} // namespace

void add_itineraries(const TimedQuery& query, io::ResultDocument& result) {
    algorithms::ItineraryOptions options;
    options.rules = query.rules;
    std::vector<ShownItinerary> shown;
    bool complete = true;
    for (const auto at_least : {graph::Certainty::possible, graph::Certainty::certain}) {
        options.at_least = at_least;
        const algorithms::Itineraries found =
            algorithms::itineraries(query.timetable, query.from, query.to, options,
                                    run_control(query.options.output, "searching"));
        complete = complete && found.complete;
        for (const algorithms::Itinerary& one : found.rows) {
            auto at = std::find_if(shown.begin(), shown.end(),
                                   [&](const ShownItinerary& s) { return s.legs == one.legs; });
            if (at == shown.end()) {
                shown.push_back(
                    {one.legs, algorithms::chain_times(query.timetable, one.legs, options.rules)});
                at = shown.end() - 1;
            }
            (at_least == graph::Certainty::possible ? at->best_possible : at->best_certain) = true;
        }
    }
    std::sort(shown.begin(), shown.end(),
              [](const ShownItinerary& a, const ShownItinerary& b) { return order(a) < order(b); });
    result.found = shown.size();
    for (const ShownItinerary& one : shown) {
        result.rows.emplace_back(itinerary_row(query, one, result.rows.size() + 1));
    }
    result.extra.emplace_back("complete", complete);
    describe_itineraries(query, complete, result);
}

} // namespace sandhan::cli
