// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/latticising.hpp"

#include "algorithms/internal/edge_swaps.hpp"
#include "algorithms/internal/requirements.hpp"

#include <numeric>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;
using graph::VertexPair;
using internal::pair_key;
using internal::SwapDraws;

namespace {

void require_places(std::span<const Vertex> place, Vertex n) {
    std::vector<bool> taken(n, false);
    if (place.size() != n) {
        throw std::invalid_argument("latticised: " + std::to_string(place.size()) + " places for " +
                                    std::to_string(n) + " vertices");
    }
    for (const Vertex p : place) {
        if (p >= n || taken[p]) {
            throw std::invalid_argument("latticised: place " + std::to_string(p) +
                                        "; each of 0 to n - 1 must be given once");
        }
        taken[p] = true;
    }
}

/// Edges as pairs of ends. The ends of a vertex are always the same ones, only their mates change:
/// so it keeps its degree.
class Lattice {
  public:
    Lattice(const graph::CompressedGraph& g, std::span<const Vertex> place)
        : m_place(place), m_at(g.vertex_count()), m_mate(std::size_t{2} * g.edge_count()) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            m_at[place[v]] = v;
            m_first.push_back(static_cast<std::uint32_t>(m_owner.size()));
            m_owner.insert(m_owner.end(), g.out_degree(v), v);
        }
        m_first.push_back(static_cast<std::uint32_t>(m_owner.size()));
        m_joined.reserve(g.edge_count());
        // Rows are sorted, so that the answer depends on the graph, not on the order of its edges.
        std::vector<std::uint32_t> next = m_first;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            for (const Vertex u : g.out_neighbours(v)) {
                if (v < u) {
                    pair(next[v]++, next[u]++);
                    m_joined.insert(pair_key(v, u));
                }
            }
        }
    }

    /// Draws an edge a-b, a vertex d that is nearer to a than b is, and an edge d-c.
    void try_swap(SwapDraws& draws) {
        const auto end_a =
            static_cast<std::uint32_t>(SwapDraws::below(draws.next(), m_mate.size()));
        const std::uint32_t end_b = m_mate[end_a];
        const Vertex a = m_owner[end_a];
        const Vertex b = m_owner[end_b];
        const std::uint64_t apart = length(a, b);
        const std::uint64_t where = draws.next();
        if (apart == 1) {
            return;
        }
        const std::uint64_t n = m_at.size();
        const std::uint64_t nearer = 1 + SwapDraws::below(where, apart - 1);
        const bool forward = (where >> 63U) != 0;
        const Vertex d = m_at[(m_place[a] + (forward ? nearer : n - nearer)) % n];
        const std::uint32_t degree = m_first[d + 1] - m_first[d];
        if (degree == 0) {
            return;
        }
        const auto end_d =
            m_first[d] + static_cast<std::uint32_t>(SwapDraws::below(where >> 31U, degree));
        const std::uint32_t end_c = m_mate[end_d];
        const Vertex c = m_owner[end_c];
        if (c == b || c == a || d == b || nearer + length(c, b) > apart + length(c, d) ||
            m_joined.contains(pair_key(a, d)) || m_joined.contains(pair_key(c, b))) {
            return;
        }
        m_joined.erase(pair_key(a, b));
        m_joined.erase(pair_key(c, d));
        m_joined.insert(pair_key(a, d));
        m_joined.insert(pair_key(c, b));
        pair(end_a, end_d);
        pair(end_c, end_b);
    }

    [[nodiscard]] std::vector<VertexPair> edges() const {
        std::vector<VertexPair> edges;
        for (std::uint32_t end = 0; end < m_mate.size(); ++end) {
            if (end < m_mate[end]) {
                edges.push_back({m_owner[end], m_owner[m_mate[end]]});
            }
        }
        internal::put_in_order(edges);
        return edges;
    }

  private:
    /// Around the ring.
    [[nodiscard]] std::uint64_t length(Vertex a, Vertex b) const {
        const std::uint64_t apart =
            m_place[a] > m_place[b] ? m_place[a] - m_place[b] : m_place[b] - m_place[a];
        return std::min(apart, m_at.size() - apart);
    }
    void pair(std::uint32_t one, std::uint32_t other) {
        m_mate[one] = other;
        m_mate[other] = one;
    }

    std::span<const Vertex> m_place;
    std::vector<Vertex> m_at;           // by place
    std::vector<std::uint32_t> m_first; // end of a vertex, and one beyond the last
    std::vector<Vertex> m_owner;        // by end
    std::vector<std::uint32_t> m_mate;  // by end, the other one of its edge
    std::unordered_set<std::uint64_t> m_joined;
};

} // namespace

graph::CompressedGraph latticised(const graph::CompressedGraph& g,
                                  std::span<const Vertex> place,
                                  std::uint64_t swaps,
                                  std::uint64_t seed,
                                  const graph::RunControl& control) {
    if (g.is_directed()) {
        throw std::invalid_argument(
            "latticised: the graph is directed; give it through undirected_simplified()");
    }
    internal::require_simple(g, "latticised");
    require_places(place, g.vertex_count());
    if (g.edge_count() < 2) {
        return g;
    }
    Lattice lattice(g, place);
    SwapDraws draws(seed);
    for (std::uint64_t tried = 0; tried < swaps; ++tried) {
        constexpr std::uint64_t between_checks = 4096;
        if (tried % between_checks == 0) {
            control.checkpoint();
            control.report(tried, swaps);
        }
        lattice.try_swap(draws);
    }
    return {graph::Directedness::undirected, g.vertex_count(), lattice.edges()};
}

std::vector<Vertex> random_places(Vertex n, std::uint64_t seed) {
    std::vector<Vertex> place(n);
    std::iota(place.begin(), place.end(), Vertex{0});
    SwapDraws draws(seed);
    for (std::size_t left = n; left > 1; --left) {
        std::swap(place[left - 1], place[SwapDraws::below(draws.next(), left)]);
    }
    return place;
}

} // namespace sandhan::algorithms
