// SPDX-License-Identifier: Apache-2.0
// Which departures are worth taking, to every place at once. Not installed.
#pragma once

#include "algorithms/internal/timed_view.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A hop as it was taken after another step.
struct ProfileStep {
    std::uint32_t hop;
    std::uint32_t before; ///< a step, or no_hop
};

/// What one chain offers. Possible: whoever leaves on a day d <= leaves can be there from
/// max(arrives, d + days). Certain: whoever is there on the day `leaves` has arrived by `arrives`.
/// What is not known is worst.
struct ProfilePoint {
    Time leaves;  ///< never_before: not known
    Time arrives; ///< never_after: not known
    Time days;    ///< never_after where one of them is not known
    std::uint32_t step;
    bool exact = true; ///< no itinerary is better; else a walk is

    /// Whether whatever the other allows this one allows, too.
    [[nodiscard]] bool at_least_as_good(const ProfilePoint& other) const {
        return leaves >= other.leaves && arrives <= other.arrives &&
               (days <= other.days || other.leaves + days <= other.arrives);
    }
};

/// For each place the points of itineraries that no other point there is at least as good as, by
/// leaves. Of equally good ones there is one. A step leads on one itinerary of those that are as
/// good at its end, though another may leave more open: where the way on that is missed so is not
/// known to be worse than what was found, the place is in doubt. A walk, which comes back to a
/// place or takes a journey's legs out of order, is followed until an itinerary is as good, and so
/// tells where.
struct Profiles {
    std::vector<ProfileStep> steps;
    std::vector<std::uint32_t> first; ///< point of each place, and one more
    std::vector<ProfilePoint> points;
    std::vector<unsigned char> in_doubt; ///< by place: a walk there is better than all itineraries
    [[nodiscard]] std::span<const ProfilePoint> at(std::uint32_t place) const {
        return std::span(points).subspan(first[place], first[place + 1] - first[place]);
    }
};

/// Of all that possibly leads from a place of `starts`. Cost  for n hops and the points of all
/// slots, each of which looks at the hops that wait there on that day: O(n log n) where windows
/// are narrow against the time that lies between points.
[[nodiscard]] Profiles possible_profiles(const TimedView& view,
                                         std::span<const unsigned char> starts,
                                         const graph::RunControl& control);

/// Of all that certainly leads from there. Cost  O(n log n): a hop has one point, as its latest
/// arrival is its own.
[[nodiscard]] Profiles certain_profiles(const TimedView& view,
                                        std::span<const unsigned char> starts,
                                        const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
