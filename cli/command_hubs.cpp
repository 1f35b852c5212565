// SPDX-License-Identifier: Apache-2.0
// analyse hubs: places, people or organisations ranked by what their position measures.
#include "algorithms/hubs/measures.hpp"
#include "algorithms/hubs/whole_graph.hpp"
#include "cli/graph_input.hpp"
#include "graph/association_graph.hpp"
#include "graph/link_view.hpp"
#include "graph/movement_graph.hpp"
#include "io/value_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandhan::cli {
namespace {

/// A graph to rank and what each of its vertices is called.
struct Ranked {
    graph::CompressedGraph graph;
    std::vector<double> strength;
    struct Entry {
        graph::Vertex vertex;
        std::string id, label, kind;
        io::Value lat, lon;
        io::Value evidence;
    };
    std::vector<Entry> entries;
};

class Hubs : public Command {
  public:
    explicit Hubs(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders, or one graph file");
        app.add_option("--of", m_of, "places, people, organisations or all")
            ->capture_default_str()
            ->check(CLI::IsMember({"places", "people", "organisations", "all"}));
        app.add_option("--by", m_by, "measures, the first one ranks: " + names() + ", or all")
            ->type_name("LIST");
        app.add_option("--view", m_view, "graph to rank on: movement, association or case")
            ->check(CLI::IsMember({"movement", "association", "case"}));
        app.add_option("--include", m_include, "widen to responders, victims")->type_name("LIST");
        app.add_flag("--weighted", m_options.weighted, "use strengths; 1/strength as distance");
        app.add_flag("--normalised", m_options.normalised, "divide as NetworkX does");
        app.add_flag("--summary", m_summary, "figures of the whole graph instead of ranks");
        auto* directed = app.add_flag("--directed", m_directed, "read a graph file as directed");
        app.add_flag("--undirected", m_undirected, "read a graph file as undirected")
            ->excludes(directed);
        add_filter_options(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse hubs samples/incidents.jsonl --by betweenness,strength\n"
            "          analyse hubs network.graphml --by pagerank --format json\n"
            "Places are ranked on the movement graph (directed legs), people and organisations\n"
            "on the association graph of the offending side. docs/hubs.md explains each measure.");
    }

