// SPDX-License-Identifier: Apache-2.0
// How ranks change from one period of the calendar to the next.
#pragma once

#include "algorithms/routes/trends.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// Periods of so many months that hold the days from `first` to `last`, in their order, the first
/// and the last whole. They begin where years do: of 3 months in January, April, July and October,
/// of 24 with even years.
///
/// Requires  first <= last, both closed; months > 0 that divide a year or are whole years.
/// Throws    std::invalid_argument naming what breaks that.
[[nodiscard]] std::vector<Period>
calendar_periods(graph::FuzzyDate::Days first, graph::FuzzyDate::Days last, unsigned months);

/// Against the period before.
enum class RankChange {
    none,     ///< nothing to compare with: the first period, or there in neither
    appeared, ///< there now, not before
    up,       ///< a smaller number
    down,
    same,
    gone, ///< there before, not now
};
/// "", "new", "up", "down", "same", "gone".
[[nodiscard]] std::string_view name_of(RankChange change);

struct PeriodRank {
    std::size_t rank = 0; ///< 1 and how many have a greater value; 0: it is not there
    RankChange change = RankChange::none;
};

/// Ranks each period's values, NaN for a row that is not there, by falling value (ranking_key).
/// Rows that tie have the same rank, so that no change is an accident of their names.
///
/// Requires  as many values in each period.
/// Returns   by period and row.
/// Throws    std::invalid_argument naming the first period of another number of values.
/// Cost      O(n log n) a period.
[[nodiscard]] std::vector<std::vector<PeriodRank>>
rank_changes(std::span<const std::vector<double>> values_by_period);

} // namespace sandhan::algorithms
