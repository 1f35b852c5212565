// SPDX-License-Identifier: Apache-2.0
// Forces between all pairs of points in the plane, far ones taken together. Not installed.
#pragma once

#include "algorithms/layout/force_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// A quadtree of weighted points. Its nodes stand in one vector, parents before children, with the
/// way past what lies below them: nothing recurs, however many points lie on one spot.
///
/// Source  J. Barnes, P. Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324,
///         1986. doi:10.1038/324446a0. One walk serves a group of neighbouring points: J. Barnes,
///         "A modified tree code: don't laugh; it runs", J. Computational Physics 87(1), 1990.
///         doi:10.1016/0021-9991(90)90232-P
class RepulsionTree {
  public:
    /// Points of one group, which walk the tree together; and the most of a leaf, unless they lie
    /// within 2^-26 of the width of all.
    static constexpr std::size_t group_size = 16;

    /// Added to the square of every distance: points on one spot do not push one another.
    static constexpr double softening = 1e-12;

    /// Takes in the points; memory of the last time is used again. O(n log n) at worst.
    /// Requires  finite coordinates, mass > 0 and one a point.
    void build(std::span<const Point> at, std::span<const double> mass);

    /// Sets force[i] to the sum over all j of mass[j] (at[i] - at[j]) / |at[i] - at[j]|^3; a node
    /// of the tree is taken as one point where its width is less than theta times the distance of
    /// its centre of mass from the box of a group, and none of the group is within it.
    /// Requires  0 <= theta; 0 is exact but for points on almost one spot.
    /// On all threads, the same bytes for any number of them.
    void repulsion(double theta, std::span<Point> force) const;

  private:
    struct Node {
        Point centre; ///< of mass
        double mass;
        double width;
        std::uint32_t first; ///< of its points, in the order of m_sorted
        std::uint32_t last;  ///< one past them
        std::uint32_t next;  ///< the node after all below this one; this one + 1 for a leaf

        /// Of a leaf.
        [[nodiscard]] bool is_one_spot() const { return last - first > group_size; }
    };
    struct List;

    void sort_points(std::span<const Point> at, std::span<const double> mass);
    void make_nodes();
    void weigh_nodes();
    void list_for(std::size_t first, std::size_t last, double theta, List& list) const;

    double m_width = 1.0;                                       ///< of the square around all points
    std::vector<std::pair<std::uint64_t, std::uint32_t>> m_key; ///< place on the curve, point
    std::vector<std::pair<std::uint64_t, std::uint32_t>> m_spare;
    std::vector<double> m_x; ///< by place on the curve
    std::vector<double> m_y;
    std::vector<double> m_mass;
    std::vector<Node> m_node;
};

} // namespace sandhan::algorithms::internal
