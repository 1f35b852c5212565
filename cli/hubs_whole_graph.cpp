// SPDX-License-Identifier: Apache-2.0
// analyse hubs --summary: figures of the graph as a whole.
#include "algorithms/hubs/whole_graph.hpp"
#include "cli/hubs_questions.hpp"

namespace sandhan::cli {
namespace {

class WholeGraph : public HubsQuestion {
  public:
    WholeGraph(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_flag("--summary", m_asked, "figures of the whole graph instead of ranks");
    }

    [[nodiscard]] bool asked() const override { return m_asked; }
    [[nodiscard]] std::string asked_by() const override { return "--summary"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised"}; // without a word, as ever
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        result.parameters.emplace_back("summary", true);
        for (const auto& row : algorithms::whole_graph_summary(
                 g.graph, {}, run_control(m_options->graph.output, "measuring"))) {
            result.rows.emplace_back(
                io::Record{{"rank", result.rows.size() + 1},
                           {"name", row.name},
                           {"value", row.value ? figure(*row.value, row.kind) : io::Value()}});
        }
        result.heading = "The graph as a whole";
        constexpr int digits = 4;
        result.columns = {{"figure", "name"}, {"value", "value", io::Alignment::right, digits}};
        result.csv = {{"name", "name"}, {"value", "value"}};
    }

  private:
    const HubsOptions* m_options;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<HubsQuestion> make_whole_graph_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<WholeGraph>(app, options);
}

} // namespace sandhan::cli
