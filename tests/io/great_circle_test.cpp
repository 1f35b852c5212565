// SPDX-License-Identifier: Apache-2.0
#include "io/great_circle.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace sandhan::tests {
namespace {

using io::MapPoint;

/// The haversine, which the kernel does not use.
double haversine_km(MapPoint a, MapPoint b) {
    constexpr double degree = std::numbers::pi / 180.0;
    const double u = std::sin((b.latitude - a.latitude) * degree / 2);
    const double v = std::sin((b.longitude - a.longitude) * degree / 2);
    const double h = u * u + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * v * v;
    return 2 * 6371.0088 * std::asin(std::min(1.0, std::sqrt(h)));
}

} // namespace

TEST_CASE("the way from Kolkata to Rajkot is as long as an atlas has it", "[io][great_circle]") {
    CHECK(std::abs(io::great_circle_km({88.3639, 22.5726}, {70.8022, 22.3039}) - 1805.0) < 5.0);
    CHECK(io::great_circle_km({10, 20}, {10, 20}) == 0.0);
    CHECK(std::abs(io::great_circle_km({0, 90}, {0, -90}) - 20015.1) < 0.1);
}

TEST_CASE("a great circle is made of steps of 100 km at most that add up to the whole",
          "[io][great_circle]") {
    std::mt19937 random(7);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
    };
    for (int i = 0; i < 500; ++i) {
        const MapPoint a{std::round(between(-180, 180) * 1e3) / 1e3,
                         std::round(between(-90, 90) * 1e3) / 1e3};
        const MapPoint b{std::round(between(-180, 180) * 1e3) / 1e3,
                         std::round(between(-90, 90) * 1e3) / 1e3};
        CAPTURE(i, a.longitude, a.latitude, b.longitude, b.latitude);
        const auto lines = io::great_circle(a, b);
        CHECK(lines.front().front().longitude == a.longitude);
        CHECK(lines.front().front().latitude == a.latitude);
        CHECK(lines.back().back().longitude == b.longitude);
        CHECK(lines.back().back().latitude == b.latitude);
        double length = 0.0;
        for (std::size_t k = 0; k < lines.size(); ++k) {
            for (std::size_t p = 1; p < lines[k].size(); ++p) {
                const double step = haversine_km(lines[k][p - 1], lines[k][p]);
                CHECK(step < 101.0);
                CHECK(std::abs(lines[k][p - 1].longitude - lines[k][p].longitude) <= 180.0);
                length += step;
            }
            if (k > 0) {
                CHECK(std::abs(lines[k].front().longitude) == 180.0);
                CHECK(lines[k - 1].back().longitude == -lines[k].front().longitude);
                CHECK(lines[k - 1].back().latitude == lines[k].front().latitude);
            }
        }
        CHECK(std::abs(length - haversine_km(a, b)) < 0.05);
    }
}

TEST_CASE("the line between the same point, and between opposite ones, is whole",
          "[io][great_circle]") {
    CHECK(io::great_circle({88, 22}, {88, 22}).front().size() == 2);
    for (const MapPoint a : {MapPoint{0, 0}, MapPoint{0, 90}, MapPoint{30, 40}}) {
        const MapPoint opposite{a.longitude - 180.0, -a.latitude};
        const auto lines = io::great_circle(a, opposite);
        for (const auto& line : lines) {
            for (const MapPoint p : line) {
                CHECK(std::isfinite(p.longitude));
                CHECK(std::isfinite(p.latitude));
            }
        }
    }
}

} // namespace sandhan::tests
