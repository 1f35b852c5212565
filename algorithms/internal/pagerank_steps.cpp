// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/pagerank_steps.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms::internal {

namespace {

/// The sum of term(i) over first..last-1, in four lanes, so that one addition does not wait for the
/// one before.
template <class Term>
double sum_of(std::size_t first, std::size_t last, Term term) {
    std::array<double, 4> lane{};
    std::size_t i = first;
    for (; i + lane.size() <= last; i += lane.size()) {
        for (std::size_t l = 0; l < lane.size(); ++l) {
            lane[l] += term(i + l);
        }
    }
    for (; i < last; ++i) {
        lane[0] += term(i);
    }
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

/// Sets pulled[i] to the sum over the row of what its neighbours hold, each times the strength of
/// its edge where there are strengths, for i from first to last - 1.
template <class Real, bool weighted>
void pull(const WalkRows& rows,
          const Real* strength,
          const Real* held,
          std::size_t first,
          std::size_t last,
          Real* pulled) {
    const std::uint32_t* const offset = rows.offset.data();
    const std::uint32_t* const neighbour = rows.neighbour.data();
    const auto term = [=](std::size_t k) {
        return weighted ? strength[k] * held[neighbour[k]] : held[neighbour[k]];
    };
    // Longer sums would lose too much in float.
    constexpr std::size_t short_row = 64;
    for (std::size_t i = first; i < last;) {
        const std::size_t begin = offset[i];
        const std::size_t length = offset[i + 1] - begin;
        if (length <= short_row && i + 4 <= last && offset[i + 4] - begin == 4 * length) {
            // Four rows of one length, as longer ones come first: four sums that do not wait for
            // one another.
            Real a{0};
            Real b{0};
            Real c{0};
            Real d{0};
            for (std::size_t k = begin; k < begin + length; ++k) {
                a += term(k);
                b += term(k + length);
                c += term(k + 2 * length);
                d += term(k + 3 * length);
            }
            pulled[i] = a;
            pulled[i + 1] = b;
            pulled[i + 2] = c;
            pulled[i + 3] = d;
            i += 4;
        } else {
            pulled[i] = static_cast<Real>(sum_of(begin, begin + length, [&](std::size_t k) {
                return static_cast<double>(term(k));
            }));
            ++i;
        }
    }
}

template <class Real>
void pull(const WalkRows& rows,
          const LargeRows<Real>& strength,
          const Real* held,
          std::size_t first,
          std::size_t last,
          Real* pulled) {
    if (strength.empty()) {
        pull<Real, false>(rows, nullptr, held, first, last, pulled);
    } else {
        pull<Real, true>(rows, strength.data(), held, first, last, pulled);
    }
}

template <class Real>
LargeRows<Real> rounded(const LargeRows<double>& rows) {
    LargeRows<Real> result(rows.size());
    for_blocks_of_places(0, rows.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t k = first; k < last; ++k) {
            result[k] = static_cast<Real>(rows[k]);
        }
    });
    return result;
}

/// One step along the direction, over n places.
template <class Real>
void advance(Real alpha,
             Real beta,
             const Real* __restrict image,
             Real* __restrict missing,
             Real* __restrict direction,
             Real* __restrict direction_image,
             Real* __restrict correction,
             std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        direction[i] = missing[i] + beta * direction[i];
        direction_image[i] = image[i] + beta * direction_image[i];
        correction[i] += alpha * direction[i];
        missing[i] -= alpha * direction_image[i];
    }
}

struct WalkSums {
    double residual = 0.0;
    double dangling = 0.0;
    WalkSums& operator+=(const WalkSums& other) {
        residual += other.residual;
        dangling += other.dangling;
        return *this;
    }
};

} // namespace

