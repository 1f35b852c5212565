// SPDX-License-Identifier: Apache-2.0
// analyse hubs --summary: figures of the graph as a whole.
#include "algorithms/hubs/whole_graph.hpp"
#include "cli/hub_groups.hpp"
#include "cli/hubs_questions.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::cli {
namespace {

class WholeGraph : public HubsQuestion {
  public:
    WholeGraph(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_flag("--summary", m_asked, "figures of the whole graph instead of ranks");
        app.add_option("--rewirings", m_rewirings,
                       "of --summary: compare small-worldness with N graphs of the same degrees")
            ->type_name("N")
            ->check(CLI::Range(0, 1'000'000));
    }

    [[nodiscard]] bool asked() const override { return m_asked || m_rewirings != 0; }
    [[nodiscard]] std::string asked_by() const override { return "--summary"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised"}; // without a word, as ever
    }

    [[nodiscard]] bool is_read_whole() const override { return true; }
    void check() const override {
        if (!m_asked) {
            throw UsageError("--rewirings is for --summary; add it");
        }
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        result.parameters.emplace_back("summary", true);
        algorithms::SummaryOptions options;
        if (m_rewirings != 0) {
            options.rewirings = m_rewirings;
            options.seed = m_options->graph.output.seed;
            result.parameters.emplace_back("rewirings", m_rewirings);
            result.parameters.emplace_back("seed", options.seed);
        }
        const std::vector<std::uint32_t> state = groups(g, "state");
        const std::vector<std::uint32_t> kind = groups(g, "kind");
        options.strength = g.strength;
        options.state = state;
        options.kind = kind;
        for (const auto& row : algorithms::whole_graph_summary(
                 g.graph, options, run_control(m_options->graph.output, "measuring"))) {
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
    /// None where a graph file says nothing by that name.
    [[nodiscard]] std::vector<std::uint32_t> groups(const HubGraph& g,
                                                    const std::string& by) const {
        if (g.file && !g.file->has_column(by)) {
            return {};
        }
        return hub_groups(g, m_options->graph, by).group;
    }

    const HubsOptions* m_options;
    std::uint32_t m_rewirings = 0;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<HubsQuestion> make_whole_graph_question(CLI::App& app, const HubsOptions& options) {
    return std::make_unique<WholeGraph>(app, options);
}

} // namespace sandhan::cli
