// SPDX-License-Identifier: Apache-2.0
// analyse evaluate identities, evaluate suspects: people joined and linked, against who they are.
#include "algorithms/evaluation/rank_correlation.hpp"
#include "algorithms/suspects/identity_quality.hpp"
#include "algorithms/suspects/linked_suspects.hpp"
#include "cli/evaluated_people.hpp"
#include "graph/association_graph.hpp"
#include "io/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandhan::cli {
namespace {

using graph::AssociationGraph;
using graph::CaseStore;
using graph::IncidentIndex;
using graph::no_index;
using graph::Side;
using graph::Vertex;

/// One wrong merge or split.
struct Mistake {
    const char* kind = "";
    std::uint64_t weight = 0; ///< pairs wrongly joined, or wrongly kept apart
    std::uint64_t parts = 0;  ///< how many were joined, or into how many one was split
    std::vector<IncidentIndex> incidents;
};

std::uint64_t pairs_among(std::uint64_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

/// What each cluster of `whole` mixes or tears apart, going by `part`.
std::vector<Mistake> mistakes_of(const char* kind,
                                 const CaseStore& store,
                                 const std::vector<std::uint32_t>& rows,
                                 const std::vector<std::uint32_t>& whole,
                                 const std::vector<std::uint32_t>& part) {
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(whole[a], part[a]) < std::pair(whole[b], part[b]);
    });
    std::vector<std::pair<std::size_t, Mistake>> found; // the first mention tells the order
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        Mistake mistake{kind, 0, 0, {}};
        std::uint64_t of_one = 0;
        std::size_t earliest = order[first];
        for (; end < order.size() && whole[order[end]] == whole[order[first]]; ++end) {
            const bool goes_on = end > first && part[order[end]] == part[order[end - 1]];
            mistake.parts += goes_on ? 0U : 1U;
            of_one = goes_on ? of_one + 1 : 1;
            mistake.weight += end - first - (of_one - 1); // with all of other parts before it
            mistake.incidents.push_back(store.people[rows[order[end]]].incident);
            earliest = std::min(earliest, order[end]);
        }
        if (mistake.parts > 1) {
            found.emplace_back(earliest, std::move(mistake));
        }
        first = end;
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Mistake> result;
    result.reserve(found.size());
    for (auto& [earliest, mistake] : found) {
        result.push_back(std::move(mistake));
    }
    return result;
}

io::List told(const CaseStore& store, const std::vector<Mistake>& mistakes) {
    io::List list;
    for (const Mistake& mistake : mistakes) {
        list.emplace_back(io::Record{{"kind", mistake.kind},
                                     {"pairs", mistake.weight},
                                     {"parts", mistake.parts},
                                     {"evidence", evidence_of(store, mistake.incidents)}});
    }
    return list;
}

} // namespace

namespace {

std::string percent(double share) {
    constexpr double all = 100.0;
    return fmt::format("{:.1f} %", all * share);
}

/// What was compared at all, and what the program expects of itself beside what is so.
void add_resolution(const LoadedCases& cases,
                    const People& truth,
                    const Included& included,
                    Evaluation& result) {
    const algorithms::IdentityResolution& found = *cases.resolution;
    std::vector<std::uint32_t> known(found.people.empty() ? 0 : found.people.back() + 1, no_index);
    for (std::uint32_t row = 0; row < cases.resolved_rows.size(); ++row) {
        const graph::PersonIndex person = cases.resolved_rows[row];
        if (person < known.size() && known[person] == no_index && truth.counts(row, included)) {
            known[person] = truth.identity_of[row];
        }
    }
    const algorithms::IdentityQuality quality = algorithms::identity_quality(found, known);
    result.figure("compared:people", io::Value(found.people.size()));
    result.figure("compared:pairs_possible", io::Value(quality.possible));
    result.figure("compared:pairs", io::Value(quality.compared));
    result.figure("compared:pairs_spared", quality.left_out());
    result.figure("compared:true_pairs", io::Value(quality.truly_same));
    result.figure("compared:true_pairs_met", quality.completeness());
    result.figure("compared:true_pairs_met_by_key", quality.completeness_by_key);
    result.figure("errors:wrong_expected", found.errors.wrong);
    result.figure("errors:wrong", quality.wrong());
    result.figure("errors:missed_expected", found.errors.missed);
    result.figure("errors:missed", quality.missed());
    if (quality.truly_same > 0) {
        result.notes.push_back(
            fmt::format("Compared: {} of {}. Of {} that truly are one person, they hold {}; any "
                        "other is found by way of a third record only.",
                        quality.compared, counted(quality.possible, "pair"),
                        counted(quality.truly_same, "pair"), quality.truly_same_compared));
    }
    if (found.errors.wrong && quality.wrong()) {
        result.notes.push_back(fmt::format(
            "Called the same, and are two people: {} expected without the truth, {} in truth.",
            percent(*found.errors.wrong), percent(*quality.wrong())));
    }
    if (found.errors.missed && quality.missed()) {
        result.notes.push_back(fmt::format(
            "One person, and not called the same: {} expected without the truth, {} in truth.",
            percent(*found.errors.missed), percent(*quality.missed())));
    }
}

} // namespace

