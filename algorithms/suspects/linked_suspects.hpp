// SPDX-License-Identifier: Apache-2.0
// Groups of linked suspects, and who is linked with one of them, with the reasons.
#pragma once

#include "graph/association_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace sandhan::algorithms {

/// People and organisations of the offending side that are linked with each other.
struct SuspectGroup {
    std::vector<graph::Vertex> members;          ///< ascending: by id, people first
    std::vector<graph::IncidentIndex> incidents; ///< of all members, ascending
    std::vector<graph::PlaceIndex> states;       ///< of those incidents' journeys and scenes, by id
    std::vector<graph::Edge> ties;               ///< within the group, strongest first
};

struct SuspectGroupOptions {
    std::size_t min_incidents = 0; ///< only groups over so many incidents or more
    std::size_t top = std::numeric_limits<std::size_t>::max(); ///< groups told in full
};

struct SuspectGroups {
    std::vector<SuspectGroup> first; ///< the first `top` of them
    std::size_t found = 0;           ///< how many there are
};

/// The connected components of the association graph with two people or more; the group with most
/// incidents first, then most people, then by the first member's id.
/// A group is a lead, not a finding of guilt: each of its ties names its reasons.
/// Cost  O(n + m) and sorting.
[[nodiscard]] SuspectGroups suspect_groups(const graph::AssociationGraph& g,
                                           const SuspectGroupOptions& options);
[[nodiscard]] std::vector<SuspectGroup> suspect_groups(const graph::AssociationGraph& g);

/// Which groups come first, before anybody asks for their ties.
struct RankedGroups {
    std::vector<graph::Vertex> first; ///< the least vertex of each of the first `top` groups
    std::size_t found = 0;            ///< how many there are
};

/// What suspect_groups() tells in full, from the groups alone: ask for the graph of those it names,
/// and suspect_groups() of that graph.
/// Cost  O(groups), and sorting the first.
[[nodiscard]] RankedGroups ranked_groups(const graph::AssociationGroups& groups,
                                         const SuspectGroupOptions& options);

/// One who is linked with another.
struct LinkedSuspect {
    graph::Vertex vertex = graph::no_vertex;
    /// Strength of the best connection: the strength of a direct tie, or, over several ties, what
    /// resistors in series would give: 1 / Σ (1 / strength). Higher is nearer.
    double score = 0.0;
    std::vector<graph::Vertex> via; ///< the best connection, from the one asked about on
};

/// Everyone who can be reached from `of`, best first, then by id. `of` itself is not listed.
/// Cost  O(m + n log n).
[[nodiscard]] std::vector<LinkedSuspect> linked_with(const graph::AssociationGraph& g,
                                                     graph::Vertex of);

} // namespace sandhan::algorithms
