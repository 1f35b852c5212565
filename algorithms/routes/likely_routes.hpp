// SPDX-License-Identifier: Apache-2.0
// The most probable ways from one place to another, over the legs that journeys took.
#pragma once

#include "algorithms/routes/transition_model.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sandhan::algorithms {

struct LikelyRouteOptions {
    std::size_t k = 5;
    int order = 1; ///< how many places the next step depends on: 1, or 2 (where it came from, too)
    /// Of order 2: beginnings of routes looked at before the search gives up. Some 400 MB.
    std::size_t most_beginnings = 10'000'000;
};

struct LikelyLeg {
    std::uint32_t from, to;
    double probability;                  ///< of the step, by the order asked for
    std::vector<std::uint32_t> journeys; ///< that took the leg, ascending
};

struct LikelyRoute {
    std::vector<std::uint32_t> places; ///< two or more, each once
    double probability = 0.0;          ///< the product of those of its legs
    std::vector<LikelyLeg> legs;
    /// That have the whole route in one piece, ascending: it was observed. Where there are none it
    /// is inferred from legs of different journeys.
    std::vector<std::uint32_t> travelled_by;
};

struct LikelyRoutes {
    std::vector<LikelyRoute> routes; ///< the most probable first
    bool complete = true; ///< false: the search gave up, and less likely ones are missing
};

/// The k most probable routes from one place to another that visit no place twice; fewer where
/// there are fewer. The probability of a route is that of a journey which is at `from`: that its
/// next steps are exactly these, until it is at `to`, whether it ends there or goes on. How it came
/// to `from` is not known, so the first step is of order 1 always.
///
/// What a route costs is the sum of -ln of the probabilities of its steps, each in whole units of
/// 2^-36 (and one unit at least), so that sums are exact: routes of the same steps in another order
/// tie. Routes that cost the same come in the order of their places.
///
/// Order 1 are shortest paths among places (k_shortest_paths.hpp). Order 2 are shortest paths among
/// legs, but places may not repeat, which is more than that legs may not: a search that goes on
/// from the best beginning, by what its steps cost and what the rest costs at least (exactly, but
/// for the places visited). It is exact; on legs that lead round and round it may become long, and
/// gives up after options.most_beginnings.
///
/// Requires  order 1 or 2; two different places. A place that no journey moves from or to has no
///           routes.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      order 1: as k_shortest_paths(); order 2: O(P log L) for P pairs of legs that follow
///           each other, L legs, and as a rule some k times the stops of a route beginnings.
/// Source    M. Rosvall, A. V. Esquivel, A. Lancichinetti, J. D. West, R. Lambiotte, "Memory in
///           network flows and its effects on spreading dynamics and community detection", Nature
///           Communications 5, 2014. doi:10.1038/ncomms5630
[[nodiscard]] LikelyRoutes likely_routes(const TransitionModel& model,
                                         std::uint32_t from,
                                         std::uint32_t to,
                                         const LikelyRouteOptions& options,
                                         const graph::RunControl& control = {});

} // namespace sandhan::algorithms
