// SPDX-License-Identifier: Apache-2.0
// How many days people were on the way, from dates that are intervals.
#pragma once

#include "graph/journeys.hpp"

#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Between how many days; both ends included.
struct DayRange {
    double low = 0.0;
    double high = 0.0;
    friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// From leaving the first of these visits to reaching the last: the least and the most that their
/// dates allow, approximate ones widened. Where a departure is not known it is not before the
/// arrival there, and an arrival not after the departure; the arrival is not before the departure,
/// so the least is 0. Nothing when the dates set no upper bound, or contradict that order.
/// Requires  two visits or more.
[[nodiscard]] std::optional<DayRange> travel_days(std::span<const graph::Visit> visits);

/// Bounds of the median: the median of the lower ends and that of the upper ends, between which the
/// median of the true values lies whatever they are. Of an even number of values the mean of the
/// middle two. Nothing for no range.
/// Cost  O(n).
[[nodiscard]] std::optional<DayRange> median_days(std::span<const DayRange> ranges);

} // namespace sandhan::algorithms
