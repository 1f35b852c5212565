// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/profile_parts.hpp"

#include <tuple>
#include <utility>

namespace sandhan::algorithms::internal {

Profiles
by_place(std::uint32_t places, std::vector<ProfileStep> steps, std::span<const FoundPoint> found) {
    std::vector<std::uint32_t> order(found.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const HopRows rows = rows_of(places, order, [&](std::uint32_t i) { return found[i].place; });
    Profiles result;
    result.first.push_back(0);
    result.points.reserve(found.size());
    result.in_doubt.assign(places, 0);
    std::vector<ProfilePoint> here;
    const auto add = [&](const ProfilePoint& point) {
        const auto beats = [&](const ProfilePoint& other) { return other.at_least_as_good(point); };
        if (std::none_of(here.begin(), here.end(), beats)) {
            const auto is_beaten = [&](const ProfilePoint& other) {
                return point.at_least_as_good(other);
            };
            here.erase(std::remove_if(here.begin(), here.end(), is_beaten), here.end());
            here.push_back(point);
        }
    };
    for (std::uint32_t p = 0; p < places; ++p) {
        here.clear();
        for (const std::uint32_t i : rows[p]) { // of one day the last is the best
            const ProfilePoint& point = found[i].point;
            if (found[i].kind == Kind::itinerary && point.days != never_after) {
                while (!here.empty() && point.at_least_as_good(here.back())) {
                    here.pop_back();
                }
                here.push_back(point);
            }
        }
        for (const std::uint32_t i : rows[p]) {
            if (found[i].kind == Kind::itinerary && found[i].point.days == never_after) {
                add(found[i].point);
            }
        }
        for (const std::uint32_t i : rows[p]) {
            const ProfilePoint& walk = found[i].point;
            const auto beats = [&](const ProfilePoint& other) {
                return other.at_least_as_good(walk);
            };
            if (found[i].kind == Kind::walk && std::none_of(here.begin(), here.end(), beats)) {
                result.in_doubt[p] = 1;
                for (ProfilePoint& point : here) {
                    point.exact = point.exact && !walk.at_least_as_good(point);
                }
            }
        }
        std::stable_sort(here.begin(), here.end(),
                         [](const ProfilePoint& a, const ProfilePoint& b) {
                             return std::tie(a.leaves, a.arrives) < std::tie(b.leaves, b.arrives);
                         });
        result.points.insert(result.points.end(), here.begin(), here.end());
        result.first.push_back(static_cast<std::uint32_t>(result.points.size()));
    }
    result.steps = std::move(steps);
    return result;
}

} // namespace sandhan::algorithms::internal
