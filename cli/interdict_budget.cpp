// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_budget.hpp"

#include "algorithms/routes/interdiction.hpp"
#include "cli/entities.hpp"
#include "cli/interdict_places.hpp"
#include "cli/interdict_reaction.hpp"
#include "cli/interdict_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::ObservedRoute;
using algorithms::Passing;

/// A budget above is searched at so many equal steps.
constexpr std::size_t most_budgets = 100;

std::uint64_t incidents_on(const std::vector<ObservedRoute>& routes) {
    std::uint64_t incidents = 0;
    for (const ObservedRoute& route : routes) {
        incidents += route.passing.evidence.size();
    }
    return incidents;
}

std::vector<double> budgets_up_to(const InterdictCases& all, double whole_cost) {
    const double most = std::min(all.asked.budget, std::ceil(whole_cost));
    const double step = std::max(1.0, std::ceil(most / static_cast<double>(most_budgets)));
    std::vector<double> budgets;
    for (std::uint32_t i = 1; step * i < most; ++i) {
        budgets.push_back(step * i);
    }
    budgets.push_back(most);
    return budgets;
}

} // namespace

void answer_budgets(const InterdictCases& all,
                    const std::optional<io::CostFile>& costs,
                    io::ResultDocument& result) {
    const auto routes = algorithms::observed_routes(all.journeys, all.g, all.is_from, all.is_to);
    result.heading = fmt::format("Where most of the {} on the way are intercepted, {} by {}",
                                 all.asked.measure(), all.asked.cut, all.asked.input.level);
    const std::size_t count = all.item_count();
    std::vector<algorithms::WatchedRoute> watched;
    std::vector<Passing> passing(count);
    std::vector<double> capacity(count, 0.0);
    double before = 0.0;
    for (const ObservedRoute& route : routes) {
        watched.push_back({all.items_of(route.stops), all.asked.carried(route.passing)});
        before += watched.back().weight;
        for (const std::uint32_t item : watched.back().items) {
            Passing& here = passing[item];
            here.evidence.insert(here.evidence.end(), route.passing.evidence.begin(),
                                 route.passing.evidence.end());
            here.victims += route.passing.victims;
            here.unrecorded += route.passing.unrecorded;
            capacity[item] += watched.back().weight;
        }
    }
    double whole_cost = 0.0;
    const std::vector<double> cost = interdict_costs(all, costs, result);
    for (std::uint32_t item = 0; item < count; ++item) {
        auto& evidence = passing[item].evidence;
        std::sort(evidence.begin(), evidence.end());
        whole_cost += capacity[item] > 0.0 ? cost[item] : 0.0;
    }
    if (whole_cost == 0.0) {
        result.notes.emplace_back(
            "No journey leads from --from to --to as a whole" +
            std::string(routes.empty() ? "" : " through a place that may be cut") +
            "; without --budget the legs of several journeys are put together.");
        return;
    }
    const graph::RunControl control = run_control(all.asked.output, "searching");
    const auto sets = algorithms::best_interdictions(watched, cost, budgets_up_to(all, whole_cost),
                                                     {.detection = all.asked.detection}, control);
    const double most = sets.back().intercepted;
    std::string displaced_budgets, last_warning;
    const std::vector<double> going_on =
        all.asked.react ? costs_of_going_on(all) : std::vector<double>();
    for (const algorithms::InterdictionSet& set : sets) {
        io::Record row{
            {"rank", result.rows.size() + 1}, {"budget", set.budget}, {"cost", set.cost}};
        std::set<graph::IncidentIndex> evidence;
        add_interdict_members(all, set.items, passing, capacity, row, evidence);
        row.emplace_back("flow_before", all.asked.amount(before));
        row.emplace_back("flow_after", std::max(0.0, before - set.intercepted));
        row.emplace_back("intercepted", set.intercepted);
        row.emplace_back("share", before > 0.0 ? std::min(1.0, set.intercepted / before) : 0.0);
        row.emplace_back("optimal", set.optimal);
        row.emplace_back("bound", set.bound);
        row.emplace_back("gap", set.gap);
        if (all.asked.react) {
            const std::string warning =
                add_reaction(all, routes, going_on, set.items, control, row);
            if (!warning.empty()) {
                displaced_budgets += displaced_budgets.empty() ? "" : ", ";
                displaced_budgets += fmt::format("{}", set.budget);
                last_warning = fmt::format("Budget {}: ", set.budget) + warning;
            }
        }
        row.emplace_back("evidence", evidence_list(all.cases.store,
                                                   std::vector(evidence.begin(), evidence.end())));
        result.rows.emplace_back(std::move(row));
        const bool whole = set.optimal && set.intercepted >= most * (1.0 - 1e-9);
        if (whole && set.budget < all.asked.budget) {
            result.notes.push_back(
                fmt::format("A budget above {} intercepts no more.", set.budget));
            break;
        }
    }
    if (!last_warning.empty()) {
        result.notes.push_back(last_warning);
        if (displaced_budgets.find(',') != std::string::npos) {
            result.notes.push_back("Mostly displaced are the sets of the budgets " +
                                   displaced_budgets + ".");
        }
    }
    result.notes.push_back(
        fmt::format("Counted on the {} {} of the {} that lead from --from to --to as a whole.",
                    all.asked.amount_text(before), all.asked.measure(),
                    counted(incidents_on(routes), "journey")));
    if (std::any_of(sets.begin(), sets.end(), [](const auto& set) { return !set.optimal; })) {
        result.notes.emplace_back(
            "Where best is no the search ended before its proof: gap is the share by which a "
            "set could still be better. A greedy set is within 1 - 1/e of the best where costs "
            "are equal, within half of that where they differ.");
    }
    std::vector<Passing> on_routes;
    on_routes.reserve(routes.size());
    for (const ObservedRoute& route : routes) {
        on_routes.push_back(route.passing);
    }
    tell_unrecorded(all.asked, on_routes, result);
    io::Record last = *result.rows.back().get<io::Record>();
    result.rows.pop_back();
    const std::string heading = fmt::format("The set for budget {}", *last[1].second.get<double>());
    finish_interdict(all.asked, std::move(last), heading, result);
}

} // namespace sandhan::cli
