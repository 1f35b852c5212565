// SPDX-License-Identifier: Apache-2.0
#include "algorithms/layout/force_layout.hpp"

#include "algorithms/hubs/components.hpp"
#include "algorithms/internal/community_levels.hpp"
#include "algorithms/internal/layout_forces.hpp"
#include "algorithms/internal/layout_packing.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/simple_graph.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

constexpr std::uint32_t small_component = 1024; // more vertices are worth all threads
constexpr double gap_between_components = layout_edge_length;
constexpr double gap_between_lone = 20.0;
constexpr double lone_point = 5.0; // half of the room of a lone vertex without a radius

void require_radii(const graph::CompressedGraph& g, std::span<const double> radius) {
    if (!radius.empty() && radius.size() != g.vertex_count()) {
        throw std::invalid_argument("force_layout: " + std::to_string(radius.size()) +
                                    " radii for " + std::to_string(g.vertex_count()) + " vertices");
    }
    for (std::size_t v = 0; v < radius.size(); ++v) {
        if (!(radius[v] >= 0.0) || std::isinf(radius[v])) {
            throw std::invalid_argument("force_layout: vertex " + std::to_string(v) +
                                        " has radius " + std::to_string(radius[v]) +
                                        "; it must be finite and >= 0");
        }
    }
}

/// Strengths as springs: by edge, 1 for the median, from 1/100 to 100.
std::vector<double> springs(std::span<const double> strength) {
    std::vector<double> sorted(strength.begin(), strength.end());
    if (sorted.empty()) {
        return sorted;
    }
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double median = *middle;
    for (std::size_t e = 0; e < strength.size(); ++e) {
        sorted[e] = std::clamp(strength[e] / median, 0.01, 100.0);
    }
    return sorted;
}

class ForceLayout {
  public:
    ForceLayout(const graph::CompressedGraph& g,
                std::span<const double> strength,
                std::span<const double> radius,
                const LayoutOptions& options,
                const graph::RunControl& control)
        : m_g(undirected_simplified(g, strength)), m_spring(springs(m_g.strength)),
          m_radius(radius), m_options(options), m_control(control),
          m_components(connected_components(m_g.graph)),
          m_members(m_components.of, static_cast<std::uint32_t>(m_components.size.size())),
          m_number(g.vertex_count()), m_at(g.vertex_count()), m_box(m_components.size.size()) {}

    [[nodiscard]] std::vector<Point> run() {
        const std::uint32_t components = m_members.groups();
        for (std::uint32_t c = 0; c < components; ++c) {
            if (m_components.size[c] > small_component) {
                lay_out(c);
            }
        }
        tbb::parallel_for(std::uint32_t{0}, components, [&](std::uint32_t c) {
            if (m_components.size[c] <= small_component) {
                lay_out(c);
            }
        });
        pack();
        return std::move(m_at);
    }

  private:
    void lay_out(std::uint32_t c) {
        m_control.checkpoint();
        const auto members = m_members.of(c);
        std::vector<double> radius;
        for (const Vertex v : members) {
            radius.push_back(m_radius.empty() ? 0.0 : m_radius[v]);
        }
        if (members.size() == 1) {
            const double half = (m_radius.empty() ? lone_point : radius[0]) + gap_between_lone / 2;
            m_box[c] = {2 * half, 2 * half};
            return;
        }
        auto at = internal::laid_out(level_of(members), m_options, m_control);
        give_length(members, at);
        if (!m_radius.empty()) {
            internal::part_discs(at, radius, m_control);
        }
        internal::turn_to_smallest_box(at);
        double left = HUGE_VAL;
        double right = -HUGE_VAL;
        double low = HUGE_VAL;
        double high = -HUGE_VAL;
        for (std::size_t i = 0; i < at.size(); ++i) {
            left = std::min(left, at[i].x - radius[i]);
            right = std::max(right, at[i].x + radius[i]);
            low = std::min(low, at[i].y - radius[i]);
            high = std::max(high, at[i].y + radius[i]);
        }
        for (std::size_t i = 0; i < at.size(); ++i) {
            m_at[members[i]] = {at[i].x - (left + right) / 2, at[i].y - (low + high) / 2};
        }
        m_box[c] = {right - left + gap_between_components, high - low + gap_between_components};
        m_control.report(m_done += members.size(), m_g.graph.vertex_count());
    }

