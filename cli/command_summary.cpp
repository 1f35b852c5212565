// SPDX-License-Identifier: Apache-2.0
// analyse summary: what is in the records, and how good they are.
#include "algorithms/summary.hpp"
#include "cli/session.hpp"
#include "graph/case_graph.hpp"

#include <fmt/format.h>

namespace sandhan::cli {
namespace {

class Summary : public Command {
  public:
    explicit Summary(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        add_filter_options(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer("Example:  analyse summary samples/incidents.jsonl --since 2021");
    }

    ExitStatus run() override {
        const graph::IncidentFilter filter = m_input.filter();
        const LoadedCases cases = load_cases(m_input, m_output);
        const graph::CaseSelection selection(cases.store, filter, m_input.disclosure());
        const graph::PlaceLevel level = m_input.place_level();
        io::ResultDocument result = result_for("summary", cases, m_input);
        if (tells_graph_size(m_output)) {
            const graph::GraphSize size = graph::case_graph_size(selection, level);
            result.vertices = size.vertices;
            result.edges = size.edges;
        }
        for (const auto& figure : algorithms::summarise(selection)) {
            result.rows.emplace_back(io::Record{
                {"rank", result.rows.size() + 1},
                {"name", figure.name},
                {"value", figure.is_count ? io::Value(static_cast<std::int64_t>(figure.value))
                                          : io::Value(figure.value)}});
        }
        result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                            {"name", "unusable_records"},
                                            {"value", cases.unusable}});
        result.heading = "Summary of " + counted(selection.incidents().size(), "incident");
        result.columns = {{"figure", "name"}, {"value", "value", io::Alignment::right, 3}};
        result.csv = {{"name", "name"}, {"value", "value"}};
        if (!m_output.top) {
            m_output.top = 0; // a summary is read whole
        }
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    InputOptions m_input;
    OutputOptions m_output;
};

} // namespace

std::unique_ptr<Command> make_summary(CLI::App& app) { return std::make_unique<Summary>(app); }

} // namespace sandhan::cli
