// SPDX-License-Identifier: Apache-2.0
// Where a journey that jumps between distant places may have stopped on the way.
#pragma once

#include "algorithms/routes/transit_data.hpp"
#include "algorithms/routes/transit_gaps.hpp"
#include "algorithms/routes/transit_ways.hpp"
#include "graph/run_control.hpp"

#include <span>
#include <vector>

namespace sandhan::algorithms {

struct TransitInference {
    std::vector<TransitGap> gaps; ///< by ends, then journeys, then leg
    /// Share of transit stops that records leave out, as estimated from these journeys.
    double left_out = 0.0;
};

/// The parameters, our own choice; docs/routes.md tells how they were tried.
struct TransitOptions {
    double least_km = 100.0; ///< between the ends of a gap that are no neighbours
    /// So many journeys' worth each coarser likeness has against a finer one.
    double network_weight = 1.0, states_weight = 3.0, one_end_weight = 3.0, ends_weight = 2.0;
    double untold = 0.1; ///< of journeys that use no train or road of the network: no stop
    double least_probability = 0.005; ///< of a guess that is listed
    /// Left-out and told stops that are supposed to have been seen before the data.
    double prior_left_out = 2.0, prior_told = 8.0;
};

/// Guesses where journeys stopped without their records telling it.
///
/// A gap is a leg between two districts of the network that share no border, lie `least_km` apart
/// or more, and were not travelled by air; or between places of which one is outside the network
/// (abroad), in different regions: there only other journeys tell.
///
/// What is guessed are ways W, ordered lists of stops between the ends. Their prior is the logit of
/// TransitNetwork over trains and roads. Journeys that pass the same two places (or, with less
/// weight, the same states) tell a list s of the stops they made; a record leaves a stop out with
/// probability q, so s comes from W with q^(|W|-|s|) (1-q)^|s| where s is a part of W, and the mode
/// by which they came to the end with P(mode | last leg of W). From coarse to fine likeness the
/// shares of ways are the maximum of a Dirichlet posterior whose prior is the next coarser one; q
/// is common to all and estimated with them. The probability of a guess is that of all ways that
/// stop there, given that the record tells none. The journey itself counts nowhere in its own.
///
/// Requires  every place of a journey an index of `places`, as many modes as places.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      A search of the network for each end of gaps; then O(ways^2) a gap, on all threads.
/// Source    R. B. Dial, Transportation Research 5(2), 1971, doi:10.1016/0041-1647(71)90012-8 (the
///           prior); A. P. Dempster, N. M. Laird, D. B. Rubin, "Maximum likelihood from incomplete
///           data via the EM algorithm", J. Royal Statistical Society B 39(1), 1977,
///           doi:10.1111/j.2517-6161.1977.tb01600.x (the stops left out).
[[nodiscard]] TransitInference infer_transit(std::span<const TransitJourney> journeys,
                                             std::span<const TransitPlace> places,
                                             const DistrictNetwork& network,
                                             const TransitOptions& options = {},
                                             const graph::RunControl& control = {});

/// The same for stops that are known: each told transit stop between two places that would be a gap
/// is taken out in turn, its journey out of the evidence, and guessed. A stop that is made again
/// elsewhere is left. Probabilities are of the stop that was hidden: they add up to 1, also where
/// the record left others out beside it.
[[nodiscard]] TransitInference held_out_transit(std::span<const TransitJourney> journeys,
                                                std::span<const TransitPlace> places,
                                                const DistrictNetwork& network,
                                                const TransitOptions& options = {},
                                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
