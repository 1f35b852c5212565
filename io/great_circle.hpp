// SPDX-License-Identifier: Apache-2.0
// The shortest line between two points of the Earth, as map files draw it.
#pragma once

#include <vector>

namespace sandhan::io {

struct MapPoint {
    double longitude = 0.0; ///< degrees, -180 to 180
    double latitude = 0.0;  ///< degrees, -90 to 90
};

/// Points on the great circle from a to b, both included, no two further apart than 100 km where
/// 200 steps are enough, to a millionth of a degree. Where the line crosses the 180th meridian it
/// is cut into two, as RFC 7946, 3.1.9 asks. Of the lines between two opposite points one is drawn.
///
/// Requires  points in their ranges.
[[nodiscard]] std::vector<std::vector<MapPoint>> great_circle(MapPoint a, MapPoint b);

/// Along the sphere of the Earth's mean radius, 6371.0088 km.
[[nodiscard]] double great_circle_km(MapPoint a, MapPoint b);

} // namespace sandhan::io
