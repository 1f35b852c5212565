// SPDX-License-Identifier: Apache-2.0
// analyse suspects --of: who is linked with one suspect, and why.
#include "algorithms/suspects/connections.hpp"
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandhan::cli {
namespace {

using algorithms::Connection;
using graph::AssociationGraph;
using graph::Vertex;

constexpr std::size_t links_explained = 5; ///< rows explained below the table

/// What is known around the one asked about, weighed.
struct Neighbourhood {
    const LoadedCases& cases;
    const AssociationGraph& g;
    std::vector<algorithms::WeighedTie> ties; ///< by edge

    [[nodiscard]] const algorithms::WeighedTie& tie(Vertex a, Vertex b) const {
        const auto row = g.out_neighbours(a);
        const auto at = std::lower_bound(row.begin(), row.end(), b) - row.begin();
        return ties[g.out_edges(a)[static_cast<std::size_t>(at)]];
    }

    [[nodiscard]] io::List steps(const Connection& path) const {
        io::List steps;
        for (std::size_t i = 1; i < path.via.size(); ++i) {
            const auto& step = tie(path.via[i - 1], path.via[i]);
            io::List reasons;
            for (const auto& reason : step.reasons) {
                reasons.emplace_back(reason_record(cases, reason));
            }
            steps.emplace_back(io::Record{{"from", suspect_id(cases, g, path.via[i - 1])},
                                          {"to", suspect_id(cases, g, path.via[i])},
                                          {"from_label", suspect_label(cases, g, path.via[i - 1])},
                                          {"to_label", suspect_label(cases, g, path.via[i])},
                                          {"probability", step.probability},
                                          {"reasons", reasons}});
        }
        return steps;
    }
};

void add_linked(io::ResultDocument& result,
                const Neighbourhood& near,
                const Connection& one,
                std::span<const Connection> paths) {
    const auto& [cases, g, ties] = near;
    io::List reasons, via, told;
    std::set<graph::IncidentIndex> evidence;
    for (std::size_t i = 1; i < one.via.size(); ++i) {
        for (const auto& reason : near.tie(one.via[i - 1], one.via[i]).reasons) {
            evidence.insert(reason.evidence.begin(), reason.evidence.end());
            io::Record record = reason_record(cases, reason);
            if (one.via.size() > 2) {
                record.insert(record.begin(), {{"from", suspect_id(cases, g, one.via[i - 1])},
                                               {"to", suspect_id(cases, g, one.via[i])}});
            }
            reasons.emplace_back(std::move(record));
        }
        const auto& weightiest = near.tie(one.via[i - 1], one.via[i]).reasons;
        told.emplace_back(reason_words(cases, weightiest.front()));
        if (i + 1 < one.via.size()) {
            via.emplace_back(suspect_label(cases, g, one.via[i]));
        }
    }
    io::List all_paths;
    for (const Connection& path : paths) {
        all_paths.emplace_back(
            io::Record{{"probability", path.probability}, {"steps", near.steps(path)}});
    }
    const std::vector<graph::IncidentIndex> sorted(evidence.begin(), evidence.end());
    result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                        {"id", suspect_id(cases, g, one.vertex)},
                                        {"label", suspect_label(cases, g, one.vertex)},
                                        {"score", algorithms::bits_of(one.probability)},
                                        {"probability", one.probability},
                                        {"reasons", reasons},
                                        {"via", via},
                                        {"told", told},
                                        {"paths", all_paths},
                                        {"evidence", evidence_list(cases.store, sorted)}});
}

