// SPDX-License-Identifier: Apache-2.0
#include "io/graph_file.hpp"

#include "io/byte_source.hpp"
#include "io/dot_reader.hpp"
#include "io/edge_list_reader.hpp"
#include "io/errors.hpp"
#include "io/gexf_reader.hpp"
#include "io/gml_reader.hpp"
#include "io/graphml_reader.hpp"
#include "io/input_bytes.hpp"
#include "io/matrix_market_reader.hpp"
#include "io/pajek_reader.hpp"
#include "io/text_input.hpp"
#include "io/ucinet_dl_reader.hpp"
#include "io/xml_parser.hpp"

#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>

namespace sandhan::io {
namespace {

/// The name in lower case, without `.gz`.
std::string plain_name(const std::string& path) {
    std::string name;
    for (const char c : path) {
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (name.ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    return name;
}

/// By the ending alone.
std::optional<GraphFileKind> kind_by_name(const std::string& name) {
    constexpr std::array<std::pair<std::string_view, GraphFileKind>, 12> endings{{
        {".graphml", GraphFileKind::graphml},
        {".xml", GraphFileKind::xml},
        {".gexf", GraphFileKind::gexf},
        {".gml", GraphFileKind::gml},
        {".net", GraphFileKind::pajek},
        {".paj", GraphFileKind::pajek},
        {".dot", GraphFileKind::dot},
        {".gv", GraphFileKind::dot},
        {".dl", GraphFileKind::ucinet_dl},
        {".mtx", GraphFileKind::matrix_market},
        {".csv", GraphFileKind::table},
        {".tsv", GraphFileKind::table},
    }};
    for (const auto& [ending, kind] : endings) {
        if (name.ends_with(ending)) {
            return kind;
        }
    }
    return std::nullopt;
}

/// Whether the file can be opened and `test` holds of it.
template <class Test>
bool holds_of(const std::string& path, Test test) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return false;
    }
    try {
        return test();
    } catch (const FileError&) {
        return false;
    } catch (const ParseError&) {
        return false;
    }
}

/// Leaves the parser at the first element.
class RootFinder : public XmlHandler {
  public:
    struct Found {
        bool is_gexf;
    };
    void start_element(std::string_view name, const XmlAttributes&, const XmlPlace&) override {
        throw Found{name == "gexf"};
    }
    void end_element(const XmlPlace&) override {}
    void text(std::string_view) override {}
};

bool is_gexf(const std::string& path) {
    InputBytes input(path);
    RootFinder finder;
    try {
        parse_xml([&](char* to, std::size_t size) { return input.read(to, size); }, path, finder);
    } catch (const RootFinder::Found& found) {
        return found.is_gexf;
    } catch (const ParseError&) {
        // The reader will meet the same, and say it.
    }
    return false;
}

} // namespace

std::optional<GraphFileKind> graph_file_kind(const std::string& path,
                                             const GraphReadOptions& options) {
    const std::string name = plain_name(path);
    const std::optional<GraphFileKind> kind = kind_by_name(name);
    if (kind == GraphFileKind::table && options.source_column.empty() &&
        options.target_column.empty() &&
        !holds_of(path, [&] { return has_edge_list_header(path); })) {
        return std::nullopt;
    }
    // Other programs name other things .net.
    const bool is_pajek = !name.ends_with(".net") || holds_of(path, [&] {
        const TextInput text(unpacked(open_file(path), path), path);
        return is_pajek_opening(text.opening());
    });
    return is_pajek ? kind : std::nullopt;
}

bool is_graph_file(const std::string& path, const GraphReadOptions& options) {
    return graph_file_kind(path, options).has_value();
}

GraphDocument read_graph_file(const std::string& path,
                              const GraphReadOptions& options,
                              const graph::RunControl& control) {
    std::optional<GraphFileKind> kind = kind_by_name(plain_name(path));
    if (!kind) {
        throw ParseError(path + ": not a graph file; give .graphml, .gexf, .gml, .net, .dot, .dl, "
                                ".mtx, or .csv with source and target");
    }
    if (kind == GraphFileKind::table) {
        return read_edge_list(path, options, control);
    }
    if (kind == GraphFileKind::xml) {
        kind = is_gexf(path) ? GraphFileKind::gexf : GraphFileKind::graphml;
    }
    InputBytes input(path);
    switch (*kind) {
    case GraphFileKind::gexf:
        return read_gexf(input, options, control);
    case GraphFileKind::gml:
        return read_gml(input, options, control);
    case GraphFileKind::pajek:
        return read_pajek(input, options, control);
    case GraphFileKind::dot:
        return read_dot(input, options, control);
    case GraphFileKind::ucinet_dl:
        return read_ucinet_dl(input, options, control);
    case GraphFileKind::matrix_market:
        return read_matrix_market(input, options, control);
    default:
        return read_graphml(input, {options.directed}, control);
    }
}

} // namespace sandhan::io
