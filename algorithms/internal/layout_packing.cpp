// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/layout_packing.hpp"

#include "algorithms/internal/block_sum.hpp"
#include "algorithms/internal/layout_forces.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms::internal {

namespace {

struct Extent {
    double left = HUGE_VAL;
    double right = -HUGE_VAL;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;

    void take_in(double x, double y) {
        left = std::min(left, x);
        right = std::max(right, x);
        low = std::min(low, y);
        high = std::max(high, y);
    }
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return high - low; }
};

double turn_of(const Point& a, const Point& b, const Point& c) { // > 0: left
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Corners of the convex hull, in turn. Source  A. M. Andrew, "Another efficient algorithm for
/// convex hulls in two dimensions", Information Processing Letters 9(5), 1979.
/// doi:10.1016/0020-0190(79)90072-3
std::vector<Point> hull_of(std::span<const Point> at) {
    std::vector<Point> sorted(at.begin(), at.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<Point> hull;
    const auto walk = [&](auto first, auto last) {
        const std::size_t begin = hull.size();
        for (; first != last; ++first) {
            while (hull.size() >= begin + 2 &&
                   !(turn_of(hull[hull.size() - 2], hull.back(), *first) > 0.0)) {
                hull.pop_back();
            }
            hull.push_back(*first);
        }
        hull.pop_back(); // the other walk begins with it
    };
    walk(sorted.begin(), sorted.end());
    walk(sorted.rbegin(), sorted.rend());
    return hull;
}

Point turned(const Point& p, const Point& by) {
    return {p.x * by.x + p.y * by.y, p.y * by.x - p.x * by.y};
}

/// Discs by the cell of a grid they are in.
class DiscGrid {
  public:
    DiscGrid(std::span<const Point> at, double cell) {
        Extent extent;
        for (const Point& p : at) {
            extent.take_in(p.x, p.y);
        }
        m_left = extent.left;
        m_low = extent.low;
        // No more cells than discs, whatever they are spread over.
        const double most = std::sqrt(static_cast<double>(at.size())) + 1.0;
        m_cell = std::max({cell, extent.width() / most, extent.height() / most});
        m_columns = static_cast<std::size_t>(extent.width() / m_cell) + 1;
        m_rows = static_cast<std::size_t>(extent.height() / m_cell) + 1;
        m_offset.assign(m_columns * m_rows + 1, 0);
        std::vector<std::uint32_t> cell_of(at.size());
        for (std::size_t v = 0; v < at.size(); ++v) {
            cell_of[v] =
                static_cast<std::uint32_t>(row_of(at[v].y) * m_columns + column_of(at[v].x));
            ++m_offset[cell_of[v] + 1];
        }
        for (std::size_t i = 1; i < m_offset.size(); ++i) {
            m_offset[i] += m_offset[i - 1];
        }
        m_member.resize(at.size());
        std::vector<std::uint32_t> next(m_offset.begin(), m_offset.end() - 1);
        for (std::uint32_t v = 0; v < at.size(); ++v) {
            m_member[next[cell_of[v]]++] = v;
        }
    }

    /// Calls visit(u) for what is in the cell of p and those around it, till it returns false.
    template <class Visit>
    void around(const Point& p, Visit visit) const {
        const std::size_t row = row_of(p.y);
        const std::size_t column = column_of(p.x);
        for (std::size_t r = row - (row > 0 ? 1 : 0); r <= std::min(row + 1, m_rows - 1); ++r) {
            const std::size_t first = r * m_columns + column - (column > 0 ? 1 : 0);
            const std::size_t last = r * m_columns + std::min(column + 1, m_columns - 1);
            for (std::uint32_t i = m_offset[first]; i < m_offset[last + 1]; ++i) {
                if (!visit(m_member[i])) {
                    return;
                }
            }
        }
    }

  private:
    [[nodiscard]] std::size_t column_of(double x) const {
        return std::min(m_columns - 1, static_cast<std::size_t>((x - m_left) / m_cell));
    }
    [[nodiscard]] std::size_t row_of(double y) const {
        return std::min(m_rows - 1, static_cast<std::size_t>((y - m_low) / m_cell));
    }

    double m_left = 0.0;
    double m_low = 0.0;
    double m_cell = 1.0;
    std::size_t m_columns = 1;
    std::size_t m_rows = 1;
    std::vector<std::uint32_t> m_offset;
    std::vector<std::uint32_t> m_member;
};

void scale(std::span<Point> at, double factor) {
    for (Point& p : at) {
        p.x *= factor;
        p.y *= factor;
    }
}

/// At least a third of the box would be discs if nothing were moved apart: move all apart first.
void make_room(std::span<Point> at, std::span<const double> radius) {
    constexpr double share = 0.3;
    Extent extent;
    double discs = 0.0;
    double widest = 0.0;
    for (std::size_t v = 0; v < at.size(); ++v) {
        extent.take_in(at[v].x, at[v].y);
        discs += 4.0 * radius[v] * radius[v];
        widest = std::max(widest, 2.0 * radius[v]);
    }
    // A row of discs needs no area that its points do not have.
    const double area = (extent.width() + widest) * (extent.height() + widest);
    if (area > 0.0 && discs > share * area) {
        scale(at, std::sqrt(discs / (share * area)));
    }
}

/// One round of moving overlapping discs half of their overlap apart; returns how many were moved.
std::size_t push_apart(std::vector<Point>& at,
                       std::vector<Point>& next,
                       std::span<const double> radius,
                       double cell) {
    const DiscGrid grid(at, cell);
    constexpr double enough = 1e-3;           // less is not seen, nor written
    constexpr unsigned most_looked_at = 1000; // in a heap, the others wait for the next round
    const double moved = sum_in_blocks(at.size(), [&](std::size_t first, std::size_t last) {
        double count = 0.0;
        for (std::size_t v = first; v < last; ++v) {
            Point push;
            unsigned looked_at = 0;
            unsigned met = 0;
            grid.around(at[v], [&](std::uint32_t u) {
                const double least = radius[v] + radius[u];
                const double dx = at[v].x - at[u].x;
                const double dy = at[v].y - at[u].y;
                const double squares = dx * dx + dy * dy;
                if (u != v && squares < (least - enough) * (least - enough) && least > enough) {
                    ++met;
                    const double distance = std::sqrt(squares);
                    Point way{dx, dy};
                    if (distance > 1e-9 * least) {
                        way = {dx / distance, dy / distance};
                    } else { // on one spot: either goes its own way
                        way = any_direction(v);
                    }
                    push.x += way.x * (least - distance);
                    push.y += way.y * (least - distance);
                }
                return ++looked_at < most_looked_at;
            });
            next[v] = at[v];
            if (met > 0) {
                count += 1.0;
                const double share = met == 1 ? 0.52 : 0.6 / std::sqrt(static_cast<double>(met));
                next[v].x += share * push.x;
                next[v].y += share * push.y;
            }
        }
        return count;
    });
    at.swap(next);
    return static_cast<std::size_t>(moved);
}

} // namespace

void turn_to_smallest_box(std::span<Point> at) {
    if (at.size() < 2) {
        return;
    }
    const auto hull = hull_of(at);
    constexpr std::size_t most_tried = 128;
    const std::size_t stride = hull.size() / most_tried + 1;
    Point best{1.0, 0.0};
    double least = HUGE_VAL;
    for (std::size_t i = 0; i < hull.size(); i += stride) {
        const Point& a = hull[i];
        const Point& b = hull[(i + 1) % hull.size()];
        const double length = std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
        if (!(length > 0.0)) {
            continue;
        }
        const Point way{(b.x - a.x) / length, (b.y - a.y) / length};
        Extent extent;
        for (const Point& corner : hull) {
            const Point p = turned(corner, way);
            extent.take_in(p.x, p.y);
        }
        const double area = extent.width() * extent.height();
        if (area < least) {
            least = area;
            best = extent.width() >= extent.height() ? way : Point{-way.y, way.x};
        }
    }
    for (Point& p : at) {
        p = turned(p, best);
    }
}

void part_discs(std::span<Point> at,
                std::span<const double> radius,
                const graph::RunControl& control) {
    constexpr unsigned most_rounds = 200;
    constexpr unsigned rounds_between = 10;
    double widest = 0.0;
    for (const double r : radius) {
        widest = std::max(widest, 2.0 * r);
    }
    if (at.size() < 2 || !(widest > 0.0)) {
        return;
    }
    make_room(at, radius);
    std::vector<Point> now(at.begin(), at.end());
    std::vector<Point> next(now.size());
    for (unsigned round = 1; round <= most_rounds; ++round) {
        control.checkpoint();
        if (push_apart(now, next, radius, widest) == 0) {
            break;
        }
        if (round % rounds_between == 0) {
            scale(now, 1.1);
        }
    }
    std::copy(now.begin(), now.end(), at.begin());
}

std::vector<Point> packed(std::span<const BoxSize> boxes) {
    std::vector<Point> middle(boxes.size());
    if (boxes.empty()) {
        return middle;
    }
    Extent all{-boxes[0].width / 2, boxes[0].width / 2, -boxes[0].height / 2, boxes[0].height / 2};
    bool above = false;
    bool right = true;
    for (std::size_t i = 1; i < boxes.size();) {
        const bool row = 3.0 * all.width() > 4.0 * all.height();
        const double room = row ? all.width() : all.height();
        const double edge = row ? (above ? all.high : all.low) : (right ? all.right : all.left);
        const double way = (row ? above : right) ? 1.0 : -1.0;
        double used = 0.0;  // along the row, before the pile
        double along = 0.0; // the pile's longest box
        double piled = 0.0; // the pile's boxes across the row
        double depth = 0.0; // of the row
        const std::size_t first = i;
        for (; i < boxes.size(); ++i) {
            const double length = row ? boxes[i].width : boxes[i].height;
            const double across = row ? boxes[i].height : boxes[i].width;
            // Small ones beside a large one are piled up, not to leave half of the row empty.
            if (length > along || piled + across > depth) {
                used += std::exchange(along, 0.0);
                piled = 0.0;
                if (i > first && used + length > room * (1.0 + 1e-12)) {
                    break;
                }
            }
            const double from_edge = way * (piled + across / 2);
            middle[i] = row ? Point{all.left + used + length / 2, edge + from_edge}
                            : Point{edge + from_edge, all.high - used - length / 2};
            along = std::max(along, length);
            piled += across;
            depth = std::max(depth, piled);
        }
        used += along;
        if (row) {
            (above ? all.high : all.low) += way * depth;
            all.right = std::max(all.right, all.left + used);
            above = !above;
        } else {
            (right ? all.right : all.left) += way * depth;
            all.low = std::min(all.low, all.high - used);
            right = !right;
        }
    }
    return middle;
}

} // namespace sandhan::algorithms::internal
