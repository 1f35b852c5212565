// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/whole_graph.hpp"

#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/assortativity.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/centralisation.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/distances.hpp"
#include "algorithms/hubs/eccentricity.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/small_world.hpp"
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

Figure central(const graph::CompressedGraph& g,
               CentralisedMeasure measure,
               const std::vector<double>& score) {
    const auto directedness =
        g.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected;
    return centralisation(score, most_centralised(measure, directedness, g.vertex_count()));
}

Figure degree_centralisation(const graph::CompressedGraph& g,
                             CentralisedMeasure measure,
                             Direction direction) {
    const auto count = degree(g, direction);
    return central(g, measure, {count.begin(), count.end()});
}

Figure betweenness_centralisation(const graph::CompressedGraph& g,
                                  const graph::RunControl& control) {
    return central(g, CentralisedMeasure::betweenness,
                   betweenness(g, {}, Normalisation::by_size, control));
}

Figure eigenvector_centralisation(const graph::CompressedGraph& g,
                                  const graph::RunControl& control) {
    Eigenvector vector = eigenvector(g, {}, {}, control);
    const bool of_one_part = vector.parts == 1 || g.edge_count() == 0;
    const double largest =
        vector.score.empty() ? 0.0 : *std::max_element(vector.score.begin(), vector.score.end());
    if (!of_one_part || !vector.converged || !(largest > 0.0)) {
        return std::nullopt;
    }
    for (double& score : vector.score) {
        score /= largest;
    }
    return central(g, CentralisedMeasure::eigenvector, vector.score);
}

struct Paths {
    Figure diameter;
    Figure mean;
    Figure radius;
    Figure closeness_centralisation;
    Figure harmonic_centralisation;
};

Paths paths(const graph::CompressedGraph& g,
            Vertex largest_component,
            const graph::RunControl& control) {
    const DistanceSums sums = incoming_distances(g, {}, control);
    Paths result;
    result.closeness_centralisation = central(g, CentralisedMeasure::closeness, closeness(sums));
    result.harmonic_centralisation =
        central(g, CentralisedMeasure::harmonic, harmonic(sums, Normalisation::by_size));
    double total = 0.0; // of integers: exact below 2^53
    double pairs = 0.0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        total += sums.total[v];
        pairs += sums.reaching[v];
        if (sums.reaching[v] + 1 == largest_component &&
            sums.farthest[v] < result.radius.value_or(g.vertex_count())) {
            result.radius = sums.farthest[v];
        }
    }
    if (pairs == 0.0) {
        result.radius = std::nullopt;
        return result;
    }
    result.diameter = *std::max_element(sums.farthest.begin(), sums.farthest.end());
    result.mean = total / pairs;
    return result;
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
    const SimpleGraph simple = simplified(original, options.strength);
    const graph::CompressedGraph& g = simple.graph;
    const auto loops = std::count_if(original.edges().begin(), original.edges().end(),
                                     [](auto e) { return e.source == e.target; });
    const auto parallel = original.edge_count() - g.edge_count() - loops;

    const Components components = connected_components(g);
    const CutParts parts = cut_parts(g);
    const auto core = core_numbers(g);
    const auto points = std::count(parts.articulation.begin(), parts.articulation.end(), true);
    Paths lengths;
    if (options.distances) {
        lengths = paths(g, components.largest(), control);
    } else if (options.diameter) {
        lengths.diameter = graph_extent(g, control).diameter;
    }
    const auto within = [&g](std::span<const std::uint32_t> group) {
        return group.empty() ? Figure() : group_assortativity(g, group);
    };
    const Figure small = options.distances ? small_world(g, control).small_worldness : Figure();
    const RewiredWorld rewired =
        options.rewirings == 0
            ? RewiredWorld()
            : small_world_rewired(g, {.graphs = options.rewirings, .seed = options.seed}, control);
    const Figure between = options.betweenness ? betweenness_centralisation(g, control) : Figure{};

    const Figure spectral = options.eigenvector ? eigenvector_centralisation(g, control) : Figure{};

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
        {"degree_centralisation",
         degree_centralisation(g, CentralisedMeasure::degree, Direction::both), real},
        {"betweenness_centralisation", between, real},
        {"max_core", count(core.empty() ? 0U : *std::max_element(core.begin(), core.end())),
         integer},
        {"articulation_points", count(points), integer},
        {"bridges", count(parts.bridges.size()), integer},
        {"diameter", lengths.diameter, integer},
        {"mean_distance", lengths.mean, real},
        {"clustering", mean(clustering(g, control)), real},
        {"transitivity", transitivity(g, control), real},
        {"radius", lengths.radius, integer},
        {"in_degree_centralisation",
         g.is_directed() ? degree_centralisation(g, CentralisedMeasure::in_degree, Direction::in)
                         : Figure(),
         real},
        {"out_degree_centralisation",
         g.is_directed() ? degree_centralisation(g, CentralisedMeasure::out_degree, Direction::out)
                         : Figure(),
         real},
        {"closeness_centralisation", lengths.closeness_centralisation, real},
        {"harmonic_centralisation", lengths.harmonic_centralisation, real},
        {"eigenvector_centralisation", spectral, real},
        {"degree_assortativity", degree_assortativity(g), real},
        {"strength_assortativity",
         options.strength.empty() ? Figure() : degree_assortativity(g, simple.strength), real},
        {"state_assortativity", within(options.state), real},
        {"kind_assortativity", within(options.kind), real},
        {"small_worldness", small, real},
        {"rewired_small_worldness", rewired.small_worldness, real},
        {"rewired_small_worldness_low", rewired.low, real},
        {"rewired_small_worldness_high", rewired.high, real},
        {"omega", rewired.omega, real},
    };
}

} // namespace sandhan::algorithms
