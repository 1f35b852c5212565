// SPDX-License-Identifier: Apache-2.0
#include "cli/graph_input.hpp"

#include "io/column_builder.hpp"
#include "io/errors.hpp"
#include "io/graph_file.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

namespace sandhan::cli {
namespace {

/// 1 where an edge has none.
std::vector<double> strengths_of(const io::GraphDocument& document, const std::string& path) {
    std::vector<double> strength(document.edges.size(), 1.0);
    const io::Column* weights = io::find_column(document.edge_columns, "weight");
    if (weights == nullptr) {
        return strength;
    }
    for (std::size_t e = 0; e < strength.size(); ++e) {
        // Also of a column that a file declares as text, or never: Graphviz's and Excel's do.
        const std::string written = io::text_at(weights, e);
        if (written.empty()) {
            continue;
        }
        const std::optional<double> weight = io::parse_weight(written);
        if (!weight) {
            const auto [s, t] = document.edges[e];
            throw io::ParseError(path + ": edge " + std::to_string(e + 1) + ", from " +
                                 document.vertex_ids[s] + " to " + document.vertex_ids[t] +
                                 ": weight " + io::shown_number(written) +
                                 " is not a finite number above 0; correct it, or leave it out "
                                 "for 1");
        }
        strength[e] = *weight;
    }
    return strength;
}

/// order[i]: which value is to stand at i.
template <class T>
void put_in_order(std::vector<T>& values, const std::vector<std::uint32_t>& order) {
    std::vector<T> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t at : order) {
        sorted.push_back(std::move(values[at]));
    }
    values = std::move(sorted);
}

void put_in_order(std::vector<io::Column>& columns, const std::vector<std::uint32_t>& order) {
    for (io::Column& column : columns) {
        std::visit([&](auto& values) { put_in_order(values, order); }, column.values);
    }
}

std::vector<std::uint32_t> first_numbers(std::size_t n) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

} // namespace

io::GraphReadOptions GraphFileOptions::reading() const {
    io::GraphReadOptions options;
    if (directed || undirected) {
        options.directed = directed;
    }
    options.source_column = source;
    options.target_column = target;
    options.weight_column = weight;
    return options;
}

void GraphFileOptions::tell(io::ResultDocument& result) const {
    if (directed || undirected) {
        result.parameters.emplace_back("directed", directed);
    }
    for (const auto& [name, column] :
         {std::pair("source", &source), {"target", &target}, {"weight", &weight}}) {
        if (!column->empty()) {
            result.parameters.emplace_back(name, *column);
        }
    }
}

void add_graph_column_options(CLI::App& app, GraphFileOptions& options) {
    app.add_option("--source", options.source, "column of an edge list where an edge begins")
        ->type_name("COL");
    app.add_option("--target", options.target, "column of an edge list where an edge ends")
        ->type_name("COL");
    app.add_option("--weight", options.weight, "column of an edge list with the weights")
        ->type_name("COL");
}

void add_graph_file_options(CLI::App& app, GraphFileOptions& options) {
    auto* directed = app.add_flag("--directed", options.directed, "read a graph file as directed");
    app.add_flag("--undirected", options.undirected, "read a graph file as undirected")
        ->excludes(directed);
    add_graph_column_options(app, options);
}

std::string FileGraph::label(graph::Vertex v) const {
    // igraph numbers the vertices of a file anew and keeps what they are called as `name`.
    for (const char* column : {"label", "name"}) {
        if (std::string label = io::text_at(io::find_column(document.vertex_columns, column), v);
            !label.empty()) {
            return label;
        }
    }
    return document.vertex_ids[v];
}

std::string FileGraph::kind(graph::Vertex v) const {
    const std::string kind = io::text_at(io::find_column(document.vertex_columns, "kind"), v);
    return kind.empty() ? "node" : kind;
}

bool FileGraph::has_column(const std::string& name) const {
    return io::find_column(document.vertex_columns, name) != nullptr;
}

std::string FileGraph::text(const std::string& column, graph::Vertex v) const {
    return io::text_at(io::find_column(document.vertex_columns, column), v);
}

std::vector<Nameable> FileGraph::nameable() const {
    std::vector<Nameable> all;
    for (graph::Vertex v = 0; v < graph.vertex_count(); ++v) {
        all.push_back({document.vertex_ids[v], label(v), {}, v});
    }
    return all;
}

