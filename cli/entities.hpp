// SPDX-License-Identifier: Apache-2.0
// Entities by name: from a vertex to what is printed, and from what a user types to a vertex.
#pragma once

#include "cli/session.hpp"
#include "graph/case_graph.hpp"

#include <string>
#include <vector>

namespace sandhan::cli {

[[nodiscard]] std::string
id_of(const LoadedCases& cases, graph::EntityKind kind, std::uint32_t entity);
[[nodiscard]] std::string
label_of(const LoadedCases& cases, graph::EntityKind kind, std::uint32_t entity);

/// `id` and `label`, and `lat` and `lon` of a place.
[[nodiscard]] io::Record
entity_record(const LoadedCases& cases, graph::EntityKind kind, std::uint32_t entity);

/// Bare incident ids, sorted.
[[nodiscard]] io::List evidence_list(const graph::CaseStore& store,
                                     std::span<const graph::IncidentIndex> incidents);

/// YYYY-MM-DD, or null where the date has no such end.
[[nodiscard]] io::Value first_day(const graph::FuzzyDate& date);
[[nodiscard]] io::Value last_day(const graph::FuzzyDate& date);

/// Something that can be named, under all its names.
struct Nameable {
    std::string id;
    std::string label;
    std::vector<std::string> other; ///< further ids and names it answers to
    graph::Vertex vertex;
};

/// What the vertices of a case graph answer to: shown ids and labels; names and aliases of those
/// who are not shielded; the incident/ref of each mention.
[[nodiscard]] std::vector<Nameable> nameable(const LoadedCases& cases, const graph::CaseGraph& g);

/// The one that `text` means: an id, else a name or label in full (case and accents do not matter),
/// else a part of exactly one label. Throws UsageError listing the candidates, or the nearest
/// names.
[[nodiscard]] graph::Vertex find_entity(const std::string& text,
                                        std::span<const Nameable> all,
                                        const graph::Gazetteer* gazetteer);

/// The words of --include. Throws UsageError naming one it does not know.
struct Included {
    bool responders = false;
    bool victims = false;
};
[[nodiscard]] Included parse_include(const std::string& text);

} // namespace sandhan::cli
