// SPDX-License-Identifier: Apache-2.0
// analyse routes --timed and --reach: what the dates of legs allow one traveller.
#include "algorithms/routes/itineraries.hpp"
#include "algorithms/routes/time_reach.hpp"
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

using algorithms::Day;
using algorithms::DayWindow;

constexpr const char* timed_group = "Time-respecting itineraries";

/// "3", "3d" or "2w" in days. Months are none: they differ in length.
Day dwell_days(const std::string& text, const std::string& option) {
    constexpr Day most_days = 36'525; // a century: a longer wait is a slip
    Day number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    const std::string unit(stop, end);
    const Day days_each = unit == "w" ? 7 : unit.empty() || unit == "d" ? 1 : 0;
    if (error != std::errc() || days_each == 0) {
        throw UsageError(fmt::format(
            "{} \"{}\" is no number of days; write 3, 3d, or 2w for two weeks", option, text));
    }
    if (number < 0 || number > most_days / days_each) {
        throw UsageError(fmt::format("{} \"{}\": give 0 to {} days", option, text, most_days));
    }
    return number * days_each;
}

io::Value timed_day(Day day) {
    return day == graph::FuzzyDate::open_start || day == graph::FuzzyDate::open_end
               ? io::Value()
               : io::Value(graph::iso_day(day));
}
io::Value timed_day(const std::optional<Day>& day) { return day ? timed_day(*day) : io::Value(); }

io::Record timed_window(const DayWindow& window) {
    return {{"earliest", timed_day(window.earliest)}, {"latest", timed_day(window.latest)}};
}

/// "2018-06-22 – 2018-06-24", "2018-06-22", "from 2018-06-22", "?".
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

class TimedQuestion : public RoutesQuestion {
  public:
    TimedQuestion(CLI::App& app, const RoutesOptions& options) : m_options(options) {
        app.add_flag("--timed", m_timed,
                     "chains of legs, of several incidents too, that could carry one person from "
                     "--from to --to")
            ->group(timed_group);
        app.add_flag("--reach", m_reach,
                     "with --from: the places that such chains reach and by when; with --to: those "
                     "they lead from")
            ->group(timed_group);
        const auto option = [&](const char* name, std::string& value, const char* help,
                                const char* type) {
            m_own.push_back(app.add_option(name, value, help)->type_name(type)->group(timed_group));
        };
        option("--min-dwell", m_min_dwell,
               "the least wait between legs: 3 or 3d (days), 2w (weeks); 0, the default, lets the "
               "next leg leave on the day of arrival",
               "D");
        option("--max-dwell", m_max_dwell, "the longest wait between legs (default: any)", "D");
        option("--joined-by", m_joined_by,
               "legs of different incidents must share a person of the offending side, an "
               "organisation of it or a transport firm: person, organisation or both",
               "WHOM");
    }

    [[nodiscard]] bool asked() const override {
        return m_timed || m_reach || std::any_of(m_own.begin(), m_own.end(), [](const auto* own) {
                   return !own->empty();
               });
    }
    [[nodiscard]] std::string asked_by() const override {
        if (m_timed || m_reach) {
            return m_timed ? "--timed" : "--reach";
        }
        return (*std::find_if(m_own.begin(), m_own.end(),
                              [](const auto* own) { return !own->empty(); }))
            ->get_name();
    }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--from", "--to"}; }

