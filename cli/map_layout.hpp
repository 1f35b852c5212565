// SPDX-License-Identifier: Apache-2.0
// Where the vertices of a drawing stand, so that it looks like a map before anyone lays it out.
#pragma once

#include "graph/case_graph.hpp"

#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::cli {

/// To hundredths: finer than any drawing shows.
[[nodiscard]] inline double rounded(double value) { return std::round(value * 100.0) / 100.0; }

struct Position {
    double x = 0.0;
    double y = 0.0;
};

/// Web Mercator about the middle of India, 100 units a degree of longitude, y upwards, to a
/// hundredth of a unit.
[[nodiscard]] Position projected(double latitude, double longitude);

/// A place stands at its point. An incident stands amid its places and its people around it;
/// organisations at their seat, else amid their incidents; whoever is in several incidents amid
/// them. Nothing lies upon another as long as there is room near by; what has no place at all
/// stands in rows below the map.
///
/// Requires  a radius a vertex.
/// Cost      O(n + m): where a crowd is so large that free room is not found in 16 tries a
///           vertex on the whole, the rest lie where they would first, upon others.
[[nodiscard]] std::vector<Position> map_layout(const graph::CaseGraph& g,
                                               std::span<const double> radius);

/// The same for vertices whose positions are known from elsewhere: the fixed ones stay, unless
/// another has the very same point, and the others move aside where something lies already.
struct Wish {
    std::optional<Position> position; ///< nothing: a row below the map
    bool fixed = false;
};
[[nodiscard]] std::vector<Position> spread_out(std::span<const Wish> wishes,
                                               std::span<const double> radius);

/// The point of a place that may be shown.
[[nodiscard]] std::optional<Position> point_of(const graph::CaseGraph& g, graph::PlaceIndex place);

} // namespace sandhan::cli
