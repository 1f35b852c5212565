// SPDX-License-Identifier: Apache-2.0
// Days that may be unknown, as numbers that can be added and compared. Not installed.
#pragma once

#include "graph/fuzzy_date.hpp"

#include <cstdint>
#include <optional>

namespace sandhan::algorithms::internal {

using Time = std::int64_t;

/// Far beyond any day and any sum of waits that a day can hold, so that a wait more or less leaves
/// them what they are for every comparison with a day.
inline constexpr Time never_before = -(Time{1} << 60);
inline constexpr Time never_after = Time{1} << 60;

[[nodiscard]] constexpr bool is_known(Time t) {
    return t > never_before / 2 && t < never_after / 2;
}
[[nodiscard]] constexpr Time time_of(graph::FuzzyDate::Days day) {
    return day == graph::FuzzyDate::open_start ? never_before
           : day == graph::FuzzyDate::open_end ? never_after
                                               : Time{day};
}
/// A sum that stays infinite.
[[nodiscard]] constexpr Time plus(Time t, Time days) { return is_known(t) ? t + days : t; }
/// The wait that nothing limits is infinite.
[[nodiscard]] constexpr Time most_wait(const std::optional<graph::FuzzyDate::Days>& days) {
    return days ? Time{*days} : never_after;
}
[[nodiscard]] constexpr graph::FuzzyDate::Days day_of(Time t) {
    if (t < Time{graph::FuzzyDate::open_start}) {
        return graph::FuzzyDate::open_start;
    }
    return t > Time{graph::FuzzyDate::open_end} ? graph::FuzzyDate::open_end
                                                : static_cast<graph::FuzzyDate::Days>(t);
}
[[nodiscard]] constexpr std::optional<graph::FuzzyDate::Days> known_day(Time t) {
    return is_known(t) ? std::optional(day_of(t)) : std::nullopt;
}

} // namespace sandhan::algorithms::internal
