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
/// What is guessed are ways W, ordered lists of at most 4 stops between the ends x and y.
///
/// Ways      No stop; the likely ways of TransitNetwork from x to y; the lists that similar
///           journeys tell. Of these those that fit: that pass neither x nor y, and are no longer
///           than twice the straight line and 300 km (a stop that no record names is passed over;
///           where a point is not known, the way fits). Of the network the likeliest chains of
///           rides, told apart by where one changes and by mode, until they make 98 in 100, none of
///           less than 0.0005, 40 ways at most; of each likeness the 40 lists that most journeys
///           tell.
/// Prior     The logit of TransitNetwork over those of its ways that fit has 1 - `untold`, no stop
///           has `untold` besides; where none of them fits, no stop has all.
/// Evidence  Between two places that differ, and at most 4 stops apart, a journey tells the list s
///           of these stops, if all these places are known and neither of the two is among the
///           stops. Similarity says to whom it is alike; by states or by one end only where both
///           set out at the first place or neither does, and both arrive at the second or neither
///           does. Alike by one end it counts half for each such end. The journey itself counts
///           nowhere in its own.
/// Record    Leaves a stop out with probability q: s comes from W with q^(|W|-|s|) (1-q)^|s| where
///           s is a part of W, else never. Where it tells by which mode m one came to the second
///           place, that is times P(m | W), except for evidence that is alike only by one end or by
///           states. P(m | W) = 0.9 (n(m) + 2 r(m)) / (n + 2) + 0.1 / 6. Here n of the other
///           journeys tell just W between x and y, and a mode, n(m) of them m; none where W has no
///           stop, as one may be left out. r is of the ride from the last stop: 0.02 of each mode,
///           and for rail and road 0.88 by their shares of exp(-per_hour * hours); 1/6 of each
///           where the network has no such ride.
/// Shares    From coarse to fine likeness, those without evidence passed over, six rounds of EM for
///           a Dirichlet posterior. With w the weight of TransitOptions and p the shares at the
///           next coarser likeness, first the prior, a round gives to W w p(W) and what each
///           journey's evidence, divided over the ways by the shares so far, brings it; then all is
///           divided by its sum. The first round begins from 0.9 p and 0.1 spread evenly. Six
///           rounds stop short of the maximum.
/// q         The stops that all gaps are expected to hide, with `prior_left_out`, as a share of
///           these and of all stops told, with `prior_told`. Five rounds, each with the shares of
///           the q before, the first with that of the two priors. Beyond 2000 different gaps a
///           sample of them, evenly spread, stands for all.
///
/// The probability of a guess is that of all ways that stop there, given that the record tells none
/// and how one came to y. `by_network` is the same with the prior for shares and n = 0.
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
/// elsewhere is left. Probabilities are of the stop that was hidden, so no way without one is left:
/// they add up to 1, also where the record left others out beside it. q is that of the journeys as
/// they are told.
[[nodiscard]] TransitInference held_out_transit(std::span<const TransitJourney> journeys,
                                                std::span<const TransitPlace> places,
                                                const DistrictNetwork& network,
                                                const TransitOptions& options = {},
                                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