std::vector<std::string> FileGraph::evidence(graph::Edge e) const {
    std::set<std::string> sorted;
    std::istringstream ids(io::text_at(io::find_column(document.edge_columns, "evidence"), e));
    for (std::string id; std::getline(ids >> std::ws, id, ';');) {
        sorted.insert(id);
    }
    return {sorted.begin(), sorted.end()};
}

FileGraph::Tie FileGraph::tie(graph::Vertex a, graph::Vertex b) const {
    Tie tie;
    std::set<std::string> told, told_evidence;
    const auto row = graph.out_neighbours(a);
    const auto [first, last] = std::equal_range(row.begin(), row.end(), b);
    for (auto at = first; at != last; ++at) {
        const graph::Edge e = graph.out_edges(a)[static_cast<std::size_t>(at - row.begin())];
        const std::string name = io::text_at(io::find_column(document.edge_columns, "type"), e);
        if (!name.empty() && told.insert(name).second) {
            tie.name += (tie.name.empty() ? "" : ", ") + name;
        }
        const std::vector<std::string> ids = this->evidence(e);
        told_evidence.insert(ids.begin(), ids.end());
    }
    if (tie.name.empty()) {
        tie.name = "edge";
    }
    tie.evidence.assign(told_evidence.begin(), told_evidence.end());
    return tie;
}

std::optional<FileGraph> load_graph_file(const std::vector<std::string>& inputs,
                                         const GraphFileOptions& options,
                                         const OutputOptions& output) {
    const io::GraphReadOptions reading = options.reading();
    const auto is_graph = [&](const std::string& path) {
        return path != "-" && io::is_graph_file(path, reading);
    };
    if (std::none_of(inputs.begin(), inputs.end(), is_graph)) {
        if (reading.directed) {
            throw UsageError("--directed and --undirected are for graph files");
        }
        if (reading.names_columns()) {
            throw UsageError("--source, --target and --weight are for edge lists, .csv or .tsv");
        }
        return std::nullopt;
    }
    if (inputs.size() > 1) {
        throw UsageError("one graph file at a time, and no incidents beside it");
    }
    if (reading.names_columns() &&
        io::graph_file_kind(inputs.front(), reading) != io::GraphFileKind::table) {
        throw UsageError("--source, --target and --weight are for edge lists, .csv or .tsv; this "
                         "format says itself what its edges are");
    }
    FileGraph file;
    file.document = io::read_graph_file(inputs.front(), reading, run_control(output, "reading"));
    for (const graph::Diagnostic& note : file.document.notes) {
        say(output, inputs.front() + ": " + note.message);
    }
    file.strength = strengths_of(file.document, inputs.front());
    file.graph = graph::CompressedGraph(
        file.document.directed ? graph::Directedness::directed : graph::Directedness::undirected,
        static_cast<graph::Vertex>(file.document.vertex_ids.size()), file.document.edges);
    return file;
}

FileGraph sorted_by_id(FileGraph file) {
    io::GraphDocument& document = file.document;
    std::vector<std::uint32_t> order = first_numbers(document.vertex_ids.size());
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return document.vertex_ids[a] < document.vertex_ids[b];
    });
    std::vector<graph::Vertex> now(order.size());
    for (std::uint32_t v = 0; v < order.size(); ++v) {
        now[order[v]] = v;
    }
    put_in_order(document.vertex_ids, order);
    put_in_order(document.vertex_columns, order);

    for (auto& [s, t] : document.edges) {
        s = now[s];
        t = now[t];
        if (!document.directed && t < s) {
            std::swap(s, t);
        }
    }
    order = first_numbers(document.edges.size());
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](std::uint32_t e) {
            return std::tuple(document.edges[e].source, document.edges[e].target, file.strength[e]);
        };
        if (key(a) != key(b)) {
            return key(a) < key(b);
        }
        const auto texts = [&](std::uint32_t e) {
            return std::pair(io::text_at(io::find_column(document.edge_columns, "evidence"), e),
                             io::text_at(io::find_column(document.edge_columns, "type"), e));
        };
        const auto of_a = texts(a);
        const auto of_b = texts(b);
        return of_a != of_b ? of_a < of_b : a < b;
    });
    put_in_order(document.edges, order);
    put_in_order(document.edge_columns, order);
    put_in_order(file.strength, order);
    file.graph = graph::CompressedGraph(document.directed ? graph::Directedness::directed
                                                          : graph::Directedness::undirected,
                                        static_cast<graph::Vertex>(now.size()), document.edges);
    return file;
}

} // namespace sandhan::cli