// With D the strengths and A the matrix of edges, (1 - damping A D^-1) e = r. Between unknowns e' =
// D^-1/2 e the matrix is B = 1 - damping D^-1/2 A D^-1/2: symmetric, with eigenvalues from
// 1 - damping to 1 + damping. What stands apart is given by its neighbours, and is eliminated: what
// is left of B, its Schur complement, is symmetric with eigenvalues that lie between those of B, so
// that it takes a quarter fewer rounds, on vectors half as long; and a round still reads every edge
// from either end once, first for the places apart and then for all others. In the form of
// Chronopoulos and Gear (doi:10.1016/0377-0427(89)90045-9), which needs the sums of a round at one
// point only.
template <class Real>
class Gradients<Real>::Columns {
  public:
    explicit Columns(const WalkEquation& walk)
        : m_walk(walk), m_n(walk.rows.apart), m_all(places_with_edges(walk.rows)),
          m_damping(static_cast<Real>(walk.damping)), m_memory(2 * m_all + 6 * m_n),
          m_strength(rounded<Real>(walk.rows.strength)) {
        Real* free = m_memory.data();
        for (Real** column : {&m_held, &m_scale}) {
            *column = std::exchange(free, free + m_all);
        }
        for (Real** column :
             {&m_root, &m_missing, &m_image, &m_direction, &m_direction_image, &m_correction}) {
            *column = std::exchange(free, free + m_n);
        }
        for_blocks_of_places(0, m_n, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                const double half = std::sqrt(walk.out_strength[i]);
                m_root[i] = static_cast<Real>(half);
                m_scale[i] = static_cast<Real>(1.0 / half);
                m_direction[i] = m_direction_image[i] = Real{0};
            }
        });
        for_blocks_of_places(m_n, m_all, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                m_scale[i] = static_cast<Real>(walk.damping / walk.out_strength[i]);
            }
        });
    }

    unsigned correct(std::span<const double> r, const StepLimit& limit, std::span<double> x) {
        const double expected = m_sums.squares;
        m_sums = take(r);
        // The directions so far are as good as the sums that led here were true.
        if (m_sums.squares > 2.0 * expected) {
            m_step = 0.0;
        }
        unsigned rounds = 0;
        do {
            ++rounds;
            const double product = apply();
            const double turn = m_step > 0.0 ? m_sums.squares / m_squares_before : 0.0;
            const double curvature =
                m_step > 0.0 ? product - turn * m_sums.squares / m_step : product;
            if (!(curvature > 0.0)) { // nothing is missing, or digits ran out: whoever called looks
                m_step = 0.0;
                break;
            }
            m_step = m_sums.squares / curvature;
            m_squares_before = m_sums.squares;
            m_sums = step(static_cast<Real>(m_step), static_cast<Real>(turn));
        } while (m_sums.residual > limit.residual && rounds < limit.most_rounds);
        for_blocks_of_places(0, m_n, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                x[i] += static_cast<double>(m_correction[i]) * std::sqrt(m_walk.out_strength[i]);
            }
        });
        return rounds;
    }

  private:
    /// Sums of a round of conjugate gradients.
    struct Sums {
        double squares = 0.0;  ///< of what is missing
        double product = 0.0;  ///< of what is missing with its image
        double residual = 0.0; ///< of the absolute values, as scores
        Sums& operator+=(const Sums& other) {
            squares += other.squares;
            product += other.product;
            residual += other.residual;
            return *this;
        }
    };

    static std::size_t places_with_edges(const WalkRows& rows) {
        std::size_t n = rows.size();
        while (n > rows.apart && rows.offset[n - 1] == rows.offset[n]) {
            --n;
        }
        return n;
    }

    Sums take(std::span<const double> r) {
        return sum_over_blocks(m_n, m_of_block, [&](std::size_t first, std::size_t last) {
            Sums sum;
            for (std::size_t i = first; i < last; ++i) {
                m_correction[i] = Real{0};
                m_missing[i] = static_cast<Real>(r[i] / std::sqrt(m_walk.out_strength[i]));
                m_held[i] = m_missing[i] * m_scale[i];
                const auto missing = static_cast<double>(m_missing[i]);
                sum.squares += missing * missing;
            }
            return sum;
        });
    }

    /// Works out the matrix times r'; returns its product with r'.
    double apply() {
        const WalkRows& rows = m_walk.rows;
        for_blocks_of_places(m_n, m_all, [&](std::size_t first, std::size_t last) {
            pull(rows, m_strength, m_held, first, last, m_held);
            for (std::size_t i = first; i < last; ++i) {
                m_held[i] *= m_scale[i];
            }
        });
        return sum_over_blocks(m_n, m_of_block,
                               [&](std::size_t first, std::size_t last) {
                                   Real* const b = m_image;
                                   pull(rows, m_strength, m_held, first, last, b);
                                   for (std::size_t i = first; i < last; ++i) {
                                       b[i] = m_missing[i] - m_damping * (m_scale[i] * b[i]);
                                   }
                                   Sums sum;
                                   sum.product = sum_of(first, last, [&](std::size_t i) {
                                       return static_cast<double>(b[i]) *
                                              static_cast<double>(m_missing[i]);
                                   });
                                   return sum;
                               })
            .product;
    }

    Sums step(Real alpha, Real beta) {
        return sum_over_blocks(m_n, m_of_block, [&](std::size_t first, std::size_t last) {
            advance(alpha, beta, m_image + first, m_missing + first, m_direction + first,
                    m_direction_image + first, m_correction + first, last - first);
            for (std::size_t i = first; i < last; ++i) {
                m_held[i] = m_missing[i] * m_scale[i];
            }
            Sums sum;
            sum.squares = sum_of(first, last, [&](std::size_t i) {
                return static_cast<double>(m_missing[i]) * static_cast<double>(m_missing[i]);
            });
            sum.residual = sum_of(first, last, [&](std::size_t i) {
                return static_cast<double>(std::abs(m_missing[i]) * m_root[i]);
            });
            return sum;
        });
    }

    const WalkEquation& m_walk;
    std::size_t m_n;   ///< places that do not stand apart
    std::size_t m_all; ///< and those that do, but for places without edges, which come last
    Real m_damping;
    LargeRows<Real> m_memory;   ///< all columns side by side, so that they fill large pages
    LargeRows<Real> m_strength; ///< as that of the rows
    // By all places:
    Real* m_held = nullptr;  ///< D^-1/2 r', which neighbours read
    Real* m_scale = nullptr; ///< D^-1/2; of what stands apart, damping D^-1
    // By places that do not stand apart:
    Real* m_root = nullptr;    ///< D^1/2
    Real* m_missing = nullptr; ///< r'
    Real* m_image = nullptr;   ///< the matrix times r'
    Real* m_direction = nullptr;
    Real* m_direction_image = nullptr;
    Real* m_correction = nullptr;
    std::vector<Sums> m_of_block;
    Sums m_sums;
    double m_squares_before = 0.0;
    double m_step = 0.0; ///< 0: the next round is a first one
};

