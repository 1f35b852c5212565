// SPDX-License-Identifier: Apache-2.0
// What the searches for profiles share: the order in which ways are taken, and what is kept of
// them. Not installed.
#pragma once

#include "algorithms/internal/profile_search.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// Ways are taken by rising arrival, on one day by falling departure: then whatever comes first at
/// a place can't be bettered by what comes later that day, and a place has one point a day.
class Calendar {
  public:
    Calendar(const TimedView& view, Time least) {
        for (const Hop& hop : view.hops) {
            for (const Time day :
                 {hop.departs_from, hop.departs_to, hop.arrives_from, hop.arrives_to}) {
                if (is_known(day)) {
                    m_first = std::min(m_first, day);
                    m_last = std::max(m_last, day);
                }
            }
        }
        m_first -= least;
    }
    /// Before all ways of that day.
    [[nodiscard]] Time key(Time day) const {
        constexpr Time most = Time{1} << 34U;
        return std::clamp(day - m_first + 1, Time{0}, most) << 28U;
    }
    [[nodiscard]] Time key(Time day, Time leaves) const {
        constexpr Time most = (Time{1} << 28U) - 3; // with room for one more step within the day
        return key(day) + 1 + std::clamp(m_last + 1 - leaves, Time{0}, most);
    }

  private:
    Time m_first = 0, m_last = 0;
};

/// Of a walk, or of an itinerary: no walk is better than another way for what it could lead to, as
/// it is none.
enum class Kind : std::uint8_t { itinerary, walk };

/// A step's point, in the order in which they are found: at a place by arrival.
struct FoundPoint {
    ProfilePoint point;
    std::uint32_t place;
    Kind kind;
};

/// Keeps what nothing else at the place is at least as good as. Days that are not known come into
/// it here: until then a point of which one isn't known is held against its like alone.
[[nodiscard]] Profiles
by_place(std::uint32_t places, std::vector<ProfileStep> steps, std::span<const FoundPoint> found);

} // namespace sandhan::algorithms::internal
