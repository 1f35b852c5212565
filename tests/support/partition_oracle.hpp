// SPDX-License-Identifier: Apache-2.0
// Partitions judged by their definitions, for graphs of a few vertices: by going through all pairs
// of vertices, or all partitions. Shares nothing with the kernels.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::tests::oracle {

using Partition = std::vector<std::uint32_t>;

/// A[u][v]: the strength between u and v; of a self-loop twice, as both of its ends are at u.
using Adjacency = std::vector<std::vector<double>>;

inline Adjacency adjacency(const graph::CompressedGraph& g, std::span<const double> strength) {
    Adjacency a(g.vertex_count(), std::vector<double>(g.vertex_count(), 0.0));
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const double w = strength.empty() ? 1.0 : strength[e];
        a[g.ends(e).source][g.ends(e).target] += w;
        a[g.ends(e).target][g.ends(e).source] += w;
    }
    return a;
}

/// 1/2m times the sum over ordered pairs of one community of A_uv - resolution k_u k_v / 2m.
inline double modularity(const Adjacency& a, const Partition& community, double resolution) {
    const std::size_t n = a.size();
    std::vector<double> k(n, 0.0);
    double twice_m = 0.0;
    for (std::size_t u = 0; u < n; ++u) {
        for (std::size_t v = 0; v < n; ++v) {
            k[u] += a[u][v];
        }
        twice_m += k[u];
    }
    if (twice_m == 0.0) {
        return 0.0;
    }
    double sum = 0.0;
    for (std::size_t u = 0; u < n; ++u) {
        for (std::size_t v = 0; v < n; ++v) {
            if (community[u] == community[v]) {
                sum += a[u][v] - resolution * k[u] * k[v] / twice_m;
            }
        }
    }
    return sum / twice_m;
}

/// The sum over unordered pairs of one community of A_uv - resolution, and the self-loops within.
inline double cpm(const Adjacency& a, const Partition& community, double resolution) {
    double sum = 0.0;
    for (std::size_t u = 0; u < a.size(); ++u) {
        sum += a[u][u] / 2.0;
        for (std::size_t v = u + 1; v < a.size(); ++v) {
            if (community[u] == community[v]) {
                sum += a[u][v] - resolution;
            }
        }
    }
    return sum;
}

/// Whether one can walk between any two members of a community without leaving it: by spreading
/// from its first member until nothing is new.
inline bool connected(const Adjacency& a, const Partition& community) {
    for (std::size_t start = 0; start < a.size(); ++start) {
        std::vector<bool> reached(a.size(), false);
        reached[start] = true;
        for (bool grew = true; grew;) {
            grew = false;
            for (std::size_t u = 0; u < a.size(); ++u) {
                for (std::size_t v = 0; v < a.size(); ++v) {
                    if (reached[u] && !reached[v] && a[u][v] > 0.0 &&
                        community[u] == community[v]) {
                        reached[v] = grew = true;
                    }
                }
            }
        }
        for (std::size_t v = 0; v < a.size(); ++v) {
            if (community[v] == community[start] && !reached[v]) {
                return false;
            }
        }
    }
    return true;
}

/// The highest quality of any partition of n vertices: all are tried, as strings in which a
/// number is at most one more than those before it.
template <class Quality>
double best_quality(std::size_t n, Quality quality) {
    Partition p(n, 0);
    double best = quality(p);
    while (true) {
        std::size_t i = n;
        while (i > 1) {
            --i;
            const std::uint32_t most =
                *std::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(i));
            if (p[i] <= most) {
                ++p[i];
                std::fill(p.begin() + static_cast<std::ptrdiff_t>(i) + 1, p.end(), 0U);
                break;
            }
            if (i == 1) {
                return best;
            }
        }
        if (n < 2) {
            return best;
        }
        best = std::max(best, quality(p));
    }
}

} // namespace sandhan::tests::oracle
