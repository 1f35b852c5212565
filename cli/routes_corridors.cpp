// SPDX-License-Identifier: Apache-2.0
// analyse routes: corridors ranked, and what each place is in them.
#include "algorithms/routes/corridors.hpp"
#include "cli/entities.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

io::Record modes_record(const graph::Flow& flow) {
    io::Record modes;
    for (std::size_t m = 0; m < graph::transport_modes; ++m) {
        if (flow.modes[m] > 0) {
            modes.emplace_back(graph::word_of(static_cast<graph::TransportMode>(m)), flow.modes[m]);
        }
    }
    return modes;
}

class CorridorsQuestion : public RoutesQuestion {
  public:
    CorridorsQuestion(CLI::App& app, const RoutesOptions& options) : m_options(options) {
        auto* legs = app.add_flag("--legs", m_legs, "count each consecutive pair of stops")
                         ->group("Corridors");
        app.add_flag("--ends", m_ends, "count first and last stop of a journey (the default)")
            ->excludes(legs)
            ->group("Corridors");
    }

    [[nodiscard]] bool asked() const override { return m_legs || m_ends; }
    [[nodiscard]] std::string asked_by() const override { return m_legs ? "--legs" : "--ends"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--min-incidents"}; }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const LoadedCases& cases = all.cases;
        const graph::Journeys& journeys = all.journeys;
        const auto kind = m_legs ? graph::FlowKind::legs : graph::FlowKind::ends;
        const algorithms::Corridors corridors = algorithms::corridors(journeys, kind);
        result.parameters.emplace_back("count", m_legs ? "legs" : "ends");
        if (m_options.min_incidents > 1) {
            result.parameters.emplace_back("min_incidents", m_options.min_incidents);
        }
        const auto place = [&](graph::PlaceIndex p) {
            return io::Value(entity_record(cases, graph::EntityKind::place, p));
        };
        std::vector<const graph::Flow*> shown;
        for (const graph::Flow& flow : corridors.rows) {
            if (flow.evidence.size() >= m_options.min_incidents &&
                result.found++ < rows_shown(m_options.output)) {
                shown.push_back(&flow);
            }
        }
        std::vector<io::List> evidence(shown.size()); // ids lie all over the texts
        tbb::parallel_for(std::size_t{0}, shown.size(), [&](std::size_t i) {
            evidence[i] = evidence_list(cases.store, shown[i]->evidence);
        });
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const graph::Flow& flow = *shown[i];
            io::Record row{
                {"rank", result.rows.size() + 1},
                {"origin", place(flow.origin)},
                {"destination", place(flow.destination)},
                {"incidents", flow.evidence.size()},
                {"victims", flow.victims},
                {"expected_incidents", flow.expected_incidents},
                {"share", corridors.share(flow)},
                {"first", first_day(flow.time)},
                {"last", last_day(flow.time)},
                {"modes", modes_record(flow)},
            };
            // Moved: a list in braces would be copied, and this one may name a million incidents.
            row.emplace_back("evidence", std::move(evidence[i]));
            result.rows.emplace_back(std::move(row));
        }
        describe(result, journeys, corridors);
        add_places(result, cases, journeys);
    }

  private:
    void describe(io::ResultDocument& result,
                  const graph::Journeys& journeys,
                  const algorithms::Corridors& corridors) const {
        const std::string what = m_legs ? "Legs of journeys" : "Corridors, first to last stop";
        result.heading = fmt::format("{} by {}: {} from {}, {} with a journey between two places",
                                     what, m_options.input.level, result.found,
                                     counted(journeys.incidents().size(), "incident"),
                                     corridors.incidents_with_journey);
        if (result.rows.empty()) {
            result.notes.emplace_back(
                "No corridor: no journey here leads from one place to another.");
        }
        constexpr std::size_t place_width = 44;
        constexpr std::size_t place_least = 18;
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "from",
             .path = "origin.label",
             .widest = place_width,
             .least = place_least,
             .wraps = true},
            {.header = "to",
             .path = "destination.label",
             .widest = place_width,
             .least = place_least,
             .wraps = true},
            {"incidents", "incidents", io::Alignment::right},
            {.header = "expected",
             .path = "expected_incidents",
             .alignment = io::Alignment::right,
             .digits = 1,
             .spare = 1},
            {"victims", "victims", io::Alignment::right},
            {.header = "share",
             .path = "share",
             .alignment = io::Alignment::right,
             .digits = 3,
             .spare = 2},
            {"first", "first"},
            {"last", "last"},
            {.header = "modes", .path = "modes", .spare = 3},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 4}};
        result.csv = {{"rank", "rank"},
                      {"origin_id", "origin.id"},
                      {"origin_label", "origin.label"},
                      {"origin_lat", "origin.lat"},
                      {"origin_lon", "origin.lon"},
                      {"destination_id", "destination.id"},
                      {"destination_label", "destination.label"},
                      {"destination_lat", "destination.lat"},
                      {"destination_lon", "destination.lon"},
                      {"incidents", "incidents"},
                      {"victims", "victims"},
                      {"expected_incidents", "expected_incidents"},
                      {"share", "share"},
                      {"first", "first"},
                      {"last", "last"},
                      {"modes", "modes"},
                      {"evidence", "evidence"}};
    }

    void add_places(io::ResultDocument& result,
                    const LoadedCases& cases,
                    const graph::Journeys& journeys) const {
        io::TableSection section;
        section.obeys_top = true;
        section.heading = "What each place is in these journeys (incidents)";
        constexpr std::size_t place_width = 44;
        section.columns = {{"place", "label", io::Alignment::left, 2, place_width},
                           {"source", "source", io::Alignment::right},
                           {"transit", "transit", io::Alignment::right},
                           {"destination", "destination", io::Alignment::right},
                           {"mainly", "role"}};
        const std::size_t shown = is_table(m_options.output)
                                      ? rows_shown(m_options.output)
                                      : std::numeric_limits<std::size_t>::max();
        for (const algorithms::PlaceFlows& flows : algorithms::place_flows(journeys)) {
            if (section.found++ >= shown) {
                continue;
            }
            io::Record row = entity_record(cases, graph::EntityKind::place, flows.place);
            row.emplace_back("source", flows.as_source);
            row.emplace_back("transit", flows.as_transit);
            row.emplace_back("destination", flows.as_destination);
            row.emplace_back("role", name_of(flows.function()));
            if (!is_table(m_options.output)) { // which has no column for it
                row.emplace_back("evidence", evidence_list(cases.store, flows.evidence));
            }
            section.rows.emplace_back(std::move(row));
        }
        if (!is_table(m_options.output)) {
            result.extra.emplace_back("places", io::List(section.rows));
        }
        if (!section.rows.empty()) {
            result.more_tables.push_back(std::move(section));
        }
    }

    const RoutesOptions& m_options;
    bool m_legs = false;
    bool m_ends = false;
};

} // namespace

std::unique_ptr<RoutesQuestion> make_corridors_question(CLI::App& app,
                                                        const RoutesOptions& options) {
    return std::make_unique<CorridorsQuestion>(app, options);
}

} // namespace sandhan::cli
