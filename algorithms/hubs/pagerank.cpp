// SPDX-License-Identifier: Apache-2.0
// The scores are kept as double, and what is missing from them is measured so; but each correction
// is worked out in float to a few digits, which halves the memory that a round reads at random. The
// next correction makes up for its rounding (iterative refinement), so that no digit is lost.
#include "algorithms/hubs/pagerank.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/internal/pagerank_steps.hpp"
#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

void require_usable(const graph::CompressedGraph& g, const PageRankOptions& options) {
    // Written so that NaN is refused too.
    if (!(options.damping >= 0.0 && options.damping < 1.0)) {
        throw std::invalid_argument("pagerank: damping " + std::to_string(options.damping) +
                                    "; it must be at least 0 and below 1");
    }
    if (!(options.tolerance > 0.0)) {
        throw std::invalid_argument("pagerank: tolerance " + std::to_string(options.tolerance) +
                                    "; it must be > 0");
    }
    const auto& teleport = options.teleport;
    if (teleport.empty()) {
        return;
    }
    if (teleport.size() != g.vertex_count()) {
        throw std::invalid_argument("pagerank: " + std::to_string(teleport.size()) +
                                    " teleport shares for " + std::to_string(g.vertex_count()) +
                                    " vertices");
    }
    double sum = 0.0;
    for (std::size_t v = 0; v < teleport.size(); ++v) {
        if (!(teleport[v] >= 0.0) || std::isinf(teleport[v])) {
            throw std::invalid_argument("pagerank: vertex " + std::to_string(v) +
                                        " has teleport share " + std::to_string(teleport[v]) +
                                        "; shares must be finite and at least 0");
        }
        sum += teleport[v];
    }
    if (!(sum > 0.0) && g.vertex_count() > 0) {
        throw std::invalid_argument("pagerank: all teleport shares are 0; the walker needs a "
                                    "vertex to jump to");
    }
    if (std::isinf(sum)) {
        throw std::invalid_argument("pagerank: the teleport shares add up to more than a number "
                                    "can hold; divide them all by the largest");
    }
}

internal::WalkEquation equation_of(const graph::CompressedGraph& g,
                                   std::span<const double> edge_strength,
                                   const PageRankOptions& options) {
    const std::size_t n = g.vertex_count();
    internal::WalkEquation walk{internal::walk_rows(g, edge_strength), std::vector<double>(n),
                                std::vector<double>(n), options.damping};
    double sum = 0.0;
    for (const double share : options.teleport) {
        sum += share;
    }
    const auto by_vertex =
        g.is_directed() ? strength(g, edge_strength, Direction::out) : std::vector<double>();
    const internal::WalkRows& rows = walk.rows;
    internal::for_blocks_of_places(0, n, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const Vertex v = rows.vertex[i];
            walk.teleport[i] =
                options.teleport.empty() ? 1.0 / static_cast<double>(n) : options.teleport[v] / sum;
            if (g.is_directed()) {
                walk.out_strength[i] = by_vertex[v];
            } else if (rows.strength.empty()) {
                walk.out_strength[i] = rows.offset[i + 1] - rows.offset[i];
            } else {
                for (std::uint32_t k = rows.offset[i]; k < rows.offset[i + 1]; ++k) {
                    walk.out_strength[i] += rows.strength[k];
                }
            }
        }
    });
    return walk;
}

/// Whether square roots of the strengths, and what is divided by them, stay within float's range.
bool within_float(const internal::WalkEquation& walk) {
    double least = std::numeric_limits<double>::max();
    double most = 0.0;
    for (const double s : walk.out_strength) {
        if (s > 0.0) {
            least = std::min(least, s);
            most = std::max(most, s);
        }
    }
    constexpr double modest = 1e12;
    return least >= 1.0 / modest && most <= modest;
}

/// Halves or doubles all strengths until the largest are near 1, which no score depends on.
void rescale(internal::WalkEquation& walk) {
    int exponent = 0;
    (void)std::frexp(*std::max_element(walk.out_strength.begin(), walk.out_strength.end()),
                     &exponent);
    for (double& s : walk.out_strength) {
        s = std::ldexp(s, -exponent);
    }
    for (std::size_t k = 0; k < walk.rows.strength.size(); ++k) {
        walk.rows.strength[k] = std::ldexp(walk.rows.strength[k], -exponent);
    }
}

