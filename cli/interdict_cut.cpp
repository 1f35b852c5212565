// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_cut.hpp"

#include "algorithms/routes/minimum_cut.hpp"
#include "cli/entities.hpp"
#include "cli/interdict_reaction.hpp"
#include "cli/interdict_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::ObservedRoute;
using algorithms::Passing;
using graph::Edge;

struct WholeCut {
    bool exists = true;
    algorithms::Capacity flow = 0, cut_capacity = 0;
    std::vector<std::uint32_t> items;
    bool proved = false;
};

WholeCut whole_cut_of(const InterdictCases& all,
                      const std::vector<algorithms::Capacity>& capacity,
                      const graph::RunControl& control,
                      const std::vector<Edge>& left_out = {}) {
    if (all.asked.cuts_corridors()) {
        auto cut = algorithms::minimum_cut(all.g, capacity, all.from, all.to, control);
        return {cut.exists, cut.flow, cut.cut_capacity, std::move(cut.edges), cut.proved};
    }
    std::vector<graph::VertexPair> edges;
    for (Edge e = 0; e < all.g.edge_count(); ++e) {
        if (!std::binary_search(left_out.begin(), left_out.end(), e)) {
            edges.push_back(all.g.ends(e));
        }
    }
    const graph::DirectedGraph rest(all.g.vertex_count(), std::move(edges));
    auto cut = algorithms::minimum_vertex_cut(rest, capacity, all.from, all.to, control);
    return {cut.exists, cut.flow, cut.cut_capacity, std::move(cut.vertices), cut.proved};
}

/// Ascending.
std::vector<Edge> direct_legs(const InterdictCases& all) {
    std::vector<Edge> direct;
    for (Edge e = 0; e < all.g.edge_count(); ++e) {
        const auto [from, to] = all.g.ends(e);
        if (all.is_from[from] != 0 && all.is_to[to] != 0) {
            direct.push_back(e);
        }
    }
    return direct;
}

void tell_direct(const InterdictCases& all,
                 const std::vector<Edge>& direct,
                 io::ResultDocument& result) {
    io::List legs;
    for (const Edge e : direct) {
        legs.emplace_back(interdict_leg(all, e));
    }
    result.extra.emplace_back("open_legs", std::move(legs));
    const auto [from, to] = all.g.ends(direct.front());
    result.notes.push_back(
        fmt::format("No set of places separates them: {} lead{} straight from an origin to a "
                    "destination, such as {} → {}, and neither is ever cut. Places cut the "
                    "rest; --cut corridors cuts all.",
                    counted(direct.size(), "leg"), direct.size() == 1 ? "s" : "", all.label(from),
                    all.label(to)));
}

} // namespace

void answer_whole_cut(const InterdictCases& all, io::ResultDocument& result) {
    const graph::RunControl control = run_control(all.asked.output, "cutting");
    const algorithms::VictimFlow flow = algorithms::victim_flow(all.journeys, all.g);
    const std::vector<Passing>& passing = all.asked.cuts_corridors() ? flow.legs : flow.places;
    std::vector<double> capacity;
    capacity.reserve(passing.size());
    for (const Passing& one : passing) {
        capacity.push_back(all.asked.capacity == "unit" ? 1.0 : all.asked.carried(one));
    }
    const auto whole = algorithms::whole_capacities(capacity);
    WholeCut cut = whole_cut_of(all, whole.multiple, control);
    result.heading = fmt::format("The least that separates {} of --from and {} of --to, {} by {}",
                                 counted(all.from.size(), "place"), counted(all.to.size(), "place"),
                                 all.asked.cut, all.asked.input.level);
    // A leg straight from an origin to a destination no places close: they close the rest.
    std::vector<Edge> direct;
    double open = 0.0;
    if (!cut.exists) {
        direct = direct_legs(all);
        for (const Edge e : direct) {
            open += all.asked.capacity == "unit" ? 1.0 : all.asked.carried(flow.legs[e]);
        }
        tell_direct(all, direct, result);
        cut = whole_cut_of(all, whole.multiple, control, direct);
    }
    if (cut.items.empty()) {
        if (direct.empty()) {
            result.notes.emplace_back(
                "No route: no chain of legs on which victims passed leads from --from to --to, "
                "so nothing has to be cut.");
        }
        return;
    }
    std::vector<algorithms::Capacity> closed = whole.multiple;
    for (const std::uint32_t item : cut.items) {
        closed[item] = 0;
    }
    const double after =
        static_cast<double>(whole_cut_of(all, closed, control, direct).flow) * whole.unit;
    const double through = static_cast<double>(cut.flow) * whole.unit;
    io::Record row{{"rank", 1}};
    std::set<graph::IncidentIndex> evidence;
    add_interdict_members(all, cut.items, passing, capacity, row, evidence);
    row.emplace_back("size", cut.items.size());
    row.emplace_back("separates", direct.empty());
    row.emplace_back("flow_before", all.asked.amount(through + open));
    row.emplace_back("flow_after", all.asked.amount(after + open));
    row.emplace_back("flow", all.asked.amount(through));
    row.emplace_back("cut_capacity",
                     all.asked.amount(static_cast<double>(cut.cut_capacity) * whole.unit));
    row.emplace_back("proved", cut.proved);
    const auto routes = algorithms::observed_routes(all.journeys, all.g, all.is_from, all.is_to);
    double observed = 0.0;
    for (const ObservedRoute& route : routes) {
        observed += all.asked.carried(route.passing);
    }
    row.emplace_back("observed", all.asked.amount(observed));
    if (all.asked.react) {
        const std::string warning =
            add_reaction(all, routes, costs_of_going_on(all), cut.items, control, row);
        if (!warning.empty()) {
            result.notes.push_back("Displacement: " + warning);
        }
    }
    row.emplace_back("evidence",
                     evidence_list(all.cases.store, std::vector(evidence.begin(), evidence.end())));
    const std::string others = direct.empty() ? "" : " other";
    result.notes.push_back(
        all.asked.capacity == "unit"
            ? fmt::format("Of{} ways from --from to --to that share none of the {} there are "
                          "at most {}: no smaller cut would do.",
                          others, all.asked.cut, cut.items.size())
            : fmt::format("{} {} can flow from --from to --to {}, as much as passes the cut: "
                          "no cut of less would do.",
                          all.asked.amount_text(through), all.asked.measure(),
                          all.asked.cuts_corridors() ? "over the legs of all journeys"
                                                     : "through the places between them"));
    result.notes.emplace_back("Of equal cuts this is the one nearest to the origins.");
    std::vector<Passing> behind;
    for (const std::uint32_t item : cut.items) {
        behind.push_back(passing[item]);
    }
    tell_unrecorded(all.asked, behind, result);
    finish_interdict(all.asked, std::move(row), "The cut", result);
}

} // namespace sandhan::cli
