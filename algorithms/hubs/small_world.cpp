// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/small_world.hpp"

#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/distances.hpp"
#include "algorithms/hubs/latticising.hpp"
#include "algorithms/hubs/rewiring.hpp"
#include "algorithms/internal/alone.hpp"
#include "algorithms/simple_graph.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// The component that stands for an undirected graph.
graph::CompressedGraph largest_part(const graph::CompressedGraph& g) {
    const Components parts = connected_components(g);
    std::vector<std::size_t> edges(parts.size.size(), 0);
    for (const auto [s, t] : g.edges()) {
        ++edges[parts.of[s]];
    }
    // By the order of the vertices, not of the components' numbers.
    std::uint32_t best = parts.of.empty() ? 0 : parts.of.front();
    for (const std::uint32_t part : parts.of) {
        if (std::pair(parts.size[part], edges[part]) > std::pair(parts.size[best], edges[best])) {
            best = part;
        }
    }
    std::vector<Vertex> number(g.vertex_count(), graph::no_vertex);
    Vertex n = 0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (parts.of[v] == best) {
            number[v] = n++;
        }
    }
    std::vector<graph::VertexPair> kept;
    for (const auto [s, t] : g.edges()) {
        if (parts.of[s] == best) {
            kept.push_back({number[s], number[t]});
        }
    }
    return {graph::Directedness::undirected, n, std::move(kept)};
}

double mean_clustering(const graph::CompressedGraph& g, const graph::RunControl& control) {
    double closed = 0.0;
    for (const double c : clustering(g, control)) {
        closed += c;
    }
    return g.vertex_count() == 0 ? 0.0 : closed / g.vertex_count();
}

WorldFigures world_figures(const graph::CompressedGraph& g, const graph::RunControl& control) {
    WorldFigures figures;
    figures.clustering = mean_clustering(g, control);
    const DistanceSums sums = incoming_distances(g, {}, control);
    double total = 0.0;
    double pairs = 0.0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        total += sums.total[v];
        pairs += sums.reaching[v];
    }
    figures.mean_distance = pairs == 0.0 ? 0.0 : total / pairs;
    return figures;
}

/// Rounded down.
std::uint64_t mean_degree_of(const graph::CompressedGraph& g) {
    return g.vertex_count() == 0 ? 0 : std::uint64_t{2} * g.edge_count() / g.vertex_count();
}

std::optional<double> small_worldness(const WorldFigures& found, const WorldFigures& random) {
    const double s =
        (found.clustering / random.clustering) / (found.mean_distance / random.mean_distance);
    return std::isfinite(s) ? std::optional(s) : std::nullopt;
}

RewiredFigure middle(std::vector<double> values) {
    RewiredFigure figure;
    for (const double value : values) {
        figure.mean += value;
    }
    figure.mean /= static_cast<double>(values.size());
    std::sort(values.begin(), values.end());
    // 19/20 and 1/20 in whole numbers: 0.95 R may be a hair above an integer.
    figure.low = values[(values.size() + 19) / 20 - 1];
    figure.high = values[(19 * values.size() + 19) / 20 - 1];
    return figure;
}

} // namespace

SmallWorld small_world(const graph::CompressedGraph& g, const graph::RunControl& control) {
    const graph::CompressedGraph part = largest_part(undirected_simplified(g).graph);
    SmallWorld result;
    result.vertices = part.vertex_count();
    result.found = world_figures(part, control);
    if (part.edge_count() == 0) {
        return result;
    }
    const double n = part.vertex_count();
    const double mean_degree = 2.0 * part.edge_count() / n;
    if (!(mean_degree > 1.0)) {
        return result;
    }
    result.random = {mean_degree / n, std::log(n) / std::log(mean_degree)};
    result.small_worldness = small_worldness(result.found, result.random);
    return result;
}

RewiredWorld small_world_rewired(const graph::CompressedGraph& g,
                                 const RewiringOptions& options,
                                 const graph::RunControl& control) {
    if (options.graphs == 0 || options.swaps_per_edge == 0 || options.lattices == 0) {
        throw std::invalid_argument(
            "small_world: graphs, swaps_per_edge and lattices must be at least 1; there is "
            "nothing to compare with otherwise");
    }
    const graph::CompressedGraph part = largest_part(undirected_simplified(g).graph);
    graph::RunControl quiet;
    quiet.stop_requested = control.stop_requested;
    const WorldFigures found = world_figures(part, quiet);

    const std::size_t graphs = options.graphs;
    std::vector<double> clustered(graphs);
    std::vector<double> distance(graphs);
    std::vector<double> lattice(std::min<std::size_t>(options.lattices, graphs));
    const std::uint64_t swaps = std::uint64_t{options.swaps_per_edge} * part.edge_count();
    const std::uint64_t lattice_swaps = std::uint64_t{options.lattice_swaps} * part.edge_count() *
                                        std::max<std::uint64_t>(1, mean_degree_of(part));
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(std::size_t{0}, graphs, [&](std::size_t i) {
        // Seeds of graphs lie apart as SplitMix mixes them; those of runs must not overlap.
        const std::uint64_t seed = options.seed * 0x9E3779B97F4A7C15ULL + i;
        WorldFigures one;
        // A thread that waits in here would begin with further graphs, each in memory.
        internal::alone([&] {
            one = world_figures(rewired(part, swaps, seed, quiet), quiet);
            if (i < lattice.size()) {
                lattice[i] =
                    mean_clustering(latticised(part, random_places(part.vertex_count(), seed),
                                               lattice_swaps, seed, quiet),
                                    quiet);
            }
        });
        clustered[i] = one.clustering;
        distance[i] = one.mean_distance;
        control.report(++done, graphs);
    });

    RewiredWorld result;
    result.clustering = middle(clustered);
    result.mean_distance = middle(distance);
    result.small_worldness =
        small_worldness(found, {result.clustering.mean, result.mean_distance.mean});
    std::vector<double> each(graphs);
    for (std::size_t i = 0; i < graphs; ++i) {
        each[i] = small_worldness(found, {clustered[i], distance[i]}).value_or(HUGE_VAL);
    }
    const RewiredFigure range = middle(each);
    const auto finite = [](double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; };
    result.low = finite(range.low);
    result.high = finite(range.high);
    result.lattice_clustering = middle(lattice);
    const double most_closed =
        std::max(found.clustering, *std::max_element(lattice.begin(), lattice.end()));
    result.omega =
        finite(result.mean_distance.mean / found.mean_distance - found.clustering / most_closed);
    return result;
}

} // namespace sandhan::algorithms