/// The walker's scores while they are made, by place.
class Scores {
  public:
    explicit Scores(const internal::WalkEquation& walk)
        : m_walk(walk), m_x(walk.teleport), m_missing(m_x.size()), m_held(m_x.size()) {
        if (walk.rows.apart < m_x.size()) {
            start_by_strength();
        }
    }

    /// Works out what is missing, F(x) - x, and returns the sum of its absolute values. At places
    /// set apart nothing is: there, x is set to what F makes of x elsewhere.
    double measure() {
        const std::vector<double>& out_strength = m_walk.out_strength;
        const std::size_t apart = m_walk.rows.apart;
        const double dangling =
            internal::sum_over_blocks(apart, m_of_block, [&](std::size_t first, std::size_t last) {
                double sum = 0.0;
                for (std::size_t i = first; i < last; ++i) {
                    const bool leads_on = out_strength[i] > 0.0;
                    m_held[i] = leads_on ? m_x[i] / out_strength[i] : 0.0;
                    sum += leads_on ? 0.0 : m_x[i];
                }
                return sum;
            });
        const double jumping = 1.0 - m_walk.damping + m_walk.damping * (dangling + m_alone);
        internal::for_blocks_of_places(apart, m_x.size(), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                m_x[i] = stepped(i, jumping);
                m_held[i] = out_strength[i] > 0.0 ? m_x[i] / out_strength[i] : 0.0;
            }
        });
        return internal::sum_over_blocks(apart, m_of_block,
                                         [&](std::size_t first, std::size_t last) {
                                             double sum = 0.0;
                                             for (std::size_t i = first; i < last; ++i) {
                                                 m_missing[i] = stepped(i, jumping) - m_x[i];
                                                 sum += std::abs(m_missing[i]);
                                             }
                                             return sum;
                                         });
    }

    /// Adds up to 1 again, which corrections do but for their rounding. A walker forgets what is
    /// wrong with their sum slowest of all.
    void normalise() {
        const double sum = internal::sum_over_blocks(
            m_x.size(), m_of_block, [&](std::size_t first, std::size_t last) {
                double part = 0.0;
                for (std::size_t i = first; i < last; ++i) {
                    part += m_x[i];
                }
                return part;
            });
        for (double& x : m_x) {
            x /= sum;
        }
    }

    [[nodiscard]] std::span<const double> missing() const { return m_missing; }
    [[nodiscard]] std::span<double> writable() { return m_x; }
    [[nodiscard]] std::vector<double> by_vertex() const {
        std::vector<double> score(m_x.size());
        internal::for_blocks_of_places(0, m_x.size(), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                // A correction may leave a hair's breadth below zero where nobody ever stands.
                score[m_walk.rows.vertex[i]] = std::max(0.0, m_x[i]);
            }
        });
        return score;
    }

  private:
    struct Start {
        double alone = 0.0;    ///< teleport shares of places without edges
        double beside = 0.0;   ///< of other places set apart
        double strength = 0.0; ///< of all places; of those set apart, what a step leaves
        Start& operator+=(const Start& other) {
            alone += other.alone;
            beside += other.beside;
            strength += other.strength;
            return *this;
        }
    };

    /// In an undirected graph: in proportion to strengths, as a walker stands who never jumps. What
    /// is missing then is at most what jumps, twice; and as it adds up to 0, nothing is missing
    /// of what converges slowest, the sum of all.
    void start_by_strength() {
        const double damping = m_walk.damping;
        const std::size_t apart = m_walk.rows.apart;
        std::vector<Start> of_block;
        const auto sums = internal::sum_over_blocks(
            m_x.size(), of_block, [&](std::size_t first, std::size_t last) {
                Start sum;
                for (std::size_t i = first; i < last; ++i) {
                    const double strength = m_walk.out_strength[i];
                    const double teleport = i < apart ? 0.0 : m_walk.teleport[i];
                    (strength > 0.0 ? sum.beside : sum.alone) += teleport;
                    sum.strength += i < apart ? strength : damping * strength;
                }
                return sum;
            });
        // Who has no edges is left by jumps alone: of all the mass that jumps, 1 - damping and what
        // stands there, each gets its share, and keeps it.
        const double jumping = (1.0 - damping) / (1.0 - damping * sums.alone);
        m_alone = jumping * sums.alone;
        const double share = (1.0 - m_alone - jumping * sums.beside) / sums.strength;
        if (std::isfinite(sums.strength)) {
            internal::for_blocks_of_places(0, apart, [&](std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i) {
                    m_x[i] = share * m_walk.out_strength[i];
                }
            });
        }
    }

    /// What one step makes of the scores at place i.
    [[nodiscard]] double stepped(std::size_t i, double jumping) const {
        const internal::WalkRows& rows = m_walk.rows;
        double pulled = 0.0;
        for (std::uint32_t k = rows.offset[i]; k < rows.offset[i + 1]; ++k) {
            const double held = m_held[rows.neighbour[k]];
            pulled += rows.strength.empty() ? held : held * rows.strength[k];
        }
        return jumping * m_walk.teleport[i] + m_walk.damping * pulled;
    }

    const internal::WalkEquation& m_walk;
    std::vector<double> m_x;
    std::vector<double> m_missing;      ///< F(x) - x
    internal::LargeRows<double> m_held; ///< what an edge of strength 1 takes
    std::vector<double> m_of_block;
    double m_alone = 0.0; ///< what stands at places set apart that have no edges
};