template <class Real>
Gradients<Real>::Gradients(const WalkEquation& walk) : m_columns(std::make_unique<Columns>(walk)) {}

template <class Real>
Gradients<Real>::~Gradients() = default;

template <class Real>
unsigned
Gradients<Real>::correct(std::span<const double> r, const StepLimit& limit, std::span<double> x) {
    return m_columns->correct(r, limit, x);
}

template <class Real>
unsigned correct_by_walking(const WalkEquation& walk,
                            std::span<const double> r,
                            const StepLimit& limit,
                            std::span<double> x) {
    const WalkRows& rows = walk.rows;
    const std::size_t n = rows.size();
    LargeRows<Real> memory(5 * n); // side by side, so that they fill large pages
    const auto column = [&](std::size_t which) {
        return std::span<Real>(memory.data() + n * which, n);
    };
    const auto correction = column(0);
    const auto teleport = column(1);
    const auto share = column(2); // what an edge of strength 1 takes of what its source has
    auto held = column(3);
    auto held_next = column(4);
    std::vector<WalkSums> of_block;
    const auto strength = rounded<Real>(rows.strength);
    WalkSums sums = sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
        WalkSums sum;
        for (std::size_t i = first; i < last; ++i) {
            const bool dangling = !(walk.out_strength[i] > 0.0);
            share[i] = static_cast<Real>(dangling ? 0.0 : 1.0 / walk.out_strength[i]);
            correction[i] = static_cast<Real>(r[i]);
            held[i] = correction[i] * share[i];
            teleport[i] = static_cast<Real>(walk.teleport[i]);
            sum.dangling += dangling ? r[i] : 0.0;
        }
        return sum;
    });
    unsigned rounds = 0;
    do {
        ++rounds;
        const auto damping = static_cast<Real>(walk.damping);
        const auto dangling = static_cast<Real>(walk.damping * sums.dangling);
        sums = sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
            Real* const missing = held_next.data();
            pull(rows, strength, held.data(), first, last, missing);
            for (std::size_t i = first; i < last; ++i) {
                missing[i] = damping * missing[i] + dangling * teleport[i];
                correction[i] += missing[i];
            }
            WalkSums sum;
            sum.residual = sum_of(first, last, [=](std::size_t i) {
                return static_cast<double>(std::abs(missing[i]));
            });
            sum.dangling = sum_of(first, last, [&](std::size_t i) {
                return share[i] > Real{0} ? 0.0 : static_cast<double>(missing[i]);
            });
            for (std::size_t i = first; i < last; ++i) {
                missing[i] *= share[i];
            }
            return sum;
        });
        std::swap(held, held_next);
    } while (sums.residual > limit.residual && rounds < limit.most_rounds);
    tbb::parallel_for(std::size_t{0}, n,
                      [&](std::size_t i) { x[i] += static_cast<double>(correction[i]); });
    return rounds;
}

template class Gradients<float>;
template class Gradients<double>;
template unsigned correct_by_walking<float>(const WalkEquation&,
                                            std::span<const double>,
                                            const StepLimit&,
                                            std::span<double>);
template unsigned correct_by_walking<double>(const WalkEquation&,
                                             std::span<const double>,
                                             const StepLimit&,
                                             std::span<double>);

} // namespace sandhan::algorithms::internal
