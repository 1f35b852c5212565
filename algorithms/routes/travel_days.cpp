// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/travel_days.hpp"

#include <algorithm>

namespace sandhan::algorithms {
namespace {

using graph::FuzzyDate;

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const double upper = *middle;
    return values.size() % 2 == 1 ? upper
                                  : (*std::max_element(values.begin(), middle) + upper) / 2.0;
}

} // namespace

std::optional<DayRange> travel_days(std::span<const graph::Visit> visits) {
    const graph::Visit& from = visits.front();
    const graph::Visit& to = visits.back();
    const FuzzyDate::Days leaves_first =
        std::max(from.departed.possible_from(), from.arrived.possible_from());
    const FuzzyDate::Days leaves_last = from.departed.possible_to();
    const FuzzyDate::Days arrives_first = to.arrived.possible_from();
    const FuzzyDate::Days arrives_last =
        std::min(to.arrived.possible_to(), to.departed.possible_to());
    if (leaves_first == FuzzyDate::open_start || arrives_last == FuzzyDate::open_end ||
        arrives_last < leaves_first) {
        return std::nullopt;
    }
    const bool bounded =
        leaves_last != FuzzyDate::open_end && arrives_first != FuzzyDate::open_start;
    return DayRange{bounded ? std::max(0.0, static_cast<double>(arrives_first) - leaves_last) : 0.0,
                    static_cast<double>(arrives_last) - leaves_first};
}

std::optional<DayRange> median_days(std::span<const DayRange> ranges) {
    if (ranges.empty()) {
        return std::nullopt;
    }
    std::vector<double> low, high;
    for (const DayRange& range : ranges) {
        low.push_back(range.low);
        high.push_back(range.high);
    }
    return DayRange{median(std::move(low)), median(std::move(high))};
}

} // namespace sandhan::algorithms