Evaluation evaluate_identities(const LoadedCases& cases,
                               const InputOptions& input,
                               const OutputOptions& output,
                               const EvaluationOptions& options) {
    const CaseStore& store = cases.store;
    const graph::CaseGraph g(store, {input.filter(), input.place_level(), input.disclosure()});
    People truth(store);
    read_truth_of(options, output, {io::TruthPart::identities}, {io::TruthPart::identities},
                  "identities", truth);
    tell_unknown(truth, output);

    std::vector<std::uint32_t> rows, found, known;
    std::uint64_t unlabelled = 0;
    for (const std::uint32_t row : mentions_in(g)) {
        if (!truth.counts(row, options.included)) {
            continue;
        }
        if (truth.identity_of[row] == no_index) {
            ++unlabelled;
            continue;
        }
        rows.push_back(row);
        found.push_back(store.people[row].person);
        known.push_back(truth.identity_of[row]);
    }
    const auto merges = mistakes_of("merge", store, rows, found, known);
    const auto splits = mistakes_of("split", store, rows, known, found);
    const algorithms::Clustering joined(found);
    const algorithms::Clustering real(known);
    const auto agreement =
        algorithms::compare_clusterings(joined, real, run_control(output, "comparing"));

    Evaluation result;
    result.vertices = g.vertex_count();
    result.edges = g.edge_count();
    result.figure("mentions:compared", io::Value(rows.size()));
    result.figure("mentions:without_truth", io::Value(unlabelled));
    result.figure("truth:records_not_in_input", io::Value(truth.records_not_in_input));
    result.figure("people:found", io::Value(joined.cluster_count()));
    result.figure("people:true", io::Value(real.cluster_count()));
    result.figure("people:merged", io::Value(merges.size()));
    result.figure("people:split", io::Value(splits.size()));
    result.figures("pairs", agreement.pairs);
    result.b_cubed(agreement);
    result.figure("adjusted_rand", agreement.adjusted_rand);
    if (cases.resolution) {
        add_resolution(cases, truth, options.included, result);
    }

    std::vector<Mistake> mistakes = merges;
    mistakes.insert(mistakes.end(), splits.begin(), splits.end());
    result.mistakes = told(store, largest(std::move(mistakes), options.worst));
    return result;
}

