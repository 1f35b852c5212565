// SPDX-License-Identifier: Apache-2.0
#include "cli/cell_graph.hpp"

#include "algorithms/hubs/view_evidence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::AssociationGraph;
using graph::EntityKind;
using graph::Vertex;

class CaseCells : public CellGraph {
  public:
    CaseCells(const InputOptions& input,
              const OutputOptions& output,
              const std::string& include,
              io::ResultDocument& result)
        : m_level(input.place_level()) {
        const graph::IncidentFilter filter = input.filter();
        const Included included = parse_include(include);
        m_options.include_responders = included.responders;
        m_options.include_victims = included.victims;
        // Made in place, which make_unique() cannot: what protects the cases refers to their store.
        // NOLINTNEXTLINE(modernize-make-unique)
        m_cases.reset(new LoadedCases(load_cases(input, output, {.identities = true})));
        m_options.similar = m_cases->similar;
        m_selection.emplace(m_cases->store, filter, input.disclosure());
        m_selected = m_selection->flags();
        m_graph.emplace(*m_selection, m_options);
        m_simple.graph = *m_graph;
        m_simple.strength = m_graph->strengths();
        m_status = m_cases->status();
        result = result_for("cells", *m_cases, input);
        if (!include.empty()) {
            result.parameters.emplace_back("include", io::texts(split_words(include)));
        }
        result.vertices = m_graph->vertex_count();
        result.edges = m_graph->edge_count();
        if (const std::size_t skipped = m_graph->skipped().size(); skipped > 0) {
            say(output, "note: " + counted(skipped, "thing") +
                            " shared by too many to link any two; `analyse suspects` names them");
        }
    }

    [[nodiscard]] std::string what() const override { return "people and organisations"; }
    [[nodiscard]] bool has_incidents() const override { return true; }
    [[nodiscard]] std::string id(Vertex v) const override {
        return id_of(*m_cases, kind_of(v), m_graph->entity(v));
    }
    [[nodiscard]] std::string label(Vertex v) const override {
        return label_of(*m_cases, kind_of(v), m_graph->entity(v));
    }
    [[nodiscard]] std::string kind(Vertex v) const override {
        return std::string(graph::name_of(kind_of(v)));
    }
    [[nodiscard]] bool is_organisation(Vertex v) const override { return !m_graph->is_person(v); }

    [[nodiscard]] std::vector<std::string> roles(Vertex v) const override {
        const graph::CaseStore& store = m_cases->store;
        std::set<std::string> found;
        const auto add = [&](std::uint32_t incident, std::string_view role) {
            if (incident == graph::no_index || m_selected[incident] != 0) {
                found.emplace(role);
            }
        };
        const std::uint32_t entity = m_graph->entity(v);
        if (m_graph->is_person(v)) {
            for (const std::uint32_t row :
                 store.rows(store.person_mentions, store.person_entities[entity].mentions)) {
                add(store.people[row].incident, graph::word_of(store.people[row].role));
            }
        } else {
            for (const std::uint32_t row : store.rows(
                     store.organisation_mentions, store.organisation_entities[entity].mentions)) {
                add(store.organisations[row].incident,
                    graph::word_of(store.organisations[row].role));
            }
        }
        found.erase("unknown");
        return {found.begin(), found.end()};
    }

    [[nodiscard]] io::List evidence(Vertex v) const override { return ids(m_graph->incidents(v)); }

    [[nodiscard]] io::List reasons(const algorithms::CellLink& link) const override {
        io::List reasons;
        for (const graph::Reason& reason : m_graph->reasons(link.tie)) {
            reasons.emplace_back(io::Record{{"kind", graph::name_of(reason.kind)},
                                            {"detail", detail(reason)},
                                            {"weight", reason.weight},
                                            {"evidence", ids(reason.evidence)}});
        }
        return reasons;
    }

    [[nodiscard]] io::List tie_evidence(const algorithms::CellLink& link) const override {
        std::set<graph::IncidentIndex> incidents;
        for (const graph::Reason& reason : m_graph->reasons(link.tie)) {
            incidents.insert(reason.evidence.begin(), reason.evidence.end());
        }
        return ids(std::vector<graph::IncidentIndex>(incidents.begin(), incidents.end()));
    }

    [[nodiscard]] Resampled resampled() const override {
        return {algorithms::evidence_of(*m_graph, *m_selection, m_options), "incident"};
    }

    [[nodiscard]] std::vector<algorithms::CellFootprint>
    footprints(const std::vector<algorithms::Cell>& cells) const override {
        return algorithms::cell_footprints(*m_graph, cells, graph::Journeys(*m_selection, m_level));
    }
    [[nodiscard]] io::Record place(graph::PlaceIndex place) const override {
        return {{"id", id_of(*m_cases, EntityKind::place, place)},
                {"label", label_of(*m_cases, EntityKind::place, place)}};
    }
    [[nodiscard]] io::List ids(std::span<const graph::IncidentIndex> incidents) const override {
        return evidence_list(m_cases->store, incidents);
    }

