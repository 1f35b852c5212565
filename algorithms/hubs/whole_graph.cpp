// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/whole_graph.hpp"

#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/distances.hpp"
#include "algorithms/simple_graph.hpp"

#include <algorithm>
#include <cstdint>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

using Figure = std::optional<double>;

Figure density(const graph::CompressedGraph& g) {
    const double n = g.vertex_count();
    if (g.vertex_count() < 2) {
        return 0.0;
    }
    return g.edge_count() * (g.is_directed() ? 1.0 : 2.0) / (n * (n - 1.0));
}

Figure reciprocity(const graph::CompressedGraph& g) {
    if (!g.is_directed() || g.edge_count() == 0) {
        return std::nullopt;
    }
    std::uint64_t answered = 0;
    for (const auto [s, t] : g.edges()) {
        const auto row = g.out_neighbours(t);
        answered += std::binary_search(row.begin(), row.end(), s) ? 1U : 0U;
    }
    return static_cast<double>(answered) / g.edge_count();
}

/// How far the largest score stands above all others, as a share of how far it could.
Figure centralisation(const std::vector<double>& score, double possible) {
    if (score.size() < 3) {
        return std::nullopt;
    }
    const double largest = *std::max_element(score.begin(), score.end());
    double above = 0.0;
    for (const double s : score) {
        above += largest - s;
    }
    return above / possible;
}

Figure degree_centralisation(const graph::CompressedGraph& g) {
    const double n = g.vertex_count();
    const auto count = degree(g);
    return centralisation({count.begin(), count.end()},
                          (n - 1.0) * (n - 2.0) * (g.is_directed() ? 2.0 : 1.0));
}

Figure betweenness_centralisation(const graph::CompressedGraph& g,
                                  const graph::RunControl& control) {
    // The centre of a star scores 1, its n - 1 leaves 0.
    const double n = g.vertex_count();
    return centralisation(betweenness(g, {}, Normalisation::by_size, control), n - 1.0);
}

struct Paths {
    Figure diameter;
    Figure mean;
};

Paths paths(const graph::CompressedGraph& g, const graph::RunControl& control) {
    const DistanceSums sums = incoming_distances(g, {}, control);
    double total = 0.0; // of integers: exact below 2^53
    double pairs = 0.0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        total += sums.total[v];
        pairs += sums.reaching[v];
    }
    if (pairs == 0.0) {
        return {};
    }
    return {*std::max_element(sums.farthest.begin(), sums.farthest.end()), total / pairs};
}

Figure mean(const std::vector<double>& values) {
    if (values.empty()) {
        return std::nullopt;
    }
    double sum = 0.0;
    for (const double v : values) {
        sum += v;
    }
    return sum / static_cast<double>(values.size());
}

Figure transitivity(const graph::CompressedGraph& g, const graph::RunControl& control) {
    const SimpleGraph view = undirected_simplified(g);
    const auto share = clustering(view.graph, control);
    double closed = 0.0;
    double all = 0.0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        const double d = view.graph.out_degree(v);
        closed += share[v] * d * (d - 1.0);
        all += d * (d - 1.0);
    }
    return all == 0.0 ? 0.0 : closed / all;
}

} // namespace

std::vector<SummaryRow> whole_graph_summary(const graph::CompressedGraph& original,
                                            const SummaryOptions& options,
                                            const graph::RunControl& control) {
    const SimpleGraph simple = simplified(original);
    const graph::CompressedGraph& g = simple.graph;
    const auto loops = std::count_if(original.edges().begin(), original.edges().end(),
                                     [](auto e) { return e.source == e.target; });
    const auto parallel = original.edge_count() - g.edge_count() - loops;

    const Components components = connected_components(g);
    const CutParts parts = cut_parts(g);
    const auto core = core_numbers(g);
    const auto points = std::count(parts.articulation.begin(), parts.articulation.end(), true);
    const Paths lengths = options.distances ? paths(g, control) : Paths{};
    const Figure between = options.betweenness ? betweenness_centralisation(g, control) : Figure{};

    using enum ColumnKind;
    const auto count = [](auto value) { return Figure(static_cast<double>(value)); };
    return {
        {"vertices", count(original.vertex_count()), integer},
        {"edges", count(original.edge_count()), integer},
        {"directed", count(original.is_directed()), boolean},
        {"parallel_edges", count(parallel), integer},
        {"self_loops", count(loops), integer},
        {"density", density(g), real},
        {"reciprocity", reciprocity(g), real},
        {"components", count(components.size.size()), integer},
        {"largest_component", count(components.largest()), integer},
        {"degree_centralisation", degree_centralisation(g), real},
        {"betweenness_centralisation", between, real},
        {"max_core", count(core.empty() ? 0U : *std::max_element(core.begin(), core.end())),
         integer},
        {"articulation_points", count(points), integer},
        {"bridges", count(parts.bridges.size()), integer},
        {"diameter", lengths.diameter, integer},
        {"mean_distance", lengths.mean, real},
        {"clustering", mean(clustering(g, control)), real},
        {"transitivity", transitivity(g, control), real},
    };
}

} // namespace sandhan::algorithms
