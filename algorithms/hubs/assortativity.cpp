// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/assortativity.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/internal/groups.hpp"
#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// Calls use(source, target) for every edge, an undirected one both ways.
template <class Use>
void for_each_direction(const graph::CompressedGraph& g, Use use) {
    for (const auto [s, t] : g.edges()) {
        use(s, t);
        if (!g.is_directed()) {
            use(t, s);
        }
    }
}

} // namespace

std::optional<double> numeric_assortativity(const graph::CompressedGraph& g,
                                            std::span<const double> at_source,
                                            std::span<const double> at_target) {
    if (at_source.size() != g.vertex_count() || at_target.size() != g.vertex_count()) {
        throw std::invalid_argument("assortativity: " + std::to_string(at_source.size()) + " and " +
                                    std::to_string(at_target.size()) + " numbers for " +
                                    std::to_string(g.vertex_count()) + " vertices");
    }
    double count = 0.0;
    double source_sum = 0.0;
    double target_sum = 0.0;
    bool source_varies = false; // exactly: sums of equal numbers need not be that many times one
    bool target_varies = false;
    double first_source = 0.0;
    double first_target = 0.0;
    for_each_direction(g, [&](Vertex s, Vertex t) {
        if (count == 0.0) {
            first_source = at_source[s];
            first_target = at_target[t];
        }
        source_varies = source_varies || at_source[s] != first_source;
        target_varies = target_varies || at_target[t] != first_target;
        source_sum += at_source[s];
        target_sum += at_target[t];
        count += 1.0;
    });
    if (!source_varies || !target_varies) {
        return std::nullopt;
    }
    // From the means in a second pass: the difference of two large sums would lose digits.
    const double source_mean = source_sum / count;
    const double target_mean = target_sum / count;
    double together = 0.0;
    double source_square = 0.0;
    double target_square = 0.0;
    for_each_direction(g, [&](Vertex s, Vertex t) {
        const double x = at_source[s] - source_mean;
        const double y = at_target[t] - target_mean;
        together += x * y;
        source_square += x * x;
        target_square += y * y;
    });
    return std::clamp(together / (std::sqrt(source_square) * std::sqrt(target_square)), -1.0, 1.0);
}

std::optional<double> degree_assortativity(const graph::CompressedGraph& g,
                                           std::span<const double> edge_strength) {
    internal::require_positive(g, edge_strength, "assortativity", "strength");
    return numeric_assortativity(g, strength(g, edge_strength, Direction::out),
                                 strength(g, edge_strength, Direction::in));
}

std::optional<double> group_assortativity(const graph::CompressedGraph& g,
                                          std::span<const std::uint32_t> group) {
    const internal::DenseGroups groups = internal::dense_groups(g, group, "assortativity");
    double edges = 0.0; // and what follows: whole numbers below 2^33, exact
    double within = 0.0;
    std::vector<double> leaving(groups.size.size(), 0.0);
    std::vector<double> arriving(groups.size.size(), 0.0);
    for_each_direction(g, [&](Vertex s, Vertex t) {
        const std::uint32_t from = groups.of[s];
        const std::uint32_t to = groups.of[t];
        if (from == internal::outside || to == internal::outside) {
            return;
        }
        edges += 1.0;
        within += from == to ? 1.0 : 0.0;
        leaving[from] += 1.0;
        arriving[to] += 1.0;
    });
    if (edges == 0.0) {
        return std::nullopt;
    }
    double by_chance = 0.0;
    for (std::size_t i = 0; i < leaving.size(); ++i) {
        if (leaving[i] == edges && arriving[i] == edges) {
            return std::nullopt;
        }
        by_chance += (leaving[i] / edges) * (arriving[i] / edges);
    }
    return (within / edges - by_chance) / (1.0 - by_chance);
}

} // namespace sandhan::algorithms
