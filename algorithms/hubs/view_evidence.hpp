// SPDX-License-Identifier: Apache-2.0
// What the edges of the views of cases, and of any graph with incidents behind its edges, rest on.
#pragma once

#include "algorithms/hubs/graph_evidence.hpp"
#include "graph/association_graph.hpp"
#include "graph/link_view.hpp"
#include "graph/movement_graph.hpp"

namespace sandhan::algorithms {

/// The strength of each edge in equal parts from each of its incidents; from none, it is always
/// there. Parallel edges are merged, their strengths added, and self-loops left out, as by
/// simplified().
///
/// Requires  one strength and one list of incidents (by any numbers) an edge.
/// Throws    std::invalid_argument where there are not as many.
/// Cost      O(n + m + evidence log evidence).
[[nodiscard]] GraphEvidence evidence_of(const graph::CompressedGraph& g,
                                        std::span<const double> strength,
                                        const Lists<std::uint32_t>& incidents);

/// Each incident adds 1 to every leg that it took.
[[nodiscard]] GraphEvidence evidence_of(const graph::MovementGraph& g);

/// The strengths that AssociationGraph defines, of the incidents drawn: a shared incident adds its
/// weight with each copy; ties stated and things shared count once; how many share a thing is
/// counted among the incidents drawn. What too many share in all incidents links nobody here
/// either.
///
/// Requires  the selection and options that the graph was made of.
/// Cost      O(n + m + evidence + pairs that share something else, log of the degree each).
[[nodiscard]] GraphEvidence evidence_of(const graph::AssociationGraph& g,
                                        const graph::CaseSelection& selection,
                                        const graph::AssociationOptions& options);

/// The incident strengths of the view. Who stands in the view is decided by all incidents.
[[nodiscard]] GraphEvidence evidence_of(const graph::LinkView& links,
                                        const graph::CaseGraph& cases);

} // namespace sandhan::algorithms