    ExitStatus run() override {
        const std::optional<bool> directed = m_directed     ? std::optional(true)
                                             : m_undirected ? std::optional(false)
                                                            : std::nullopt;
        if (m_input.inputs.empty()) {
            throw UsageError("no input; give incident files, or one graph file");
        }
        (void)measures(); // a word that is none is told before a million records are read
        if (const auto file = load_graph_file(m_input.inputs, directed, m_output)) {
            io::ResultDocument result;
            result.files = m_input.inputs;
            Ranked ranked{file->graph, file->strength, {}};
            for (graph::Vertex v = 0; v < file->graph.vertex_count(); ++v) {
                ranked.entries.push_back(
                    {v, file->document.vertex_ids[v], file->label(v), file->kind(v), {}, {}, {}});
            }
            if (directed) {
                result.parameters.emplace_back("directed", *directed);
            }
            return answer(std::move(result), ranked, "vertices of the file", done);
        }
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        const Included included = parse_include(m_include);
        const LoadedCases cases = load_cases(m_input, m_output);
        const graph::CaseGraph g(cases.store, {filter, level, m_input.disclosure()});
        const std::string view = !m_view.empty()    ? m_view
                                 : m_of == "places" ? "movement"
                                 : m_of == "all"    ? "case"
                                                    : "association";
        Ranked ranked;
        if (view == "movement") {
            ranked = of_movement(cases, g, level);
        } else if (view == "association") {
            ranked = of_association(cases, g, included);
        } else {
            ranked = of_links(cases, g, included);
        }
        io::ResultDocument result = result_for("hubs", cases, m_input);
        result.parameters.emplace_back("of", m_of);
        result.parameters.emplace_back("view", view);
        if (!m_include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(m_include)));
        }
        return answer(std::move(result), ranked, m_of == "all" ? "entities" : m_of, cases.status());
    }

  private:
    [[nodiscard]] std::vector<algorithms::Measure> measures() const {
        std::vector<algorithms::Measure> measures;
        try {
            measures = algorithms::parse_measures(m_by);
        } catch (const std::invalid_argument& error) {
            throw UsageError("--by: " + std::string(error.what()));
        }
        if (measures.empty()) {
            throw UsageError("--by: no measure; give one or more of " + names());
        }
        return measures;
    }

    static std::string names() {
        std::string list;
        for (const auto& info : algorithms::measure_catalogue()) {
            list += (list.empty() ? "" : ", ") + std::string(info.name);
        }
        return list;
    }

    [[nodiscard]] bool wanted(graph::EntityKind kind) const {
        switch (kind) {
        case graph::EntityKind::place:
            return m_of == "places" || m_of == "all";
        case graph::EntityKind::person:
            return m_of == "people" || m_of == "all";
        case graph::EntityKind::organisation:
            return m_of == "organisations" || m_of == "all";
        default:
            return false;
        }
    }

    void add(Ranked& ranked,
             const LoadedCases& cases,
             graph::Vertex v,
             graph::EntityKind kind,
             std::uint32_t entity,
             std::vector<graph::IncidentIndex> incidents) const {
        if (!wanted(kind)) {
            return;
        }
        std::sort(incidents.begin(), incidents.end());
        incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
        const io::Value record(entity_record(cases, kind, entity));
        ranked.entries.push_back({v, io::plain_text(record["id"]), io::plain_text(record["label"]),
                                  std::string(graph::name_of(kind)), record["lat"], record["lon"],
                                  evidence_list(cases.store, incidents)});
    }

    Ranked of_movement(const LoadedCases& cases,
                       const graph::CaseGraph& g,
                       graph::PlaceLevel level) const {
        const graph::MovementGraph movement(g, level);
        Ranked ranked{movement, movement.strengths(), {}};
        for (graph::Vertex v = 0; v < movement.vertex_count(); ++v) {
            std::vector<graph::IncidentIndex> incidents;
            for (const auto edges : {movement.out_edges(v), movement.in_edges(v)}) {
                for (const graph::Edge e : edges) {
                    const auto& evidence = movement.flow(e).evidence;
                    incidents.insert(incidents.end(), evidence.begin(), evidence.end());
                }
            }
            add(ranked, cases, v, graph::EntityKind::place, movement.place(v),
                std::move(incidents));
        }
        return ranked;
    }

    Ranked of_association(const LoadedCases& cases,
                          const graph::CaseGraph& g,
                          const Included& included) const {
        const graph::AssociationGraph association(g, {included.responders, included.victims});
        Ranked ranked{association, association.strengths(), {}};
        for (graph::Vertex v = 0; v < association.vertex_count(); ++v) {
            const auto incidents = association.incidents(v);
            add(ranked, cases, v,
                association.is_person(v) ? graph::EntityKind::person
                                         : graph::EntityKind::organisation,
                association.entity(v), {incidents.begin(), incidents.end()});
        }
        return ranked;
    }

    Ranked
    of_links(const LoadedCases& cases, const graph::CaseGraph& g, const Included& included) const {
        const graph::LinkView links(g, {included.responders, included.victims, {}});
        Ranked ranked{links, links.incident_strengths(), {}};
        for (graph::Vertex v = 0; v < links.vertex_count(); ++v) {
            std::vector<graph::IncidentIndex> incidents;
            for (const graph::Edge e : links.out_edges(v)) {
                const auto evidence = g.evidence(links.case_edge(e));
                incidents.insert(incidents.end(), evidence.begin(), evidence.end());
            }
            const graph::Vertex c = links.case_vertex(v);
            add(ranked, cases, v, g.kind(c), g.entity(c), std::move(incidents));
        }
        return ranked;
    }

    ExitStatus answer(io::ResultDocument result,
                      const Ranked& ranked,
                      const std::string& what,
                      ExitStatus status) {
        result.command = "hubs";
        result.vertices = ranked.graph.vertex_count();
        result.edges = ranked.graph.edge_count();
        if (m_summary) {
            result.parameters.emplace_back("summary", true);
            summarise(result, ranked);
        } else {
            rank(result, ranked, what);
        }
        write_result(std::move(result), m_output);
        return status;
    }

    void rank(io::ResultDocument& result, const Ranked& ranked, const std::string& what) const {
        const std::vector<algorithms::Measure> asked = measures();
        io::List by;
        for (const auto measure : asked) {
            by.emplace_back(algorithms::name_of(measure));
        }
        result.parameters.emplace_back("by", by);
        result.parameters.emplace_back("weighted", m_options.weighted);
        result.parameters.emplace_back("normalised", m_options.normalised);

        const algorithms::SimpleGraph simple =
            algorithms::simplified(ranked.graph, ranked.strength);
        const auto columns = algorithms::compute_measures(simple, asked, m_options,
                                                          run_control(m_output, "measuring"));
        std::vector<std::size_t> order(ranked.entries.size());
        std::iota(order.begin(), order.end(), 0);
        // Sums of floating-point numbers may differ in the last bits between equal positions: ranks
        // look at ten digits, ties go by id.
        const auto key = [&](std::size_t i) {
            const double value = columns.front().values[ranked.entries[i].vertex];
            constexpr double digits = 1e10;
            return std::isfinite(value) && std::abs(value) < 1e5
                       ? std::round(value * digits) / digits
                       : value;
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const double x = key(a);
            const double y = key(b);
            return x != y ? x > y : ranked.entries[a].id < ranked.entries[b].id;
        });
        for (const std::size_t i : order) {
            const Ranked::Entry& entry = ranked.entries[i];
            io::Record row{{"rank", result.rows.size() + 1},
                           {"id", entry.id},
                           {"label", entry.label},
                           {"kind", entry.kind}};
            for (const auto& column : columns) {
                row.emplace_back(column.name, figure(column.values[entry.vertex], column.kind));
            }
            if (entry.kind == "place" && !entry.evidence.is_null()) {
                row.emplace_back("lat", entry.lat);
                row.emplace_back("lon", entry.lon);
            }
            if (!entry.evidence.is_null()) {
                row.emplace_back("evidence", entry.evidence);
            }
            result.rows.emplace_back(std::move(row));
        }
        result.heading = fmt::format(
            "Hubs: {} {} ranked by {}, on {} {} and {} ({})", result.rows.size(), what,
            columns.front().name, result.vertices, result.vertices == 1 ? "vertex" : "vertices",
            counted(result.edges, "edge"), ranked.graph.is_directed() ? "directed" : "undirected");
        constexpr std::size_t label_width = 48;
        constexpr std::size_t label_least = 20;
        result.columns = {{"#", "rank", io::Alignment::right},
                          {.header = m_of == "places" ? "place" : "who",
                           .path = "label",
                           .widest = label_width,
                           .least = label_least,
                           .wraps = true}};
        result.csv = {{"rank", "rank"}, {"id", "id"}, {"label", "label"}, {"kind", "kind"}};
        for (const auto& column : columns) {
            constexpr int digits = 4;
            result.columns.push_back({column.name, column.name, io::Alignment::right, digits});
            result.csv.push_back({column.name, column.name});
            if (!column.warning.empty()) {
                result.notes.push_back("Note: " + column.warning);
            }
        }
        result.columns.push_back({.header = "id",
                                  .path = "id",
                                  .widest = label_width,
                                  .least = label_least,
                                  .spare = 1});
        const bool on_a_map =
            std::any_of(result.rows.begin(), result.rows.end(),
                        [](const io::Value& row) { return !row["lat"].is_null(); });
        if (on_a_map) {
            result.csv.push_back({"lat", "lat"});
            result.csv.push_back({"lon", "lon"});
        }
        result.csv.push_back({"evidence", "evidence"});
        if (result.rows.empty()) {
            result.notes.push_back("Nothing to rank: the graph has no " + what + ".");
        }
    }

    static io::Value figure(double value, algorithms::ColumnKind kind) {
        switch (kind) {
        case algorithms::ColumnKind::boolean:
            return value != 0.0;
        case algorithms::ColumnKind::integer:
            return static_cast<std::int64_t>(value);
        case algorithms::ColumnKind::real:
            return value;
        }
        return value;
    }

    void summarise(io::ResultDocument& result, const Ranked& ranked) const {
        for (const auto& row : algorithms::whole_graph_summary(
                 ranked.graph, {}, run_control(m_output, "measuring"))) {
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

    InputOptions m_input;
    OutputOptions m_output;
    algorithms::HubOptions m_options;
    std::string m_of = "places";
    std::string m_by = "strength,betweenness,pagerank";
    std::string m_view, m_include;
    bool m_summary = false;
    bool m_directed = false;
    bool m_undirected = false;
};

} // namespace

std::unique_ptr<Command> make_hubs(CLI::App& app) { return std::make_unique<Hubs>(app); }

} // namespace sandhan::cli