    /// The component, its vertices numbered 0, 1, … as they come.
    [[nodiscard]] internal::LayoutLevel level_of(std::span<const Vertex> members) {
        internal::LayoutLevel level;
        for (std::uint32_t i = 0; i < members.size(); ++i) {
            m_number[members[i]] = i;
        }
        for (const Vertex v : members) {
            const auto neighbours = m_g.graph.out_neighbours(v);
            const auto edges = m_g.graph.out_edges(v);
            for (std::size_t k = 0; k < neighbours.size(); ++k) {
                level.neighbour.push_back(m_number[neighbours[k]]);
                level.strength.push_back(m_spring.empty() ? 1.0 : m_spring[edges[k]]);
            }
            level.offset.push_back(static_cast<std::uint32_t>(level.neighbour.size()));
        }
        level.mass.assign(members.size(), 1.0);
        return level;
    }

    /// Scales the component so that its edges have their mean length.
    void give_length(std::span<const Vertex> members, std::vector<Point>& at) const {
        double sum = 0.0;
        double count = 0.0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (const Vertex u : m_g.graph.out_neighbours(members[i])) {
                const Point& other = at[m_number[u]];
                const double dx = at[i].x - other.x;
                const double dy = at[i].y - other.y;
                sum += std::sqrt(dx * dx + dy * dy);
                count += 1.0;
            }
        }
        const double factor = sum > 0.0 ? layout_edge_length * count / sum : 1.0;
        for (Point& p : at) {
            p.x *= factor;
            p.y *= factor;
        }
    }

    void pack() {
        std::vector<std::uint32_t> order(m_box.size());
        for (std::uint32_t c = 0; c < order.size(); ++c) {
            order[c] = c;
        }
        const auto is_lone = [&](std::uint32_t c) { return m_components.size[c] == 1; };
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (is_lone(a) != is_lone(b)) {
                return is_lone(b);
            }
            const double area_a = m_box[a].width * m_box[a].height;
            const double area_b = m_box[b].width * m_box[b].height;
            return area_a != area_b ? area_a > area_b : a < b;
        });
        std::vector<internal::BoxSize> boxes;
        for (const std::uint32_t c : order) {
            boxes.push_back(m_box[c]);
        }
        const auto middle = internal::packed(boxes);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const Vertex v : m_members.of(order[i])) {
                m_at[v].x += middle[i].x;
                m_at[v].y += middle[i].y;
            }
        }
    }

    SimpleGraph m_g;
    std::vector<double> m_spring; ///< by edge; empty: 1 each
    std::span<const double> m_radius;
    const LayoutOptions& m_options;
    const graph::RunControl& m_control;
    Components m_components;
    internal::Grouped m_members;
    std::vector<std::uint32_t> m_number; ///< by vertex: its place in its component
    std::vector<Point> m_at;
    std::vector<internal::BoxSize> m_box; ///< by component
    std::atomic<std::uint64_t> m_done{0};
};

} // namespace

std::vector<Point> force_layout(const graph::CompressedGraph& g,
                                std::span<const double> strength,
                                std::span<const double> radius,
                                const LayoutOptions& options,
                                const graph::RunControl& control) {
    if (!strength.empty()) {
        internal::require_positive(g, strength, "force_layout", "strength");
    }
    require_radii(g, radius);
    return ForceLayout(g, strength, radius, options, control).run();
}

} // namespace sandhan::algorithms
