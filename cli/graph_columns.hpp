// SPDX-License-Identifier: Apache-2.0
// Our graphs as plain columns: what an exported file holds.
#pragma once

#include "cli/entities.hpp"
#include "graph/association_graph.hpp"
#include "graph/movement_graph.hpp"
#include "io/graph_document.hpp"

namespace sandhan::cli {

[[nodiscard]] io::GraphDocument case_document(const LoadedCases& cases, const graph::CaseGraph& g);
[[nodiscard]] io::GraphDocument
movement_document(const LoadedCases& cases, const graph::CaseGraph& g, graph::PlaceLevel level);
/// The same, and beside it, grey and marked as `inferred`, the legs at guessed stops: `completed`
/// are the journeys with those put in.
[[nodiscard]] io::GraphDocument movement_document_with_guesses(const LoadedCases& cases,
                                                               const graph::CaseGraph& g,
                                                               const graph::Journeys& told,
                                                               const graph::Journeys& completed);
[[nodiscard]] io::GraphDocument
association_document(const LoadedCases& cases, const graph::CaseGraph& g, const Included& included);

} // namespace sandhan::cli