    void check() const override {
        if (!m_timed && !m_reach) {
            throw UsageError(asked_by() + " says nothing without --timed or --reach; add one");
        }
        if (m_reach && m_options.from.empty() == m_options.to.empty()) {
            throw UsageError("--reach: give either --from A, to see which places A reaches, or "
                             "--to B, to see which places lead to B");
        }
        if (!m_reach && (m_options.from.empty() || m_options.to.empty())) {
            throw UsageError("--timed: itineraries lead from one place to another; give both "
                             "--from A and --to B, or --reach with one of them");
        }
        (void)rules();
        (void)joining();
    }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const std::vector<graph::PlaceIndex> known = places_on(all.journeys);
        const auto named = [&](const std::string& text, const std::string& option) {
            return text.empty() ? std::vector<graph::PlaceIndex>{}
                                : find_places(all.cases, known, text, option);
        };
        const auto from = named(m_options.from, "--from");
        const auto to = named(m_options.to, "--to");
        for (const graph::PlaceIndex place : from) {
            if (std::binary_search(to.begin(), to.end(), place)) {
                throw UsageError(fmt::format(
                    "--from \"{}\" and --to \"{}\" are both {} by {}; give two places, or a finer "
                    "--level",
                    m_options.from, m_options.to, place_label(all, place), m_options.input.level));
            }
        }
        add_parameters(all, from, to, result);
        // Who joins legs is told whether it was asked or not.
        const algorithms::JoiningEntities whom =
            m_joined_by.empty() ? algorithms::JoiningEntities{true, true} : joining();
        const algorithms::TimedLegs timetable = algorithms::timed_legs(all.journeys, whom);
        if (m_reach) {
            add_reach(all, timetable, from.empty() ? to : from, result);
        } else {
            add_itineraries(all, timetable, from, to, result);
        }
        add_left_out(all, timetable, result);
        for (const auto& [places, typed] :
             {std::pair(&from, &m_options.from), std::pair(&to, &m_options.to)}) {
            if (places->empty() && !typed->empty()) {
                result.notes.push_back(fmt::format("No journey here stops at {}.", *typed));
            }
        }
    }

  private:
    [[nodiscard]] algorithms::ChainRules rules() const {
        algorithms::ChainRules rules;
        if (!m_min_dwell.empty()) {
            rules.least_dwell = dwell_days(m_min_dwell, "--min-dwell");
        }
        if (!m_max_dwell.empty()) {
            rules.most_dwell = dwell_days(m_max_dwell, "--max-dwell");
            if (*rules.most_dwell < rules.least_dwell) {
                throw UsageError(fmt::format("--max-dwell {} is less than --min-dwell {}",
                                             m_max_dwell, m_min_dwell));
            }
        }
        rules.joined = !m_joined_by.empty();
        return rules;
    }
    [[nodiscard]] algorithms::JoiningEntities joining() const {
        algorithms::JoiningEntities joining;
        for (const std::string& word : split_words(m_joined_by)) {
            if (word == "person") {
                joining.people = true;
            } else if (word == "organisation") {
                joining.organisations = true;
            } else {
                throw UsageError(fmt::format(
                    "--joined-by \"{}\": it takes person, organisation, or both with a comma",
                    word));
            }
        }
        if (!m_joined_by.empty() && !joining.any()) {
            throw UsageError("--joined-by: say person, organisation, or both with a comma");
        }
        return joining;
    }

    static std::string place_label(const RoutesCases& all, graph::PlaceIndex place) {
        return label_of(all.cases, graph::EntityKind::place, place);
    }
    static io::List place_ids(const RoutesCases& all, std::span<const graph::PlaceIndex> places) {
        io::List ids;
        for (const graph::PlaceIndex place : places) {
            ids.emplace_back(id_of(all.cases, graph::EntityKind::place, place));
        }
        return ids;
    }

    void add_parameters(const RoutesCases& all,
                        const std::vector<graph::PlaceIndex>& from,
                        const std::vector<graph::PlaceIndex>& to,
                        io::ResultDocument& result) const {
        result.parameters.emplace_back(m_reach ? "reach" : "timed", true);
        if (!m_options.from.empty()) {
            result.parameters.emplace_back("from", place_ids(all, from));
        }
        if (!m_options.to.empty()) {
            result.parameters.emplace_back("to", place_ids(all, to));
        }
        const algorithms::ChainRules limits = rules();
        result.parameters.emplace_back("min_dwell", limits.least_dwell);
        if (limits.most_dwell) {
            result.parameters.emplace_back("max_dwell", *limits.most_dwell);
        }
        if (limits.joined) {
            const algorithms::JoiningEntities whom = joining();
            io::List words;
            if (whom.people) {
                words.emplace_back("person");
            }
            if (whom.organisations) {
                words.emplace_back("organisation");
            }
            result.parameters.emplace_back("joined_by", std::move(words));
        }
    }

    /// What both kinds of rows tell of a chain's places.
    static void add_stops(const RoutesCases& all,
                          const algorithms::TimedLegs& timetable,
                          std::span<const std::uint32_t> chain,
                          io::Record& row) {
        io::List stops;
        std::string route;
        const auto add = [&](graph::PlaceIndex place) {
            stops.emplace_back(entity_record(all.cases, graph::EntityKind::place, place));
            route += (route.empty() ? "" : " → ") + place_label(all, place);
        };
        add(timetable.legs[chain.front()].origin);
        for (const std::uint32_t leg : chain) {
            add(timetable.legs[leg].destination);
        }
        row.emplace_back("route", route);
        row.emplace_back("stops", std::move(stops));
    }
    static io::List evidence_of(const RoutesCases& all,
                                const algorithms::TimedLegs& timetable,
                                std::span<const std::uint32_t> chain) {
        std::vector<graph::IncidentIndex> incidents;
        for (const std::uint32_t leg : chain) {
            incidents.push_back(timetable.legs[leg].incident);
        }
        std::sort(incidents.begin(), incidents.end());
        incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
        return evidence_list(all.cases.store, incidents);
    }

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

    void add_itineraries(const RoutesCases& all,
                         const algorithms::TimedLegs& timetable,
                         const std::vector<graph::PlaceIndex>& from,
                         const std::vector<graph::PlaceIndex>& to,
                         io::ResultDocument& result) const {
        algorithms::ItineraryOptions options;
        options.rules = rules();
        std::vector<Shown> shown;
        bool complete = true;
        for (const auto at_least : {graph::Certainty::possible, graph::Certainty::certain}) {
            options.at_least = at_least;
            const algorithms::Itineraries found = algorithms::itineraries(
                timetable, from, to, options, run_control(m_options.output, "searching"));
            complete = complete && found.complete;
            for (const algorithms::Itinerary& one : found.rows) {
                auto at = std::find_if(shown.begin(), shown.end(),
                                       [&](const Shown& s) { return s.legs == one.legs; });
                if (at == shown.end()) {
                    shown.push_back(
                        {one.legs, algorithms::chain_times(timetable, one.legs, options.rules)});
                    at = shown.end() - 1;
                }
                (at_least == graph::Certainty::possible ? at->best_possible : at->best_certain) =
                    true;
            }
        }
        std::sort(shown.begin(), shown.end(),
                  [](const Shown& a, const Shown& b) { return a.order() < b.order(); });
        result.found = shown.size();
        for (const Shown& one : shown) {
            result.rows.emplace_back(
                itinerary_row(all, timetable, one, result.rows.size() + 1, options.rules));
        }
        result.extra.emplace_back("complete", complete);
        describe_itineraries(all, from, to, complete, result);
    }

    [[nodiscard]] io::Record itinerary_row(const RoutesCases& all,
                                           const algorithms::TimedLegs& timetable,
                                           const Shown& one,
                                           std::size_t rank,
                                           const algorithms::ChainRules& limits) const {
        io::Record row{{"rank", rank}};
        const bool certain =
            algorithms::verdict(timetable, one.legs, limits) == graph::Certainty::certain;
        row.emplace_back("verdict", certain ? "certain" : "possible");
        io::List best;
        if (one.best_certain) {
            best.emplace_back("certain");
        }
        if (one.best_possible) {
            best.emplace_back("possible");
        }
        row.emplace_back("best_of", std::move(best));
        add_stops(all, timetable, one.legs, row);
        row.emplace_back("departs", timed_window(one.times.departs.front()));
        row.emplace_back("arrives", timed_window(one.times.arrives.back()));
        row.emplace_back("duration_days",
                         io::Record{{"least", one.times.least_days},
                                    {"most", one.times.most_days ? io::Value(*one.times.most_days)
                                                                 : io::Value()}});
        io::List evidence = evidence_of(all, timetable, one.legs);
        row.emplace_back("incidents", evidence.size());
        if (is_table(m_options.output)) {
            row.emplace_back("departs_text", timed_window_text(one.times.departs.front()));
            row.emplace_back("arrives_text", timed_window_text(one.times.arrives.back()));
            row.emplace_back("days_text", !one.times.most_days
                                              ? fmt::format("{}–?", one.times.least_days)
                                          : *one.times.most_days == one.times.least_days
                                              ? std::to_string(one.times.least_days)
                                              : fmt::format("{}–{}", one.times.least_days,
                                                            *one.times.most_days));
        }
        row.emplace_back("legs", leg_records(all, timetable, one));
        row.emplace_back("evidence", std::move(evidence));
        return row;
    }

    static io::List
    leg_records(const RoutesCases& all, const algorithms::TimedLegs& timetable, const Shown& one) {
        io::List list;
        for (std::size_t i = 0; i < one.legs.size(); ++i) {
            const algorithms::TimedLeg& leg = timetable.legs[one.legs[i]];
            const auto incidents = all.journeys.incidents();
            const auto visits = all.journeys.visits(static_cast<std::size_t>(
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
                const algorithms::TimedLeg& before = timetable.legs[one.legs[i - 1]];
                if (before.incident == leg.incident) {
                    const std::string id(
                        all.cases.store.text(all.cases.store.incidents[leg.incident].id));
                    joined.emplace_back(io::Record{{"id", "incident:" + id}, {"label", id}});
                }
                for (const std::uint32_t entity :
                     algorithms::shared_entities(timetable, one.legs[i - 1], one.legs[i])) {
                    joined.emplace_back(entity_record(all.cases,
                                                      entity % 2 == 0
                                                          ? graph::EntityKind::person
                                                          : graph::EntityKind::organisation,
                                                      entity / 2));
                }
            }
            list.emplace_back(io::Record{
                {"from", id_of(all.cases, graph::EntityKind::place, leg.origin)},
                {"to", id_of(all.cases, graph::EntityKind::place, leg.destination)},
                {"departs", dated(one.times.departs[i], visits[leg.position].departed)},
                {"arrives", dated(one.times.arrives[i], visits[leg.position + 1].arrived)},
                {"joined_by", std::move(joined)},
                {"evidence",
                 evidence_list(all.cases.store, std::vector<graph::IncidentIndex>{leg.incident})}});
        }
        return list;
    }

    [[nodiscard]] std::string named_places(const RoutesCases& all,
                                           const std::vector<graph::PlaceIndex>& places,
                                           const std::string& typed) const {
        return places.size() == 1 ? place_label(all, places.front()) : typed;
    }

    void describe_itineraries(const RoutesCases& all,
                              const std::vector<graph::PlaceIndex>& from,
                              const std::vector<graph::PlaceIndex>& to,
                              bool complete,
                              io::ResultDocument& result) const {
        result.heading = fmt::format("Itineraries that the dates allow by {}: {} → {}",
                                     m_options.input.level, named_places(all, from, m_options.from),
                                     named_places(all, to, m_options.to));
        if (result.rows.empty() && !from.empty() && !to.empty()) {
            result.notes.emplace_back(
                "No itinerary: no chain of legs keeps these dates and waits.");
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
        result.columns = {
            {"#", "rank", io::Alignment::right},
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
        add_legs_table(result);
    }

    /// Each itinerary leg by leg, for people.
    void add_legs_table(io::ResultDocument& result) const {
        if (!is_table(m_options.output) || result.rows.empty()) {
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
            std::min<std::size_t>(result.rows.size(), rows_shown(m_options.output));
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

    void add_reach(const RoutesCases& all,
                   const algorithms::TimedLegs& timetable,
                   const std::vector<graph::PlaceIndex>& places,
                   io::ResultDocument& result) const {
        const bool back = m_options.from.empty();
        std::vector<algorithms::ReachedPlace> reached = algorithms::time_reach(
            timetable, places, back ? algorithms::Direction::back : algorithms::Direction::onward,
            rules(), run_control(m_options.output, "searching"));
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
            if (result.rows.size() >= rows_shown(m_options.output)) {
                continue;
            }
            io::Record row{{"rank", result.rows.size() + 1},
                           {"place", entity_record(all.cases, graph::EntityKind::place, one.place)},
                           {day, timed_day(one.possible)},
                           {day + "_certainly", timed_day(one.certain)},
                           {"certain", !one.certain_legs.empty()},
                           {"leg_count", one.possible_legs.size()}};
            add_stops(all, timetable, one.possible_legs, row);
            row.emplace_back("reliance", reliance_word(one.reliance));
            row.emplace_back("certain_evidence", evidence_of(all, timetable, one.certain_legs));
            row.emplace_back("evidence", evidence_of(all, timetable, one.possible_legs));
            result.rows.emplace_back(std::move(row));
        }
        result.heading =
            back ? fmt::format("Places by {} that lead to {} in time, and until when: {}",
                               m_options.input.level, named_places(all, places, m_options.to),
                               result.found)
                 : fmt::format("Places by {} that {} reaches in time, and by when: {}",
                               m_options.input.level, named_places(all, places, m_options.from),
                               result.found);
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

    void add_left_out(const RoutesCases& all,
                      const algorithms::TimedLegs& timetable,
                      io::ResultDocument& result) const {
        const io::List ids = evidence_list(all.cases.store, timetable.contradictory);
        if (!ids.empty()) {
            std::string named;
            constexpr std::size_t most_named = 10;
            for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i) {
                named += (i == 0 ? "" : ", ") + *ids[i].get<std::string>();
            }
            if (ids.size() > most_named) {
                named += fmt::format(" and {} more", ids.size() - most_named);
            }
            result.notes.push_back(fmt::format(
                "{} left out, as the dates of {} go back in time: {}. Correct them.",
                counted(timetable.left_out, "leg"), counted(ids.size(), "incident"), named));
        }
        const auto undated = static_cast<std::uint64_t>(std::count_if(
            timetable.legs.begin(), timetable.legs.end(), [](const algorithms::TimedLeg& leg) {
                return leg.departs == DayWindow{} && leg.arrives == DayWindow{};
            }));
        if (undated > 0) {
            result.notes.push_back(
                fmt::format("{} of {} here {} no date at all, and may be of any day.", undated,
                            counted(timetable.legs.size(), "leg"), undated == 1 ? "has" : "have"));
        }
        result.extra.emplace_back("legs", timetable.legs.size());
        result.extra.emplace_back("undated_legs", undated);
        result.extra.emplace_back("back_in_time", ids);
    }

    const RoutesOptions& m_options;
    bool m_timed = false;
    bool m_reach = false;
    std::string m_min_dwell, m_max_dwell, m_joined_by;
    std::vector<CLI::Option*> m_own; ///< options that say how, not what
};

} // namespace

std::unique_ptr<RoutesQuestion> make_timed_question(CLI::App& app, const RoutesOptions& options) {
    return std::make_unique<TimedQuestion>(app, options);
}

} // namespace sandhan::cli
