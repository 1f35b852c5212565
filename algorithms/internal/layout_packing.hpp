// SPDX-License-Identifier: Apache-2.0
// Room for discs, and for the components of a graph beside one another. Not installed.
#pragma once

#include "algorithms/layout/force_layout.hpp"

namespace sandhan::algorithms::internal {

/// Turns the points so that the box around them is the smallest there is, and wider than high.
/// Of the directions of their hull's edges at most 128 are tried. O(n log n).
void turn_to_smallest_box(std::span<Point> at);

/// Pushes discs apart that overlap, and where that does not do, moves all points apart.
void part_discs(std::span<Point> at,
                std::span<const double> radius,
                const graph::RunControl& control);

struct BoxSize {
    double width;
    double height;
};

/// The middle of each box, with no two of them overlapping: the first around (0, 0), the others in
/// rows above and below and in columns right and left of all those before, so that the whole is
/// about 4 wide and 3 high. O(boxes).
[[nodiscard]] std::vector<Point> packed(std::span<const BoxSize> boxes);

} // namespace sandhan::algorithms::internal
