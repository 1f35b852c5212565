// SPDX-License-Identifier: Apache-2.0
// Recurring journeys: the same stops in the same order in many incidents, each told once and as
// exactly as the incidents behind it allow.
#pragma once

#include "graph/movement_graph.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms {

inline constexpr std::uint32_t no_item = std::numeric_limits<std::uint32_t>::max();

/// Journeys as plain numbers: the stops of all of them, one journey behind the other.
struct StopSequences {
    std::vector<std::uint32_t> items;  ///< a place each
    std::vector<std::uint32_t> end;    ///< of each journey: where its stops end in `items`
    std::vector<double> weight;        ///< of each journey: how sure it is
    std::vector<std::uint32_t> parent; ///< of each item: what holds it next, or no_item
};

struct PatternRule {
    std::size_t min_incidents = 2; ///< journeys that must tell a pattern
    std::size_t min_stops = 3;     ///< shorter patterns are looked through and not returned
    std::size_t max_gap = 0;       ///< stops passed over between two of a pattern, at most
    bool mixed = false;            ///< a stop of a pattern may be any place that holds the visited
};

struct JourneyPattern {
    std::vector<std::uint32_t> items;
    std::vector<std::uint32_t> sequences; ///< those that tell it, ascending, each once
    double expected = 0.0;                ///< sum of their weights, in that order
    friend bool operator==(const JourneyPattern&, const JourneyPattern&) = default;
};

/// The closed frequent patterns among journeys.
///
/// A pattern is a sequence of items of which no two neighbours are the same or hold each other. A
/// journey tells it if it visits them in this order with at most `max_gap` other visits between
/// two neighbours; with `mixed` a visit to a place is one to all that hold it. A pattern is
/// frequent if `min_incidents` journeys tell it, and hidden if one step makes of it a pattern that
/// every journey tells which tells it: one item more before, between or behind its own, or
/// (`mixed`) one item replaced by one that it holds directly. What is frequent and not hidden is
/// returned. So a hidden pattern always has a returned one that says more and that the same
/// journeys tell.
///
/// Requires    `end` ascending up to items.size(); a weight a journey; items and parents below
///             parent.size(); no item above itself; min_incidents and min_stops at least 1.
/// Returns     ranked by number of journeys, then more items first, then items.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(l s (gap + 1)) a pattern looked at, for l levels and the s visits at which it may
///             end; what can only lead to hidden patterns is not looked at. Memory O(l stops) and
///             the answer. On all threads.
/// Convention  the step in between two items is judged by the journeys, not by where in them the
///             pattern was found: with a gap limit leaving out an inner item can make a pattern
///             rarer, so that support does not fall with length as it does without a limit. With
///             max_gap 0, or no less than the longest journey, the rule is the usual closedness.
/// Source      projection of prefixes: J. Pei et al., "Mining sequential patterns by
///             pattern-growth", IEEE TKDE 16(11), 2004, doi:10.1109/TKDE.2004.77. Closedness in
///             both directions and the pruning of prefixes: J. Wang and J. Han, "BIDE", ICDE 2004,
///             doi:10.1109/ICDE.2004.1319986; we compare all places where a prefix may end, not
///             its first occurrences, as a gap limit asks. Items with ancestors: R. Srikant and
///             R. Agrawal, EDBT 1996, doi:10.1007/BFb0014140.
[[nodiscard]] std::vector<JourneyPattern> recurring_patterns(const StopSequences& journeys,
                                                             const PatternRule& rule,
                                                             const graph::RunControl& control = {});

/// The visits at which a journey tells a pattern, each as early as it can be, the first before the
/// second and so on; empty if it does not. `parent` as above.
/// Cost  O(items × visits × gap).
[[nodiscard]] std::vector<std::uint32_t> first_telling(std::span<const std::uint32_t> journey,
                                                       std::span<const std::uint32_t> pattern,
                                                       std::span<const std::uint32_t> parent,
                                                       const PatternRule& rule);

/// A pattern of stops that several incidents share.
struct RecurringJourney {
    std::vector<graph::PlaceIndex> stops;
    /// By stop: 1 if some incident was at a place within it, where it first tells the pattern.
    std::vector<unsigned char> coarser;
    std::vector<graph::IncidentIndex> evidence; ///< ascending, each once
    double expected_incidents = 0.0;            ///< sum of the incidents' confidences
    std::uint64_t victims = 0;  ///< of role victim, who were at each stop where an incident first
                                ///< tells the pattern; unknown counts at their least
    graph::FuzzyDate time;      ///< hull of the dates there, from the first stop to the last
    std::uint32_t inferred = 0; ///< incidents of which a stop is a guess, where they first tell it
};

/// The recurring journeys of incidents at the level of `journeys`; places as items, and what holds
/// a place as its parent. Ranked by incidents, then longer ones first, then ids.
/// Throws  as recurring_patterns().
/// Cost    that, and O(evidence).
[[nodiscard]] std::vector<RecurringJourney>
recurring_journeys(const graph::Journeys& journeys,
                   const PatternRule& rule,
                   const graph::RunControl& control = {});

} // namespace sandhan::algorithms
