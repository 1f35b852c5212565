// SPDX-License-Identifier: Apache-2.0
#include "io/great_circle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace sandhan::io {
namespace {

using Direction = std::array<double, 3>; // of length 1, from the middle of the Earth

constexpr double degree = std::numbers::pi / 180.0;

/// To a millionth of a degree, 11 cm: the last digits of sines differ between C libraries.
double rounded_degrees(double value) {
    constexpr double grain = 1e6;
    const double rounded = std::round(value * grain) / grain;
    return rounded == 0.0 ? 0.0 : rounded; // no -0
}

Direction direction_of(MapPoint p) {
    const double latitude = p.latitude * degree;
    const double longitude = p.longitude * degree;
    return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
            std::sin(latitude)};
}

MapPoint point_of(const Direction& d) {
    return {rounded_degrees(std::atan2(d[1], d[0]) / degree),
            rounded_degrees(std::atan2(d[2], std::hypot(d[0], d[1])) / degree)};
}

Direction cross(const Direction& a, const Direction& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Direction& a, const Direction& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double length_of(const Direction& a) { return std::sqrt(dot(a, a)); }

/// Exact for small angles too, unlike the arc cosine.
double angle_between(const Direction& a, const Direction& b) {
    return std::atan2(length_of(cross(a, b)), dot(a, b));
}

/// Where the great circle at right angles to `normal` is upon the 180th meridian.
double latitude_at_antimeridian(const Direction& normal) {
    const Direction crossing = cross(normal, {0.0, 1.0, 0.0});
    const double side = crossing[0] > 0.0 ? -1.0 : 1.0;
    return point_of({side * crossing[0], 0.0, side * crossing[2]}).latitude;
}

} // namespace

double great_circle_km(MapPoint a, MapPoint b) {
    constexpr double mean_radius_km = 6371.0088; // IUGG
    return mean_radius_km * angle_between(direction_of(a), direction_of(b));
}

std::vector<std::vector<MapPoint>> great_circle(MapPoint a, MapPoint b) {
    constexpr double step_km = 100.0;
    constexpr double most_steps = 200.0; // 20,015 km is half way round
    const Direction from = direction_of(a);
    const Direction to = direction_of(b);
    const double angle = angle_between(from, to);
    const auto steps = static_cast<std::size_t>(
        std::clamp(std::ceil(great_circle_km(a, b) / step_km), 1.0, most_steps));

    // The direction at right angles to `from` in which the line leaves.
    Direction normal = cross(from, to);
    if (length_of(normal) < 1e-12) {
        // The same point, or an opposite one: any way will do; over the north pole.
        normal = cross(from, {0.0, 0.0, 1.0});
        if (length_of(normal) < 1e-12) {
            normal = {0.0, 1.0, 0.0};
        }
    }
    Direction leaving = cross(normal, from);
    const double scale = length_of(leaving);
    for (double& part : leaving) {
        part /= scale;
    }

    std::vector<std::vector<MapPoint>> lines(1);
    lines.back().push_back({rounded_degrees(a.longitude), rounded_degrees(a.latitude)});
    for (std::size_t i = 1; i <= steps; ++i) {
        MapPoint next{rounded_degrees(b.longitude), rounded_degrees(b.latitude)};
        if (i < steps) {
            const double at = angle * static_cast<double>(i) / static_cast<double>(steps);
            Direction d{};
            for (std::size_t k = 0; k < d.size(); ++k) {
                d[k] = std::cos(at) * from[k] + std::sin(at) * leaving[k];
            }
            next = point_of(d);
        }
        const MapPoint last = lines.back().back();
        if (std::abs(next.longitude - last.longitude) > 180.0) {
            const double latitude = latitude_at_antimeridian(normal);
            const double side = last.longitude < 0.0 ? -180.0 : 180.0;
            lines.back().push_back({side, latitude});
            lines.push_back({{-side, latitude}});
        }
        lines.back().push_back(next);
    }
    return lines;
}

} // namespace sandhan::io
