// SPDX-License-Identifier: Apache-2.0
// The one source of random numbers: integers only, the same on every machine. Not installed.
#pragma once

#include <cstdint>

namespace sandhan::algorithms::internal {

/// SplitMix64: the i-th number from a state is mixed(state + i * golden), so that any of them can
/// be had without those before it. Source  G. L. Steele, D. Lea, C. H. Flood, "Fast splittable
/// pseudorandom number generators",
///         OOPSLA 2014. doi:10.1145/2660193.2660195
inline constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

} // namespace sandhan::algorithms::internal
