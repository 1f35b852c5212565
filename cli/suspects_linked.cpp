// SPDX-License-Identifier: Apache-2.0
// analyse suspects --of: who is linked with one suspect, and why.
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandhan::cli {

using graph::AssociationGraph;
using graph::EntityKind;
using graph::Vertex;

void answer_linked(io::ResultDocument& result,
                   const LoadedCases& cases,
                   const graph::CaseSelection& selection,
                   const graph::AssociationOptions& options,
                   const SuspectQuestion& question) {
    const AssociationGraph g(selection, options);
    result.vertices = g.vertex_count();
    result.edges = g.edge_count();
    tell_skipped(cases, g.skipped(), question.output);
    const graph::CaseGraph cg(selection, question.input.place_level());
    std::vector<Nameable> candidates;
    for (Nameable& one : nameable(cases, cg)) {
        const EntityKind kind = cg.kind(one.vertex);
        if (kind == EntityKind::person || kind == EntityKind::organisation) {
            const Vertex v = g.find(kind == EntityKind::person, cg.entity(one.vertex));
            if (v != graph::no_vertex) {
                one.vertex = v;
                candidates.push_back(std::move(one));
            }
        }
    }
    const Vertex of = find_entity(question.of, candidates, nullptr);
    result.parameters.emplace_back("of", suspect_id(cases, g, of));
    for (const auto& one : algorithms::linked_with(g, of)) {
        io::List reasons, via;
        std::set<graph::IncidentIndex> evidence;
        for (std::size_t i = 1; i < one.via.size(); ++i) {
            const auto row = g.out_neighbours(one.via[i - 1]);
            const auto at = std::lower_bound(row.begin(), row.end(), one.via[i]) - row.begin();
            const graph::Edge e = g.out_edges(one.via[i - 1])[static_cast<std::size_t>(at)];
            for (const graph::Reason& reason : g.reasons(e)) {
                evidence.insert(reason.evidence.begin(), reason.evidence.end());
                io::Record record = reason_record(cases, reason);
                if (one.via.size() > 2) {
                    record.insert(record.begin(), {{"from", suspect_id(cases, g, one.via[i - 1])},
                                                   {"to", suspect_id(cases, g, one.via[i])}});
                }
                reasons.emplace_back(std::move(record));
            }
            if (i + 1 < one.via.size()) {
                via.emplace_back(suspect_label(cases, g, one.via[i]));
            }
        }
        io::List told;
        for (const io::Value& reason : reasons) {
            told.emplace_back(reason["detail"]);
        }
        const std::vector<graph::IncidentIndex> sorted(evidence.begin(), evidence.end());
        result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                            {"id", suspect_id(cases, g, one.vertex)},
                                            {"label", suspect_label(cases, g, one.vertex)},
                                            {"score", one.score},
                                            {"reasons", reasons},
                                            {"via", via},
                                            {"told", told},
                                            {"evidence", evidence_list(cases.store, sorted)}});
    }
    result.heading = fmt::format("{} linked with {} ({})", counted(result.rows.size(), "entity"),
                                 suspect_label(cases, g, of), suspect_id(cases, g, of));
    if (result.rows.size() != 1) {
        result.heading = fmt::format("{} entities linked with {} ({})", result.rows.size(),
                                     suspect_label(cases, g, of), suspect_id(cases, g, of));
    }
    constexpr std::size_t wide = 60;
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = "who", .path = "label", .wraps = true},
        {"score", "score", io::Alignment::right, 3},
        {.header = "through", .path = "via", .wraps = true},
        {.header = "reasons", .path = "told", .widest = wide, .wraps = true},
        {.header = "incidents", .path = "evidence", .widest = wide, .spare = 1, .wraps = true},
        {.header = "id", .path = "id", .least = 28, .spare = 2}};
    for (const char* field : {"rank", "id", "label", "score", "reasons", "via", "evidence"}) {
        result.csv.push_back({field, field});
    }
    if (result.rows.empty()) {
        result.notes.emplace_back("Nobody is linked with them here.");
    }
}

} // namespace sandhan::cli
