// SPDX-License-Identifier: Apache-2.0
#include "io/graph_formats.hpp"

#include <algorithm>
#include <cctype>

namespace sandhan::io {
namespace {

std::string lowered_name(std::string_view path) {
    std::string name;
    for (const char c : path) {
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return name;
}

} // namespace

std::span<const GraphFormatInfo> graph_formats() {
    static const std::vector<GraphFormatInfo> formats{
        {GraphFormat::graphml, "graphml", {".graphml", ".xml"}, {"yed"}},
        {GraphFormat::gexf, "gexf", {".gexf"}, {"gexf12"}},
        {GraphFormat::gml, "gml", {".gml"}, {"utf8"}},
        {GraphFormat::pajek, "pajek", {".net"}, {}},
        {GraphFormat::dot, "dot", {".dot", ".gv"}, {}},
        {GraphFormat::cx2, "cx2", {".cx2"}, {}},
        {GraphFormat::geojson, "geojson", {".geojson"}, {}, true},
        {GraphFormat::kml, "kml", {".kml"}, {}, true},
        {GraphFormat::geopackage, "gpkg", {".gpkg"}, {}, true},
        {GraphFormat::csv, "csv", {".csv"}, {}, false, {"", "nodes"}},
        {GraphFormat::matrix, "matrix", {}, {}},
        {GraphFormat::neo4j, "neo4j", {}, {}, false, {"nodes", "relationships", "import"}},
        {GraphFormat::graphframes, "graphframes", {}, {}, false, {"vertices", "edges"}},
        {GraphFormat::i2, "i2", {}, {}, false, {"entities", "links"}},
    };
    return formats;
}

const GraphFormatInfo& info_of(GraphFormat format) {
    const auto formats = graph_formats();
    return *std::find_if(formats.begin(), formats.end(),
                         [&](const GraphFormatInfo& info) { return info.format == format; });
}

std::optional<GraphFormat> format_named(std::string_view name) {
    for (const GraphFormatInfo& info : graph_formats()) {
        if (info.name == name) {
            return info.format;
        }
    }
    return std::nullopt;
}

bool is_packed_name(std::string_view path) { return lowered_name(path).ends_with(".gz"); }

std::optional<GraphFormat> format_of_ending(std::string_view path) {
    std::string name = lowered_name(path);
    if (name.ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    for (const GraphFormatInfo& info : graph_formats()) {
        for (const std::string_view ending : info.endings) {
            if (name.ends_with(ending)) {
                return info.format;
            }
        }
    }
    return std::nullopt;
}

} // namespace sandhan::io
