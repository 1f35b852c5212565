// SPDX-License-Identifier: Apache-2.0
#include "cli/hub_graph.hpp"

#include "io/value_text.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace sandhan::cli {
namespace {

/// Makes the entries of a view of the cases.
class ViewEntries {
  public:
    ViewEntries(const HubGraphOptions& options, HubGraph& made)
        : m_options(&options), m_made(&made) {}

    void of_movement(graph::PlaceLevel level) {
        m_made->movement = std::make_unique<graph::MovementGraph>(*m_made->case_graph, level);
        const graph::MovementGraph& movement = *m_made->movement;
        m_made->graph = movement;
        m_made->strength = movement.strengths();
        for (graph::Vertex v = 0; v < movement.vertex_count(); ++v) {
            std::vector<graph::IncidentIndex> incidents;
            for (const auto edges : {movement.out_edges(v), movement.in_edges(v)}) {
                for (const graph::Edge e : edges) {
                    const auto& evidence = movement.flow(e).evidence;
                    incidents.insert(incidents.end(), evidence.begin(), evidence.end());
                }
            }
            add(v, graph::EntityKind::place, movement.place(v), std::move(incidents));
        }
    }

    void of_association(const Included& included) {
        m_made->association = std::make_unique<graph::AssociationGraph>(
            *m_made->case_graph, graph::AssociationOptions{included.responders, included.victims});
        const graph::AssociationGraph& association = *m_made->association;
        m_made->graph = association;
        m_made->strength = association.strengths();
        for (graph::Vertex v = 0; v < association.vertex_count(); ++v) {
            const auto incidents = association.incidents(v);
            add(v,
                association.is_person(v) ? graph::EntityKind::person
                                         : graph::EntityKind::organisation,
                association.entity(v), {incidents.begin(), incidents.end()});
        }
    }

    void of_links(const Included& included) {
        const graph::CaseGraph& g = *m_made->case_graph;
        m_made->links = std::make_unique<graph::LinkView>(
            g, graph::LinkViewOptions{included.responders, included.victims, {}});
        const graph::LinkView& links = *m_made->links;
        m_made->graph = links;
        m_made->strength = links.incident_strengths();
        for (graph::Vertex v = 0; v < links.vertex_count(); ++v) {
            std::vector<graph::IncidentIndex> incidents;
            for (const graph::Edge e : links.out_edges(v)) {
                const auto evidence = g.evidence(links.case_edge(e));
                incidents.insert(incidents.end(), evidence.begin(), evidence.end());
            }
            const graph::Vertex c = links.case_vertex(v);
            add(v, g.kind(c), g.entity(c), std::move(incidents));
        }
    }

  private:
    [[nodiscard]] bool wanted(graph::EntityKind kind) const {
        const std::string& of = m_options->of;
        switch (kind) {
        case graph::EntityKind::place:
            return of == "places" || of == "all";
        case graph::EntityKind::person:
            return of == "people" || of == "all";
        case graph::EntityKind::organisation:
            return of == "organisations" || of == "all";
        default:
            return false;
        }
    }

    void add(graph::Vertex v,
             graph::EntityKind kind,
             std::uint32_t entity,
             std::vector<graph::IncidentIndex> incidents) {
        if (!wanted(kind)) {
            return;
        }
        std::sort(incidents.begin(), incidents.end());
        incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
        const io::Value record(entity_record(*m_made->cases, kind, entity));
        io::Value evidence = evidence_list(m_made->cases->store, incidents);
        m_made->entries.push_back({v, io::plain_text(record["id"]), io::plain_text(record["label"]),
                                   std::string(graph::name_of(kind)), record["lat"], record["lon"],
                                   std::move(evidence), std::move(incidents)});
    }

