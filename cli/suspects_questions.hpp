// SPDX-License-Identifier: Apache-2.0
// What `analyse suspects` is asked, and how its rows name who is linked and why.
#pragma once

#include "algorithms/suspects/crime_script.hpp"
#include "algorithms/suspects/linked_suspects.hpp"
#include "algorithms/suspects/weighed_ties.hpp"
#include "cli/entities.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace sandhan::cli {

struct SuspectQuestion {
    InputOptions input;
    OutputOptions output;
    std::string of, exposure, include, supporting;
    bool predict = false;
    std::uint64_t min_incidents = 0; ///< people of a list are linked without an incident
    std::uint64_t max_degree = graph::AssociationOptions{}.max_sharers;
    std::uint64_t max_group = 0; ///< 0: as large as it is
    std::uint64_t steps = 4;
    std::uint64_t paths = 1;
    std::uint64_t window_days = algorithms::TieWeightOptions{}.window_days;

    [[nodiscard]] algorithms::TieWeightOptions weights() const {
        return {static_cast<std::uint32_t>(window_days)};
    }
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

/// Who is nearest to known offenders.
void answer_exposure(io::ResultDocument& result,
                     const LoadedCases& cases,
                     const graph::CaseSelection& selection,
                     const graph::AssociationOptions& options,
                     const SuspectQuestion& question);

/// Pairs likely linked though no record says so.
void answer_prediction(io::ResultDocument& result,
                       const LoadedCases& cases,
                       const graph::CaseSelection& selection,
                       const graph::AssociationOptions& options,
                       const SuspectQuestion& question);

/// Names what too many share to link any two of them.
void tell_skipped(const LoadedCases& cases,
                  std::span<const graph::Reason> all,
                  const OutputOptions& output);

/// The person or organisation of the offending side that a text means. Where the text is an id it
/// is found without making a graph of everything.
/// Throws  UsageError as find_entity().
[[nodiscard]] graph::AssociationSeed find_suspect(const std::string& text,
                                                  const LoadedCases& cases,
                                                  const graph::CaseSelection& selection,
                                                  const graph::AssociationOptions& options,
                                                  graph::PlaceLevel level);

[[nodiscard]] graph::EntityKind kind_of(const graph::AssociationGraph& g, graph::Vertex v);
[[nodiscard]] std::string
suspect_id(const LoadedCases& cases, const graph::AssociationGraph& g, graph::Vertex v);
[[nodiscard]] std::string
suspect_label(const LoadedCases& cases, const graph::AssociationGraph& g, graph::Vertex v);

/// `kind`, `detail`, `weight` (bits), `sharers`, `near`, `evidence`, `grades`.
[[nodiscard]] io::Record reason_record(const LoadedCases& cases,
                                       const algorithms::WeighedReason& reason);
/// The same in words, for a table: "both have phone +91…, as do 3 others".
[[nodiscard]] std::string reason_words(const LoadedCases& cases,
                                       const algorithms::WeighedReason& reason);

/// Without what holds it: "Rajkot".
[[nodiscard]] std::string short_place_label(const LoadedCases& cases, graph::PlaceIndex place);

/// A record a role: `role`, `missing`, `players`, `told_by`, `leads`. `incidents`: of the group.
[[nodiscard]] io::List
script_list(const LoadedCases& cases, const algorithms::CrimeScript& script, std::size_t incidents);
/// The script of a group's row, for below the table.
[[nodiscard]] io::TableSection script_section(const io::Value& row, std::size_t number);

/// What the weights below a table mean.
inline constexpr const char* bits_note =
    "bits: how much a reason says; each doubles the odds, below 0 each halves them.";
inline constexpr const char* lead_note = "A link is a lead to follow, not proof.";

} // namespace sandhan::cli
