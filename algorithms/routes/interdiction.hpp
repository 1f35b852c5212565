// SPDX-License-Identifier: Apache-2.0
// Where to intervene with a budget: the places or corridors at which most victims are expected to
// be intercepted on the routes they travel.
#pragma once

#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// A route as far as interception sees it.
struct WatchedRoute {
    std::vector<std::uint32_t> items; ///< that it passes: any order, one that recurs counts once
    double weight = 0.0;              ///< victims on it
};

/// Victims expected to be intercepted where each of `chosen` stops a passing victim with
/// probability `detection`, independently: a route that passes j of them adds
/// weight * (1 - (1 - detection)^j). Monotone and submodular in the set.
/// Cost  O(size of the routes).
[[nodiscard]] double expected_interceptions(std::span<const WatchedRoute> routes,
                                            std::span<const std::uint32_t> chosen,
                                            double detection);

struct InterdictionSet {
    double budget = 0.0;
    double cost = 0.0;                ///< of the items, added in ascending order
    std::vector<std::uint32_t> items; ///< ascending
    double intercepted = 0.0;         ///< expected_interceptions() of the items
    double bound = 0.0;               ///< no set within the budget intercepts more
    bool optimal = false;             ///< bound and intercepted are one number, to 1e-9 of it
    double gap = 0.0;                 ///< (bound - intercepted) / bound; 0 where optimal
    std::uint64_t nodes = 0;          ///< of the search tree that were looked into
};

struct InterdictionOptions {
    double detection = 1.0;
    /// How long one budget is searched, in looks at an item of a route: a measure of work, not of
    /// time, so that the answer does not depend on the machine. A second is about 3e8 of them.
    std::uint64_t work = 100'000'000;
};

/// For each budget a set of items whose costs keep within it and which intercepts most. Items that
/// add nothing are in no set. Sets of different budgets need not lie in one another.
///
/// Greedy sets come first, by gain and by gain per cost: within (1 - 1/e) of the best where all
/// costs are equal, within (1 - 1/e)/2 otherwise. Then depth-first branch and bound from the best
/// of them and of the smaller budgets: what is left of a budget adds at most what the gains at hand
/// give by the continuous knapsack, as gains only shrink. An item is not tried once another was
/// excluded that costs no more and lies on all of its routes. When the work is used up the bounds
/// of what was left unsearched tell the gap.
///
/// Requires    detection in (0, 1]; weights finite and >= 0; a cost finite and > 0 for each item
///             that a route names; budgets finite and >= 0, ascending.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        a budget: O(b i) for the greedy sets, b items chosen and i item visits of all
///             routes, and `work` at most.
/// Convention  of sets that intercept the same the first found, which does not depend on threads
///             or on the order of the routes' records as long as equal routes are given in one
///             order.
/// Source      G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, "An analysis of approximations for
///             maximizing submodular set functions I", Math. Programming 14, 1978,
///             doi:10.1007/BF01588971; for costs that differ: J. Leskovec et al., "Cost-effective
///             outbreak detection in networks", KDD 2007, doi:10.1145/1281192.1281239. M.
///             Sviridenko, doi:10.1016/S0167-6377(03)00062-2, reaches 1 - 1/e there by trying all
///             triples; the search here tells a gap instead, which is nearly always less.
[[nodiscard]] std::vector<InterdictionSet>
best_interdictions(std::span<const WatchedRoute> routes,
                   std::span<const double> cost,
                   std::span<const double> budgets,
                   const InterdictionOptions& options = {},
                   const graph::RunControl& control = {});

} // namespace sandhan::algorithms
