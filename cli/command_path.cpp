// SPDX-License-Identifier: Apache-2.0
// analyse path A B: the strongest connections between two entities, step by step.
#include "algorithms/routes/k_shortest_paths.hpp"
#include "algorithms/simple_graph.hpp"
#include "cli/graph_input.hpp"
#include "graph/link_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::Vertex;

std::vector<double> costs_of(const std::vector<double>& strength) {
    std::vector<double> cost;
    cost.reserve(strength.size());
    for (const double s : strength) {
        cost.push_back(1.0 / s);
    }
    return cost;
}

class PathCommand : public Command {
  public:
    explicit PathCommand(CLI::App& app) {
        app.add_option("A", m_from, "an id, or a name that means exactly one")->required();
        app.add_option("B", m_to, "likewise")->required();
        app.add_option("INPUT", m_input.inputs, "incident files or folders, or one graph file");
        app.add_option("-k", m_k, "how many connections")->capture_default_str()->type_name("N");
        app.add_option("--include", m_include, "let the way pass responders, victims")
            ->type_name("LIST");
        add_graph_file_options(app, m_file);
        add_filter_options(app, m_input);
        add_decisions_option(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse path person:AHTU-0101 \"Rajkot\" samples/incidents.jsonl -k 2\n"
            "The cost of a step is 1/strength: the incidents behind it, each weighed by how sure\n"
            "its sources are; a place, organisation or number that many share counts for less.\n"
            "In a graph file the strength is the edge's weight.");
    }

