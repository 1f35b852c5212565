// SPDX-License-Identifier: Apache-2.0
// Trends: which corridors are used more than before, which less, and where the lost ones may have
// gone.
#pragma once

#include "algorithms/routes/rate_comparison.hpp"
#include "graph/movement_graph.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// One incident's passage from one place to another, and when it set off.
struct DatedMovement {
    graph::PlaceIndex origin = graph::no_place;
    graph::PlaceIndex destination = graph::no_place;
    graph::IncidentIndex incident = 0;
    graph::FuzzyDate date; ///< may be unknown
};

enum class MovementDate {
    journey, ///< the departure; where it is not told, the first date told after it, else the
             ///< arrival at the place left: never a report or a rescue
    report,  ///< the day the incident was reported
};

/// The movements of these journeys, sorted by origin, destination and incident. An incident counts
/// once a corridor: by the first of its legs where it took one twice.
/// Cost  O(visits), and sorting the movements.
[[nodiscard]] std::vector<DatedMovement>
dated_movements(const graph::Journeys& journeys, graph::FlowKind kind, MovementDate date);

/// Days, both included.
struct Period {
    graph::FuzzyDate::Days first = 0;
    graph::FuzzyDate::Days last = -1;

    [[nodiscard]] bool is_empty() const { return last < first; }
    [[nodiscard]] double days() const { return is_empty() ? 0.0 : 1.0 + last - first; }
    friend bool operator==(const Period&, const Period&) = default;
};

/// The days that the data tell of: the least range around all dates told to a month or better (if
/// none is, to a quarter, to a year, or with any two ends), stretched as far as a vaguer date is
/// certain to lie beyond it ("2017" is by its last day).
/// Nothing where no date is known.
[[nodiscard]] std::optional<Period> observed_days(std::span<const DatedMovement> movements);

/// The same, cut to the days that a filter asks for.
[[nodiscard]] std::optional<Period> observed_days(std::span<const DatedMovement> movements,
                                                  const graph::IncidentFilter& filter);

/// The day so many calendar months earlier; the last of its month where there is no such day.
[[nodiscard]] graph::FuzzyDate::Days months_before(graph::FuzzyDate::Days day, unsigned months);

enum class TrendVerdict { emerging, fading, displaced, steady, too_little };
[[nodiscard]] std::string_view name_of(TrendVerdict verdict);

struct TrendPeriods {
    Period observed; ///< dates are cut to it: before and after it nothing is seen
    Period before;
    Period after;
    std::vector<Period> windows; ///< to be counted one by one, beside the comparison
};

/// The last twelve months against what came before; halves where there is not more than a year.
/// Nothing where there is but one day.
[[nodiscard]] std::optional<TrendPeriods> usual_periods(const Period& observed);

struct TrendOptions {
    double level = 0.05;   ///< of q, below which a change is one
    bool relative = false; ///< shares of all movements are compared, not rates a day
};

struct Trend {
    graph::PlaceIndex origin = graph::no_place;
    graph::PlaceIndex destination = graph::no_place;
    std::uint64_t before = 0;    ///< movements certainly in the first period
    std::uint64_t after = 0;     ///< and in the second
    std::uint64_t undecided = 0; ///< that may lie in either, or in one of them or outside
    RateComparison rates;
    double q_value = 0.0; ///< NaN of what was not tested
    TrendVerdict verdict = TrendVerdict::too_little;
    std::vector<std::uint32_t> displaced_to;   ///< rows; nearest to a balance first
    std::vector<std::uint32_t> displaced_from; ///< rows, ascending
    std::vector<std::uint64_t> by_window;
    std::vector<graph::IncidentIndex> evidence; ///< of before and after, ascending
};

struct Trends {
    /// What was tested, by p-value; then the rest; each of equal p by movements (falling), origin
    /// and destination.
    std::vector<Trend> rows;
    std::uint64_t movements = 0; ///< all there are
    std::uint64_t before = 0, after = 0;
    std::uint64_t undecided = 0;
    std::uint64_t undated = 0;
    std::uint64_t outside = 0; ///< certainly in neither period
    std::uint64_t tested = 0;  ///< corridors that q-values are reckoned over
    double exposure_before = 0.0, exposure_after = 0.0;
};

/// Each corridor's rate before and after, compared by compare_rates(). An exact test needs whole
/// numbers, so a date that is an interval counts only where all of it lies in one period; the rest
/// is `undecided`, in no count.
///
/// A corridor is `too_little` when even with all its movements on one side it could not have been
/// found among so many corridors, by worth_testing(): that depends on its number of movements
/// alone. The q-values are reckoned over the others: `emerging` or `fading` where q is below the
/// level, else `steady`, which says that no change was shown, not that there was none.
///
/// A fading corridor is `displaced` when an emerging one has the same origin or the same
/// destination and, both taken together, the interval of the ratio holds 1 (and neither's own
/// does): what left the one is about what came to the other. It is a hint at a shift, no proof.
/// Pairs are looked at, no larger sets.
///
/// With `relative`, the exposure of a period is the number of movements on all corridors in it, so
/// that a corridor that grows as everything grows is steady. A corridor that is much of the whole
/// is then compared with itself in part, which makes the test careful, never rash.
///
/// Requires  movements sorted as dated_movements() sorts them; periods that do not overlap, neither
///           empty; 0 < level < 1.
/// Returns   a row a corridor with a movement in either period; none if an exposure is 0.
/// Throws    std::invalid_argument naming what breaks that.
/// Cost      O(movements), one comparison for each pair of counts that occurs, and sorting rows.
/// Source    as compare_rates(), worth_testing() and benjamini_hochberg().
[[nodiscard]] Trends trends(std::span<const DatedMovement> movements,
                            const TrendPeriods& periods,
                            const TrendOptions& options = {});

} // namespace sandhan::algorithms
