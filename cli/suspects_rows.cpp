// SPDX-License-Identifier: Apache-2.0
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>

namespace sandhan::cli {

using algorithms::WeighedReason;
using graph::AssociationGraph;
using graph::EntityKind;
using graph::ReasonKind;
using graph::Vertex;

namespace {

std::string shared_label(const LoadedCases& cases, ReasonKind kind, std::uint32_t detail) {
    return kind == ReasonKind::shared_identifier ? cases.protection->identifier_label(detail)
                                                 : cases.protection->organisation_label(detail);
}

std::string place_name(const LoadedCases& cases, graph::PlaceIndex place) {
    return cases.protection->place_label(place);
}

std::string reason_detail(const LoadedCases& cases, const WeighedReason& reason) {
    switch (reason.kind) {
    case ReasonKind::stated_tie:
        return std::string(graph::word_of(static_cast<graph::TieType>(reason.detail)));
    case ReasonKind::shared_identifier:
    case ReasonKind::shared_organisation:
        return shared_label(cases, reason.kind, reason.detail);
    case ReasonKind::shared_incident:
        return counted(reason.evidence.size(), "incident") + " together";
    case ReasonKind::similar_identity:
        return "may be one person";
    case ReasonKind::same_place:
        return place_name(cases, reason.place);
    case ReasonKind::same_route:
        return place_name(cases, reason.origin) + " to " + place_name(cases, reason.destination);
    }
    return {};
}

} // namespace

std::string short_place_label(const LoadedCases& cases, graph::PlaceIndex place) {
    const std::string label = place_name(cases, place);
    return label.substr(0, label.find(','));
}

EntityKind kind_of(const AssociationGraph& g, Vertex v) {
    return g.is_person(v) ? EntityKind::person : EntityKind::organisation;
}
std::string suspect_id(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
    return id_of(cases, kind_of(g, v), g.entity(v));
}
std::string suspect_label(const LoadedCases& cases, const AssociationGraph& g, Vertex v) {
    return label_of(cases, kind_of(g, v), g.entity(v));
}

io::Record reason_record(const LoadedCases& cases, const WeighedReason& reason) {
    io::List grades;
    for (const graph::IncidentIndex i : reason.evidence) {
        const graph::IncidentRow& incident = cases.store.incidents[i];
        grades.emplace_back(incident.graded ? io::Value(incident.confidence) : io::Value());
    }
    return {{"kind", graph::name_of(reason.kind)},
            {"detail", reason_detail(cases, reason)},
            {"weight", reason.bits},
            {"sharers", reason.sharers},
            {"near", reason.is_near},
            {"evidence", evidence_list(cases.store, reason.evidence)},
            {"grades", grades}};
}

std::string reason_words(const LoadedCases& cases, const WeighedReason& reason) {
    const std::string others = reason.sharers > 2
                                   ? fmt::format(", as {} {}", reason.sharers == 3 ? "has" : "have",
                                                 counted(reason.sharers - 2, "other"))
                                   : std::string();
    switch (reason.kind) {
    case ReasonKind::stated_tie: {
        std::string tie = reason_detail(cases, reason);
        std::replace(tie.begin(), tie.end(), '_', ' ');
        return "a record says: " + tie;
    }
    case ReasonKind::shared_identifier:
        return "both have " + reason_detail(cases, reason) + others;
    case ReasonKind::shared_organisation:
        return "both with " + reason_detail(cases, reason) + others;
    case ReasonKind::shared_incident:
        return "in " + reason_detail(cases, reason);
    case ReasonKind::similar_identity:
        return reason_detail(cases, reason);
    case ReasonKind::same_place:
        return fmt::format("near in time at {}", short_place_label(cases, reason.place));
    case ReasonKind::same_route:
        return fmt::format("near in time from {} to {}", short_place_label(cases, reason.origin),
                           short_place_label(cases, reason.destination));
    }
    return {};
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
    tbb::parallel_for(std::size_t{0}, told, [&](std::size_t i) {
        names[i] = shared_label(cases, all[i].kind, all[i].detail);
    });
    for (const std::string& name : names) {
        say(output, "note: " + name + " is shared by too many to link any two of them");
    }
    if (told < all.size()) {
        say(output,
            "note: " + counted(all.size() - told, "other") + " of the kind; --top 0 names all");
    }
}

} // namespace sandhan::cli