  private:
    [[nodiscard]] EntityKind kind_of(Vertex v) const {
        return m_graph->is_person(v) ? EntityKind::person : EntityKind::organisation;
    }
    [[nodiscard]] std::string detail(const graph::Reason& reason) const {
        switch (reason.kind) {
        case graph::ReasonKind::stated_tie:
            return std::string(graph::word_of(static_cast<graph::TieType>(reason.detail)));
        case graph::ReasonKind::shared_identifier:
            return m_cases->protection->identifier_label(reason.detail);
        case graph::ReasonKind::shared_organisation:
            return m_cases->protection->organisation_label(reason.detail);
        case graph::ReasonKind::shared_incident:
            return counted(reason.evidence.size(), "incident") + " together";
        case graph::ReasonKind::similar_identity:
            return "may be one person";
        case graph::ReasonKind::same_place:
        case graph::ReasonKind::same_route:
            break; // which make no tie of this graph
        }
        return {};
    }

    graph::PlaceLevel m_level;
    graph::AssociationOptions m_options;
    std::unique_ptr<LoadedCases> m_cases;
    std::optional<graph::CaseSelection> m_selection;
    std::vector<unsigned char> m_selected; ///< by incident
    std::optional<AssociationGraph> m_graph;
};

class FileCells : public CellGraph {
  public:
    FileCells(FileGraph file,
              const InputOptions& input,
              const GraphFileOptions& options,
              io::ResultDocument& result)
        : m_file(sorted_by_id(undirected(std::move(file)))) {
        m_simple = algorithms::simplified(m_file.graph, m_file.strength);
        result.command = "cells";
        result.files = input.inputs;
        result.vertices = m_file.graph.vertex_count();
        result.edges = m_file.graph.edge_count();
        options.tell(result);
    }

    [[nodiscard]] std::string what() const override { return "vertices of the file"; }
    [[nodiscard]] bool has_incidents() const override { return false; }
    [[nodiscard]] std::string id(Vertex v) const override { return m_file.document.vertex_ids[v]; }
    [[nodiscard]] std::string label(Vertex v) const override { return m_file.label(v); }
    [[nodiscard]] std::string kind(Vertex v) const override { return m_file.kind(v); }
    [[nodiscard]] bool is_organisation(Vertex) const override { return false; }
    [[nodiscard]] std::vector<std::string> roles(Vertex) const override { return {}; }

    [[nodiscard]] io::List evidence(Vertex v) const override {
        std::set<std::string> incidents;
        for (const graph::Edge e : m_file.graph.out_edges(v)) {
            add_evidence(e, incidents);
        }
        return io::texts(incidents);
    }
    [[nodiscard]] io::List reasons(const algorithms::CellLink& link) const override {
        const FileGraph::Tie tie = m_file.tie(link.member, link.other);
        return {io::Record{{"kind", tie.name},
                           {"detail", io::Value()},
                           {"weight", m_simple.strength[link.tie]},
                           {"evidence", io::texts(tie.evidence)}}};
    }
    [[nodiscard]] io::List tie_evidence(const algorithms::CellLink& link) const override {
        return io::texts(m_file.tie(link.member, link.other).evidence);
    }

    /// The incidents that the edges tell; of a file whose edges tell none, the ties themselves.
    [[nodiscard]] Resampled resampled() const override {
        std::map<std::string, std::uint32_t> number; // in the order of ids
        for (graph::Edge e = 0; e < m_file.graph.edge_count(); ++e) {
            for (std::string& id : m_file.evidence(e)) {
                number.emplace(std::move(id), 0);
            }
        }
        algorithms::Lists<std::uint32_t> incidents;
        if (number.empty()) {
            for (graph::Edge e = 0; e < m_simple.graph.edge_count(); ++e) {
                incidents.values.push_back(e);
                incidents.close();
            }
            return {algorithms::evidence_of(m_simple.graph, m_simple.strength, incidents), "tie"};
        }
        std::uint32_t next = 0;
        for (auto& [id, n] : number) {
            n = next++;
        }
        for (graph::Edge e = 0; e < m_file.graph.edge_count(); ++e) {
            for (const std::string& id : m_file.evidence(e)) {
                incidents.values.push_back(number.at(id));
            }
            incidents.close();
        }
        return {algorithms::evidence_of(m_file.graph, m_file.strength, incidents), "incident"};
    }

    [[nodiscard]] std::vector<algorithms::CellFootprint>
    footprints(const std::vector<algorithms::Cell>& cells) const override {
        return std::vector<algorithms::CellFootprint>(cells.size());
    }
    [[nodiscard]] io::Record place(graph::PlaceIndex) const override { return {}; }
    [[nodiscard]] io::List ids(std::span<const graph::IncidentIndex>) const override { return {}; }

  private:
    /// Cells do not ask which way an edge runs: edges there and back are parallel.
    [[nodiscard]] static FileGraph undirected(FileGraph file) {
        file.document.directed = false; // by which sorted_by_id() makes the graph anew
        return file;
    }

    void add_evidence(graph::Edge e, std::set<std::string>& to) const {
        for (std::string& id : m_file.evidence(e)) {
            to.insert(std::move(id));
        }
    }

    FileGraph m_file;
};

} // namespace

std::unique_ptr<CellGraph> load_cell_graph(const InputOptions& input,
                                           const GraphFileOptions& options,
                                           const OutputOptions& output,
                                           const std::string& include,
                                           io::ResultDocument& result) {
    if (input.inputs.empty()) {
        throw UsageError("no input; give incident files, or one graph file");
    }
    if (auto file = load_graph_file(input.inputs, options, output)) {
        return std::make_unique<FileCells>(std::move(*file), input, options, result);
    }
    return std::make_unique<CaseCells>(input, output, include, result);
}

} // namespace sandhan::cli
