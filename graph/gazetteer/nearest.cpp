// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sandhan::graph::gazetteer {
namespace {

constexpr double cells_per_degree = 10.0; // about 11 km: reach_km is within the cells around
constexpr std::uint32_t columns = 3600;
constexpr std::uint32_t rows = 1800;

std::uint32_t row_of(double latitude) {
    const double row = std::floor((latitude + 90.0) * cells_per_degree);
    return static_cast<std::uint32_t>(std::clamp(row, 0.0, rows - 1.0));
}

std::uint32_t column_of(double longitude) {
    const double column = std::floor((longitude + 180.0) * cells_per_degree);
    return static_cast<std::uint32_t>(std::clamp(column, 0.0, columns - 1.0));
}

bool tells_a_district(const PlaceRecord& place) {
    switch (place.kind) {
    case Kind::country:
    case Kind::state:
    case Kind::first_division:
    case Kind::second_division:
    case Kind::post_locality_approx: // may lie in the next district
    case Kind::post_name:
        return false;
    default:
        return place.latitude != no_degrees;
    }
}

} // namespace

PointGrid::PointGrid(const Image& image) : m_image(image) {
    for (std::uint32_t p = 0; p < image.size(); ++p) {
        if (!tells_a_district(image.place(p)) || image.holder(p, PlaceLevel::district) == none) {
            continue;
        }
        const auto point = image.point(p);
        if (point && point->own) {
            m_entries.push_back(
                {row_of(point->latitude) * columns + column_of(point->longitude), p});
        }
    }
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.cell < b.cell; });
}

std::vector<std::uint32_t> PointGrid::districts_near(double latitude, double longitude) const {
    const Image::Point here{latitude, longitude, true};
    std::vector<std::pair<double, std::uint32_t>> near;
    const std::uint32_t row = row_of(latitude);
    // A degree of longitude shrinks towards the poles, so more columns are within reach there.
    const double shrink = std::max(std::cos(latitude * std::acos(-1.0) / 180.0), 0.01);
    const auto wide = static_cast<std::uint32_t>(std::ceil(reach_km / 11.0 / shrink));
    const std::uint32_t column = column_of(longitude);
    for (std::uint32_t r = row - std::min(row, 2U); r <= std::min(row + 2, rows - 1); ++r) {
        const std::uint32_t first = r * columns + column - std::min(column, wide);
        const std::uint32_t last = r * columns + std::min(column + wide, columns - 1);
        auto at =
            std::lower_bound(m_entries.begin(), m_entries.end(), first,
                             [](const Entry& e, std::uint32_t cell) { return e.cell < cell; });
        for (; at != m_entries.end() && at->cell <= last; ++at) {
            const double distance = distance_km(here, *m_image.point(at->place));
            if (distance <= reach_km) {
                near.emplace_back(distance, at->place);
            }
        }
    }
    std::sort(near.begin(), near.end());
    std::vector<std::uint32_t> districts;
    for (std::size_t i = 0; i < std::min(voters, near.size()); ++i) {
        const std::uint32_t district = m_image.holder(near[i].second, PlaceLevel::district);
        if (std::find(districts.begin(), districts.end(), district) == districts.end()) {
            districts.push_back(district);
        }
    }
    return districts;
}

} // namespace sandhan::graph::gazetteer
