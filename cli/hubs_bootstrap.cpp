// SPDX-License-Identifier: Apache-2.0
// analyse hubs --bootstrap: how sure the ranks are, by other samples of the incidents.
#include "algorithms/hubs/view_evidence.hpp"
#include "cli/hubs_measured.hpp"

#include <fmt/format.h>

#include <map>

namespace sandhan::cli {
namespace {

/// The incidents that a graph file tells behind its edges.
algorithms::GraphEvidence evidence_of_file(const FileGraph& file) {
    std::map<std::string, std::uint32_t> number; // in the order of ids
    for (graph::Edge e = 0; e < file.graph.edge_count(); ++e) {
        for (const std::string& id : file.evidence(e)) {
            number.emplace(id, 0);
        }
    }
    if (number.empty()) {
        throw UsageError("--bootstrap resamples incidents, and no edge of this file tells the "
                         "incidents behind it; give incidents, a graph with a column `evidence` "
                         "as `analyse export` writes it, or ask for --missing");
    }
    std::uint32_t next = 0;
    for (auto& [id, n] : number) {
        n = next++;
    }
    algorithms::Lists<std::uint32_t> incidents;
    for (graph::Edge e = 0; e < file.graph.edge_count(); ++e) {
        for (const std::string& id : file.evidence(e)) {
            incidents.values.push_back(number.at(id));
        }
        incidents.close();
    }
    return algorithms::evidence_of(file.graph, file.strength, incidents);
}

class HubBootstrap : public HubsQuestion {
  public:
    HubBootstrap(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        constexpr std::uint64_t most = 100'000;
        app.add_option("--bootstrap", m_replications,
                       "how sure the ranks are: resample the incidents B times (say 1000)")
            ->type_name("B")
            ->check(CLI::Range(std::uint64_t{1}, most));
    }

    [[nodiscard]] bool asked() const override { return m_replications > 0; }
    [[nodiscard]] std::string asked_by() const override { return "--bootstrap"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--approximate", "--top-k"};
    }
    void check() const override {
        (void)m_options->measures();
        (void)m_options->measure_options();
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const OutputOptions& output = m_options->graph.output;
        const algorithms::GraphEvidence evidence = evidence_of_graph(g);
        const MeasuredHubs measured = measure_hubs(g, *m_options, result);
        result.parameters.emplace_back("bootstrap", m_replications);
        result.parameters.emplace_back("top_k", m_options->top_k);
        add_seed(result, output.seed);
        const algorithms::RankIntervals ranks = algorithms::bootstrap_hubs(
            evidence, entry_vertices(g), ranking_measure(*m_options),
            {m_replications, output.seed, m_options->top_k}, run_control(output, "resampling"));
        MoreOfHubs more;
        more.rows = rows_shown(output);
        more.add = [&](io::Record& row, std::size_t entry) {
            row.emplace_back("bootstrap", interval_record(ranks.rows[entry], is_table(output)));
        };
        const std::string name = measured.columns.front().name;
        more.columns = {{name + ", 90 %", "bootstrap.value_text", io::Alignment::right},
                        {"rank, 90 %", "bootstrap.rank_text", io::Alignment::right},
                        {fmt::format("P(top {})", m_options->top_k), "bootstrap.top_probability",
                         io::Alignment::right},
                        {.header = "tied",
                         .path = "bootstrap.tied",
                         .alignment = io::Alignment::right,
                         .spare = 2}};
        for (const char* field : {"value_interval", "rank_interval", "top_probability", "tied"}) {
            more.csv.push_back({field, std::string("bootstrap.") + field});
        }
        list_hubs(g, measured, more, result);
        result.extra.emplace_back("resamples_used", ranks.used);
        result.notes.push_back(fmt::format(
            "{}, rank: 90 % of {} resamples of {} lie between (seed {}); P(top {}): chance of "
            "being among the first {}; tied: share of resamples in which another has its value.",
            name, ranks.used, counted(evidence.incidents.size(), "incident"), output.seed,
            m_options->top_k, m_options->top_k));
    }

  private:
    [[nodiscard]] algorithms::GraphEvidence evidence_of_graph(const HubGraph& g) const {
        if (g.file) {
            return evidence_of_file(*g.file);
        }
        if (g.movement) {
            return algorithms::evidence_of(*g.movement);
        }
        if (g.association) {
            const Included included = parse_include(m_options->graph.include);
            return algorithms::evidence_of(*g.association, *g.case_graph,
                                           {included.responders, included.victims});
        }
        return algorithms::evidence_of(*g.links, *g.case_graph);
    }

    const HubsOptions* m_options;
    std::uint64_t m_replications = 0; ///< 0: not asked
};

} // namespace

std::unique_ptr<HubsQuestion> make_hub_bootstrap_question(CLI::App& app,
                                                          const HubsOptions& options) {
    return std::make_unique<HubBootstrap>(app, options);
}

} // namespace sandhan::cli
