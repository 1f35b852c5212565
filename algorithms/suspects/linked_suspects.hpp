// SPDX-License-Identifier: Apache-2.0
// Groups of linked suspects.
#pragma once

#include "graph/association_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// People and organisations of the offending side that are linked with each other.
struct SuspectGroup {
    std::vector<graph::Vertex> members;          ///< ascending: by id, people first
    std::vector<graph::IncidentIndex> incidents; ///< of all members, ascending
    std::vector<graph::PlaceIndex> states;       ///< of those incidents' journeys and scenes, by id
    std::vector<graph::Edge> ties;               ///< within the group, strongest first
    std::size_t ties_cut = 0; ///< that lead out of it, as it would have been too large with them
};

struct SuspectGroupOptions {
    std::size_t min_incidents = 0; ///< only groups over so many incidents or more
    std::size_t top = std::numeric_limits<std::size_t>::max(); ///< groups told in full
    /// No group has more members: a larger one falls apart at its weakest ties (bounded_groups.hpp)
    std::size_t max_group = std::numeric_limits<std::size_t>::max();
    /// Of each tie, by which the weakest are known and ties are ordered; the graph's own where none
    /// are given.
    std::span<const double> strength = {};
};

struct SuspectGroups {
    std::vector<SuspectGroup> first; ///< the first `top` of them
    std::size_t found = 0;           ///< how many there are
};

/// The connected components of the association graph with two people or more, or what max_group
/// leaves of them; the group with most incidents first, then most people, then by the first
/// member's id. A group is a lead, not a finding of guilt: each of its ties names its reasons. Cost
/// O(n + m) and sorting; with max_group also of all ties.
[[nodiscard]] SuspectGroups suspect_groups(const graph::AssociationGraph& g,
                                           const SuspectGroupOptions& options);
[[nodiscard]] std::vector<SuspectGroup> suspect_groups(const graph::AssociationGraph& g);

/// Which groups come first, before anybody asks for their ties.
struct RankedGroups {
    std::vector<graph::Vertex> first; ///< the least vertex of each of the first `top` groups
    std::size_t found = 0;            ///< how many there are
};

/// What suspect_groups() tells in full without max_group, from the groups alone: ask for the graph
/// of those it names, and suspect_groups() of that graph. Cost  O(groups), and sorting the first.
[[nodiscard]] RankedGroups ranked_groups(const graph::AssociationGroups& groups,
                                         const SuspectGroupOptions& options);

} // namespace sandhan::algorithms