    const HubGraphOptions* m_options;
    HubGraph* m_made;
};

HubGraph of_file(FileGraph file, const GraphFileOptions& options, io::ResultDocument& result) {
    HubGraph made;
    made.graph = file.graph;
    made.strength = file.strength;
    made.what = "vertices of the file";
    for (graph::Vertex v = 0; v < made.graph.vertex_count(); ++v) {
        made.entries.push_back(
            {v, file.document.vertex_ids[v], file.label(v), file.kind(v), {}, {}, {}, {}});
    }
    options.tell(result);
    made.file = std::move(file);
    return made;
}

} // namespace

namespace {

/// What a vertex of a view is in the cases.
struct ViewedEntity {
    graph::EntityKind kind;
    std::uint32_t entity;
};

ViewedEntity viewed(const HubGraph& g, graph::Vertex v) {
    if (g.movement) {
        return {graph::EntityKind::place, g.movement->place(v)};
    }
    if (g.association) {
        return {g.association->is_person(v) ? graph::EntityKind::person
                                            : graph::EntityKind::organisation,
                g.association->entity(v)};
    }
    const graph::Vertex c = g.links->case_vertex(v);
    return {g.case_graph->kind(c), g.case_graph->entity(c)};
}

} // namespace

std::string id_of(const HubGraph& g, graph::Vertex v) {
    if (g.file) {
        return g.file->document.vertex_ids[v];
    }
    const auto [kind, entity] = viewed(g, v);
    return id_of(*g.cases, kind, entity);
}

std::string label_of(const HubGraph& g, graph::Vertex v) {
    if (g.file) {
        return g.file->label(v);
    }
    const auto [kind, entity] = viewed(g, v);
    return label_of(*g.cases, kind, entity);
}

io::List evidence_between(const HubGraph& g, graph::Vertex a, graph::Vertex b) {
    if (g.file) {
        return io::texts(g.file->tie(a, b).evidence);
    }
    std::vector<graph::IncidentIndex> incidents;
    const auto row = g.graph.out_neighbours(a);
    const auto [first, last] = std::equal_range(row.begin(), row.end(), b);
    for (auto at = first; at != last; ++at) {
        const graph::Edge e = g.graph.out_edges(a)[static_cast<std::size_t>(at - row.begin())];
        if (g.movement) {
            const auto& evidence = g.movement->flow(e).evidence;
            incidents.insert(incidents.end(), evidence.begin(), evidence.end());
        } else if (g.association) {
            for (const graph::Reason& reason : g.association->reasons(e)) {
                incidents.insert(incidents.end(), reason.evidence.begin(), reason.evidence.end());
            }
        } else {
            const auto evidence = g.case_graph->evidence(g.links->case_edge(e));
            incidents.insert(incidents.end(), evidence.begin(), evidence.end());
        }
    }
    std::sort(incidents.begin(), incidents.end());
    incidents.erase(std::unique(incidents.begin(), incidents.end()), incidents.end());
    return evidence_list(g.cases->store, incidents);
}

NumberedById numbered_by_id(const HubGraph& g) {
    const graph::Vertex n = g.graph.vertex_count();
    std::vector<std::pair<std::string, graph::Vertex>> ids;
    ids.reserve(n);
    for (graph::Vertex v = 0; v < n; ++v) {
        ids.emplace_back(id_of(g, v), v);
    }
    if (std::is_sorted(ids.begin(), ids.end())) {
        std::vector<graph::Vertex> same(n);
        std::iota(same.begin(), same.end(), graph::Vertex{0});
        return {g.graph, std::move(same)};
    }
    std::sort(ids.begin(), ids.end());
    NumberedById numbered;
    std::vector<graph::Vertex> now(n);
    for (graph::Vertex v = 0; v < n; ++v) {
        numbered.original.push_back(ids[v].second);
        now[ids[v].second] = v;
    }
    std::vector<graph::VertexPair> edges;
    edges.reserve(g.graph.edge_count());
    for (const auto [s, t] : g.graph.edges()) {
        edges.push_back({now[s], now[t]});
    }
    numbered.graph = graph::CompressedGraph(g.graph.is_directed() ? graph::Directedness::directed
                                                                  : graph::Directedness::undirected,
                                            n, std::move(edges));
    return numbered;
}

