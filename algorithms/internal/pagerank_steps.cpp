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

/// Sets pulled[i] to the sum over the row of what its neighbours hold, each times its factor where
/// there are factors, for i from first to last - 1.
template <class Real, bool weighted>
void pull(const WalkRows& rows,
          const Real* factor,
          const Real* held,
          std::size_t first,
          std::size_t last,
          Real* pulled) {
    const std::uint32_t* const offset = rows.offset.data();
    const std::uint32_t* const neighbour = rows.neighbour.data();
    const auto term = [=](std::size_t k) {
        return weighted ? factor[k] * held[neighbour[k]] : held[neighbour[k]];
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
          const LargeRows<Real>& factor,
          const Real* held,
          std::size_t first,
          std::size_t last,
          Real* pulled) {
    if (factor.empty()) {
        pull<Real, false>(rows, nullptr, held, first, last, pulled);
    } else {
        pull<Real, true>(rows, factor.data(), held, first, last, pulled);
    }
}

template <class Real, class Factor>
LargeRows<Real> factors(const WalkRows& rows, Factor factor) {
    LargeRows<Real> result(rows.strength.size());
    if (!result.empty()) {
        tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t i) {
            for (std::uint32_t k = rows.offset[i]; k < rows.offset[i + 1]; ++k) {
                result[k] = static_cast<Real>(factor(rows.strength[k], i, rows.neighbour[k]));
            }
        });
    }
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

/// Sums of a round of conjugate gradients.
struct GradientSums {
    double squares = 0.0;  ///< of what is missing
    double product = 0.0;  ///< of what is missing with its image
    double residual = 0.0; ///< of the absolute values, as scores
    GradientSums& operator+=(const GradientSums& other) {
        squares += other.squares;
        product += other.product;
        residual += other.residual;
        return *this;
    }
};

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
unsigned correct_symmetric(const WalkEquation& walk,
                           std::span<const double> r,
                           const StepLimit& limit,
                           std::span<double> x) {
    const WalkRows& rows = walk.rows;
    const std::size_t n = rows.apart;
    std::size_t all = rows.size(); // but those without edges, which come last
    while (all > n && rows.offset[all - 1] == rows.offset[all]) {
        --all;
    }
    const bool weighted = !rows.strength.empty();
    LargeRows<Real> memory(2 * all + 6 * n); // side by side, so that they fill large pages
    Real* free = memory.data();
    const auto column = [&](std::size_t size) {
        return std::span<Real>(std::exchange(free, free + size), size);
    };
    // By all places. What neighbours read, unweighted: D^-1/2 r'. Weighted factors contain D^-1/2.
    const auto held = column(all);
    const auto scale = column(all); // unweighted: D^-1/2; of places apart, damping D^-1
    // By the others.
    const auto root = column(n); // D^1/2
    const auto own = column(n);  // r'
    const auto missing = weighted ? held.first(n) : own;
    const auto image = column(n); // the matrix times r'
    const auto direction = column(n);
    const auto direction_image = column(n);
    const auto correction = column(n);
    std::vector<GradientSums> of_block;
    const auto factor = factors<Real>(rows, [&](double strength, std::size_t i, std::size_t j) {
        return strength / (std::sqrt(walk.out_strength[i]) * std::sqrt(walk.out_strength[j]));
    });
    GradientSums sums = sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
        GradientSums sum;
        for (std::size_t i = first; i < last; ++i) {
            const double half = std::sqrt(walk.out_strength[i]);
            root[i] = static_cast<Real>(half);
            direction[i] = direction_image[i] = correction[i] = Real{0};
            missing[i] = static_cast<Real>(r[i] / half);
            if (!weighted) {
                scale[i] = static_cast<Real>(1.0 / half);
                held[i] = missing[i] * scale[i];
            }
            sum.squares += static_cast<double>(missing[i]) * static_cast<double>(missing[i]);
        }
        return sum;
    });
    const auto damping = static_cast<Real>(walk.damping);
    for_blocks_of_places(n, all, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            scale[i] = weighted ? damping : static_cast<Real>(walk.damping / walk.out_strength[i]);
        }
    });
    unsigned rounds = 0;
    double squares_before = 0.0;
    double step = 0.0;
    for (;;) {
        ++rounds;
        for_blocks_of_places(n, all, [&](std::size_t first, std::size_t last) {
            pull(rows, factor, held.data(), first, last, held.data());
            for (std::size_t i = first; i < last; ++i) {
                held[i] *= scale[i];
            }
        });
        const double product =
            sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
                Real* const b = image.data();
                pull(rows, factor, held.data(), first, last, b);
                for (std::size_t i = first; i < last; ++i) {
                    b[i] = missing[i] - damping * (weighted ? b[i] : scale[i] * b[i]);
                }
                GradientSums sum;
                sum.product = sum_of(first, last, [&](std::size_t i) {
                    return static_cast<double>(b[i]) * static_cast<double>(missing[i]);
                });
                return sum;
            }).product;
        const double turn = rounds == 1 ? 0.0 : sums.squares / squares_before;
        const double curvature = rounds == 1 ? product : product - turn * sums.squares / step;
        if (!(curvature > 0.0)) { // nothing is missing, or digits ran out: whoever called looks
            break;
        }
        step = sums.squares / curvature;
        squares_before = sums.squares;
        const auto alpha = static_cast<Real>(step);
        const auto beta = static_cast<Real>(turn);
        sums = sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
            advance(alpha, beta, image.data() + first, missing.data() + first,
                    direction.data() + first, direction_image.data() + first,
                    correction.data() + first, last - first);
            if (!weighted) {
                for (std::size_t i = first; i < last; ++i) {
                    held[i] = missing[i] * scale[i];
                }
            }
            GradientSums sum;
            sum.squares = sum_of(first, last, [&](std::size_t i) {
                return static_cast<double>(missing[i]) * static_cast<double>(missing[i]);
            });
            sum.residual = sum_of(first, last, [&](std::size_t i) {
                return static_cast<double>(std::abs(missing[i]) * root[i]);
            });
            return sum;
        });
        if (!(sums.residual > limit.residual) || rounds == limit.most_rounds) {
            break;
        }
    }
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
        x[i] += static_cast<double>(correction[i]) * std::sqrt(walk.out_strength[i]);
    });
    return rounds;
}

