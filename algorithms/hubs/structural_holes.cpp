// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/structural_holes.hpp"

#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/triangles.hpp"
#include "algorithms/simple_graph.hpp"

#include <algorithm>
#include <limits>

namespace sandhan::algorithms {

using graph::Edge;
using graph::Vertex;

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// The undirected simple graph, and by vertex the sum and the largest of its strengths.
struct Ties {
    SimpleGraph simple;
    std::vector<double> total;
    std::vector<double> largest;

    /// The share of u's strength that lies in edge e.
    [[nodiscard]] double share(Vertex u, Edge e) const { return simple.strength[e] / total[u]; }
};

[[nodiscard]] Ties
ties_of(const graph::CompressedGraph& g, std::span<const double> strength, const char* kernel) {
    internal::require_positive(g, strength, kernel, "strength");
    Ties ties{undirected_simplified(g, strength), {}, {}};
    if (strength.empty()) {
        std::fill(ties.simple.strength.begin(), ties.simple.strength.end(), 1.0);
    }
    ties.total.assign(g.vertex_count(), 0.0);
    ties.largest.assign(g.vertex_count(), 0.0);
    for (Edge e = 0; e < ties.simple.graph.edge_count(); ++e) {
        const auto [s, t] = ties.simple.graph.ends(e);
        for (const Vertex v : {s, t}) {
            ties.total[v] += ties.simple.strength[e];
            ties.largest[v] = std::max(ties.largest[v], ties.simple.strength[e]);
        }
    }
    return ties;
}

} // namespace

std::vector<double> constraint(const graph::CompressedGraph& g,
                               std::span<const double> strength,
                               const graph::RunControl& control) {
    const Ties ties = ties_of(g, strength, "constraint");
    const graph::CompressedGraph& simple = ties.simple.graph;

    // What ties u to v through others, by edge: first of its source, then of its target.
    struct Detours {
        double of_source = 0.0;
        double of_target = 0.0;
    };
    std::vector<Detours> detours(simple.edge_count());
    const auto of = [&](Vertex u, Edge e) -> double& {
        return simple.ends(e).source == u ? detours[e].of_source : detours[e].of_target;
    };
    internal::for_triangles(simple, control, [&](const internal::Triangle& t) {
        of(t.u, t.uv) += ties.share(t.u, t.uw) * ties.share(t.w, t.vw);
        of(t.u, t.uw) += ties.share(t.u, t.uv) * ties.share(t.v, t.vw);
        of(t.v, t.uv) += ties.share(t.v, t.vw) * ties.share(t.w, t.uw);
        of(t.v, t.vw) += ties.share(t.v, t.uv) * ties.share(t.u, t.uw);
        of(t.w, t.uw) += ties.share(t.w, t.vw) * ties.share(t.v, t.uv);
        of(t.w, t.vw) += ties.share(t.w, t.uw) * ties.share(t.u, t.uv);
    });

    std::vector<double> score(g.vertex_count(), no_value);
    for (Vertex u = 0; u < g.vertex_count(); ++u) {
        double sum = 0.0;
        for (const Edge e : simple.out_edges(u)) {
            const double local = ties.share(u, e) + of(u, e);
            sum += local * local;
        }
        if (simple.out_degree(u) > 0) {
            score[u] = sum;
        }
    }
    return score;
}

std::vector<double> effective_size(const graph::CompressedGraph& g,
                                   std::span<const double> strength,
                                   const graph::RunControl& control) {
    const Ties ties = ties_of(g, strength, "effective size");
    const graph::CompressedGraph& simple = ties.simple.graph;
    std::vector<double> redundant(g.vertex_count(), 0.0);
    // The neighbours v and w of u are redundant to each other.
    const auto add = [&](Vertex u, Vertex v, Vertex w, Edge uv, Edge uw, Edge vw) {
        redundant[u] += ties.share(u, uw) * ties.simple.strength[vw] / ties.largest[v] +
                        ties.share(u, uv) * ties.simple.strength[vw] / ties.largest[w];
    };
    internal::for_triangles(simple, control, [&](const internal::Triangle& t) {
        add(t.u, t.v, t.w, t.uv, t.uw, t.vw);
        add(t.v, t.u, t.w, t.uv, t.vw, t.uw);
        add(t.w, t.u, t.v, t.uw, t.vw, t.uv);
    });
    std::vector<double> score(g.vertex_count(), no_value);
    for (Vertex u = 0; u < g.vertex_count(); ++u) {
        if (simple.out_degree(u) > 0) {
            score[u] = simple.out_degree(u) - redundant[u];
        }
    }
    return score;
}

} // namespace sandhan::algorithms
