// SPDX-License-Identifier: Apache-2.0
// Gaps of journeys with what is guessed of them, and the gaps of the same ends taken together.
#pragma once

#include "algorithms/routes/transit_data.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

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

/// Gaps with the same two ends, taken together.
struct TransitRow {
    graph::PlaceIndex origin = graph::no_place, destination = graph::no_place;
    std::vector<std::uint32_t> journeys;      ///< with such a gap, ascending, each once
    Similarity similarity = Similarity::none; ///< the nearest of its gaps
    std::vector<TransitGuess> guesses;        ///< means over the gaps, likeliest first
    double no_stop = 0.0;                     ///< likewise
};

/// The gaps by their ends; first where most journeys are expected to have stopped, then by origin
/// and destination. A guess of a row is the share of its gaps that are expected to have stopped
/// there; less than `least` is left out.
[[nodiscard]] std::vector<TransitRow> transit_rows(const std::vector<TransitGap>& gaps,
                                                   double least);

} // namespace sandhan::algorithms
