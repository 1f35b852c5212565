// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/missing_data.hpp"

#include "algorithms/internal/split_mix.hpp"

#include <limits>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

/// Whether something is left out, by its number and that of the replication alone. Numbers come
/// from SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195) begun anew for each
/// replication: integers only, the same on every machine.
class LeftOut {
  public:
    LeftOut(double share, std::uint64_t seed, std::uint64_t replication)
        : m_limit(static_cast<std::uint64_t>(share * two_to_53)),
          m_start(internal::mixed(internal::mixed(seed ^ 0x155175A7AULL) +
                                  (replication + 1) * internal::golden)) {}

    [[nodiscard]] bool operator()(std::uint64_t number) const {
        constexpr unsigned beyond_53_bits = 11;
        return (internal::mixed(m_start + (number + 1) * internal::golden) >> beyond_53_bits) <
               m_limit;
    }

  private:
    static constexpr double two_to_53 = 9007199254740992.0;
    std::uint64_t m_limit;
    std::uint64_t m_start;
};

/// What is left of g: the graph, and each old vertex's number in it (no_vertex: left out).
struct Remains {
    SimpleGraph graph;
    std::vector<graph::Vertex> vertex;
};

Remains remains_of(const SimpleGraph& g, Missing kind, const LeftOut& left_out) {
    Remains remains;
    remains.vertex.resize(g.graph.vertex_count());
    graph::Vertex n = 0;
    for (graph::Vertex v = 0; v < g.graph.vertex_count(); ++v) {
        remains.vertex[v] = kind == Missing::vertices && left_out(v) ? graph::no_vertex : n++;
    }
    std::vector<graph::VertexPair> edges;
    edges.reserve(g.graph.edge_count());
    remains.graph.strength.reserve(g.graph.edge_count());
    for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
        const auto [s, t] = g.graph.ends(e);
        const graph::VertexPair ends{remains.vertex[s], remains.vertex[t]};
        const bool gone = kind == Missing::ties
                              ? left_out(e)
                              : ends.source == graph::no_vertex || ends.target == graph::no_vertex;
        if (!gone) {
            edges.push_back(ends);
            remains.graph.strength.push_back(g.strength[e]);
        }
    }
    remains.graph.graph = graph::CompressedGraph(
        g.graph.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected, n,
        std::move(edges));
    return remains;
}

} // namespace

RankIntervals missing_data(const SimpleGraph& g,
                           std::span<const graph::Vertex> rows,
                           const HubMeasure& measure,
                           const MissingOptions& options,
                           const graph::RunControl& control) {
    if (!(options.share >= 0.0 && options.share < 1.0)) {
        throw std::invalid_argument("missing_data: share " + std::to_string(options.share) +
                                    "; it must be 0 or more and below 1");
    }
    for (const graph::Vertex v : rows) {
        if (v >= g.graph.vertex_count()) {
            throw std::invalid_argument("missing_data: row of vertex " + std::to_string(v) +
                                        "; there are " + std::to_string(g.graph.vertex_count()));
        }
    }
    graph::RunControl inner; // which tells no progress of its own
    inner.stop_requested = control.stop_requested;
    const std::vector<double> all = measure(g, inner);
    std::vector<double> observed;
    observed.reserve(rows.size());
    for (const graph::Vertex v : rows) {
        observed.push_back(all[v]);
    }
    const auto replication = [&](std::size_t number, std::span<double> values) {
        const Remains remains =
            remains_of(g, options.kind, LeftOut(options.share, options.seed, number));
        const std::vector<double> measured = measure(remains.graph, inner);
        bool any = false;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const graph::Vertex v = remains.vertex[rows[row]];
            any = any || v != graph::no_vertex;
            values[row] =
                v == graph::no_vertex ? std::numeric_limits<double>::quiet_NaN() : measured[v];
        }
        return any;
    };
    return rank_intervals(rows.size(), replication, {options.replications, options.top, observed},
                          control);
}

} // namespace sandhan::algorithms
