// SPDX-License-Identifier: Apache-2.0
#include "cli/laid_out.hpp"

#include "algorithms/layout/force_layout.hpp"
#include "cli/map_layout.hpp"
#include "cli/session.hpp"
#include "graph/compressed_graph.hpp"
#include "io/graph_drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

constexpr double usual_radius = 6.0;

std::vector<double> radii_of(const io::GraphDocument& document) {
    const io::GraphDrawing drawing(document);
    std::vector<double> radii;
    for (std::size_t v = 0; v < document.vertex_ids.size(); ++v) {
        radii.push_back(drawing.size(v).value_or(usual_radius));
    }
    return radii;
}

/// Where a weight is none that pulls, the edge pulls as one of 1.
std::vector<double> pulls_of(const io::GraphDocument& document) {
    const io::GraphDrawing drawing(document);
    std::vector<double> pulls;
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        pulls.push_back(drawing.weight(e) > 0.0 ? drawing.weight(e) : 1.0);
    }
    return pulls;
}

std::vector<Position> by_forces(const io::GraphDocument& document, const OutputOptions& output) {
    const graph::CompressedGraph g(graph::Directedness::undirected,
                                   static_cast<graph::Vertex>(document.vertex_ids.size()),
                                   document.edges);
    algorithms::LayoutOptions options;
    options.seed = output.seed;
    std::vector<Position> positions;
    for (const algorithms::Point p :
         algorithms::force_layout(g, pulls_of(document), radii_of(document), options,
                                  run_control(output, "laying out"))) {
        positions.push_back({rounded(p.x), rounded(p.y)});
    }
    return positions;
}

/// The middle of the neighbours that have a wish, for those that have none; round by round, so that
/// what hangs on to something that hangs on finds its way too.
void wish_amid_neighbours(const io::GraphDocument& document, std::vector<Wish>& wishes) {
    struct Sum {
        double x = 0.0;
        double y = 0.0;
        double count = 0.0;
    };
    constexpr int rounds = 4;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Sum> sums(wishes.size());
        const auto pull = [&](graph::Vertex from, graph::Vertex to) {
            if (const auto& p = wishes[from].position; p && !wishes[to].position) {
                sums[to].x += p->x;
                sums[to].y += p->y;
                sums[to].count += 1.0;
            }
        };
        for (const auto [s, t] : document.edges) {
            pull(s, t);
            pull(t, s);
        }
        for (std::size_t v = 0; v < wishes.size(); ++v) {
            if (sums[v].count > 0.0) {
                wishes[v].position = Position{rounded(sums[v].x / sums[v].count),
                                              rounded(sums[v].y / sums[v].count)};
            }
        }
    }
}

std::vector<Position> by_map(const io::GraphDocument& document) {
    const io::GraphDrawing drawing(document);
    std::vector<Wish> wishes(document.vertex_ids.size());
    for (std::size_t v = 0; v < wishes.size(); ++v) {
        if (const auto place = drawing.lon_lat(v)) {
            wishes[v] = {projected((*place)[1], (*place)[0]), true};
        }
    }
    wish_amid_neighbours(document, wishes);
    return spread_out(wishes, radii_of(document));
}

void set_column(std::vector<io::Column>& columns, const char* name, std::vector<double> values) {
    for (io::Column& column : columns) {
        if (column.name == name) {
            column.values = std::move(values);
            return;
        }
    }
    columns.push_back({name, std::move(values)});
}

} // namespace

std::optional<Layout> layout_named(const std::string& name) {
    if (name == "map") {
        return Layout::map;
    }
    if (name == "force") {
        return Layout::force;
    }
    return name == "none" ? std::optional(Layout::none) : std::nullopt;
}

void lay_out(io::GraphDocument& document, Layout layout, const OutputOptions& output) {
    if (layout == Layout::none) {
        std::erase_if(document.vertex_columns, [](const io::Column& column) {
            return column.name == "x" || column.name == "y" || column.name == "z";
        });
        return;
    }
    const std::vector<Position> positions =
        layout == Layout::force ? by_forces(document, output) : by_map(document);
    std::vector<double> x;
    std::vector<double> y;
    for (const Position& p : positions) {
        x.push_back(p.x);
        y.push_back(p.y);
    }
    set_column(document.vertex_columns, "x", std::move(x));
    set_column(document.vertex_columns, "y", std::move(y));
}

bool is_laid_out(const io::GraphDocument& document) {
    const io::GraphDrawing drawing(document);
    for (std::size_t v = 0; v < document.vertex_ids.size(); ++v) {
        if (!drawing.point(v)) {
            return false;
        }
    }
    return true;
}

} // namespace sandhan::cli