namespace {

/// Pairs of true offenders with a tie, a number each, ascending.
std::vector<std::uint64_t> tied_pairs(const AssociationGraph& links, const Offenders& all) {
    std::vector<std::uint64_t> pairs;
    for (graph::Edge e = 0; e < links.edge_count(); ++e) {
        for (const auto& [s, a] : items_of(all, links.ends(e).source)) {
            for (const auto& [t, b] : items_of(all, links.ends(e).target)) {
                if (a != b) {
                    pairs.push_back((std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b));
                }
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

struct Group {
    std::uint64_t people = 0, incidents = 0;
    std::vector<std::uint32_t> items; ///< ascending
};

/// One cell beside the group that holds most of its members.
struct CellFound {
    std::vector<std::uint32_t> items; ///< its members in the data
    std::size_t group = 0;            ///< groups.size() where no group has any
    std::uint64_t held = 0;           ///< of its members, by that group
    std::uint64_t groups = 0;         ///< that hold members
    std::uint64_t apart = 0;          ///< members in no group
};

CellFound found_of(const std::vector<std::uint32_t>& items,
                   const std::vector<std::vector<std::uint32_t>>& groups_of,
                   std::size_t group_count) {
    CellFound cell;
    cell.items = items;
    cell.group = group_count;
    std::map<std::uint32_t, std::uint64_t> held;
    for (const std::uint32_t item : items) {
        cell.apart += groups_of[item].empty() ? 1U : 0U;
        for (const std::uint32_t group : groups_of[item]) {
            ++held[group];
        }
    }
    for (const auto& [group, count] : held) {
        if (count > cell.held) {
            cell.held = count;
            cell.group = group;
        }
    }
    cell.groups = held.size();
    return cell;
}

} // namespace

Evaluation evaluate_suspects(const LoadedCases& cases,
                             const InputOptions& input,
                             const OutputOptions& output,
                             const EvaluationOptions& options) {
    const CaseStore& store = cases.store;
    const graph::CaseGraph g(store, {input.filter(), input.place_level(), input.disclosure()});
    const AssociationGraph links(g);
    People truth(store);
    read_truth_of(options, output, {io::TruthPart::identities, io::TruthPart::cells},
                  {io::TruthPart::identities, io::TruthPart::cells}, "suspects", truth);
    truth.sort_cells();
    tell_unknown(truth, output);
    const Offenders all = offenders_in(g, links, truth);

    std::vector<Group> groups;
    std::vector<std::vector<std::uint32_t>> groups_of(all.identity.size());
    std::vector<algorithms::Clustering::Membership> in_groups, in_cells;
    for (const auto& group : algorithms::suspect_groups(links)) {
        if (group.incidents.size() < options.min_incidents) {
            continue;
        }
        Group known;
        known.incidents = group.incidents.size();
        for (const Vertex v : group.members) {
            known.people += links.is_person(v) ? 1U : 0U;
            for (const auto& [vertex, item] : items_of(all, v)) {
                known.items.push_back(item);
            }
        }
        std::sort(known.items.begin(), known.items.end());
        known.items.erase(std::unique(known.items.begin(), known.items.end()), known.items.end());
        for (const std::uint32_t item : known.items) {
            in_groups.emplace_back(item, static_cast<std::uint32_t>(groups.size()));
            groups_of[item].push_back(static_cast<std::uint32_t>(groups.size()));
        }
        groups.push_back(std::move(known));
    }

    std::uint64_t unknown_members = 0;
    std::uint64_t in_a_cell = 0;
    std::vector<CellFound> cells;
    std::vector<std::optional<std::uint64_t>> events;
    std::vector<bool> has_cell(all.identity.size(), false);
    for (std::size_t c = 0; c < truth.cells.size(); ++c) {
        std::vector<std::uint32_t> items;
        for (const std::uint32_t member : truth.cells[c].members) {
            unknown_members += truth.is_told(member) ? 0U : 1U;
            if (const std::uint32_t item = all.item_of[member]; item != no_index) {
                items.push_back(item);
                in_cells.emplace_back(item, static_cast<std::uint32_t>(c));
                in_a_cell += has_cell[item] ? 0U : 1U;
                has_cell[item] = true;
            }
        }
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        if (items.size() > 1) {
            cells.push_back(found_of(items, groups_of, groups.size()));
            events.push_back(truth.cells[c].events);
        }
    }
    const algorithms::Clustering found(all.identity.size(), in_groups);
    const algorithms::Clustering real(all.identity.size(), in_cells);
    const auto agreement =
        algorithms::compare_clusterings(found, real, run_control(output, "comparing"));
    const std::vector<std::uint64_t> tied = tied_pairs(links, all);
    algorithms::Matches ties{0, tied.size(), agreement.pairs.truth};
    for (const std::uint64_t pair : tied) {
        const auto a = static_cast<std::uint32_t>(pair >> 32U);
        ties.both += share_a_cluster(real, a, static_cast<std::uint32_t>(pair)) ? 1U : 0U;
    }

    Evaluation result;
    result.vertices = links.vertex_count();
    result.edges = links.edge_count();
    result.figure("offenders:compared", io::Value(all.identity.size()));
    result.figure("offenders:in_cells", io::Value(in_a_cell));
    result.figure("mentions:without_truth", io::Value(all.unlabelled));
    result.figure("truth:records_not_in_input", io::Value(truth.records_not_in_input));
    result.figure("truth:members_without_identity", io::Value(unknown_members));
    result.figure("groups:found", io::Value(groups.size()));
    std::uint64_t most = 0;
    for (const Group& group : groups) {
        most = std::max<std::uint64_t>(most, group.items.size());
    }
    result.figure("groups:most_offenders", io::Value(most));
    result.figures("pairs", agreement.pairs);
    result.b_cubed(agreement);
    result.figures("ties", ties);

    std::uint64_t recovered = 0;
    std::vector<double> sizes, group_sizes, told_events, group_incidents;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const CellFound& cell = cells[c];
        const bool is_held = cell.group < groups.size();
        const Group none;
        const Group& group = is_held ? groups[cell.group] : none;
        recovered +=
            2 * cell.held > cell.items.size() && 2 * cell.held > group.items.size() ? 1U : 0U;
        sizes.push_back(static_cast<double>(cell.items.size()));
        group_sizes.push_back(static_cast<double>(group.items.size()));
        if (events[c]) {
            told_events.push_back(static_cast<double>(*events[c]));
            group_incidents.push_back(static_cast<double>(group.incidents));
        }
    }
    result.figure("cells:compared", io::Value(cells.size()));
    result.figure("cells:recovered", io::Value(recovered));
    result.correlation("cells:size", group_sizes, sizes);
    result.correlation("cells:events", group_incidents, told_events);

    std::vector<Mistake> mistakes;
    const auto incidents_of = [&](const std::vector<std::uint32_t>& items) {
        std::vector<IncidentIndex> incidents;
        for (const std::uint32_t item : items) {
            incidents.insert(incidents.end(), all.incidents[item].begin(),
                             all.incidents[item].end());
        }
        return incidents;
    };
    if (options.worst > 0) {
        for (const Group& group : groups) {
            // Within a group, its share of each cell is right: what is left of its pairs is wrong.
            std::vector<algorithms::Clustering::Membership> parts;
            std::vector<std::uint32_t> cells_here;
            std::uint64_t loners = 0;
            for (std::size_t i = 0; i < group.items.size(); ++i) {
                const auto own = real.clusters(group.items[i]);
                loners += own.empty() ? 1U : 0U;
                for (const auto cell : own) {
                    parts.emplace_back(static_cast<std::uint32_t>(i), cell);
                    cells_here.push_back(cell);
                }
            }
            std::sort(cells_here.begin(), cells_here.end());
            const auto end = std::unique(cells_here.begin(), cells_here.end());
            std::uint64_t right = 0;
            for (const auto count :
                 algorithms::companions({group.items.size(), std::move(parts)})) {
                right += count - 1;
            }
            const std::uint64_t wrong = pairs_among(group.items.size()) - right / 2;
            if (wrong > 0) {
                mistakes.push_back({"merge", wrong,
                                    loners + static_cast<std::uint64_t>(end - cells_here.begin()),
                                    incidents_of(group.items)});
            }
        }
        for (const CellFound& cell : cells) {
            std::vector<algorithms::Clustering::Membership> parts;
            for (std::size_t i = 0; i < cell.items.size(); ++i) {
                for (const std::uint32_t group : groups_of[cell.items[i]]) {
                    parts.emplace_back(static_cast<std::uint32_t>(i), group);
                }
            }
            std::uint64_t right = 0;
            for (const auto count : algorithms::companions({cell.items.size(), std::move(parts)})) {
                right += count - 1;
            }
            const std::uint64_t missed = pairs_among(cell.items.size()) - right / 2;
            if (missed > 0) {
                mistakes.push_back(
                    {"split", missed, cell.groups + cell.apart, incidents_of(cell.items)});
            }
        }
    }
    result.mistakes = told(store, largest(std::move(mistakes), options.worst));
    return result;
}

} // namespace sandhan::cli
