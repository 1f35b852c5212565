// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/leiden.hpp"

#include "algorithms/internal/block_sum.hpp"
#include "algorithms/internal/refinement.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/suspects/partition_quality.hpp"

#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;
using internal::Community;
using internal::CommunityLevel;

namespace {

void require_leiden_options(const graph::CompressedGraph& g, const LeidenOptions& options) {
    if (g.is_directed()) {
        throw std::invalid_argument("leiden: the graph is directed; drop its directions first");
    }
    if (!(options.resolution >= 0.0) || std::isinf(options.resolution)) {
        throw std::invalid_argument("leiden: resolution " + std::to_string(options.resolution) +
                                    "; it must be finite and >= 0");
    }
    if (!(options.least_gain >= 0.0) || std::isinf(options.least_gain)) {
        throw std::invalid_argument("leiden: least gain " + std::to_string(options.least_gain) +
                                    "; it must be finite and >= 0");
    }
    if (!(options.randomness > 0.0) || std::isinf(options.randomness)) {
        throw std::invalid_argument("leiden: randomness " + std::to_string(options.randomness) +
                                    "; it must be finite and > 0");
    }
    if (options.starts == 0) {
        throw std::invalid_argument("leiden: no start; there must be 1 or more");
    }
}

template <class Strength>
CommunityLevel<Strength> first_level(const graph::CompressedGraph& g,
                                     std::span<const double> strength,
                                     PartitionQuality quality) {
    CommunityLevel<Strength> level;
    const Vertex n = g.vertex_count();
    level.offset.resize(std::size_t{n} + 1, 0);
    level.mass.assign(n, 1.0);
    for (Vertex v = 0; v < n; ++v) {
        level.offset[v + 1] =
            level.offset[v] + static_cast<std::uint32_t>(g.out_neighbours(v).size());
    }
    level.neighbour.resize(level.offset[n]);
    if (!strength.empty()) {
        level.strength.resize(level.offset[n]);
    }
    internal::for_blocks(n, [&](std::size_t first, std::size_t last) {
        for (auto v = static_cast<Vertex>(first); v < last; ++v) {
            const auto row = g.out_neighbours(v);
            std::copy(row.begin(), row.end(), level.neighbour.data() + level.offset[v]);
            double sum = static_cast<double>(row.size());
            if (!strength.empty()) {
                sum = 0.0;
                std::uint32_t at = level.offset[v];
                for (const graph::Edge e : g.out_edges(v)) {
                    level.strength[at++] = static_cast<Strength>(strength[e]);
                    sum += strength[e];
                }
            }
            if (quality == PartitionQuality::modularity) {
                level.mass[v] = sum;
            }
        }
    });
    return level;
}

/// One graph, and what all of its starts share.
template <class Strength>
class LeidenRun {
  public:
    LeidenRun(const graph::CompressedGraph& g,
              std::span<const double> strength,
              const LeidenOptions& options,
              const graph::RunControl& control)
        : m_g(g), m_strength(strength), m_options(options), m_control(control),
          m_level(first_level<Strength>(g, strength, options.quality)) {
        const double total = strength.empty()
                                 ? static_cast<double>(g.edge_count())
                                 : std::accumulate(strength.begin(), strength.end(), 0.0);
        m_density = options.resolution;
        if (options.quality == PartitionQuality::modularity && total > 0.0) {
            m_density /= 2.0 * total;
        }
        m_randomness = options.randomness;
        if (g.edge_count() > 0) {
            m_randomness *= total / static_cast<double>(g.edge_count());
        }
    }

    /// The best of one start, by the vertices of the graph.
    [[nodiscard]] Communities start(std::uint64_t seed, bool alone) {
        std::vector<Community> community = alone ? singletons() : beside_any_neighbour(seed);
        double quality = -HUGE_VAL;
        for (std::uint32_t i = 0; m_options.iterations == 0 || i < m_options.iterations; ++i) {
            std::vector<Community> next = community;
            const bool moved = iterate(next, i == 0, internal::mixed(seed + i * internal::golden));
            const double reached = quality_of(next);
            const bool settled =
                i > 0 && reached - quality <= m_options.least_gain * std::abs(reached);
            if (i == 0 || reached > quality) {
                community = std::move(next);
                quality = reached;
            }
            if (settled || !moved) {
                break;
            }
        }
        internal::split_into_parts(m_level, community); // gains, or loses nothing
        return by_graph(community);
    }

  private:
    [[nodiscard]] std::vector<Community> singletons() const {
        std::vector<Community> community(m_level.size());
        std::iota(community.begin(), community.end(), Community{0});
        return community;
    }

    /// Where the best first moves all lead to the same trap, another beginning leads elsewhere.
    [[nodiscard]] std::vector<Community> beside_any_neighbour(std::uint64_t seed) const {
        std::vector<Community> community = singletons();
        internal::Draws draws(seed, 0);
        for (Vertex v = 0; v < m_level.size(); ++v) {
            const std::uint32_t degree = m_level.offset[v + 1] - m_level.offset[v];
            if (degree > 0) {
                community[v] = m_level.neighbour[m_level.offset[v] + draws.below(degree)];
            }
        }
        return community;
    }

    /// Of communities numbered below the size of the level.
    [[nodiscard]] double quality_of(std::span<const Community> community) const {
        std::vector<double> mass(m_level.size(), 0.0);
        for (Vertex v = 0; v < m_level.size(); ++v) {
            mass[community[v]] += m_level.mass[v];
        }
        const double within =
            internal::sum_in_blocks(m_level.size(), [&](std::size_t first, std::size_t last) {
                double sum = 0.0;
                for (auto v = static_cast<Vertex>(first); v < last; ++v) {
                    Strength same{0};
                    m_level.for_each(v, [&](Vertex u, Strength w) {
                        same += community[u] == community[v] ? w : Strength{0};
                    });
                    sum += static_cast<double>(same);
                }
                return sum;
            });
        double pairs = 0.0;
        for (const double x : mass) {
            pairs += x * x;
        }
        return within - m_density * pairs;
    }

