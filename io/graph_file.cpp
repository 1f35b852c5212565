// SPDX-License-Identifier: Apache-2.0
#include "io/graph_file.hpp"

#include "io/edge_list_reader.hpp"
#include "io/errors.hpp"
#include "io/graphml_reader.hpp"
#include "io/input_bytes.hpp"

#include <cctype>
#include <filesystem>

namespace sandhan::io {
namespace {

enum class Kind { none, graphml, gexf, table };

Kind kind_of(const std::string& path) {
    std::string name;
    for (const char c : path) {
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (name.ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    if (name.ends_with(".graphml") || name.ends_with(".xml")) {
        return Kind::graphml;
    }
    if (name.ends_with(".gexf")) {
        return Kind::gexf;
    }
    return name.ends_with(".csv") || name.ends_with(".tsv") ? Kind::table : Kind::none;
}

} // namespace

bool is_graph_file(const std::string& path) {
    const Kind kind = kind_of(path);
    if (kind != Kind::table) {
        return kind != Kind::none;
    }
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return false;
    }
    try {
        return has_edge_list_header(path);
    } catch (const FileError&) {
        return false;
    } catch (const ParseError&) {
        return false;
    }
}

GraphDocument read_graph_file(const std::string& path,
                              std::optional<bool> directed,
                              const graph::RunControl& control) {
    switch (kind_of(path)) {
    case Kind::graphml: {
        InputBytes input(path);
        return read_graphml(input, {directed}, control);
    }
    case Kind::gexf:
        throw ParseError(path + ": GEXF is not read by this version; save the graph as GraphML");
    case Kind::table:
        return read_edge_list(path, directed, control);
    case Kind::none:
        break;
    }
    throw ParseError(path + ": not a graph file; give .graphml, or .csv with source and target");
}

} // namespace sandhan::io
