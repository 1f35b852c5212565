// SPDX-License-Identifier: Apache-2.0
// analyse routes --patterns: journeys of three stops and more that recur.
#include "algorithms/routes/recurring_journeys.hpp"
#include "cli/entities.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

class PatternsQuestion : public RoutesQuestion {
  public:
    PatternsQuestion(CLI::App& app, const RoutesOptions& options)
        : m_options(options), m_min_incidents(app.get_option("--min-incidents")) {
        const std::string group = "Recurring journeys";
        auto* patterns = app.add_flag("--patterns", m_patterns,
                                      "journeys of three stops and more that several incidents "
                                      "share (--min-incidents, default 2)")
                             ->group(group);
        app.add_option("--max-gap", m_max_gap,
                       "up to N stops may be passed over between two of a pattern (default 0)")
            ->type_name("N")
            ->needs(patterns)
            ->group(group);
        app.add_flag("--mixed", m_mixed,
                     "a stop may be the district, the state or the country of those visited")
            ->needs(patterns)
            ->group(group);
    }

    [[nodiscard]] bool asked() const override { return m_patterns; }
    [[nodiscard]] std::string asked_by() const override { return "--patterns"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--min-incidents", "--include-inferred"};
    }

    void check() const override {
        if (!m_min_incidents->empty() && m_options.min_incidents == 0) {
            throw UsageError("--min-incidents 0 would list every sequence of places there could "
                             "be; ask for 1 or more (default 2)");
        }
        if (m_max_gap < 0) {
            throw UsageError(fmt::format("--max-gap {}: the number of stops that may be passed "
                                         "over between two of a pattern is 0 or more",
                                         m_max_gap));
        }
    }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const algorithms::PatternRule rule{
            .min_incidents = m_min_incidents->empty() ? 2 : m_options.min_incidents,
            .max_gap = static_cast<std::size_t>(m_max_gap),
            .mixed = m_mixed};
        const std::vector<algorithms::RecurringJourney> found = algorithms::recurring_journeys(
            all.journeys, rule, run_control(m_options.output, "recurring journeys"));
        result.parameters.emplace_back("patterns", true);
        result.parameters.emplace_back("min_incidents", rule.min_incidents);
        result.parameters.emplace_back("max_gap", rule.max_gap);
        if (m_mixed) {
            result.parameters.emplace_back("mixed", true);
        }
        result.found = found.size();
        const std::size_t shown = std::min(found.size(), rows_shown(m_options.output));
        std::vector<io::List> evidence(shown); // ids lie all over the texts
        tbb::parallel_for(std::size_t{0}, shown, [&](std::size_t i) {
            evidence[i] = evidence_list(all.cases.store, found[i].evidence);
        });
        for (std::size_t i = 0; i < shown; ++i) {
            const algorithms::RecurringJourney& one = found[i];
            std::string route;
            io::List stops;
            for (std::size_t s = 0; s < one.stops.size(); ++s) {
                io::Record stop = stop_record(all, one.stops[s], one.coarser[s] != 0);
                route +=
                    (route.empty() ? "" : " → ") + *io::Value(stop)["label"].get<std::string>();
                stops.emplace_back(std::move(stop));
            }
            io::Record row{{"rank", i + 1}};
            row.emplace_back("stops", std::move(stops));
            row.emplace_back("route", std::move(route));
            row.emplace_back("incidents", one.evidence.size());
            if (m_options.include_inferred) {
                row.emplace_back("inferred", one.inferred == one.evidence.size());
                row.emplace_back("inferred_incidents", one.inferred);
            }
            row.emplace_back("expected_incidents", one.expected_incidents);
            row.emplace_back("victims", one.victims);
            row.emplace_back("first", first_day(one.time));
            row.emplace_back("last", last_day(one.time));
            row.emplace_back("evidence", std::move(evidence[i]));
            result.rows.emplace_back(std::move(row));
        }
        describe(all, rule, result);
    }

  private:
    /// Of mixed levels: with the level, and a `*` before the name of what stands for places in it.
    [[nodiscard]] io::Record
    stop_record(const RoutesCases& all, graph::PlaceIndex place, bool coarser) const {
        io::Record stop = entity_record(all.cases, graph::EntityKind::place, place);
        if (!m_mixed) {
            return stop;
        }
        for (auto& [name, value] : stop) {
            if (coarser && name == "label") {
                value = "*, " + *value.get<std::string>();
            }
        }
        stop.emplace_back("level", graph::name_of(all.cases.store.places[place].level));
        return stop;
    }

    void describe(const RoutesCases& all,
                  const algorithms::PatternRule& rule,
                  io::ResultDocument& result) const {
        std::size_t long_enough = 0;
        for (std::size_t k = 0; k < all.journeys.incidents().size(); ++k) {
            long_enough += all.journeys.visits(k).size() >= rule.min_stops ? 1U : 0U;
        }
        result.heading =
            fmt::format("Recurring journeys by {}{}: {} from {}, {} with three stops or more",
                        m_options.input.level, m_mixed ? " and what holds it" : "", result.found,
                        counted(all.journeys.incidents().size(), "incident"), long_enough);
        if (result.rows.empty()) {
            result.notes.emplace_back(
                long_enough == 0
                    ? "No recurring journey: no journey here has three stops or more."
                    : fmt::format("No recurring journey: no three stops {}are shared by {}.",
                                  rule.max_gap == 0 ? "in a row " : "",
                                  counted(rule.min_incidents, "incident")));
        } else if (rule.max_gap > 0) {
            result.notes.push_back(fmt::format("Up to {} may lie between two stops shown.",
                                               counted(rule.max_gap, "other stop")));
        }
        constexpr std::size_t route_width = 90;
        constexpr std::size_t route_least = 30;
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "stops",
             .path = "route",
             .widest = route_width,
             .least = route_least,
             .wraps = true},
            {"incidents", "incidents", io::Alignment::right},
            {.header = "expected",
             .path = "expected_incidents",
             .alignment = io::Alignment::right,
             .digits = 1,
             .spare = 1},
            {"victims", "victims", io::Alignment::right},
            {.header = "first", .path = "first", .spare = 2},
            {.header = "last", .path = "last", .spare = 2},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 3}};
        for (const char* field : {"rank", "route", "stops", "incidents", "expected_incidents",
                                  "victims", "first", "last", "evidence"}) {
            result.csv.push_back({field, field});
        }
        if (m_options.include_inferred) {
            constexpr std::ptrdiff_t behind_incidents = 3;
            result.columns.insert(result.columns.begin() + behind_incidents,
                                  {"guessed", "inferred_incidents", io::Alignment::right});
            result.csv.push_back({"inferred", "inferred"});
            result.csv.push_back({"inferred_incidents", "inferred_incidents"});
        }
    }

    const RoutesOptions& m_options;
    const CLI::Option* m_min_incidents;
    bool m_patterns = false;
    bool m_mixed = false;
    std::int64_t m_max_gap = 0;
};

} // namespace

std::unique_ptr<RoutesQuestion> make_patterns_question(CLI::App& app,
                                                       const RoutesOptions& options) {
    return std::make_unique<PatternsQuestion>(app, options);
}

} // namespace sandhan::cli
