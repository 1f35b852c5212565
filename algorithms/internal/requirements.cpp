// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/requirements.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms::internal {

using graph::Edge;
using graph::Vertex;

namespace {

/// The first edge that is a self-loop or repeats one, or edge_count().
Edge first_not_simple(const graph::CompressedGraph& g) {
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        const auto row = g.out_neighbours(v);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == v || (i > 0 && row[i] == row[i - 1])) {
                return g.out_edges(v)[i];
            }
        }
    }
    return g.edge_count();
}

std::string named(const graph::CompressedGraph& g, Edge e) {
    return "edge " + std::to_string(e) + " (" + std::to_string(g.ends(e).source) +
           (g.is_directed() ? " -> " : " - ") + std::to_string(g.ends(e).target) + ")";
}

std::string shortest(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

} // namespace

bool is_simple(const graph::CompressedGraph& g) { return first_not_simple(g) == g.edge_count(); }

void require_simple(const graph::CompressedGraph& g, const char* kernel) {
    const Edge e = first_not_simple(g);
    if (e == g.edge_count()) {
        return;
    }
    const auto [s, t] = g.ends(e);
    throw std::invalid_argument(std::string(kernel) + ": " + named(g, e) +
                                (s == t ? " is a self-loop" : " is one of several parallel edges") +
                                "; give the graph through simplified()");
}

void require_positive(const graph::CompressedGraph& g,
                      std::span<const double> values,
                      const char* kernel,
                      const char* what) {
    const std::string name(what);
    const std::string who(kernel);
    if (values.empty()) {
        return;
    }
    if (values.size() != g.edge_count()) {
        throw std::invalid_argument(who + ": " + std::to_string(values.size()) + " " + name +
                                    "s for " + std::to_string(g.edge_count()) + " edges");
    }
    double sum = 0.0;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        // Written as !(> 0) so that NaN is refused too.
        if (!(values[e] > 0.0) || std::isinf(values[e])) {
            throw std::invalid_argument(who + ": " + named(g, e) + " has " + name + " " +
                                        shortest(values[e]) + "; " + name +
                                        "s must be finite and > 0");
        }
        sum += values[e];
    }
    if (std::isinf(sum)) {
        throw std::invalid_argument(who + ": the " + name +
                                    "s add up to more than a number can hold; divide them all by "
                                    "the largest");
    }
}

} // namespace sandhan::algorithms::internal
