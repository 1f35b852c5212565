// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rank_changes.hpp"

#include "algorithms/hubs/rank_intervals.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

constexpr int months_a_year = 12;

/// The first day of a month, counted from the January of year 0.
graph::FuzzyDate::Days first_day_of_month(int month) {
    return graph::days_from_civil(month / months_a_year,
                                  static_cast<unsigned>(month % months_a_year) + 1, 1);
}

int month_of(graph::FuzzyDate::Days day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return static_cast<int>(date.year()) * months_a_year +
           static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

} // namespace

std::vector<Period>
calendar_periods(graph::FuzzyDate::Days first, graph::FuzzyDate::Days last, unsigned months) {
    if (months == 0 || (months_a_year % months != 0 && months % months_a_year != 0)) {
        throw std::invalid_argument("calendar_periods: " + std::to_string(months) +
                                    " months; periods must divide a year or be whole years");
    }
    if (first > last || first == graph::FuzzyDate::open_start ||
        last == graph::FuzzyDate::open_end) {
        throw std::invalid_argument("calendar_periods: no days between the first and the last");
    }
    const int length = static_cast<int>(months);
    std::vector<Period> periods;
    for (int month = month_of(first) / length * length; month <= month_of(last); month += length) {
        periods.push_back({first_day_of_month(month), first_day_of_month(month + length) - 1});
    }
    return periods;
}

std::string_view name_of(RankChange change) {
    switch (change) {
    case RankChange::none:
        return "";
    case RankChange::appeared:
        return "new";
    case RankChange::up:
        return "up";
    case RankChange::down:
        return "down";
    case RankChange::same:
        return "same";
    case RankChange::gone:
        return "gone";
    }
    return {};
}

std::vector<std::vector<PeriodRank>>
rank_changes(std::span<const std::vector<double>> values_by_period) {
    std::vector<std::vector<PeriodRank>> result;
    for (std::size_t p = 0; p < values_by_period.size(); ++p) {
        const std::vector<double>& values = values_by_period[p];
        if (values.size() != values_by_period.front().size()) {
            throw std::invalid_argument("rank_changes: " + std::to_string(values.size()) +
                                        " values in period " + std::to_string(p) + ", " +
                                        std::to_string(values_by_period.front().size()) +
                                        " in the first");
        }
        std::vector<double> keys; // falling
        for (const double value : values) {
            if (!std::isnan(value)) {
                keys.push_back(ranking_key(value));
            }
        }
        std::sort(keys.begin(), keys.end(), std::greater<>());
        std::vector<PeriodRank> ranks(values.size());
        for (std::size_t row = 0; row < values.size(); ++row) {
            PeriodRank& now = ranks[row];
            if (!std::isnan(values[row])) {
                const auto at = std::lower_bound(keys.begin(), keys.end(), ranking_key(values[row]),
                                                 std::greater<>());
                now.rank = static_cast<std::size_t>(at - keys.begin()) + 1;
            }
            if (p > 0) {
                const std::size_t before = result.back()[row].rank;
                now.change = now.rank == 0 && before == 0 ? RankChange::none
                             : before == 0                ? RankChange::appeared
                             : now.rank == 0              ? RankChange::gone
                             : now.rank < before          ? RankChange::up
                             : now.rank > before          ? RankChange::down
                                                          : RankChange::same;
            }
        }
        result.push_back(std::move(ranks));
    }
    return result;
}

} // namespace sandhan::algorithms