/// The method and the numbers that a graph asks for.
class Correction {
  public:
    Correction(const internal::WalkEquation& walk, bool symmetric, bool small_numbers)
        : m_walk(walk), m_small_numbers(small_numbers) {
        if (symmetric && small_numbers) {
            m_in_float.emplace(walk);
        } else if (symmetric) {
            m_in_double.emplace(walk);
        }
    }
    unsigned
    make(std::span<const double> missing, const internal::StepLimit& limit, std::span<double> x) {
        if (m_in_float) {
            return m_in_float->correct(missing, limit, x);
        }
        if (m_in_double) {
            return m_in_double->correct(missing, limit, x);
        }
        return m_small_numbers ? internal::correct_by_walking<float>(m_walk, missing, limit, x)
                               : internal::correct_by_walking<double>(m_walk, missing, limit, x);
    }

  private:
    const internal::WalkEquation& m_walk;
    bool m_small_numbers;
    std::optional<internal::Gradients<float>> m_in_float;
    std::optional<internal::Gradients<double>> m_in_double;
};

} // namespace

PageRank pagerank(const graph::CompressedGraph& g,
                  std::span<const double> edge_strength,
                  const PageRankOptions& options,
                  const graph::RunControl& control) {
    require_usable(g, options);
    internal::require_simple(g, "pagerank");
    internal::require_positive(g, edge_strength, "pagerank", "strength");
    if (g.vertex_count() == 0) {
        return {};
    }
    internal::WalkEquation walk = equation_of(g, edge_strength, options);
    bool small_numbers = within_float(walk);
    if (!small_numbers) {
        rescale(walk);
        small_numbers = within_float(walk);
    }
    const bool symmetric = !g.is_directed();
    // How far one correction goes: float has seven digits, and a round costs some.
    const double digits = small_numbers ? 2e-6 : 1e-12;

    Scores scores(walk);
    Correction correction(walk, symmetric, small_numbers);
    PageRank result;
    for (;;) {
        control.checkpoint();
        result.residual = scores.measure();
        result.converged = result.residual <= options.tolerance;
        control.report(result.rounds, options.max_rounds);
        if (result.converged || result.rounds >= options.max_rounds) {
            break;
        }
        const internal::StepLimit limit{std::max(options.tolerance / 2.0, result.residual * digits),
                                        options.max_rounds - result.rounds};
        result.rounds += correction.make(scores.missing(), limit, scores.writable());
        if (!symmetric) {
            scores.normalise();
        }
    }
    result.score = scores.by_vertex();
    return result;
}

} // namespace sandhan::algorithms
