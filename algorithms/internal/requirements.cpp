// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/requirements.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
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

using Share = tbb::blocked_range<std::size_t>;

/// How many i of 0..n-1 are `odd`.
template <class Odd>
std::size_t count(std::size_t n, Odd odd) {
    constexpr std::size_t worth_a_thread = std::size_t{1} << 16;
    return tbb::parallel_reduce(
        Share(0, n, worth_a_thread), std::size_t{0},
        [&](const Share& share, std::size_t found) {
            std::uint32_t here = 0; // narrow, so that eight are counted at once
            for (std::size_t i = share.begin(); i != share.end(); ++i) {
                here += odd(i) ? 1U : 0U;
            }
            return found + here;
        },
        std::plus<>());
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

// Rows lie one behind the other, so that equal neighbours side by side can be counted in one sweep,
// without a look at where rows end; then those that stand in two rows are counted alone. Short rows
// one by one cost three times as much, as their ends surprise the processor.
bool is_simple(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    if (g.edge_count() == 0) {
        return true;
    }
    const Vertex* const all = g.out_neighbours(0).data();
    const Vertex* const end = g.out_neighbours(n - 1).data() + g.out_degree(n - 1);
    const auto entries = static_cast<std::size_t>(end - all);
    const std::size_t equal =
        count(entries - 1, [all](std::size_t i) { return all[i] == all[i + 1]; });
    const std::size_t across = count(n, [&](std::size_t v) {
        const Vertex* const row = g.out_neighbours(static_cast<Vertex>(v)).data();
        return row != all && row != end && row[-1] == row[0] &&
               g.out_degree(static_cast<Vertex>(v)) > 0;
    });
    const auto edges = g.edges();
    return equal == across && count(edges.size(), [edges](std::size_t e) {
                                  return edges[e].source == edges[e].target;
                              }) == 0;
}

void require_simple(const graph::CompressedGraph& g, const char* kernel) {
    if (is_simple(g)) {
        return;
    }
    const Edge e = first_not_simple(g);
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
