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
    std::vector<VertexPair> edges(g.edges().begin(), g.edges().end());
    if (edges.size() < 2) {
        return g;
    }
    internal::put_in_order(edges);
    std::unordered_set<std::uint64_t> joined;
    joined.reserve(edges.size());
    for (const auto [s, t] : edges) {
        joined.insert(pair_key(s, t));
    }
    const std::uint64_t n = g.vertex_count();
    const auto length = [&](Vertex a, Vertex b) {
        const std::uint64_t apart = place[a] > place[b] ? place[a] - place[b] : place[b] - place[a];
        return std::min(apart, n - apart);
    };
    SwapDraws draws(seed);
    for (std::uint64_t tried = 0; tried < swaps; ++tried) {
        constexpr std::uint64_t between_checks = 4096;
        if (tried % between_checks == 0) {
            control.checkpoint();
            control.report(tried, swaps);
        }
        const std::uint64_t which = draws.next();
        VertexPair& first = edges[SwapDraws::below(which, edges.size())];
        VertexPair& second = edges[SwapDraws::below(which >> 32U, edges.size())];
        const auto [a, b] = first;
        auto [c, d] = second;
        if ((draws.next() >> 63U) != 0) { // either end may be its first
            std::swap(c, d);
        }
        if (a == d || c == b || &first == &second ||
            length(a, d) + length(c, b) > length(a, b) + length(c, d) ||
            joined.contains(pair_key(a, d)) || joined.contains(pair_key(c, b))) {
            continue;
        }
        joined.erase(pair_key(a, b));
        joined.erase(pair_key(c, d));
        joined.insert(pair_key(a, d));
        joined.insert(pair_key(c, b));
        first = {a, d};
        second = {c, b};
    }
    internal::put_in_order(edges);
    return {graph::Directedness::undirected, g.vertex_count(), std::move(edges)};
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
