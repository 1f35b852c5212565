// SPDX-License-Identifier: Apache-2.0
// analyse interdict: where to intervene between origins and destinations.
#include "cli/interdict_budget.hpp"
#include "cli/interdict_cut.hpp"
#include "cli/interdict_places.hpp"
#include "cli/interdict_rows.hpp"
#include "cli/places.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>

namespace sandhan::cli {
namespace {

class Interdict : public Command {
  public:
    explicit Interdict(CLI::App& app) {
        app.add_option("INPUT", m_asked.input.inputs,
                       "incident files or folders; - is standard input");
        app.add_option("--from", m_asked.from,
                       "states or districts where routes begin, ; between them; or all sources")
            ->required()
            ->allow_extra_args(false)
            ->type_name("PLACES");
        app.add_option("--to", m_asked.to,
                       "states or districts where routes end, ; between them; or all destinations")
            ->required()
            ->allow_extra_args(false)
            ->type_name("PLACES");
        app.add_option("--cut", m_asked.cut, "what is cut")
            ->check(CLI::IsMember({"corridors", "places"}))
            ->capture_default_str();
        app.add_option("--capacity", m_asked.capacity,
                       "what passes: victims; victims weighed by how sure the sources are; or one "
                       "a corridor, place or incident")
            ->check(CLI::IsMember({"victims", "expected", "unit"}))
            ->capture_default_str();
        m_budget_option = app.add_option("--budget", m_asked.budget,
                                         "the best sets for budgets up to K, not a whole cut")
                              ->type_name("K");
        app.add_option("--costs", m_asked.costs_file,
                       "cost by id, or by origin and destination (CSV; default 1 each)")
            ->type_name("FILE");
        m_detection_option =
            app.add_option("--detection", m_asked.detection,
                           "probability that one place or corridor of the set intercepts a victim "
                           "who passes (default 1)")
                ->type_name("P");
        app.add_flag("--react", m_asked.react, "where movement goes once the set is closed");
        add_filter_options(app, m_asked.input);
        add_input_options(app, m_asked.input);
        add_output_options(app, m_asked.output);
        app.footer(
            "Example:  analyse interdict samples/incidents.jsonl --from \"West Bengal\" --to "
            "Maharashtra\n"
            "Without --budget: the least that must be closed so that no leg leads from --from to\n"
            "--to any more; of equal cuts the one nearest to the origins. With it: for each "
            "budget\n"
            "the set that intercepts most victims on the journeys from --from to --to. Where\n"
            "victims come from is never cut; nor, without --budget, where --to is.");
    }

    ExitStatus run() override {
        m_asked.asks_budget = m_budget_option->count() > 0;
        check_options();
        const graph::PlaceLevel level = m_asked.input.place_level();
        const graph::IncidentFilter filter = m_asked.input.filter();
        std::optional<io::CostFile> costs;
        if (!m_asked.costs_file.empty()) {
            costs = io::read_cost_file(m_asked.costs_file);
            if (costs->of_corridors != m_asked.cuts_corridors()) {
                throw UsageError("--costs " + m_asked.costs_file + " has costs of " +
                                 (costs->of_corridors ? "corridors" : "places") + " and --cut is " +
                                 m_asked.cut + "; give costs of what is cut");
            }
        }
        const LoadedCases cases = load_cases(m_asked.input, m_asked.output);
        const graph::CaseSelection selection(cases.store, filter, m_asked.input.disclosure());
        const graph::Journeys journeys(selection, level);
        const graph::MovementGraph g(journeys);
        InterdictCases all{m_asked, cases, journeys, g, places_on(journeys), {}, {}, {}, {}};
        find_interdict_sides(all);

        io::ResultDocument result = result_for("interdict", cases, m_asked.input);
        result.vertices = g.vertex_count();
        result.edges = g.edge_count();
        add_parameters(result);
        describe_interdict(m_asked, result);
        if (all.from.empty() || all.to.empty()) {
            result.heading = "Nothing to cut";
            result.notes.push_back(std::string("No journey here touches ") +
                                   (all.from.empty() ? "--from" : "--to") + ".");
        } else if (m_asked.asks_budget) {
            answer_budgets(all, costs, result);
        } else {
            answer_whole_cut(all, result);
        }
        io::List origins, destinations;
        for (const graph::Vertex v : all.from) {
            origins.emplace_back(all.id(v));
        }
        for (const graph::Vertex v : all.to) {
            destinations.emplace_back(all.id(v));
        }
        result.extra.emplace_back("origins", std::move(origins));
        result.extra.emplace_back("destinations", std::move(destinations));
        write_result(std::move(result), m_asked.output);
        return cases.status();
    }

  private:
    void check_options() const {
        const auto given = [](double number) { return fmt::format("{}", number); };
        if (m_asked.asks_budget && !(m_asked.budget > 0.0 && std::isfinite(m_asked.budget))) {
            throw UsageError("--budget " + given(m_asked.budget) + ": give a number above 0");
        }
        if (m_detection_option->count() > 0) {
            if (!(m_asked.detection > 0.0 && m_asked.detection <= 1.0)) {
                throw UsageError("--detection " + given(m_asked.detection) +
                                 ": give a probability above 0 and at most 1");
            }
            if (!m_asked.asks_budget) {
                throw UsageError("--detection: a whole cut closes what it names; give --budget K "
                                 "for the best set of checks that miss some");
            }
        }
        if (!m_asked.costs_file.empty() && !m_asked.asks_budget) {
            throw UsageError("--costs: a whole cut is measured by what passes; give --budget K "
                             "for the best set that can be paid");
        }
    }

    void add_parameters(io::ResultDocument& result) const {
        result.parameters.emplace_back("from", io::texts(interdict_texts(m_asked.from)));
        result.parameters.emplace_back("to", io::texts(interdict_texts(m_asked.to)));
        result.parameters.emplace_back("cut", m_asked.cut);
        result.parameters.emplace_back("capacity", m_asked.capacity);
        if (m_asked.asks_budget) {
            result.parameters.emplace_back("budget", m_asked.budget);
            result.parameters.emplace_back("detection", m_asked.detection);
        }
        if (!m_asked.costs_file.empty()) {
            result.parameters.emplace_back("costs", m_asked.costs_file);
        }
        if (m_asked.react) {
            result.parameters.emplace_back("react", true);
        }
    }

    InterdictOptions m_asked;
    CLI::Option* m_budget_option = nullptr;
    CLI::Option* m_detection_option = nullptr;
};

} // namespace

std::unique_ptr<Command> make_interdict(CLI::App& app) { return std::make_unique<Interdict>(app); }

} // namespace sandhan::cli