template <class Real>
unsigned correct_by_walking(const WalkEquation& walk,
                            std::span<const double> r,
                            const StepLimit& limit,
                            std::span<double> x) {
    const WalkRows& rows = walk.rows;
    const std::size_t n = rows.size();
    const bool weighted = !rows.strength.empty();
    LargeRows<Real> memory(5 * n); // side by side, so that they fill large pages
    const auto column = [&](std::size_t which) {
        return std::span<Real>(memory.data() + n * which, n);
    };
    const auto correction = column(0);
    const auto teleport = column(1);
    const auto share = column(2); // what an edge (weighted: all edges) takes of what its source has
    auto held = column(3);
    auto held_next = column(4);
    std::vector<WalkSums> of_block;
    const auto factor = factors<Real>(rows, [&](double strength, std::size_t, std::size_t j) {
        return strength / walk.out_strength[j];
    });
    WalkSums sums = sum_over_blocks(n, of_block, [&](std::size_t first, std::size_t last) {
        WalkSums sum;
        for (std::size_t i = first; i < last; ++i) {
            const bool dangling = !(walk.out_strength[i] > 0.0);
            share[i] = static_cast<Real>(dangling   ? 0.0
                                         : weighted ? 1.0
                                                    : 1.0 / walk.out_strength[i]);
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
            pull(rows, factor, held.data(), first, last, missing);
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

template unsigned correct_symmetric<float>(const WalkEquation&,
                                           std::span<const double>,
                                           const StepLimit&,
                                           std::span<double>);
template unsigned correct_symmetric<double>(const WalkEquation&,
                                            std::span<const double>,
                                            const StepLimit&,
                                            std::span<double>);
template unsigned correct_by_walking<float>(const WalkEquation&,
                                            std::span<const double>,
                                            const StepLimit&,
                                            std::span<double>);
template unsigned correct_by_walking<double>(const WalkEquation&,
                                             std::span<const double>,
                                             const StepLimit&,
                                             std::span<double>);

} // namespace sandhan::algorithms::internal
