// SPDX-License-Identifier: Apache-2.0
// Where a journey that jumps between distant places may have stopped on the way.
#pragma once

#include "algorithms/routes/transit_ways.hpp"
#include "graph/journeys.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// What the inference knows of a place.
struct TransitPlace {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t region = none; ///< its state, or what is coarser: equal for places of one
    std::uint32_t vertex = none; ///< of the network; none: only other journeys tell
    double latitude = std::numeric_limits<double>::quiet_NaN();
    double longitude = std::numeric_limits<double>::quiet_NaN();
    bool known = true; ///< else it is neither guessed nor the end of a gap
};

/// The places of a journey as recorded, neighbours different, and how one came to each.
struct TransitJourney {
    std::vector<graph::PlaceIndex> places;
    std::vector<graph::TransportMode> modes;
};

/// How like the nearest of the similar journeys are, the likest first.
enum class Similarity : std::uint8_t {
    corridor, ///< from the same origin to the same destination, by both ends of the gap
    ends,     ///< by both ends of the gap
    one_end,  ///< by one end of the gap, the other in the same state
    states,   ///< by the states of both ends
    none,
};
[[nodiscard]] std::string_view name_of(Similarity similarity);

/// A place where the journey may have stopped.
struct TransitGuess {
    graph::PlaceIndex place = graph::no_place; ///< no_place: no record names it, see `vertex`
    std::uint32_t vertex = TransitPlace::none; ///< of the network
    double probability = 0.0; ///< that the journey stopped here, between the ends of the gap
    double by_network = 0.0;  ///< the same from trains and roads alone
    std::vector<std::uint32_t> similar; ///< journeys that stopped here, of the nearest likeness
};

/// A leg as recorded that leads between distant places.
struct TransitGap {
    graph::PlaceIndex origin = graph::no_place, destination = graph::no_place; ///< its ends
    std::uint32_t leg = 0;                      ///< position of its origin in the journey
    graph::PlaceIndex hidden = graph::no_place; ///< of held_out_transit(): what was there
    Similarity similarity = Similarity::none;   ///< of the nearest of the similar journeys
    std::vector<std::uint32_t> journeys;        ///< that tell the very same; ascending
    std::vector<TransitGuess> guesses;          ///< likeliest first, then as they are numbered
    std::vector<graph::PlaceIndex> stops;       ///< the likeliest stops, empty: none
    double stops_probability = 0.0;             ///< that these and no others were made
    double no_stop = 0.0;                       ///< probability that it stopped nowhere
};

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

/// Gaps with the same two ends, taken together.
struct TransitRow {
    graph::PlaceIndex origin = graph::no_place, destination = graph::no_place;
    std::vector<std::uint32_t> journeys;      ///< with such a gap, ascending, each once
    Similarity similarity = Similarity::none; ///< the nearest of its gaps
    std::vector<TransitGuess> guesses;        ///< means over the gaps, likeliest first
    double no_stop = 0.0;                     ///< likewise
};

/// The gaps by their ends; first where most journeys are expected to have stopped, then by origin
/// and destination. A guess of a row is
/// the share of its gaps that are expected to have stopped there; less than `least` is left out.
[[nodiscard]] std::vector<TransitRow> transit_rows(const std::vector<TransitGap>& gaps,
                                                   double least);

/// The journeys at hand and what is known of every place of their store, for the two above. Journey
/// i is that of journeys.incidents()[i], without stops where it has fewer than two places.
struct TransitData {
    std::vector<TransitJourney> journeys;
    std::vector<TransitPlace> places;
};
[[nodiscard]] TransitData transit_data(const graph::Journeys& journeys,
                                       const DistrictNetwork& network);

} // namespace sandhan::algorithms
