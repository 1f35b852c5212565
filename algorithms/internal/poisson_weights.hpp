// SPDX-License-Identifier: Apache-2.0
// The weights of a bootstrap that needs no list of the data: how often each unit stands in each
// resample.
#pragma once

#include "algorithms/internal/split_mix.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sandhan::algorithms::internal {

namespace poisson {

/// One draw in 2^32 is beyond the last: more than 11 copies have a chance of 1e-9.
inline constexpr std::size_t most_copies = 11;

/// P(X <= j) of Poisson(1), in units of 2^-32.
inline constexpr std::array<std::uint32_t, most_copies> limits = [] {
    std::array<std::uint32_t, most_copies> result{};
    constexpr double two_to_32 = 4294967296.0;
    double term = 0.36787944117144233; // 1/e
    double sum = 0.0;
    for (std::size_t j = 0; j < most_copies; ++j) {
        sum += term;
        term /= static_cast<double>(j + 1);
        result[j] = static_cast<std::uint32_t>(sum * two_to_32);
    }
    return result;
}();

constexpr std::uint32_t counted(std::uint32_t draw) {
    std::uint32_t n = 0;
    for (const std::uint32_t limit : limits) {
        n += draw >= limit ? 1U : 0U;
    }
    return n;
}

/// By the first bits of a draw the copies it means, or `undecided` where a limit lies among
/// those that begin so: one draw in 370.
inline constexpr std::uint32_t leading_bits = 12;
inline constexpr std::uint8_t undecided = 0xFF;
inline constexpr std::array<std::uint8_t, 1U << leading_bits> by_leading_bits = [] {
    std::array<std::uint8_t, 1U << leading_bits> result{};
    constexpr std::uint32_t rest = 32 - leading_bits;
    for (std::uint32_t i = 0; i < result.size(); ++i) {
        const std::uint32_t least = counted(i << rest);
        const bool sure = least == counted((i << rest) | ((1U << rest) - 1));
        result[i] = sure ? static_cast<std::uint8_t>(least) : undecided;
    }
    return result;
}();

} // namespace poisson

/// Drawing n of n units with replacement gives each about a Poisson(1) number of copies,
/// independent of how many units there are, so each unit's can be drawn by itself wherever it is
/// met, and again when it is met again.
/// Source  J. A. Hanley, B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson
///         frequencies", Computer Methods and Programs in Biomedicine 83(1), 2006.
///         doi:10.1016/j.cmpb.2006.04.006
/// Numbers come from SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195) begun at a
/// point made of seed, unit and replication: integers only, the same on every machine.
class PoissonWeights {
  public:
    explicit PoissonWeights(std::uint64_t seed) : m_seed(mixed(seed ^ 0xB007577A9ULL)) {}

    /// Adds the copies of `unit` in the replications first, first + 1, … to `totals`.
    /// Requires `first` even.
    void add(std::uint64_t unit, std::size_t first, std::span<std::uint32_t> totals) const {
        const std::uint64_t start = mixed(m_seed + unit * golden);
        std::size_t r = 0;
        for (; r + 1 < totals.size(); r += 2) {
            const std::uint64_t draws = drawn(start, first + r);
            totals[r] += copies(static_cast<std::uint32_t>(draws));
            totals[r + 1] += copies(static_cast<std::uint32_t>(draws >> 32U));
        }
        if (r < totals.size()) {
            totals[r] += copies(static_cast<std::uint32_t>(drawn(start, first + r)));
        }
    }

  private:
    static std::uint64_t drawn(std::uint64_t start, std::size_t replication) {
        return mixed(start + (replication / 2 + 1) * golden);
    }

    static std::uint32_t copies(std::uint32_t draw) {
        const std::uint8_t known = poisson::by_leading_bits[draw >> (32 - poisson::leading_bits)];
        return known != poisson::undecided ? known : poisson::counted(draw);
    }

    std::uint64_t m_seed;
};

} // namespace sandhan::algorithms::internal
