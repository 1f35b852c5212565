// SPDX-License-Identifier: Apache-2.0
// analyse cells: communities of linked suspects, or of any graph.
#include "algorithms/suspects/partition_quality.hpp"
#include "cli/cell_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace sandhan::cli {
namespace {

class Cells : public Command {
  public:
    explicit Cells(CLI::App& app) {
        constexpr std::uint64_t most_resamples = 100'000;
        constexpr std::uint64_t most_members = 1'000'000'000;
        app.add_option("INPUT", m_input.inputs, "incident files or folders, or one graph file");
        app.add_option("--quality", m_quality,
                       "what makes a good division: modularity (more ties within than chance "
                       "gives) or cpm (cells denser than the resolution)")
            ->capture_default_str()
            ->check(CLI::IsMember({"modularity", "cpm"}));
        app.add_option("--resolution", m_resolution,
                       "higher: more and smaller cells (default: modularity 1, cpm 0.1)")
            ->type_name("R");
        app.add_option("--stability", m_resamples,
                       "how steady each cell is: resample the incidents B times (default: 100, "
                       "fewer on large graphs; 0: not)")
            ->type_name("B")
            ->check(CLI::Range(std::uint64_t{0}, most_resamples));
        app.add_option("--min-size", m_min_size, "only cells of N members or more")
            ->type_name("N")
            ->capture_default_str()
            ->check(CLI::Range(std::uint64_t{2}, most_members));
        app.add_option("--include", m_include, "widen to responders, victims")->type_name("LIST");
        add_graph_column_options(app, m_file);
        add_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer("Example:  analyse cells samples/incidents.jsonl\n"
                   "          analyse cells samples/incidents.jsonl --resolution 2 --seed 7\n"
                   "          analyse cells network.graphml --quality cpm --resolution 0.05\n"
                   "Found by the Leiden algorithm; every cell hangs together. A cell is a lead,\n"
                   "not proof. docs/cells.md explains the method and its limits.");
    }

    ExitStatus run() override {
        if (m_resolution && (!(*m_resolution >= 0.0) || std::isinf(*m_resolution))) {
            throw UsageError(
                fmt::format("--resolution {}: it must be a number, 0 or more", *m_resolution));
        }
        io::ResultDocument result;
        const auto g = load_cell_graph(m_input, m_file, m_output, m_include, result);
        const auto& [graph, strength] = g->simple();
        const algorithms::LeidenOptions options = leiden_options(*g);
        const algorithms::Communities communities =
            algorithms::leiden(graph, strength, options, run_control(m_output, "finding cells"));

        FoundCells found;
        const std::uint64_t resamples = m_resamples.value_or(usual_resamples(*g));
        if (resamples > 0) {
            const CellGraph::Resampled resampled = g->resampled();
            algorithms::LeidenOptions again = options;
            again.starts = std::min(options.starts, resample_starts);
            found.resampled = resampled.noun;
            found.stability =
                algorithms::cell_stability(resampled.evidence, communities.community, again,
                                           resamples, run_control(m_output, "resampling"));
        }
        found.cells = algorithms::cells(graph, strength, communities.community, m_min_size,
                                        run_control(m_output, "describing"));
        found.footprints = g->footprints(found.cells);
        found.merges = algorithms::next_merges(graph, strength, communities.community, found.cells,
                                               options.quality);
        found.rank_of.assign(communities.count, 0);
        rank_cells(found);

        const bool by_modularity = options.quality == algorithms::PartitionQuality::modularity;
        result.parameters.emplace_back("quality", m_quality);
        result.parameters.emplace_back("resolution", options.resolution);
        result.parameters.emplace_back("stability", resamples);
        result.parameters.emplace_back("min_size", m_min_size);
        result.parameters.emplace_back("seed", m_output.seed);
        result.graph_extra.emplace_back(
            "modularity",
            by_modularity ? communities.quality
                          : algorithms::modularity(graph, communities.community, 1.0, strength));
        if (!by_modularity) {
            result.graph_extra.emplace_back("cpm_quality", communities.quality);
        }
        result.graph_extra.emplace_back("cells", cells_of_two(communities));
        add_cell_rows(*g, found, m_output, result);
        describe_cells(*g, found, result);
        result.notes.insert(result.notes.begin(),
                            fmt::format("modularity {:.3f}, resolution {}, seed {}",
                                        *io::Value(result.graph_extra)["modularity"].get<double>(),
                                        options.resolution, m_output.seed));
        if (!m_resamples && resamples == 0 && graph.edge_count() > 0) {
            result.notes.emplace_back("How steady the cells are was not asked: the graph is "
                                      "large. Add --stability 20, and time.");
        }
        write_result(std::move(result), m_output);
        return g->status();
    }

  private:
    static constexpr std::uint32_t resample_starts = 4;

    [[nodiscard]] algorithms::LeidenOptions leiden_options(const CellGraph& g) const {
        algorithms::LeidenOptions options;
        constexpr double usual_density = 0.1;
        if (m_quality == "cpm") {
            options.quality = algorithms::PartitionQuality::cpm;
            options.resolution = usual_density;
        }
        options.resolution = m_resolution.value_or(options.resolution);
        options.seed = m_output.seed;
        return algorithms::thorough(g.simple().graph, options);
    }

    /// As many as take a moment; none where that is too few to tell anything.
    [[nodiscard]] static std::uint64_t usual_resamples(const CellGraph& g) {
        constexpr std::uint64_t work = 1'000'000, most = 100, least = 20;
        const std::uint64_t resamples = std::min(work / size_of(g), most);
        return resamples < least || g.simple().graph.edge_count() == 0 ? 0 : resamples;
    }
    [[nodiscard]] static std::uint64_t size_of(const CellGraph& g) {
        const graph::CompressedGraph& graph = g.simple().graph;
        return std::uint64_t{1} + graph.vertex_count() + graph.edge_count();
    }

    [[nodiscard]] static std::uint64_t cells_of_two(const algorithms::Communities& communities) {
        std::vector<std::uint32_t> size(communities.count, 0);
        for (const std::uint32_t c : communities.community) {
            ++size[c];
        }
        return static_cast<std::uint64_t>(
            std::count_if(size.begin(), size.end(), [](std::uint32_t s) { return s > 1; }));
    }

    InputOptions m_input;
    GraphFileOptions m_file;
    OutputOptions m_output;
    std::string m_quality = "modularity", m_include;
    std::optional<double> m_resolution;
    std::optional<std::uint64_t> m_resamples;
    std::uint64_t m_min_size = 2;
};

} // namespace

std::unique_ptr<Command> make_cells(CLI::App& app) { return std::make_unique<Cells>(app); }

} // namespace sandhan::cli
