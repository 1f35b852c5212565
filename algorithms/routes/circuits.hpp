// SPDX-License-Identifier: Apache-2.0
// Circuits: loops along which people could be moved round, sold on and returned; of one journey, or
// of legs of several incidents that share people.
#pragma once

#include "graph/movement_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// A leg of a journey with the days on which it may have been made.
struct CircuitLeg {
    std::uint32_t from = 0, to = 0; ///< places
    std::uint32_t journey = 0;
    std::int32_t earliest = 0, latest = 0;
};

/// What circuits are looked for in. Legs stand journey after journey, each in its order; one that
/// begins where the leg before it, of the same journey, ends follows that.
struct CircuitInput {
    std::vector<CircuitLeg> legs;
    std::vector<std::uint32_t> people;     ///< of each journey, ascending, each once
    std::vector<std::uint32_t> people_end; ///< of each journey: where its people end
};

struct CircuitRule {
    std::size_t max_stops = 6;         ///< places of a circuit at most
    std::size_t min_incidents = 1;     ///< journeys behind it at least
    std::uint64_t max_steps = 2000000; ///< pairs of legs looked at from one place; then it gives up
};

enum class CircuitKind {
    journey, ///< one journey goes all round
    chain,   ///< legs of several do, each joined with the one before it by people
};
[[nodiscard]] std::string_view name_of(CircuitKind kind);

struct Circuit {
    std::vector<std::uint32_t> places; ///< in order, each once, the smallest first
    CircuitKind kind = CircuitKind::journey;
    std::vector<std::uint32_t> journeys; ///< behind it, ascending
    std::vector<std::uint32_t> people;   ///< who join them, ascending
    friend bool operator==(const Circuit&, const Circuit&) = default;
};

struct Circuits {
    /// Ranked by number of journeys, then kind (journeys first), then fewer places first, then
    /// places.
    std::vector<Circuit> rows;
    /// Places from which the search was given up, ascending: chains that begin there and have more
    /// than `complete_to` places may be missing or have fewer journeys.
    std::vector<std::uint32_t> cut;
    std::size_t complete_to = 0; ///< max_stops if nothing was given up; 1: not even pairs
};

/// The circuits of these legs: places p1 to pk, k from 2 to max_stops, all different, with a leg
/// from each to the next and from the last to the first. Where a circuit begins does not matter;
/// there is at most one row for a circuit and a kind.
///
/// `journey`: one journey makes these legs one behind the other. Its people are those who are in
/// two or more of the journeys that do.
/// `chain`: beginning at some place, each leg is the next one of the same journey, or one of
/// another journey with which the one before it shares people; not all are of one journey; and
/// there are days on which all could have been made, none before the one before it (the same day
/// will do). Behind it are the journeys of all such chains; its people are those who join legs of
/// two in them. It is left out where each of its journeys goes all round by itself.
///
/// Requires    people_end ascending to people.size(), an entry a journey; no leg from a place to
///             itself, none with latest before earliest; max_stops at least 2.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        legs, and for chains a walk over all sequences of at most max_stops places that
///             joined legs lead through, from every place, no farther than a way back exists: those
///             of 2 places, then of 3, and so on, until max_steps pairs of legs were looked at from
///             one place. On all threads.
/// Convention  dates are reasoned over the whole chain: it is one if days can be chosen for all its
///             legs, which holds if each leg, made as early as those before it allow, is not late.
/// Source      that each circuit is walked from one place over ways that lead back there: D. B.
///             Johnson, "Finding all the elementary circuits of a directed graph", SIAM J. Comput.
///             4(1), 1975, doi:10.1137/0204007. As length is bounded we prune by the distance
///             back, not by his blocking lists.
[[nodiscard]] Circuits circuits(const CircuitInput& input,
                                const CircuitRule& rule = {},
                                const graph::RunControl& control = {});

/// The circuits of incidents at the level of `journeys`: PlaceIndex, IncidentIndex, and PersonIndex
/// of people who stand on the offending side in each incident they join. A leg's days are those
/// between leaving and arriving, as far as known.
[[nodiscard]] Circuits circuits(const graph::Journeys& journeys,
                                const CircuitRule& rule = {},
                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
