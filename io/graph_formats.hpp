// SPDX-License-Identifier: Apache-2.0
// The formats in which a graph can be written: their names, their endings, what files they make.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

enum class GraphFormat {
    graphml,
    gexf,
    gml,
    pajek,
    dot,
    cx2,
    geojson,
    kml,
    geopackage,
    csv,         ///< vertices and edges
    matrix,      ///< origins by destinations
    neo4j,       ///< two tables and a script that imports them
    graphframes, ///< two tables for Spark
    i2,          ///< two tables for Analyst's Notebook
};

struct GraphFormatInfo {
    GraphFormat format;
    std::string_view name;                  ///< as --to takes it
    std::vector<std::string_view> endings;  ///< with the point; none: only by name
    std::vector<std::string_view> dialects; ///< as --dialect takes them
    bool is_map = false;                    ///< only what lies on the Earth is written
    /// Of a format of several files: what stands between the name and the ending of each.
    std::vector<std::string_view> parts = {};
};

[[nodiscard]] std::span<const GraphFormatInfo> graph_formats();
[[nodiscard]] const GraphFormatInfo& info_of(GraphFormat format);
[[nodiscard]] std::optional<GraphFormat> format_named(std::string_view name);
/// By the ending, in any case, and with `.gz` behind it too.
[[nodiscard]] std::optional<GraphFormat> format_of_ending(std::string_view path);

/// Whether the name ends in `.gz`, in any case.
[[nodiscard]] bool is_packed_name(std::string_view path);

} // namespace sandhan::io