    /// From a partition of the graph to a better one; says whether anything moved.
    bool iterate(std::vector<Community>& community, bool is_first, std::uint64_t seed) {
        std::vector<CommunityLevel<Strength>> coarser; // of the pieces of the level before
        std::vector<std::vector<std::uint32_t>> piece_of;
        std::uint64_t moves = 0;
        const auto level = [&](std::size_t depth) -> const CommunityLevel<Strength>& {
            return depth == 0 ? m_level : coarser[depth - 1];
        };
        const auto move = [&](std::size_t depth, std::uint64_t place) {
            m_control.checkpoint();
            moves += internal::move_locally(
                level(depth), m_density, community, internal::Draws(seed, place),
                place == 0 ? internal::MovingEnd::nearly : internal::MovingEnd::settled, m_control);
        };
        for (std::size_t depth = 0;; ++depth) {
            if (is_first || depth > 0) { // else it was done at the end of the last iteration
                move(depth, 2 * depth);
            }
            const Vertex size = level(depth).size();
            const std::uint32_t count = internal::numbered_by_first(community, size);
            if (count == size) {
                break;
            }
            if (m_order.empty()) {
                stand_together(community);
            }
            internal::Refinement pieces = internal::refined(
                level(depth), m_density, m_randomness, std::span<const Community>(community), count,
                internal::mixed(seed + depth), m_control);
            const auto found = static_cast<std::uint32_t>(pieces.community_of.size());
            if (found == size) {
                break; // nothing would be smaller
            }
            coarser.push_back(internal::aggregated(
                level(depth), std::span<const std::uint32_t>(pieces.piece_of), found));
            piece_of.push_back(std::move(pieces.piece_of));
            community = std::move(pieces.community_of);
        }
        // Back down: what moved as a piece may do better one by one.
        for (std::size_t depth = coarser.size(); depth > 0; --depth) {
            const std::vector<std::uint32_t>& piece = piece_of[depth - 1];
            std::vector<Community> finer(piece.size());
            for (std::size_t v = 0; v < piece.size(); ++v) {
                finer[v] = community[piece[v]];
            }
            community = std::move(finer);
            move(depth - 1, 2 * depth - 1);
        }
        return moves > 0;
    }

    /// Numbers the vertices of the level so that communities stand together, and the communities
    /// with them.
    void stand_together(std::vector<Community>& community) {
        m_order = internal::Grouped(community, m_level.size()).member;
        m_level = internal::renumbered(m_level, std::span<const Vertex>(m_order));
        std::vector<Community> now(community.size());
        for (Vertex i = 0; i < m_level.size(); ++i) {
            now[i] = community[m_order[i]];
        }
        community = std::move(now);
    }

    [[nodiscard]] Communities by_graph(const std::vector<Community>& community) const {
        Communities result{community, 0, 0.0};
        for (Vertex i = 0; i < m_order.size(); ++i) {
            result.community[m_order[i]] = community[i];
        }
        result.count = internal::numbered_by_first(result.community, m_level.size());
        result.quality = m_options.quality == PartitionQuality::modularity
                             ? modularity(m_g, result.community, m_options.resolution, m_strength)
                             : cpm_quality(m_g, result.community, m_options.resolution, m_strength);
        return result;
    }

    const graph::CompressedGraph& m_g;
    std::span<const double> m_strength;
    const LeidenOptions& m_options;
    const graph::RunControl& m_control;
    CommunityLevel<Strength> m_level;
    std::vector<Vertex> m_order; ///< what its vertices are in the graph; empty: the same
    double m_density = 0.0;
    double m_randomness = 0.0;
};

template <class Strength>
Communities best_start(const graph::CompressedGraph& g,
                       std::span<const double> strength,
                       const LeidenOptions& options,
                       const graph::RunControl& control) {
    LeidenRun<Strength> run(g, strength, options, control);
    std::optional<Communities> best;
    for (std::uint32_t i = 0; i < options.starts; ++i) {
        control.report(i, options.starts);
        Communities found =
            run.start(internal::mixed(options.seed * internal::golden + i), i % 2 == 0);
        if (!best || found.quality > best->quality) {
            best = std::move(found);
        }
    }
    control.report(options.starts, options.starts);
    return std::move(*best);
}

} // namespace

Communities leiden(const graph::CompressedGraph& g,
                   std::span<const double> strength,
                   const LeidenOptions& options,
                   const graph::RunControl& control) {
    require_leiden_options(g, options);
    internal::require_simple(g, "leiden");
    internal::require_positive(g, strength, "leiden", "strength");
    const bool alike =
        std::all_of(strength.begin(), strength.end(), [](double s) { return s == 1.0; });
    return alike ? best_start<std::uint32_t>(g, {}, options, control)
                 : best_start<double>(g, strength, options, control);
}

LeidenOptions thorough(const graph::CompressedGraph& g, LeidenOptions options) {
    constexpr std::uint64_t work = 1'000'000;
    constexpr std::uint64_t most = 20;
    const std::uint64_t size = std::uint64_t{1} + g.vertex_count() + g.edge_count();
    options.starts = static_cast<std::uint32_t>(std::clamp(work / size, std::uint64_t{1}, most));
    if (options.starts > 1) {
        options.least_gain = 0.0;
    }
    return options;
}

} // namespace sandhan::algorithms