/// Below the table: the first connections, tie by tie.
void tell_steps(io::ResultDocument& result,
                const Neighbourhood& near,
                std::span<const Connection> paths,
                const std::string& heading) {
    for (const Connection& path : paths) {
        io::TableSection section;
        section.heading =
            fmt::format("{} {}{}", heading, suspect_label(near.cases, near.g, path.via.back()),
                        path.via.size() > 2 ? fmt::format(", in {} steps (chance {:.3f})",
                                                          path.via.size() - 1, path.probability)
                                            : fmt::format(" (chance {:.3f})", path.probability));
        section.columns = {
            {.header = "from", .path = "a", .widest = 30, .wraps = true},
            {.header = "to", .path = "b", .widest = 30, .wraps = true},
            {.header = "why", .path = "why", .widest = 60, .wraps = true},
            {"bits", "weight", io::Alignment::right, 1},
            {.header = "incidents", .path = "evidence", .widest = 50, .wraps = true}};
        for (std::size_t i = 1; i < path.via.size(); ++i) {
            bool first = true;
            for (const auto& reason : near.tie(path.via[i - 1], path.via[i]).reasons) {
                const auto name = [&](std::size_t at) {
                    return first ? suspect_label(near.cases, near.g, path.via[at]) : std::string();
                };
                section.rows.emplace_back(
                    io::Record{{"a", name(i - 1)},
                               {"b", name(i)},
                               {"why", reason_words(near.cases, reason)},
                               {"weight", reason.bits},
                               {"evidence", evidence_list(near.cases.store, reason.evidence)}});
                first = false;
            }
        }
        result.more_tables.push_back(std::move(section));
    }
}

void describe_linked(io::ResultDocument& result, const std::string& who) {
    result.heading = fmt::format("{} linked with {}",
                                 result.found == 1 ? std::string("1 entity")
                                                   : fmt::format("{} entities", result.found),
                                 who);
    constexpr std::size_t wide = 60;
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = "who", .path = "label", .wraps = true},
        {"chance", "probability", io::Alignment::right, 3},
        {.header = "through", .path = "via", .wraps = true},
        {.header = "why", .path = "told", .widest = wide, .wraps = true},
        {.header = "incidents", .path = "evidence", .widest = wide, .spare = 1, .wraps = true},
        {.header = "id", .path = "id", .least = 28, .spare = 2}};
    for (const char* field :
         {"rank", "id", "label", "score", "probability", "reasons", "via", "evidence"}) {
        result.csv.push_back({field, field});
    }
    if (result.rows.empty()) {
        result.notes.emplace_back("Nobody is linked with them here.");
        return;
    }
    result.notes.emplace_back(
        "chance: that the two work together, or are one person, going by these records.");
    result.notes.emplace_back(lead_note);
}

} // namespace

void answer_linked(io::ResultDocument& result,
                   const LoadedCases& cases,
                   const graph::CaseSelection& selection,
                   const graph::AssociationOptions& options,
                   const SuspectQuestion& question) {
    const graph::AssociationSeed asked =
        find_suspect(question.of, cases, selection, options, question.input.place_level());
    const auto steps = static_cast<unsigned>(question.steps);
    const AssociationGraph g =
        AssociationGraph::around(selection, options, std::span(&asked, 1), steps);
    result.vertices = g.vertex_count();
    result.edges = g.edge_count();
    tell_skipped(cases, g.skipped(), question.output);
    const Vertex of = g.find(asked.is_person, asked.entity);
    result.parameters.emplace_back("of", suspect_id(cases, g, of));

    const algorithms::TieWeights weights(g, selection, options, question.weights());
    Neighbourhood near{cases, g, {}};
    std::vector<double> probability;
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        near.ties.push_back(weights.weigh(e));
        probability.push_back(near.ties.back().probability);
    }
    const graph::RunControl control = run_control(question.output, "following ties");
    const auto linked = algorithms::connections(g, probability, of, steps, control);
    const std::size_t shown = std::min(linked.size(), rows_shown(question.output));
    result.found = linked.size();
    std::vector<std::vector<Connection>> paths(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        if (question.paths > 1) {
            paths[i] = algorithms::surest_paths(g, probability, of, linked[i].vertex, steps,
                                                question.paths, control);
        } else {
            paths[i] = {linked[i]};
        }
        add_linked(result, near, linked[i], paths[i]);
    }
    describe_linked(result,
                    fmt::format("{} ({})", suspect_label(cases, g, of), suspect_id(cases, g, of)));
    for (std::size_t i = 0; i < std::min(links_explained, shown); ++i) {
        tell_steps(result, near, paths[i], fmt::format("Why {}:", i + 1));
    }
    if (!result.more_tables.empty()) {
        result.more_tables.back().notes.emplace_back(bits_note);
    }
}

} // namespace sandhan::cli
