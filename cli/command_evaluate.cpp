// SPDX-License-Identifier: Apache-2.0
// analyse evaluate: how good a command's answer is against a known truth.
#include "cli/evaluation.hpp"
#include "cli/transit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {
namespace {

class Evaluate : public Command {
  public:
    explicit Evaluate(CLI::App& app) {
        app.add_option(
               "COMMAND", m_command,
               "whose answer: routes, suspects, predict (of suspects --predict) or identities")
            ->required()
            ->check(CLI::IsMember({"routes", "suspects", "predict", "identities"}));
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        app.add_option("--truth", m_options.truth, "what is true of these incidents")
            ->type_name("FILE");
        auto* legs =
            app.add_flag("--legs", m_options.legs, "routes: count each consecutive pair of stops");
        auto* ends = app.add_flag("--ends", m_ends,
                                  "routes: count first and last stop of a journey (the default)");
        legs->excludes(ends);
        app.add_option("--min-incidents", m_options.min_incidents,
                       "routes: only corridors with N incidents or more; suspects: groups")
            ->type_name("N");
        app.add_flag("--infer-transit", m_options.infer_transit,
                     "routes: also how well transit stops are guessed that are left out or "
                     "hidden");
        app.add_option("--include", m_include, "identities: widen to responders, victims")
            ->type_name("LIST");
        app.add_option("--worst", m_options.worst, "also list the N largest mistakes")
            ->type_name("N");
        add_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse evaluate routes cases.jsonl --truth truth.json --level state\n"
            "routes needs the truth's journeys or corridors, identities its identities, suspects\n"
            "and predict its cells and identities. docs/evaluation.md defines each figure, and how "
            "a truth is\n"
            "written by hand. A figure that cannot be told (a precision where nothing was found)\n"
            "is left empty.");
    }

    ExitStatus run() override {
        require_fitting_options();
        static_cast<void>(m_input.filter());
        m_options.included = parse_include(m_include);
        const LoadedCases cases = load_cases(
            m_input, m_output,
            {.identities = m_command != "routes", .keep_resolution = m_command == "identities"});
        io::ResultDocument result = result_for("evaluate", cases, m_input);
        add_parameters(result);
        const auto evaluate = m_command == "routes"     ? evaluate_routes
                              : m_command == "suspects" ? evaluate_suspects
                              : m_command == "predict"  ? evaluate_prediction
                                                        : evaluate_identities;
        Evaluation evaluation = evaluate(cases, m_input, m_output, m_options);
        result.vertices = evaluation.vertices;
        result.edges = evaluation.edges;
        result.rows = std::move(evaluation.rows);
        result.notes = std::move(evaluation.notes);
        result.heading = fmt::format("`{}` against the truth, {}", m_command,
                                     counted(cases.incidents, "incident"));
        constexpr int digits = 4;
        result.columns = {{"figure", "name"}, {"value", "value", io::Alignment::right, digits}};
        result.csv = {{"name", "name"}, {"value", "value"}};
        if (m_options.worst > 0) {
            add_mistakes(result, std::move(evaluation.mistakes));
        }
        if (!m_output.top) {
            m_output.top = 0; // an evaluation is read whole
        }
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    void require_fitting_options() const {
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give the incident files that the truth is of");
        }
        if (m_options.truth.empty() && !m_options.infer_transit) {
            throw UsageError("--truth is missing: give the file of what is true of these "
                             "incidents");
        }
        if (m_options.truth.empty() && m_command == "routes" &&
            (m_options.legs || m_ends || m_options.min_incidents > 1 || m_options.worst > 0)) {
            throw UsageError("--legs, --ends, --min-incidents and --worst say nothing without "
                             "--truth; leave them out, or give it");
        }
        if (m_options.infer_transit && m_command != "routes") {
            throw UsageError("--infer-transit is for `evaluate routes`");
        }
        if (m_options.infer_transit) {
            require_districts(m_input);
        }
        if ((m_options.legs || m_ends) && m_command != "routes") {
            throw UsageError("--legs and --ends are for `evaluate routes`");
        }
        if (m_options.worst > 0 && m_command == "predict") {
            throw UsageError("--worst is for `evaluate routes`, `suspects` and `identities`");
        }
        if (m_options.min_incidents > 1 && (m_command == "identities" || m_command == "predict")) {
            throw UsageError("--min-incidents is for `evaluate routes` and `evaluate suspects`");
        }
        if (!m_include.empty() && m_command != "identities") {
            throw UsageError("--include is for `evaluate identities`");
        }
    }

    void add_parameters(io::ResultDocument& result) const {
        auto& parameters = result.parameters;
        parameters.emplace_back("evaluated", m_command);
        if (!m_options.truth.empty()) {
            parameters.emplace_back("truth", m_options.truth);
        }
        if (m_command == "routes") {
            parameters.emplace_back("count", m_options.legs ? "legs" : "ends");
        }
        if (m_options.min_incidents > 1) {
            parameters.emplace_back("min_incidents", m_options.min_incidents);
        }
        if (m_options.infer_transit) {
            parameters.emplace_back("infer_transit", true);
        }
        if (!m_include.empty()) {
            parameters.emplace_back("include", io::texts(split_words(m_include)));
        }
        if (m_options.worst > 0) {
            parameters.emplace_back("worst", m_options.worst);
        }
    }

    void add_mistakes(io::ResultDocument& result, io::List mistakes) const {
        io::TableSection section;
        section.heading = "The largest mistakes";
        constexpr std::size_t wide = 60;
        section.columns = {{"mistake", "kind"}};
        if (m_command == "routes") {
            section.columns.push_back({.header = "from", .path = "origin", .wraps = true});
            section.columns.push_back({.header = "to", .path = "destination", .wraps = true});
            section.columns.push_back({"incidents", "incidents", io::Alignment::right});
        } else {
            section.columns.push_back({"pairs", "pairs", io::Alignment::right});
            section.columns.push_back({"parts", "parts", io::Alignment::right});
        }
        section.columns.push_back(
            {.header = "incidents behind it", .path = "evidence", .widest = wide, .wraps = true});
        section.rows.assign(mistakes.begin(), mistakes.end());
        if (section.rows.empty()) {
            section.notes.emplace_back("None.");
        }
        result.more_tables.push_back(std::move(section));
        result.extra.emplace_back("mistakes", std::move(mistakes));
    }

    InputOptions m_input;
    OutputOptions m_output;
    EvaluationOptions m_options;
    std::string m_command, m_include;
    bool m_ends = false;
};

} // namespace

std::unique_ptr<Command> make_evaluate(CLI::App& app) { return std::make_unique<Evaluate>(app); }

} // namespace sandhan::cli
