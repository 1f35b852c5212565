// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/suspects/leiden.hpp"
#include "graph/association_graph.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/journeys.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct CellMember {
    graph::Vertex vertex = graph::no_vertex;
    double within = 0.0; ///< strength of its ties with other members
    double across = 0.0; ///< and of those with all others
    /// By how many standard deviations `within` lies above the members' mean; 0 where all have the
    /// same.
    double within_score = 0.0;
    bool core = false; ///< within_score is one half or more
};

/// A tie that leads out of a cell.
struct CellLink {
    graph::Vertex member = graph::no_vertex;
    graph::Vertex other = graph::no_vertex;
    std::uint32_t community = 0; ///< of the other
    graph::Edge tie = 0;
};

/// A community of two members or more.
struct Cell {
    std::uint32_t community = 0;
    std::vector<CellMember> members; ///< ascending
    std::vector<CellLink> links;     ///< strongest first, then by member and other
    double within = 0.0;             ///< strength of the ties between members, each once
    double across = 0.0;             ///< of those that lead out
};

/// What each community of `least` members or more consists of, who stands at its core, and who ties
/// it to others; by the communities' numbers.
///
/// Requires    an undirected simple graph, one finite strength > 0 an edge, one community a vertex
///             numbered 0, 1, …
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        O(n + m), and sorting the links.
/// Convention  the standard deviation is that of the members, not an estimate from a sample.
/// Source      within_score: R. Guimera, L. Amaral, "Functional cartography of complex metabolic
///             networks", Nature 433, 2005. doi:10.1038/nature03288
[[nodiscard]] std::vector<Cell> cells(const graph::CompressedGraph& g,
                                      std::span<const double> strength,
                                      std::span<const std::uint32_t> community,
                                      std::size_t least = 2,
                                      const graph::RunControl& control = {});

/// With which other community a cell would be one, and up to what resolution that gains.
struct CellMerge {
    std::uint32_t community = 0;
    double resolution = 0.0;
};

/// Of each cell, in their order, the merge that gains up to the highest resolution (of several,
/// with the lower community); none where no tie leads out. Of two communities with strength w
/// between them modularity gains up to 2 m w / (K K'), by their members' strengths K, and CPM up to
/// w / (n n'), by their sizes.
///
/// Requires, Throws  as cells(), which made the cells.
/// Cost              O(n + m), and sorting what leads out of each cell.
[[nodiscard]] std::vector<std::optional<CellMerge>>
next_merges(const graph::CompressedGraph& g,
            std::span<const double> strength,
            std::span<const std::uint32_t> community,
            std::span<const Cell> cells,
            PartitionQuality quality);

/// A corridor that incidents of a cell took.
struct CellCorridor {
    graph::PlaceIndex origin = graph::no_place;
    graph::PlaceIndex destination = graph::no_place;
    std::vector<graph::IncidentIndex> evidence; ///< ascending
};

/// Where and when a cell was seen.
struct CellFootprint {
    std::vector<graph::IncidentIndex> incidents; ///< in which its members stand, ascending
    /// Of those incidents' journeys and scenes but where they were reported; by id. A place whose
    /// state or district is not known has none.
    std::vector<graph::PlaceIndex> states, districts;
    std::vector<CellCorridor> corridors; ///< most incidents first, then by ids
    graph::FuzzyDate time;               ///< hull of the incidents' dates
};

/// Of each cell, in their order. Journeys must be of the selection that the graph was made of.
/// Cost  O(stops + the cells' incidents), and sorting.
[[nodiscard]] std::vector<CellFootprint> cell_footprints(const graph::AssociationGraph& g,
                                                         std::span<const Cell> cells,
                                                         const graph::Journeys& journeys);

} // namespace sandhan::algorithms
