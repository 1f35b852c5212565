// SPDX-License-Identifier: Apache-2.0
// The graph that `analyse hubs` asks its questions of: a view of the cases, or a graph file.
#pragma once

#include "cli/graph_input.hpp"
#include "cli/session.hpp"
#include "graph/association_graph.hpp"
#include "graph/link_view.hpp"
#include "graph/movement_graph.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// The options that choose it.
struct HubGraphOptions {
    InputOptions input;
    OutputOptions output;
    std::string of = "places"; ///< or "people", "organisations", "all"
    std::string view;          ///< "movement", "association", "case"; empty: the one for `of`
    std::string include;
    GraphFileOptions file;
};

/// What is ranked: a vertex of the graph and what it is called.
struct HubEntry {
    graph::Vertex vertex;
    std::string id, label, kind;
    io::Value lat, lon;
    io::Value evidence;                          ///< ids of incidents; null of a graph file
    std::vector<graph::IncidentIndex> incidents; ///< the same, ascending
};

/// A graph, its edges' strengths and those of its vertices that are ranked; what they were made of
/// stays with it. Of cases `view` tells which of the three views there is.
struct HubGraph {
    graph::CompressedGraph graph;
    std::vector<double> strength;
    std::vector<HubEntry> entries; ///< ascending by vertex; of a graph file also by id
    std::string what;              ///< "places", "vertices of the file"

    std::optional<FileGraph> file; ///< or the cases below
    std::unique_ptr<LoadedCases> cases;
    std::unique_ptr<graph::CaseGraph> case_graph;
    std::string view;
    std::unique_ptr<graph::MovementGraph> movement;
    std::unique_ptr<graph::AssociationGraph> association;
    std::unique_ptr<graph::LinkView> links;

    ExitStatus status = done;
};

/// Of any vertex, ranked or not.
[[nodiscard]] std::string id_of(const HubGraph& g, graph::Vertex v);
[[nodiscard]] std::string label_of(const HubGraph& g, graph::Vertex v);

/// Ids of the incidents behind the edges from a to b (undirected: between them), sorted.
[[nodiscard]] io::List evidence_between(const HubGraph& g, graph::Vertex a, graph::Vertex b);

/// The graph with its vertices numbered in the order of their ids, for methods whose ties go by the
/// lower vertex. Edges keep their numbers, and hence their strengths.
struct NumberedById {
    graph::CompressedGraph graph;
    std::vector<graph::Vertex> original; ///< what each vertex is in the HubGraph
};
[[nodiscard]] NumberedById numbered_by_id(const HubGraph& g);

/// The place in `entries` of the one that `text` means.
/// Throws UsageError listing the candidates, or the nearest names.
[[nodiscard]] std::size_t find_hub(const HubGraph& g, const std::string& text);

/// Adds --of, --view, --include, how to read a graph file, and the options of input, filter and
/// output.
void add_hub_graph_options(CLI::App& app, HubGraphOptions& options);

/// Throws UsageError for options that don't fit together; called before anything is read.
void check_hub_graph_options(const HubGraphOptions& options);

/// Reads the input, and begins the answer: files, counts and the parameters that chose the graph.
[[nodiscard]] HubGraph load_hub_graph(const HubGraphOptions& options, io::ResultDocument& result);

} // namespace sandhan::cli
