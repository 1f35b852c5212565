// SPDX-License-Identifier: Apache-2.0
// analyse suspects: groups of linked suspects.
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace sandhan::cli {
namespace {

using graph::AssociationGraph;
using graph::Vertex;

constexpr std::size_t reasons_told = 12; ///< of a group, below the table

/// That two entries are one person is a guess: one that is likelier wrong than right supports a tie
/// and joins nobody to a group.
constexpr double likelier_than_not = 0.5;

/// Whether only the first groups are asked for: their ties can then be found without all others.
bool shows_some(const OutputOptions& output) {
    return !tells_graph_size(output) &&
           rows_shown(output) < std::numeric_limits<std::size_t>::max();
}

algorithms::SuspectGroupOptions group_options(const SuspectQuestion& question) {
    return {question.min_incidents, std::max(rows_shown(question.output), groups_explained)};
}

/// Of the first `told` groups, or of all.
std::vector<algorithms::CrimeScript> scripts_of(const AssociationGraph& g,
                                                const graph::CaseSelection& selection,
                                                std::span<const algorithms::SuspectGroup> groups,
                                                const SuspectQuestion& question) {
    std::vector<algorithms::ScriptGroup> asked;
    for (const auto& group : groups) {
        algorithms::ScriptGroup one{{}, group.incidents};
        for (const Vertex v : group.members) {
            one.members.push_back({!g.is_person(v), g.entity(v)});
        }
        asked.push_back(std::move(one));
    }
    algorithms::ScriptOptions options;
    options.window_days = static_cast<std::uint32_t>(question.window_days);
    options.most_fitting = question.max_degree;
    return algorithms::crime_scripts(selection, asked, options,
                                     run_control(question.output, "looking for who is missing"));
}

/// The names of the roles that some member plays, or that none does.
io::List roles(const algorithms::CrimeScript& script, bool missing) {
    io::List names;
    for (const algorithms::ScriptStep& step : script) {
        if (step.is_missing() == missing) {
            names.emplace_back(algorithms::name_of(step.role));
        }
    }
    return names;
}

/// Adds the rows; returns how many reasons each of the groups has that are told in full.
std::vector<std::size_t> add_groups(io::ResultDocument& result,
                                    const LoadedCases& cases,
                                    const AssociationGraph& g,
                                    const graph::CaseSelection& selection,
                                    const algorithms::TieWeights& weights,
                                    std::span<const algorithms::SuspectGroup> first,
                                    const SuspectQuestion& question) {
    const auto& store = cases.store;
    std::vector<std::size_t> reasons_found;
    const auto scripts = scripts_of(
        g, selection,
        is_table(question.output) ? first.first(std::min(first.size(), groups_explained)) : first,
        question);
    for (const auto& group : first) {
        // A table tells who its groups are, and of the first ones why; the rest it would drop.
        const bool told = result.rows.size() < scripts.size();
        io::List people, members, organisations, states, reasons, names;
        std::uint64_t size = 0;
        for (const Vertex v : group.members) {
            if (g.is_person(v)) {
                ++size;
                names.emplace_back(suspect_label(cases, g, v));
            }
            if (told) {
                (g.is_person(v) ? people : organisations).emplace_back(suspect_id(cases, g, v));
                members.emplace_back(
                    io::Record{{"id", suspect_id(cases, g, v)},
                               {"label", suspect_label(cases, g, v)},
                               {"kind", graph::name_of(kind_of(g, v))},
                               {"evidence", evidence_list(store, g.incidents(v))}});
            }
        }
        for (const graph::PlaceIndex state : group.states) {
            states.emplace_back(store.text(store.places[state].label));
        }
        std::set<std::string> kinds;
        for (const graph::Edge e : group.ties) {
            for (const graph::Reason& reason : g.reasons(e)) {
                std::string kind(graph::name_of(reason.kind));
                std::replace(kind.begin(), kind.end(), '_', ' ');
                kinds.insert(std::move(kind));
            }
        }
        algorithms::StrongestTies strongest;
        if (told) {
            strongest = weights.strongest(
                group.ties,
                is_table(question.output) ? reasons_told : std::numeric_limits<std::size_t>::max(),
                run_control(question.output, "weighing ties"));
            reasons_found.push_back(strongest.reasons);
        }
        for (const algorithms::WeighedTie& tie : strongest.ties) {
            const auto [a, b] = g.ends(tie.edge);
            for (const auto& reason : tie.reasons) {
                io::Record record{{"a", suspect_id(cases, g, a)}, {"b", suspect_id(cases, g, b)}};
                for (auto& field : reason_record(cases, reason)) {
                    record.push_back(std::move(field));
                }
                record.emplace_back("told", reason_words(cases, reason));
                reasons.emplace_back(std::move(record));
            }
        }
        io::List script, known_roles, missing_roles;
        if (told) {
            const algorithms::CrimeScript& of_group = scripts[result.rows.size()];
            script = script_list(cases, of_group, group.incidents.size());
            known_roles = roles(of_group, false);
            missing_roles = roles(of_group, true);
        }
        result.rows.emplace_back(io::Record{{"rank", result.rows.size() + 1},
                                            {"people", people},
                                            {"organisations", organisations},
                                            {"incidents", group.incidents.size()},
                                            {"states", states},
                                            {"reasons", reasons},
                                            {"members", members},
                                            {"script", script},
                                            {"known_roles", known_roles},
                                            {"missing_roles", missing_roles},
                                            {"names", names},
                                            {"linked_by", io::texts(kinds)},
                                            {"ties_cut", group.ties_cut},
                                            {"size", size},
                                            {"evidence", evidence_list(store, group.incidents)}});
    }
    return reasons_found;
}

/// Below the table: who the first groups are, and the ties that make them.
void explain_largest(io::ResultDocument& result, std::span<const std::size_t> reasons_found) {
    for (std::size_t i = 0; i < std::min(groups_explained, result.rows.size()); ++i) {
        const io::Value& row = result.rows[i];
        if (*row["incidents"].get<std::int64_t>() < 2) {
            break;
        }
        io::TableSection section;
        section.heading = fmt::format("Why group {}: its strongest ties", i + 1);
        section.columns = {
            {.header = "one", .path = "a", .widest = 44, .wraps = true},
            {.header = "other", .path = "b", .widest = 44, .wraps = true},
            {.header = "why", .path = "told", .widest = 60, .wraps = true},
            {"bits", "weight", io::Alignment::right, 1},
            {.header = "incidents", .path = "evidence", .widest = 50, .wraps = true}};
        const auto label = [&](const io::Value& id) {
            for (const io::Value& member : *row["members"].get<io::List>()) {
                if (*member["id"].get<std::string>() == *id.get<std::string>()) {
                    return *member["label"].get<std::string>();
                }
            }
            return std::string();
        };
        const auto& reasons = *row["reasons"].get<io::List>();
        for (std::size_t r = 0; r < std::min(reasons_told, reasons.size()); ++r) {
            section.rows.emplace_back(io::Record{{"a", label(reasons[r]["a"])},
                                                 {"b", label(reasons[r]["b"])},
                                                 {"told", reasons[r]["told"]},
                                                 {"weight", reasons[r]["weight"]},
                                                 {"evidence", reasons[r]["evidence"]}});
        }
        if (reasons_found[i] > reasons_told) {
            section.notes.push_back(fmt::format("… and {} more reasons; --format json has all",
                                                reasons_found[i] - reasons_told));
        }
        section.notes.emplace_back(bits_note);
        result.more_tables.push_back(std::move(section));
        result.more_tables.push_back(script_section(row, i + 1));
    }
}

void describe(io::ResultDocument& result,
              std::size_t found,
              std::size_t entities,
              std::span<const std::size_t> reasons_found,
              const SuspectQuestion& question) {
    if (question.min_incidents > 1) {
        result.parameters.emplace_back("min_incidents", question.min_incidents);
    }
    result.found = found;
    result.heading = fmt::format("{} of linked suspects, from {} people and organisations",
                                 counted(found, "group"), entities);
    constexpr std::size_t wide = 70;
    result.columns = {{"#", "rank", io::Alignment::right},
                      {"people", "size", io::Alignment::right},
                      {"incidents", "incidents", io::Alignment::right},
                      {.header = "who", .path = "names", .widest = wide, .wraps = true},
                      {.header = "states", .path = "states", .widest = wide, .wraps = true},
                      {.header = "linked by", .path = "linked_by", .widest = wide, .wraps = true}};
    for (const char* field : {"rank", "people", "organisations", "incidents", "states", "linked_by",
                              "known_roles", "missing_roles", "evidence"}) {
        result.csv.push_back({field, field});
    }
    constexpr std::int64_t unlikely = 200; ///< people: no network that a unit has met is so large
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
        if (const auto people = *result.rows[i]["size"].get<std::int64_t>(); people > unlikely) {
            result.notes.push_back(fmt::format(
                "Group {} has {} people: too many to be one network. --max-group {} breaks it at "
                "its weakest ties.",
                i + 1, people, unlikely));
        }
    }
    explain_largest(result, reasons_found);
    if (result.rows.empty()) {
        result.notes.emplace_back("No two suspects are linked here.");
    } else {
        result.notes.emplace_back(lead_note);
    }
}

} // namespace

