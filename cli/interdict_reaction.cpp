// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_reaction.hpp"

#include "algorithms/routes/displacement.hpp"
#include "algorithms/routes/transition_model.hpp"
#include "cli/interdict_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::ObservedRoute;
using graph::Edge;
using graph::Vertex;

/// Next likeliest routes that a blocked flow is shared out to.
constexpr std::size_t next_ways = 3;

io::List interdict_legs(const InterdictCases& all, const std::vector<Vertex>& stops) {
    io::List legs;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        legs.emplace_back(interdict_leg(all, all.edge(stops[i - 1], stops[i])));
    }
    return legs;
}

} // namespace

std::vector<double> costs_of_going_on(const InterdictCases& all) {
    const auto travelled = algorithms::travelled_journeys(all.journeys);
    const algorithms::TransitionModel model(travelled.stops, travelled.weight);
    std::vector<double> costs;
    for (Edge e = 0; e < all.g.edge_count(); ++e) {
        const auto [from, to] = all.g.ends(e);
        const Vertex here = model.vertex(all.g.place(from));
        const auto next = model.legs().out_neighbours(here);
        const auto at = std::lower_bound(next.begin(), next.end(), model.vertex(all.g.place(to)));
        costs.push_back(-std::log(model.probability(
            model.legs().out_edges(here)[static_cast<std::size_t>(at - next.begin())])));
    }
    return costs;
}

std::string add_reaction(const InterdictCases& all,
                         const std::vector<ObservedRoute>& routes,
                         const std::vector<double>& costs,
                         const std::vector<std::uint32_t>& items,
                         const graph::RunControl& control,
                         io::Record& row) {
    InterdictFlags closed(all.item_count(), 0);
    for (const std::uint32_t item : items) {
        closed[item] = 1;
    }
    std::vector<algorithms::BlockedFlow> blocked;
    std::vector<double> caught; // of each, if it could not go another way
    double whole = 0.0;
    for (const ObservedRoute& route : routes) {
        const auto passed = all.items_of(route.stops);
        const auto met = std::count_if(passed.begin(), passed.end(),
                                       [&](std::uint32_t i) { return closed[i] != 0; });
        const double weight = all.asked.carried(route.passing);
        whole += weight;
        if (met > 0) {
            blocked.push_back({route.stops.front(), route.stops.back(), weight});
            caught.push_back(weight *
                             (1.0 - std::pow(1.0 - all.asked.detection, static_cast<double>(met))));
        }
    }
    const InterdictFlags none;
    const auto next = algorithms::displaced_flows(
        all.g, costs, blocked, all.asked.cuts_corridors() ? closed : none,
        all.asked.cuts_corridors() ? none : closed, next_ways, control);
    double still_caught = 0.0;
    double touched = 0.0;
    for (std::size_t i = 0; i < blocked.size(); ++i) {
        touched += blocked[i].weight;
        still_caught += next.has_way[i] != 0 ? 0.0 : caught[i];
    }
    io::List to;
    for (const algorithms::NextRoute& route : next.routes) {
        io::List stops;
        for (const Vertex v : route.stops) {
            stops.emplace_back(all.id(v));
        }
        to.emplace_back(io::Record{{"stops", std::move(stops)},
                                   {"label", all.route_label(route.stops)},
                                   {"flow", route.weight},
                                   {"probability", route.probability},
                                   {"legs", interdict_legs(all, route.stops)}});
    }
    const bool mostly = 2.0 * next.displaced > touched;
    row.emplace_back("intercepted_after", still_caught);
    row.emplace_back("displaced", next.displaced);
    row.emplace_back("remaining", std::max(0.0, whole - still_caught));
    row.emplace_back("mostly_displaced", mostly);
    row.emplace_back("displaced_to", std::move(to));
    if (!mostly) {
        return {};
    }
    return fmt::format("of {} {} whose way is closed {} have another that was used before: this "
                       "would mostly move them.",
                       all.asked.amount_text(touched), all.asked.measure(),
                       all.asked.amount_text(next.displaced));
}

} // namespace sandhan::cli
