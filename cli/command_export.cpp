// SPDX-License-Identifier: Apache-2.0
// analyse export: the case graph or a view of it to a file that Gephi and its kin open ready-made.
#include "cli/graph_columns.hpp"
#include "cli/graph_input.hpp"
#include "cli/transit.hpp"
#include "io/graphml_writer.hpp"
#include "io/output_file.hpp"
#include "io/writable_document.hpp"

namespace sandhan::cli {
namespace {

class Export : public Command {
  public:
    explicit Export(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders, or one graph file");
        m_view_option = app.add_option("--view", m_view, "case, movement or association")
                            ->capture_default_str()
                            ->check(CLI::IsMember({"case", "movement", "association"}));
        app.add_option("--include", m_include, "widen the association view to responders, victims")
            ->type_name("LIST");
        app.add_flag("--infer-transit", m_infer_transit,
                     "movement view: put in likely transit stops, grey and marked as inferred");
        auto* directed = app.add_flag("--directed", m_directed, "read a graph file as directed");
        app.add_flag("--undirected", m_undirected, "read a graph file as undirected")
            ->excludes(directed);
        add_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse export samples/incidents.jsonl -o samples.graphml\n"
            "          analyse export samples/incidents.jsonl --view movement -o routes.graphml\n"
            "Opens in Gephi with names, colours, sizes and map positions. docs/graph-files.md");
    }

    ExitStatus run() override {
        if (m_output.output.empty()) {
            throw UsageError("-o FILE is missing; its ending tells the format: .graphml");
        }
        if (m_output.output != "-" && !m_output.output.ends_with(".graphml") &&
            !m_output.output.ends_with(".xml")) {
            throw UsageError("-o " + m_output.output +
                             ": this version writes .graphml; give a name with that ending");
        }
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files, or one graph file");
        }
        const std::optional<bool> directed = m_directed     ? std::optional(true)
                                             : m_undirected ? std::optional(false)
                                                            : std::nullopt;
        if (m_infer_transit) {
            if (m_view != "movement") {
                throw UsageError("--infer-transit is for --view movement");
            }
            require_districts(m_input);
        }
        if (auto file = load_graph_file(m_input.inputs, directed, m_output)) {
            if (m_view_option->count() > 0) {
                throw UsageError("--view is for incidents; a graph file holds the one graph");
            }
            for (const auto& note : io::fit_for_viewers(file->document)) {
                say(m_output, note.message);
            }
            return write(file->document, done);
        }
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        const LoadedCases cases = load_cases(m_input, m_output, {.identities = true});
        const graph::CaseGraph g(cases.store, {filter, level, m_input.disclosure()});
        if (m_infer_transit) {
            const graph::Journeys told(g, level);
            const CompletedJourneys completed = with_inferred_stops(told, m_output);
            say(m_output, "guessed: " + counted(completed.stops, "transit stop") + " of " +
                              counted(completed.incidents, "incident"));
            return write(movement_document_with_guesses(cases, g, told, completed.journeys),
                         cases.status());
        }
        if (m_view == "movement") {
            return write(movement_document(cases, g, level), cases.status());
        }
        if (m_view == "association") {
            return write(association_document(cases, g, included), cases.status());
        }
        return write(case_document(cases, g), cases.status());
    }

  private:
    ExitStatus write(const io::GraphDocument& document, ExitStatus status) {
        io::OutputFile file(m_output.output);
        io::GraphmlOptions options;
        if (m_input.reveal) {
            options.comment = "Victims' data is shown (reveal-victims): do not pass this on.";
        }
        for (const auto& note : io::write_graphml(file.stream(), document, options,
                                                  run_control(m_output, "writing"))) {
            say(m_output, note.message);
        }
        file.commit();
        say(m_output, m_output.output + ": " + counted(document.vertex_ids.size(), "node") + ", " +
                          counted(document.edges.size(), "edge"));
        return status;
    }

    InputOptions m_input;
    OutputOptions m_output;
    CLI::Option* m_view_option = nullptr;
    std::string m_view = "case";
    std::string m_include;
    bool m_directed = false;
    bool m_undirected = false;
    bool m_infer_transit = false;
};

} // namespace

std::unique_ptr<Command> make_export(CLI::App& app) { return std::make_unique<Export>(app); }

} // namespace sandhan::cli
