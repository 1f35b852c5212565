// SPDX-License-Identifier: Apache-2.0
#include "cli/graph_input.hpp"

#include "io/errors.hpp"
#include "io/graph_file.hpp"

#include <algorithm>

namespace sandhan::cli {
namespace {

std::string text_at(const std::vector<io::Column>& columns, const char* name, std::size_t at) {
    if (const io::Column* column = io::find_column(columns, name)) {
        if (const auto* texts = std::get_if<std::vector<std::string>>(&column->values)) {
            return (*texts)[at];
        }
    }
    return {};
}

std::vector<double> strengths_of(const io::GraphDocument& document, const std::string& path) {
    std::vector<double> strength(document.edges.size(), 1.0);
    const io::Column* column = io::find_column(document.edge_columns, "weight");
    if (column == nullptr) {
        return strength;
    }
    const auto* reals = std::get_if<std::vector<double>>(&column->values);
    const auto* integers = std::get_if<std::vector<std::optional<std::int64_t>>>(&column->values);
    for (std::size_t e = 0; e < strength.size(); ++e) {
        if (reals != nullptr && (*reals)[e] == (*reals)[e]) {
            strength[e] = (*reals)[e];
        } else if (integers != nullptr && (*integers)[e]) {
            strength[e] = static_cast<double>(*(*integers)[e]);
        }
        if (!(strength[e] > 0.0) || strength[e] - strength[e] != 0.0) {
            const auto [s, t] = document.edges[e];
            throw io::ParseError(path + ": the edge from " + document.vertex_ids[s] + " to " +
                                 document.vertex_ids[t] +
                                 " has an unusable weight; weights must be finite and above 0");
        }
    }
    return strength;
}

} // namespace

std::string FileGraph::label(graph::Vertex v) const {
    const std::string label = text_at(document.vertex_columns, "label", v);
    return label.empty() ? document.vertex_ids[v] : label;
}

std::string FileGraph::kind(graph::Vertex v) const {
    const std::string kind = text_at(document.vertex_columns, "kind", v);
    return kind.empty() ? "node" : kind;
}

std::vector<Nameable> FileGraph::nameable() const {
    std::vector<Nameable> all;
    for (graph::Vertex v = 0; v < graph.vertex_count(); ++v) {
        all.push_back({document.vertex_ids[v], label(v), {}, v});
    }
    return all;
}

std::optional<FileGraph> load_graph_file(const std::vector<std::string>& inputs,
                                         std::optional<bool> directed,
                                         const OutputOptions& output) {
    const auto is_graph = [](const std::string& path) {
        return path != "-" && io::is_graph_file(path);
    };
    if (std::none_of(inputs.begin(), inputs.end(), is_graph)) {
        if (directed) {
            throw UsageError("--directed and --undirected are for graph files");
        }
        return std::nullopt;
    }
    if (inputs.size() > 1) {
        throw UsageError("one graph file at a time, and no incidents beside it");
    }
    FileGraph file;
    file.document = io::read_graph_file(inputs.front(), directed);
    for (const graph::Diagnostic& note : file.document.notes) {
        say(output, inputs.front() + ": " + note.message);
    }
    file.strength = strengths_of(file.document, inputs.front());
    file.graph = graph::CompressedGraph(
        file.document.directed ? graph::Directedness::directed : graph::Directedness::undirected,
        static_cast<graph::Vertex>(file.document.vertex_ids.size()), file.document.edges);
    return file;
}

} // namespace sandhan::cli
