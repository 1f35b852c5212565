// SPDX-License-Identifier: Apache-2.0
// analyse routes --timed, --reach and --profile: what the dates of legs allow one traveller.
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/routes_questions.hpp"
#include "cli/timed_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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
        app.add_flag("--profile", m_profile,
                     "with --from, --to or both: every departure worth taking, by when one must "
                     "have left to be there by when")
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
        return m_timed || m_reach || m_profile ||
               std::any_of(m_own.begin(), m_own.end(),
                           [](const auto* own) { return !own->empty(); });
    }
    [[nodiscard]] std::string asked_by() const override {
        if (m_timed || m_reach || m_profile) {
            return m_timed ? "--timed" : m_reach ? "--reach" : "--profile";
        }
        return (*std::find_if(m_own.begin(), m_own.end(),
                              [](const auto* own) { return !own->empty(); }))
            ->get_name();
    }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--from", "--to"}; }

    void check() const override {
        if (!m_timed && !m_reach && !m_profile) {
            throw UsageError(asked_by() +
                             " says nothing without --timed, --reach or --profile; add one");
        }
        const bool from = !m_options.from.empty();
        const bool to = !m_options.to.empty();
        if (m_profile && (m_reach || m_timed)) {
            throw UsageError(fmt::format("{} and --profile are two questions; give one",
                                         m_timed ? "--timed" : "--reach"));
        }
        if (m_profile && !from && !to) {
            throw UsageError("--profile: give --from A, --to B or both, to see which departures "
                             "from A or to B are worth taking");
        }
        if (m_reach && from == to) {
            throw UsageError("--reach: give either --from A, to see which places A reaches, or "
                             "--to B, to see which places lead to B");
        }
        if (m_timed && !m_reach && (!from || !to)) {
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
        const TimedQuery query{all, m_options, timetable, rules(), from, to};
        if (m_reach) {
            add_reach(query, result);
        } else if (m_profile) {
            add_profile(query, result);
        } else {
            add_itineraries(query, result);
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
        result.parameters.emplace_back(m_reach ? "reach" : m_profile ? "profile" : "timed", true);
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
    bool m_profile = false;
    std::string m_min_dwell, m_max_dwell, m_joined_by;
    std::vector<CLI::Option*> m_own; ///< options that say how, not what
};

} // namespace

std::unique_ptr<RoutesQuestion> make_timed_question(CLI::App& app, const RoutesOptions& options) {
    return std::make_unique<TimedQuestion>(app, options);
}

} // namespace sandhan::cli