std::size_t find_hub(const HubGraph& g, const std::string& text) {
    std::vector<Nameable> names;
    if (g.file) {
        names = g.file->nameable();
    } else {
        // Under the names that they have everywhere; those who are not ranked have none here.
        std::unordered_map<std::string, graph::Vertex> place;
        for (std::size_t i = 0; i < g.entries.size(); ++i) {
            place.emplace(g.entries[i].id, static_cast<graph::Vertex>(i));
        }
        for (Nameable& name : nameable(*g.cases, *g.case_graph)) {
            if (const auto at = place.find(name.id); at != place.end()) {
                name.vertex = at->second;
                names.push_back(std::move(name));
            }
        }
    }
    return find_entity(text, names, g.cases ? &gazetteer_of(*g.cases) : nullptr);
}

void add_hub_graph_options(CLI::App& app, HubGraphOptions& options) {
    app.add_option("INPUT", options.input.inputs, "incident files or folders, or one graph file");
    app.add_option("--of", options.of, "places, people, organisations or all")
        ->capture_default_str()
        ->check(CLI::IsMember({"places", "people", "organisations", "all"}));
    app.add_option("--view", options.view, "graph to rank on: movement, association or case")
        ->check(CLI::IsMember({"movement", "association", "case"}));
    app.add_option("--include", options.include, "widen to responders, victims")->type_name("LIST");
    add_graph_file_options(app, options.file);
    add_filter_options(app, options.input);
    add_decisions_option(app, options.input);
    add_input_options(app, options.input);
    add_output_options(app, options.output);
}

void check_hub_graph_options(const HubGraphOptions& options) {
    if (options.input.inputs.empty()) {
        throw UsageError("no input; give incident files, or one graph file");
    }
}

HubGraph load_hub_graph(const HubGraphOptions& options, io::ResultDocument& result) {
    result.command = "hubs";
    if (auto file = load_graph_file(options.input.inputs, options.file, options.output)) {
        result.files = options.input.inputs;
        HubGraph made = of_file(sorted_by_id(std::move(*file)), options.file, result);
        result.vertices = made.graph.vertex_count();
        result.edges = made.graph.edge_count();
        return made;
    }
    const graph::PlaceLevel level = options.input.place_level();
    const graph::IncidentFilter filter = options.input.filter();
    const Included included = parse_include(options.include);

    HubGraph made;
    // Made in place, which make_unique() cannot: what protects the cases refers to their store.
    // NOLINTNEXTLINE(modernize-make-unique)
    const bool people =
        options.of != "places" || options.view == "association" || options.view == "case";
    made.cases.reset(
        new LoadedCases(load_cases(options.input, options.output, {.identities = people})));
    made.case_graph = std::make_unique<graph::CaseGraph>(
        made.cases->store, graph::CaseGraphOptions{filter, level, options.input.disclosure()});
    made.status = made.cases->status();
    made.view = !options.view.empty()    ? options.view
                : options.of == "places" ? "movement"
                : options.of == "all"    ? "case"
                                         : "association";
    made.what = options.of == "all" ? "entities" : options.of;
    ViewEntries entries(options, made);
    if (made.view == "movement") {
        entries.of_movement(level);
    } else if (made.view == "association") {
        entries.of_association(included);
    } else {
        entries.of_links(included);
    }
    result = result_for("hubs", *made.cases, options.input);
    result.vertices = made.graph.vertex_count();
    result.edges = made.graph.edge_count();
    result.parameters.emplace_back("of", options.of);
    result.parameters.emplace_back("view", made.view);
    if (!options.include.empty()) {
        result.parameters.emplace_back("include", io::texts(split_words(options.include)));
    }
    return made;
}

} // namespace sandhan::cli
