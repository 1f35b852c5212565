// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

enum class KeyPlayerAim {
    fragment, ///< KPP-Neg: what is left without them falls apart
    reach,    ///< KPP-Pos: the others are near to them
};

/// What a set of vertices is worth. All values lie in [0, 1], more is better.
///  - fragment: F, the share of pairs of the vertices left that are not connected; by distance DF,
///    one less the mean of 1 / distance over those pairs.
///  - reach: the share of all vertices within `steps` of the nearest member; by distance DR, the
///    mean over all vertices of 1 / distance from the nearest member.
struct KeyPlayerValue {
    KeyPlayerAim aim = KeyPlayerAim::fragment;
    bool by_distance = false;
    std::uint32_t steps = 1; ///< of reach that is not by distance; at least 1
};

struct KeyPlayerOptions {
    KeyPlayerValue value;
    std::size_t k = 3;
    /// Nodes of the search tree after which no proof is looked for: a measure of work, not of time,
    /// so that the answer does not depend on the machine. 0: no search; none: as many as look at
    /// about 4e7 edges several times, a second or two.
    std::optional<std::uint64_t> most_nodes;
    /// Sets that exchanges begin from with half of the members drawn anew.
    std::uint32_t restarts = 8;
    std::uint64_t seed = 1; ///< of those draws
    /// Whether by_betweenness is wanted, which costs O(n m).
    bool compare_betweenness = true;
};

struct KeyPlayers {
    /// In the order in which they matter: each is of those that follow the one that adds most to
    /// those before it.
    std::vector<graph::Vertex> members;
    /// Of the first i members, i = 0 ... k; the last is the value of the set.
    std::vector<double> values;
    double value = 0.0;
    double bound = 0.0;      ///< no set of k has a larger value
    bool optimal = false;    ///< proved: the bound is the value
    std::uint64_t nodes = 0; ///< of the search tree that were looked into
    double by_degree =
        0.0; ///< value of the k allowed vertices with most neighbours, for comparison
    std::optional<double> by_betweenness; ///< likewise of highest betweenness
};

/// The value of a set. Requires members < n, each once.
[[nodiscard]] double key_player_value(const graph::CompressedGraph& g,
                                      const KeyPlayerValue& value,
                                      std::span<const graph::Vertex> members);

/// Key players: the set of k vertices without which the graph falls apart most, or from which most
/// others are within reach. A set is more than its members: two who hold the same parts together
/// are no better than one of them, which ranks by a measure don't see.
///
/// Greedy choice, exchanges of one member and new starts find a good set; branch and bound then
/// looks for a better one and for the proof that there is none (the bounds stand in
/// internal/fragment_search.hpp, distance_fragments.hpp and reach_search.hpp). The result is
/// `optimal` when the search came to its end, else tells how far any set could still be better.
///
/// Requires    `allowed` empty (all may be members) or one mark a vertex; steps >= 1.
/// Returns     min(k, allowed vertices) members: a set cannot have more. Ties are broken the same
///             way in every run, by the lower vertex where nothing else decides.
/// Throws      std::invalid_argument naming what breaks that; std::invalid_argument where distances
///             between all of some millions of vertices are asked for; graph::Cancelled.
/// Cost        fragment: O(k (n + m)) a round of exchanges and O(n + m) a node of the search;
///             by distance O(n m / 256) for each set that is tried. reach: a search from each
///             candidate, as far as it adds anything. Finding the best set is NP-hard.
/// Convention  fragment ignores directions, reach follows out-edges; self-loops and parallel edges
///             add nothing, and a distance counts edges. Pairs are those of the n - k vertices
///             left, as in Borgatti's formulas, which are of the graph without the set: for one k
///             the same sets are best as with pairs of all n. With fewer than two left, or no edge,
///             F and DF are 1. Of reach a member counts as reached, and at distance 1 by distance,
///             so that DR is 1 when every other vertex is a neighbour of the set.
/// Source      S. P. Borgatti, "Identifying sets of key players in a social network", Comput. Math.
///             Organ. Theory 12, 2006. doi:10.1007/s10588-006-7084-x
[[nodiscard]] KeyPlayers key_players(const graph::CompressedGraph& g,
                                     const KeyPlayerOptions& options,
                                     const std::vector<bool>& allowed = {},
                                     const graph::RunControl& control = {});

} // namespace sandhan::algorithms
