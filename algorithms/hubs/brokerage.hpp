// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/groups.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// What b is to the groups of a and c on an open path a -> b -> c.
enum class BrokerRole {
    coordinator,    ///< all three of one group
    itinerant,      ///< a and c of one group, b of another (consultant, cosmopolitan)
    gatekeeper,     ///< b and c of one group, a of another: b lets a in
    representative, ///< a and b of one group, c of another: b speaks for a
    liaison,        ///< three groups
    total,          ///< every open path, whatever the groups
};
inline constexpr std::size_t broker_roles = 6;
[[nodiscard]] std::string_view name_of(BrokerRole role);

template <class T>
using ByBrokerRole = std::array<T, broker_roles>;

/// Mean and variance of a count where ties fall at random.
struct BrokerageChance {
    double expected = 0.0;
    double variance = 0.0;
};

/// Of all open paths that a vertex brokers in a role, those from or to the group with most.
struct Gate {
    std::uint32_t group = no_group; ///< no_group where there is no such path
    std::uint64_t count = 0;
};
struct LiaisonGate {
    std::uint32_t from = no_group;
    std::uint32_t to = no_group;
    std::uint64_t count = 0;
};

struct Brokerage {
    /// By vertex; zeros for one without a group.
    std::vector<ByBrokerRole<std::uint64_t>> count;
    std::vector<Gate> gatekeeper_from;        ///< by vertex: whom it lets in most
    std::vector<Gate> representative_to;      ///< by vertex: towards whom it speaks most
    std::vector<LiaisonGate> liaison_between; ///< by vertex

    bool directed = true;                              ///< the graph
    std::vector<std::uint32_t> groups;                 ///< their numbers, ascending
    std::vector<graph::Vertex> size;                   ///< by position in `groups`
    std::vector<ByBrokerRole<BrokerageChance>> chance; ///< by position in `groups`: of its members
    std::vector<std::uint32_t> position;               ///< by vertex, in `groups`, or no_group
    graph::Vertex left_out = 0;                        ///< vertices without a group
    double density = 0.0; ///< of the graph of the other vertices; 0 where it has fewer than two

    [[nodiscard]] std::uint64_t of(graph::Vertex v, BrokerRole role) const {
        return count[v][static_cast<std::size_t>(role)];
    }
    /// Zeros for a vertex without a group.
    [[nodiscard]] BrokerageChance chance_of(graph::Vertex v, BrokerRole role) const;
    /// (count - expected) / standard deviation; nothing where chance could do nothing else.
    [[nodiscard]] std::optional<double> z(graph::Vertex v, BrokerRole role) const;
};

/// Brokerage: on how many open paths of two edges a -> b -> c (a and c different, no edge a -> c)
/// a vertex b stands in the middle, by the groups of the three. Who passes people from one state
/// into another is a gatekeeper there; who passes them between two foreign ones a liaison.
///
/// Requires    a simple graph; one group a vertex, any number, or no_group.
/// Returns     see Brokerage. Of several groups with as many paths the lowest is named.
/// Throws      std::invalid_argument naming an edge, or the count of groups, that breaks that;
///             graph::Cancelled.
/// Cost        the paths of a vertex are multiplied from how many edges it has with each group, and
///             only those that an edge closes are searched for, the shorter row in the longer one:
///             O(a m log n) time, a the arboricity of the graph, at most sqrt(m); O(n + m) memory;
///             on all threads.
/// Convention  directed: brokerage() of the R package sna, whose w_I, w_O, b_OI, b_IO, b_O and t
/// are
///             ours in the order of BrokerRole. Undirected: every pair {a, c} once, so half of what
///             sna gives for coordinator, itinerant and liaison; a pair of which one end alone is
///             of b's group makes b gatekeeper and representative alike: both counts hold it,
///             `total` once, and the two gates are the same. Vertices without a group take part in
///             nothing: neither in paths, nor closing them, nor in the density. Chance is a
///             graph of the same groups and density whose edges are drawn independently (Gould and
///             Fernandez; sna): the variance adds, over pairs of paths that share an edge,
///             d^3 (1-d)^3.
/// Source      R. Gould, R. Fernandez, "Structures of mediation: a formal approach to brokerage in
///             transaction networks", Sociological Methodology 19, 1989. doi:10.2307/270949
///             Listing closed paths: N. Chiba, T. Nishizeki, "Arboricity and subgraph listing
///             algorithms", SIAM J. Computing 14(1), 1985. doi:10.1137/0214017
[[nodiscard]] Brokerage brokerage(const graph::CompressedGraph& g,
                                  std::span<const std::uint32_t> group,
                                  const graph::RunControl& control = {});

/// What a vertex's counts would be on average if it kept its ties and its group while the groups of
/// all others were dealt out anew: its total, shared out by how many pairs of others have the role.
/// A place with many ties brokers much in any role; this tells whether it is *this* role.
///
/// Returns     one mean a role; zeros for a vertex without a group.
/// Cost        O(k) time, k groups.
[[nodiscard]] ByBrokerRole<double> relabelled_expectation(const Brokerage& found, graph::Vertex v);

} // namespace sandhan::algorithms
