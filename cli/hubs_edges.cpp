// SPDX-License-Identifier: Apache-2.0
// analyse hubs --edges: the ties themselves ranked, by what hangs on each.
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/edge_betweenness.hpp"
#include "cli/hubs_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::Edge;
using graph::Vertex;

/// What --by may name of an edge.
enum class EdgeMeasure { betweenness, strength, bridge };

struct EdgeMeasureName {
    EdgeMeasure measure;
    const char* name;
};
constexpr EdgeMeasureName edge_measures[] = {{EdgeMeasure::betweenness, "betweenness"},
                                             {EdgeMeasure::strength, "strength"},
                                             {EdgeMeasure::bridge, "bridge"}};

class RankedEdges : public HubsQuestion {
  public:
    RankedEdges(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_flag("--edges", m_asked,
                     "rank the ties instead, --by betweenness, strength, bridge");
        m_by = app.get_option("--by");
    }

    [[nodiscard]] bool asked() const override { return m_asked; }
    [[nodiscard]] std::string asked_by() const override { return "--edges"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised"};
    }
    void check() const override { (void)measures(); }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        const std::vector<EdgeMeasureName> asked = measures();
        add_parameters(asked, result);
        const algorithms::SimpleGraph simple = algorithms::simplified(g.graph, g.strength);
        std::vector<std::vector<double>> columns;
        for (const EdgeMeasureName& measure : asked) {
            columns.push_back(values(simple, measure.measure));
        }

        std::vector<unsigned char> ranked(g.graph.vertex_count());
        for (const HubEntry& entry : g.entries) {
            ranked[entry.vertex] = 1;
        }
        struct Row {
            Edge edge;
            std::string from, to;
        };
        std::vector<Row> rows;
        for (Edge e = 0; e < simple.graph.edge_count(); ++e) {
            const auto [from, to] = simple.graph.ends(e);
            if (ranked[from] != 0 && ranked[to] != 0) {
                rows.push_back({e, id_of(g, from), id_of(g, to)});
            }
        }
        std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
            const double x = ranking_key(columns.front()[a.edge]);
            const double y = ranking_key(columns.front()[b.edge]);
            return x != y ? x > y : std::tie(a.from, a.to) < std::tie(b.from, b.to);
        });
        for (const Row& row : rows) {
            const auto [from, to] = simple.graph.ends(row.edge);
            io::Record record{{"rank", result.rows.size() + 1},
                              {"from", row.from},
                              {"from_label", label_of(g, from)},
                              {"to", row.to},
                              {"to_label", label_of(g, to)}};
            for (std::size_t i = 0; i < asked.size(); ++i) {
                record.emplace_back(asked[i].name,
                                    figure(columns[i][row.edge], kind(asked[i].measure)));
            }
            record.emplace_back("evidence", evidence_between(g, from, to));
            result.rows.emplace_back(std::move(record));
        }
        describe(g, asked, result);
    }

  private:
    [[nodiscard]] std::vector<EdgeMeasureName> measures() const {
        if (m_by->empty()) {
            return {std::begin(edge_measures), std::end(edge_measures)};
        }
        std::vector<EdgeMeasureName> found;
        for (const std::string& word : split_words(m_options->by)) {
            if (word == "all") {
                return {std::begin(edge_measures), std::end(edge_measures)};
            }
            const auto* const at =
                std::find_if(std::begin(edge_measures), std::end(edge_measures),
                             [&](const EdgeMeasureName& known) { return word == known.name; });
            if (at == std::end(edge_measures)) {
                throw UsageError("--by " + word +
                                 ": ties are ranked by betweenness, strength or bridge");
            }
            if (std::none_of(found.begin(), found.end(), [&](const EdgeMeasureName& other) {
                    return other.measure == at->measure;
                })) {
                found.push_back(*at);
            }
        }
        if (found.empty()) {
            throw UsageError("--by: no measure; give betweenness, strength or bridge");
        }
        return found;
    }

    static algorithms::ColumnKind kind(EdgeMeasure measure) {
        return measure == EdgeMeasure::bridge ? algorithms::ColumnKind::boolean
                                              : algorithms::ColumnKind::real;
    }

    [[nodiscard]] std::vector<double> values(const algorithms::SimpleGraph& simple,
                                             EdgeMeasure measure) const {
        const graph::CompressedGraph& g = simple.graph;
        if (measure == EdgeMeasure::strength) {
            return simple.strength;
        }
        if (measure == EdgeMeasure::bridge) {
            const auto parts = algorithms::cut_parts(g);
            std::vector<double> bridge(g.edge_count());
            for (Edge e = 0; e < g.edge_count(); ++e) {
                const auto [s, t] = g.ends(e);
                const auto pair = std::minmax(s, t);
                bridge[e] =
                    std::binary_search(parts.bridges.begin(), parts.bridges.end(),
                                       graph::VertexPair{pair.first, pair.second},
                                       [](const graph::VertexPair& a, const graph::VertexPair& b) {
                                           return std::tie(a.source, a.target) <
                                                  std::tie(b.source, b.target);
                                       })
                        ? 1.0
                        : 0.0;
            }
            return bridge;
        }
        std::vector<double> cost;
        if (m_options->measure.weighted) {
            for (const double s : simple.strength) {
                cost.push_back(1.0 / s);
            }
        }
        return algorithms::edge_betweenness(g, cost,
                                            m_options->measure.normalised
                                                ? algorithms::Normalisation::by_size
                                                : algorithms::Normalisation::none,
                                            run_control(m_options->graph.output, "measuring"));
    }

    void add_parameters(const std::vector<EdgeMeasureName>& asked,
                        io::ResultDocument& result) const {
        result.parameters.emplace_back("edges", true);
        io::List by;
        for (const EdgeMeasureName& measure : asked) {
            by.emplace_back(measure.name);
        }
        result.parameters.emplace_back("by", std::move(by));
        result.parameters.emplace_back("weighted", m_options->measure.weighted);
        result.parameters.emplace_back("normalised", m_options->measure.normalised);
    }

    static void describe(const HubGraph& g,
                         const std::vector<EdgeMeasureName>& asked,
                         io::ResultDocument& result) {
        constexpr std::size_t label_width = 44;
        constexpr int digits = 4;
        result.heading = fmt::format("Ties: {} ranked by {}, {}", result.rows.size(),
                                     asked.front().name, on_graph(g, result));
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {.header = "from", .path = "from_label", .widest = label_width, .wraps = true},
            {.header = "to", .path = "to_label", .widest = label_width, .wraps = true}};
        result.csv = {{"rank", "rank"},
                      {"from", "from"},
                      {"from_label", "from_label"},
                      {"to", "to"},
                      {"to_label", "to_label"}};
        for (const EdgeMeasureName& measure : asked) {
            result.columns.push_back({measure.name, measure.name, io::Alignment::right, digits});
            result.csv.push_back({measure.name, measure.name});
        }
        result.columns.push_back({.header = "incidents", .path = "evidence", .spare = 1});
        result.csv.push_back({"evidence", "evidence"});
        if (result.rows.empty()) {
            result.notes.push_back("Nothing to rank: no two " + g.what + " are tied.");
        }
    }

    const HubsOptions* m_options;
    const CLI::Option* m_by = nullptr;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<HubsQuestion> make_ranked_edges_question(CLI::App& app,
                                                         const HubsOptions& options) {
    return std::make_unique<RankedEdges>(app, options);
}

} // namespace sandhan::cli
