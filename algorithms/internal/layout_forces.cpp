// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/layout_forces.hpp"

#include "algorithms/internal/block_sum.hpp"
#include "algorithms/internal/repulsion_tree.hpp"
#include "algorithms/internal/split_mix.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sandhan::algorithms::internal {

namespace {
constexpr double repulsion_strength = 0.2; ///< beside springs of 1: it but sets the unit
/// Wider than for single points (0.6 and the like), as the distance counts from a group's box:
/// from 0.7 to 1.5 neither stress nor neighbourhoods of the graphs measured changed.
constexpr double theta = 1.2;
constexpr std::size_t coarsest = 24; ///< vertices of a graph laid out from a random start

/// How the coarsest level is laid out: the start that ends with the least energy is gone on with.
/// There may be tens of thousands of components that are no larger.
struct CoarsestEffort {
    std::uint64_t starts;
    std::uint32_t rounds;
};

CoarsestEffort effort_for(std::size_t n) {
    return n < 6 ? CoarsestEffort{1, 80} : n < 12 ? CoarsestEffort{3, 120} : CoarsestEffort{8, 300};
}

double uniform(std::uint64_t number) { // -1 to 1
    return static_cast<double>(mixed(number) >> 11U) * 0x1.0p-52 - 1.0;
}

/// Small levels get more rounds: there they cost little, and what lies wrong there stays so.
std::uint32_t rounds_of(std::size_t n, std::uint32_t least) {
    const double more = std::sqrt(100'000.0 / static_cast<double>(n));
    return static_cast<std::uint32_t>(least * std::clamp(more, 1.0, 5.0));
}

/// Moves the points of one level until they rest.
class Relaxation {
  public:
    Relaxation(const LayoutLevel& level, std::vector<Point>& at, RepulsionTree& tree)
        : m_level(level), m_at(at), m_tree(tree), m_force(at.size()), m_next(at.size()) {}

    /// The first round moves by up to the mean length of an edge, each one by less.
    void run(std::uint32_t rounds, const graph::RunControl& control) {
        const double first_step = mean_edge();
        for (std::uint32_t round = 0; round < rounds; ++round) {
            control.checkpoint();
            m_tree.build(m_at, m_level.mass);
            m_tree.repulsion(theta, m_force);
            const double left = 1.0 - static_cast<double>(round) / rounds;
            move(first_step * left * left);
        }
    }

    [[nodiscard]] double mean_edge() const {
        const double sum = sum_in_blocks(m_at.size(), [&](std::size_t first, std::size_t last) {
            double length = 0.0;
            for (std::size_t v = first; v < last; ++v) {
                for (std::uint32_t i = m_level.offset[v]; i < m_level.offset[v + 1]; ++i) {
                    const Point& u = m_at[m_level.neighbour[i]];
                    const double dx = u.x - m_at[v].x;
                    const double dy = u.y - m_at[v].y;
                    length += std::sqrt(dx * dx + dy * dy);
                }
            }
            return length;
        });
        return m_level.neighbour.empty() ? 1.0
                                         : sum / static_cast<double>(m_level.neighbour.size());
    }

  private:
    /// Every vertex by up to `step` along its force, and no further than half the way to where its
    /// springs alone would let it rest if its neighbours stood still.
    void move(double step) {
        for_blocks(m_at.size(), [&](std::size_t first, std::size_t last) {
            for (std::size_t v = first; v < last; ++v) {
                const Point here = m_at[v];
                double x = 0.0;
                double y = 0.0;
                double stiffness = 0.0;
                for (std::uint32_t i = m_level.offset[v]; i < m_level.offset[v + 1]; ++i) {
                    const Point& u = m_at[m_level.neighbour[i]];
                    const double pull = m_level.strength[i];
                    x += pull * (u.x - here.x);
                    y += pull * (u.y - here.y);
                    stiffness += pull;
                }
                const double push = repulsion_strength * m_level.mass[v];
                x += push * m_force[v].x;
                y += push * m_force[v].y;
                const double length = std::sqrt(x * x + y * y);
                m_next[v] = here;
                if (length > 0.0) {
                    const double way = std::min(step, 0.5 * length / stiffness);
                    m_next[v].x += x / length * way;
                    m_next[v].y += y / length * way;
                }
            }
        });
        m_at.swap(m_next);
    }

    const LayoutLevel& m_level;
    std::vector<Point>& m_at;
    RepulsionTree& m_tree;
    std::vector<Point> m_force;
    std::vector<Point> m_next;
};

/// What springs and charges hold: the forces are its slope.
double energy_of(const LayoutLevel& level, std::span<const Point> at) {
    double energy = 0.0;
    const auto squares_between = [&](std::size_t v, std::size_t u) {
        const double dx = at[u].x - at[v].x;
        const double dy = at[u].y - at[v].y;
        return dx * dx + dy * dy;
    };
    for (std::size_t v = 0; v < level.size(); ++v) {
        for (std::uint32_t i = level.offset[v]; i < level.offset[v + 1]; ++i) {
            energy += level.strength[i] * squares_between(v, level.neighbour[i]) / 4.0;
        }
        for (std::size_t u = 0; u < v; ++u) {
            energy += repulsion_strength * level.mass[v] * level.mass[u] /
                      std::sqrt(squares_between(v, u) + RepulsionTree::softening);
        }
    }
    return energy;
}

} // namespace

Point any_direction(std::uint64_t number) {
    for (std::uint64_t i = 0;; i += 2) {
        const double x = uniform(number + i * golden);
        const double y = uniform(number + (i + 1) * golden);
        const double squares = x * x + y * y;
        if (squares > 0.01 && squares <= 1.0) {
            const double length = std::sqrt(squares);
            return {x / length, y / length};
        }
    }
}

std::vector<Point>
laid_out(LayoutLevel level, const LayoutOptions& options, const graph::RunControl& control) {
    std::vector<CoarseLevel> coarser;
    while (true) {
        const LayoutLevel& last = coarser.empty() ? level : coarser.back().level;
        if (last.size() <= coarsest) {
            break;
        }
        control.checkpoint();
        coarser.push_back(coarsened(last));
    }
    const auto at_level = [&](std::size_t i) -> const LayoutLevel& {
        return i == 0 ? level : coarser[i - 1].level;
    };
    std::size_t depth = coarser.size();
    const double spread = std::sqrt(static_cast<double>(level.size()));
    RepulsionTree tree;
    std::vector<Point> at;
    double least = HUGE_VAL;
    const CoarsestEffort effort = effort_for(at_level(depth).size());
    for (std::uint64_t start = 0; start < effort.starts; ++start) {
        std::vector<Point> tried(at_level(depth).size());
        const std::uint64_t first = mixed(options.seed + start);
        for (std::size_t v = 0; v < tried.size(); ++v) {
            tried[v] = {spread * uniform(first + 2 * v * golden),
                        spread * uniform(first + (2 * v + 1) * golden)};
        }
        Relaxation(at_level(depth), tried, tree).run(effort.rounds, control);
        const double energy = energy_of(at_level(depth), tried);
        if (start == 0 || energy < least) {
            least = energy;
            at = std::move(tried);
        }
    }
    while (depth > 0) {
        const double aside = 0.2 * Relaxation(at_level(depth), at, tree).mean_edge();
        --depth;
        const std::vector<std::uint32_t>& of = coarser[depth].of;
        std::vector<Point> finer(of.size());
        for (std::size_t v = 0; v < of.size(); ++v) {
            const Point way = any_direction(options.seed + v);
            finer[v] = {at[of[v]].x + aside * way.x, at[of[v]].y + aside * way.y};
        }
        at = std::move(finer);
        Relaxation(at_level(depth), at, tree).run(rounds_of(at.size(), options.rounds), control);
    }
    return at;
}

} // namespace sandhan::algorithms::internal
