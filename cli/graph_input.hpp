// SPDX-License-Identifier: Apache-2.0
// Graph files as input of commands that need only a graph.
#pragma once

#include "cli/entities.hpp"
#include "graph/compressed_graph.hpp"
#include "io/graph_document.hpp"
#include "io/graph_read_options.hpp"
#include "io/result_document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

/// How a graph file is to be read.
struct GraphFileOptions {
    bool directed = false;
    bool undirected = false;
    std::string source; ///< columns of an edge list, "" where not asked
    std::string target;
    std::string weight;

    [[nodiscard]] io::GraphReadOptions reading() const;
    /// What was asked, as parameters of an answer.
    void tell(io::ResultDocument& result) const;
};

/// --source, --target, --weight: of a command that needs no directions.
void add_graph_column_options(CLI::App& app, GraphFileOptions& options);
/// The same, and --directed, --undirected.
void add_graph_file_options(CLI::App& app, GraphFileOptions& options);

/// A graph file, its edges with the strength that its `weight` column gives (1 without one).
struct FileGraph {
    io::GraphDocument document;
    graph::CompressedGraph graph;
    std::vector<double> strength;

    [[nodiscard]] std::string label(graph::Vertex v) const;
    [[nodiscard]] std::string kind(graph::Vertex v) const;
    /// Whether the file says something by that name of its vertices; and what, as text, empty where
    /// it says nothing.
    [[nodiscard]] bool has_column(const std::string& name) const;
    [[nodiscard]] std::string text(const std::string& column, graph::Vertex v) const;
    [[nodiscard]] std::vector<Nameable> nameable() const;

    /// The incident ids that an edge's `evidence` tells, separated by `;`: sorted, each once.
    [[nodiscard]] std::vector<std::string> evidence(graph::Edge e) const;

    /// What the edges from a to b say of themselves: their `type`, "edge" without one, and their
    /// `evidence`.
    struct Tie {
        std::string name;
        std::vector<std::string> evidence; ///< sorted, each once
    };
    [[nodiscard]] Tie tie(graph::Vertex a, graph::Vertex b) const;
};

/// The graph when the only input is a graph file; nothing when the input is incidents.
/// Throws UsageError when a graph file stands beside other inputs, or the options are for another
/// kind of input; io errors.
[[nodiscard]] std::optional<FileGraph> load_graph_file(const std::vector<std::string>& inputs,
                                                       const GraphFileOptions& options,
                                                       const OutputOptions& output);

/// The same graph with its vertices in the order of their ids, and its edges by their ends,
/// strength and evidence: what order the rows of the file had is forgotten, so that no answer
/// depends on it.
[[nodiscard]] FileGraph sorted_by_id(FileGraph file);

} // namespace sandhan::cli
