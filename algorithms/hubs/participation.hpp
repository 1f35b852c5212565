// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "algorithms/hubs/groups.hpp"
#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// The seven roles of Guimera and Amaral: hubs are those whose within-group score is 2.5 or more,
/// the rest goes by the participation P.
enum class CartographicRole : std::uint8_t {
    none,             ///< without a group
    ultra_peripheral, ///< no hub, P <= 0.05: all but all its ties within its own group
    peripheral,       ///< no hub, P <= 0.62
    connector,        ///< no hub, P <= 0.80: ties with many groups
    kinless,          ///< no hub, P > 0.80: ties with all groups alike
    provincial_hub,   ///< hub, P <= 0.30
    connector_hub,    ///< hub, P <= 0.75
    kinless_hub,      ///< hub, P > 0.75
};
/// In words: "connector hub".
[[nodiscard]] std::string_view name_of(CartographicRole role);
/// Of a vertex with a group.
[[nodiscard]] CartographicRole cartographic_role(double participation, double within_group);

struct Participation {
    std::vector<double> participation; ///< by vertex; 0 for one without a group or a tie
    std::vector<double> within_group;  ///< by vertex; 0 for one without a group
    std::vector<CartographicRole> role;
    graph::Vertex left_out = 0; ///< vertices without a group
};

/// Participation coefficient and within-group degree: how evenly a vertex's ties spread over the
/// groups, 1 - sum over groups of (its ties with the group / all its ties)^2, and by how many
/// standard deviations it has more ties within its own group than the group's members have on
/// average.
///
/// Requires    a simple graph; one group a vertex, any number, or no_group; one finite strength > 0
///             an edge, or none for 1 each.
/// Returns     see Participation. The within-group score is 0 where all of a group have the same.
/// Throws      std::invalid_argument naming an edge, or the count of groups, that breaks that;
///             graph::Cancelled.
/// Cost        O(n log n + m) time, O(n + m) memory.
/// Convention  directed: in + out, so that a tie both ways counts twice. Vertices without a group,
///             and edges to them, count nowhere. The standard deviation is that of the group, not
///             an estimate from a sample (divided by the number of members).
/// Source      R. Guimera, L. Amaral, "Functional cartography of complex metabolic networks",
///             Nature 433, 2005. doi:10.1038/nature03288
[[nodiscard]] Participation participation(const graph::CompressedGraph& g,
                                          std::span<const std::uint32_t> group,
                                          std::span<const double> strength = {},
                                          const graph::RunControl& control = {});

} // namespace sandhan::algorithms
