// SPDX-License-Identifier: Apache-2.0
#include "cli/suspects_questions.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

namespace sandhan::cli {

using graph::AssociationGraph;
using graph::EntityKind;
using graph::Vertex;

namespace {

std::string detail(const LoadedCases& cases, const graph::Reason& reason) {
    switch (reason.kind) {
    case graph::ReasonKind::stated_tie:
        return std::string(graph::word_of(static_cast<graph::TieType>(reason.detail)));
    case graph::ReasonKind::shared_identifier:
        return cases.protection->identifier_label(reason.detail);
    case graph::ReasonKind::shared_organisation:
        return cases.protection->organisation_label(reason.detail);
    case graph::ReasonKind::shared_incident:
        return counted(reason.evidence.size(), "incident") + " together";
    }
    return {};
}

} // namespace

EntityKind kind_of(const AssociationGraph& g, Vertex v) {
    return g.is_person(v) ? EntityKind::person : EntityKind::organisation;
}
std::string suspect_id(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
    return id_of(cases, kind_of(g, v), g.entity(v));
}
std::string suspect_label(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
    return label_of(cases, kind_of(g, v), g.entity(v));
}

io::Record reason_record(const LoadedCases& cases, const graph::Reason& reason) {
    return {{"kind", graph::name_of(reason.kind)},
            {"detail", detail(cases, reason)},
            {"weight", reason.weight},
            {"evidence", evidence_list(cases.store, reason.evidence)}};
}

void tell_skipped(const LoadedCases& cases,
                  std::span<const graph::Reason> all,
                  const OutputOptions& output) {
    if (output.quiet) {
        return;
    }
    // As many as the table has rows; each is struck against all that mention it.
    const std::size_t told = std::min(all.size(), rows_shown(output));
    std::vector<std::string> names(told);
    tbb::parallel_for(std::size_t{0}, told,
                      [&](std::size_t i) { names[i] = detail(cases, all[i]); });
    for (const std::string& name : names) {
        say(output, "note: " + name + " is shared by too many to link any two of them");
    }
    if (told < all.size()) {
        say(output,
            "note: " + counted(all.size() - told, "other") + " of the kind; --top 0 names all");
    }
}

} // namespace sandhan::cli