void answer_groups(io::ResultDocument& result,
                   const LoadedCases& cases,
                   const graph::CaseSelection& selection,
                   const graph::AssociationOptions& asked,
                   const SuspectQuestion& question) {
    const bool is_bounded = question.max_group > 0 || !asked.supporting.empty();
    // In many records chance likenesses would chain all groups into one.
    graph::AssociationOptions options = asked;
    options.least_similar = likelier_than_not;
    if (is_bounded || !shows_some(question.output)) {
        const AssociationGraph association(selection, options);
        result.vertices = association.vertex_count();
        result.edges = association.edge_count();
        tell_skipped(cases, association.skipped(), question.output);
        const algorithms::TieWeights weights(association, selection, options, question.weights());
        algorithms::SuspectGroupOptions groups = group_options(question);
        std::vector<double> probability;
        if (question.max_group > 0) {
            probability = weights.probabilities(run_control(question.output, "weighing ties"));
            groups.max_group = question.max_group;
            groups.strength = probability;
        }
        const algorithms::SuspectGroups found = algorithms::suspect_groups(association, groups);
        const auto reasons =
            add_groups(result, cases, association, selection, weights, found.first, question);
        describe(result, found.found, association.vertex_count(), reasons, question);
        return;
    }
    std::optional<graph::AssociationGroups> all;
    tbb::parallel_invoke([&] { all.emplace(selection, options); },
                         [&] {
                             if (selection.disclosure() == graph::Disclosure::protect) {
                                 cases.protection->prepare(); // some group has a pseudonym
                             }
                         });
    tell_skipped(cases, all->skipped(), question.output);
    const algorithms::RankedGroups ranked =
        algorithms::ranked_groups(*all, group_options(question));
    const AssociationGraph association = all->graph_of(ranked.first);
    const algorithms::TieWeights weights(association, selection, options, question.weights());
    const auto reasons = add_groups(result, cases, association, selection, weights,
                                    algorithms::suspect_groups(association), question);
    describe(result, ranked.found, all->vertex_count(), reasons, question);
}

} // namespace sandhan::cli
