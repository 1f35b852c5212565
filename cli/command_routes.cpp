// SPDX-License-Identifier: Apache-2.0
// analyse routes: one of the questions of cli/routes_questions.hpp, chosen by its options.
#include "cli/routes_questions.hpp"
#include "cli/transit.hpp"
#include "graph/movement_graph.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

class Routes : public Command {
  public:
    explicit Routes(CLI::App& app) {
        app.add_option("INPUT", m_options.input.inputs,
                       "incident files or folders; - is standard input");
        add_shared(app, "--min-incidents", m_options.min_incidents,
                   "only what N incidents or more tell", "N");
        add_shared(app, "--from", m_options.from, "where a route begins: an id or a name", "A");
        add_shared(app, "--to", m_options.to, "where it ends", "B");
        add_shared(
            app, "-k", m_options.k,
            "how many likely routes (default 5); with --bootstrap, the first how many corridors "
            "(default 10)",
            "N");
        m_shared.push_back(app.add_flag("--include-inferred", m_options.include_inferred,
                                        "count likely transit stops that no record tells, marked "
                                        "as guesses"));
        m_corridors = make_corridors_question(app, m_options);
        m_questions.push_back(make_likely_routes_question(app, m_options));
        m_questions.push_back(make_patterns_question(app, m_options));
        m_questions.push_back(make_circuits_question(app, m_options));
        m_questions.push_back(make_transit_question(app, m_options));
        m_questions.push_back(make_timed_question(app, m_options));
        add_filter_options(app, m_options.input);
        add_input_options(app, m_options.input);
        add_output_options(app, m_options.output);
        app.footer(
            "Examples:  analyse routes samples/incidents.jsonl --level state --bootstrap 1000\n"
            "           analyse routes samples/incidents.jsonl --patterns --max-gap 1\n"
            "           analyse routes samples/incidents.jsonl --from \"South 24 Parganas\" --to "
            "Pune\n"
            "           analyse routes samples/incidents.jsonl --reach --from Murshidabad\n"
            "Corridors: victims: people of role victim who made the journey; expected: incidents\n"
            "weighed by how sure their sources are; share: of all incidents with a journey\n"
            "between places at the level; first and last: days of the journeys.");
    }

    ExitStatus run() override {
        const RoutesQuestion& question = asked();
        for (const CLI::Option* shared : m_shared) {
            const std::vector<std::string> read = question.reads();
            if (!shared->empty() &&
                std::find(read.begin(), read.end(), shared->get_name()) == read.end()) {
                throw UsageError(shared->get_name() + " says nothing beside " +
                                 question.asked_by() + "; leave one of them out");
            }
        }
        question.check();
        if (m_options.include_inferred) {
            require_districts(m_options.input);
        }
        const graph::PlaceLevel level = m_options.input.place_level();
        const graph::IncidentFilter filter = m_options.input.filter();
        const LoadedCases cases = load_cases(m_options.input, m_options.output);
        const graph::CaseSelection selection(cases.store, filter, m_options.input.disclosure());
        graph::Journeys journeys(selection, level);
        io::ResultDocument result = result_for("routes", cases, m_options.input);
        if (m_options.include_inferred) {
            CompletedJourneys completed = with_inferred_stops(journeys, m_options.output);
            journeys = std::move(completed.journeys);
            result.parameters.emplace_back("include_inferred", true);
            result.notes.push_back("Guesses are counted: " + counted(completed.stops, "stop") +
                                   " that no record tells, in " +
                                   counted(completed.incidents, "incident") +
                                   " (--include-inferred).");
        }
        if (tells_graph_size(m_options.output)) {
            const graph::MovementGraph movement(journeys);
            result.vertices = movement.vertex_count();
            result.edges = movement.edge_count();
        }
        question.answer({cases, selection, journeys}, result);
        write_result(std::move(result), m_options.output);
        return cases.status();
    }

  private:
    template <class T>
    void add_shared(CLI::App& app,
                    const std::string& name,
                    T& value,
                    const std::string& help,
                    const std::string& type) {
        m_shared.push_back(app.add_option(name, value, help)->type_name(type));
    }

    /// The question that the options ask; corridors where they ask none.
    [[nodiscard]] const RoutesQuestion& asked() const {
        const RoutesQuestion* chosen = nullptr;
        for (const auto& question : m_questions) {
            if (!question->asked()) {
                continue;
            }
            if (chosen != nullptr && (chosen->yields() || question->yields())) {
                chosen = chosen->yields() ? question.get() : chosen;
                continue;
            }
            if (chosen != nullptr) {
                throw UsageError(chosen->asked_by() + " and " + question->asked_by() +
                                 " are two questions; ask one at a time");
            }
            chosen = question.get();
        }
        if (chosen != nullptr && m_corridors->asked()) {
            throw UsageError(m_corridors->asked_by() + " says nothing beside " +
                             chosen->asked_by() + "; leave one of them out");
        }
        return chosen != nullptr ? *chosen : *m_corridors;
    }

    RoutesOptions m_options;
    std::vector<CLI::Option*> m_shared; ///< options that several questions read
    std::unique_ptr<RoutesQuestion> m_corridors;
    std::vector<std::unique_ptr<RoutesQuestion>> m_questions; ///< all others
};

} // namespace

std::unique_ptr<Command> make_routes(CLI::App& app) { return std::make_unique<Routes>(app); }

} // namespace sandhan::cli
