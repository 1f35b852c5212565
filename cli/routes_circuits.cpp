// SPDX-License-Identifier: Apache-2.0
// analyse routes --circuits: loops along which people are moved round.
#include "algorithms/routes/circuits.hpp"
#include "cli/entities.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

class CircuitsQuestion : public RoutesQuestion {
  public:
    CircuitsQuestion(CLI::App& app, const RoutesOptions& options)
        : m_options(options), m_min_incidents(app.get_option("--min-incidents")) {
        const std::string group = "Circuits";
        auto* circuits = app.add_flag("--circuits", m_circuits,
                                      "loops along which people are moved round: of one journey, "
                                      "or of legs of several incidents that share suspects")
                             ->group(group);
        app.add_option("--max-stops", m_max_stops, "circuits of at most N places (default 6)")
            ->type_name("N")
            ->needs(circuits)
            ->group(group);
    }

    [[nodiscard]] bool asked() const override { return m_circuits; }
    [[nodiscard]] std::string asked_by() const override { return "--circuits"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--min-incidents"}; }

    void check() const override {
        if (!m_min_incidents->empty() && m_options.min_incidents == 0) {
            throw UsageError("--min-incidents 0: a circuit has an incident behind it or is none; "
                             "ask for 1 or more (default 1)");
        }
        if (m_max_stops < 2) {
            throw UsageError(
                fmt::format("--max-stops {}: a circuit has 2 places or more", m_max_stops));
        }
    }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const LoadedCases& cases = all.cases;
        const algorithms::CircuitRule rule{.max_stops = static_cast<std::size_t>(m_max_stops),
                                           .min_incidents =
                                               std::max<std::size_t>(1, m_options.min_incidents)};
        const algorithms::Circuits found =
            algorithms::circuits(all.journeys, rule, run_control(m_options.output, "circuits"));
        result.parameters.emplace_back("circuits", true);
        result.parameters.emplace_back("min_incidents", rule.min_incidents);
        result.parameters.emplace_back("max_stops", rule.max_stops);
        result.found = found.rows.size();
        const std::size_t shown = std::min(found.rows.size(), rows_shown(m_options.output));
        std::vector<io::List> evidence(shown); // ids lie all over the texts
        tbb::parallel_for(std::size_t{0}, shown, [&](std::size_t i) {
            evidence[i] = evidence_list(cases.store, found.rows[i].journeys);
        });
        for (std::size_t i = 0; i < shown; ++i) {
            const algorithms::Circuit& one = found.rows[i];
            std::string route;
            io::List stops;
            for (const graph::PlaceIndex place : one.places) {
                stops.emplace_back(entity_record(cases, graph::EntityKind::place, place));
                route += *stops.back()["label"].get<std::string>() + " → ";
            }
            route += *stops.front()["label"].get<std::string>();
            io::Record row{{"rank", i + 1}};
            row.emplace_back("stops", std::move(stops));
            row.emplace_back("route", std::move(route));
            row.emplace_back("kind", algorithms::name_of(one.kind));
            row.emplace_back("incidents", one.journeys.size());
            row.emplace_back("shared", ids_of(cases, one.people));
            row.emplace_back("evidence", std::move(evidence[i]));
            result.rows.emplace_back(std::move(row));
        }
        result.extra.emplace_back("complete_to", found.complete_to);
        result.extra.emplace_back("cut_off", cut_off(cases, found));
        describe(all, rule, found, result);
    }

  private:
    /// Ids as shown, in the order of their bytes: a pseudonym's is not where its index is.
    [[nodiscard]] static io::List ids_of(const LoadedCases& cases,
                                         const std::vector<graph::PersonIndex>& people) {
        std::vector<std::string> ids;
        ids.reserve(people.size());
        for (const graph::PersonIndex person : people) {
            ids.push_back(id_of(cases, graph::EntityKind::person, person));
        }
        std::sort(ids.begin(), ids.end());
        return io::texts(ids);
    }
    [[nodiscard]] static io::List cut_off(const LoadedCases& cases,
                                          const algorithms::Circuits& found) {
        io::List places;
        for (const graph::PlaceIndex place : found.cut) {
            places.emplace_back(id_of(cases, graph::EntityKind::place, place));
        }
        return places;
    }

    void describe(const RoutesCases& all,
                  const algorithms::CircuitRule& rule,
                  const algorithms::Circuits& found,
                  io::ResultDocument& result) const {
        result.heading = fmt::format("Circuits by {} of at most {} places: {} from {}",
                                     m_options.input.level, rule.max_stops, result.found,
                                     counted(all.journeys.incidents().size(), "incident"));
        if (result.rows.empty()) {
            result.notes.emplace_back(
                "No circuit: no journey comes back to where it was, and no legs of several "
                "incidents that share suspects lead round in an order their dates allow.");
        }
        if (!found.cut.empty()) {
            result.notes.push_back(fmt::format(
                "The search was cut off from {}, {} first: chains of more than {} that begin there "
                "may be missing or have more incidents.",
                counted(found.cut.size(), "place"),
                label_of(all.cases, graph::EntityKind::place, found.cut.front()),
                counted(found.complete_to, "place")));
        }
        constexpr std::size_t route_width = 90;
        constexpr std::size_t route_least = 30;
        constexpr std::size_t shared_width = 50;
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "circuit",
             .path = "route",
             .widest = route_width,
             .least = route_least,
             .wraps = true},
            {"kind", "kind"},
            {"incidents", "incidents", io::Alignment::right},
            {.header = "shared", .path = "shared", .widest = shared_width, .spare = 1},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 2}};
        for (const char* field :
             {"rank", "route", "stops", "kind", "incidents", "shared", "evidence"}) {
            result.csv.push_back({field, field});
        }
    }

    const RoutesOptions& m_options;
    const CLI::Option* m_min_incidents;
    bool m_circuits = false;
    std::int64_t m_max_stops = 6;
};

} // namespace

std::unique_ptr<RoutesQuestion> make_circuits_question(CLI::App& app,
                                                       const RoutesOptions& options) {
    return std::make_unique<CircuitsQuestion>(app, options);
}

} // namespace sandhan::cli
