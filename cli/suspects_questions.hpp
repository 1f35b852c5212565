// SPDX-License-Identifier: Apache-2.0
// What `analyse suspects` is asked, and how its rows name who is linked and why.
#pragma once

#include "algorithms/suspects/linked_suspects.hpp"
#include "cli/entities.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace sandhan::cli {

struct SuspectQuestion {
    InputOptions input;
    OutputOptions output;
    std::string of, include;
    std::uint64_t min_incidents = 0; ///< people of a list are linked without an incident
};

inline constexpr std::size_t groups_explained = 3; ///< below the table

/// The groups of linked suspects, by rank.
void answer_groups(io::ResultDocument& result,
                   const LoadedCases& cases,
                   const graph::CaseSelection& selection,
                   const graph::AssociationOptions& options,
                   const SuspectQuestion& question);

/// Who is linked with the one asked about.
void answer_linked(io::ResultDocument& result,
                   const LoadedCases& cases,
                   const graph::CaseSelection& selection,
                   const graph::AssociationOptions& options,
                   const SuspectQuestion& question);

/// Names what too many share to link any two of them.
void tell_skipped(const LoadedCases& cases,
                  std::span<const graph::Reason> all,
                  const OutputOptions& output);

[[nodiscard]] graph::EntityKind kind_of(const graph::AssociationGraph& g, graph::Vertex v);
[[nodiscard]] std::string
suspect_id(const LoadedCases& cases, const graph::AssociationGraph& g, graph::Vertex v);
[[nodiscard]] std::string
suspect_label(const LoadedCases& cases, const graph::AssociationGraph& g, graph::Vertex v);
[[nodiscard]] io::Record reason_record(const LoadedCases& cases, const graph::Reason& reason);

} // namespace sandhan::cli
