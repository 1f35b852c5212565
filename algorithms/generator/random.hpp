// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: integers only, no state shared.
#pragma once

#include "algorithms/internal/split_mix.hpp"

#include <cstdint>
#include <span>

namespace sandhan::algorithms::generator {

/// What a stream of numbers is for; streams of different purposes or numbers are independent.
enum class Purpose : std::uint64_t { world = 1, way, cell, member, event, report, second };

/// SplitMix64, begun at a point that depends on all of seed, purpose and number.
/// Source  G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators",
///         OOPSLA 2014. doi:10.1145/2660193.2660195
class Random {
  public:
    Random(std::uint64_t seed, Purpose purpose, std::uint64_t number)
        : m_state(internal::mixed(
              internal::mixed(internal::mixed(seed) + static_cast<std::uint64_t>(purpose)) +
              number)) {}

    std::uint64_t next() {
        m_state += internal::golden;
        return internal::mixed(m_state);
    }
    /// 0 to limit - 1. Biased by less than limit / 2^32. Requires limit > 0.
    std::uint32_t below(std::uint32_t limit) {
        return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
    }
    std::uint32_t below(std::size_t limit) { return below(static_cast<std::uint32_t>(limit)); }
    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1)));
    }
    /// True with this probability, given in millionths.
    bool chance(std::uint32_t millionths) { return below(1'000'000U) < millionths; }
    /// An index below `limit`, the small ones likelier: the first tenth is drawn three times as
    /// often as the middle.
    std::uint32_t skewed(std::size_t limit) {
        const std::uint32_t first = below(limit);
        return first == 0 ? 0 : below(first + 1);
    }
    template <class List>
    const auto& pick(const List& list) {
        return list[below(list.size())];
    }
    /// An index with the probability of its share in rising sums; the last sum is the total, > 0.
    std::size_t by_sums(std::span<const std::uint64_t> sums);

  private:
    std::uint64_t m_state;
};

/// x^y from the four operations alone, so that every machine rounds alike; the C library's pow()
/// differs between machines in the last digit. Relative error below 1e-12.
/// Requires x > 0, |y ln x| < 700.
[[nodiscard]] double power(double x, double y);

} // namespace sandhan::algorithms::generator