    ExitStatus run() override {
        if (m_k == 0) {
            throw UsageError("-k 0: ask for one connection or more");
        }
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files, or one graph file, after A and B");
        }
        if (auto file = load_graph_file(m_input.inputs, m_file, m_output)) {
            return in_file(sorted_by_id(std::move(*file)));
        }
        return in_cases();
    }

  private:
    ExitStatus in_file(const FileGraph& file) {
        const auto names = file.nameable();
        const Vertex from = find_entity(m_from, names, nullptr);
        const Vertex to = find_entity(m_to, names, nullptr);
        const algorithms::SimpleGraph simple = algorithms::simplified(file.graph, file.strength);
        io::ResultDocument result;
        result.files = m_input.inputs;
        result.vertices = file.graph.vertex_count();
        result.edges = file.graph.edge_count();
        for (const auto& path :
             algorithms::k_shortest_paths(simple.graph, costs_of(simple.strength), from, to, m_k,
                                          {}, run_control(m_output, "searching"))) {
            io::List steps;
            std::set<std::string> all;
            for (std::size_t i = 1; i < path.vertices.size(); ++i) {
                const FileGraph::Tie tie = file.tie(path.vertices[i - 1], path.vertices[i]);
                all.insert(tie.evidence.begin(), tie.evidence.end());
                steps.emplace_back(
                    io::Record{{"from", file.document.vertex_ids[path.vertices[i - 1]]},
                               {"to", file.document.vertex_ids[path.vertices[i]]},
                               {"tie", tie.name},
                               {"from_label", file.label(path.vertices[i - 1])},
                               {"to_label", file.label(path.vertices[i])},
                               {"evidence", io::texts(tie.evidence)}});
            }
            add(result, path.cost, std::move(steps), io::texts(all));
        }
        return answer(std::move(result), file.document.vertex_ids[from],
                      file.document.vertex_ids[to], done);
    }

    ExitStatus in_cases() {
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        const LoadedCases cases = load_cases(m_input, m_output, {.identities = true});
        const graph::CaseGraph g(cases.store,
                                 {filter, m_input.place_level(), m_input.disclosure()});
        const auto names = nameable(cases, g);
        const graph::Gazetteer& gazetteer = gazetteer_of(cases);
        const Vertex from = find_entity(m_from, names, &gazetteer);
        const Vertex to = find_entity(m_to, names, &gazetteer);
        const graph::LinkView links(g, {included.responders, included.victims, {from, to}});

        io::ResultDocument result = result_for("path", cases, m_input);
        result.vertices = links.vertex_count();
        result.edges = links.edge_count();
        if (!m_include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(m_include)));
        }
        const algorithms::SimpleGraph simple =
            algorithms::simplified(links, links.link_strengths());
        const auto id = [&](Vertex v) {
            const Vertex c = links.case_vertex(v);
            return id_of(cases, g.kind(c), g.entity(c));
        };
        const auto label = [&](Vertex v) {
            const Vertex c = links.case_vertex(v);
            return label_of(cases, g.kind(c), g.entity(c));
        };
        for (const auto& path : algorithms::k_shortest_paths(
                 simple.graph, costs_of(simple.strength), links.find(from), links.find(to), m_k, {},
                 run_control(m_output, "searching"))) {
            io::List steps;
            std::set<graph::IncidentIndex> all;
            for (std::size_t i = 1; i < path.vertices.size(); ++i) {
                const Vertex a = path.vertices[i - 1];
                const Vertex b = path.vertices[i];
                const auto row = links.out_neighbours(a);
                const auto [first, last] = std::equal_range(row.begin(), row.end(), b);
                std::string tie;
                std::set<std::string> told;
                std::set<graph::IncidentIndex> evidence;
                for (auto at = first; at != last; ++at) {
                    const graph::Edge e = links.case_edge(
                        links.out_edges(a)[static_cast<std::size_t>(at - row.begin())]);
                    const std::string name(graph::name_of(g.type(e)));
                    if (told.insert(name).second) {
                        tie += (tie.empty() ? "" : ", ") + name;
                    }
                    evidence.insert(g.evidence(e).begin(), g.evidence(e).end());
                }
                all.insert(evidence.begin(), evidence.end());
                steps.emplace_back(io::Record{
                    {"from", id(a)},
                    {"to", id(b)},
                    {"tie", tie},
                    {"from_label", label(a)},
                    {"to_label", label(b)},
                    {"evidence",
                     evidence_list(cases.store, std::vector(evidence.begin(), evidence.end()))}});
            }
            add(result, path.cost, std::move(steps),
                evidence_list(cases.store, std::vector(all.begin(), all.end())));
        }
        return answer(std::move(result), id(links.find(from)), id(links.find(to)), cases.status());
    }

    static void add(io::ResultDocument& result, double cost, io::List steps, io::List evidence) {
        result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                            {"cost", cost},
                                            {"steps", std::move(steps)},
                                            {"evidence", std::move(evidence)}});
    }

    ExitStatus answer(io::ResultDocument result,
                      const std::string& from,
                      const std::string& to,
                      ExitStatus status) {
        result.command = "path";
        result.parameters.emplace_back("from", from);
        result.parameters.emplace_back("to", to);
        result.parameters.emplace_back("k", m_k);
        m_file.tell(result);
        if (result.rows.empty()) {
            result.heading = "No connection between " + from + " and " + to + ".";
        }
        const io::List rows = result.rows;
        for (const io::Value& row : rows) {
            io::TableSection section;
            section.heading =
                fmt::format("Connection {}, cost {:.3f}", *row["rank"].get<std::int64_t>(),
                            *row["cost"].get<double>());
            section.columns = {
                {.header = "from", .path = "from_label", .widest = 48, .wraps = true},
                {.header = "tie", .path = "tie", .wraps = true},
                {.header = "to", .path = "to_label", .widest = 48, .wraps = true},
                {.header = "incidents", .path = "evidence", .widest = 60, .wraps = true}};
            section.rows = *row["steps"].get<io::List>();
            result.more_tables.push_back(std::move(section));
        }
        if (!rows.empty()) {
            result.heading = fmt::format(
                "{} of {} and {}",
                rows.size() == 1 ? "The strongest connection"
                                 : fmt::format("The {} strongest connections", rows.size()),
                from, to);
        }
        result.columns = {{"#", "rank", io::Alignment::right},
                          {"cost", "cost", io::Alignment::right, 3}};
        result.csv = {
            {"rank", "rank"}, {"cost", "cost"}, {"steps", "steps"}, {"evidence", "evidence"}};
        write_result(std::move(result), m_output);
        return status;
    }

    InputOptions m_input;
    OutputOptions m_output;
    std::string m_from, m_to, m_include;
    std::size_t m_k = 3;
    GraphFileOptions m_file;
};

} // namespace

std::unique_ptr<Command> make_path(CLI::App& app) { return std::make_unique<PathCommand>(app); }

} // namespace sandhan::cli
