// SPDX-License-Identifier: Apache-2.0
// Of many sets, the one that most belong to: in most graphs nearly all do, and whoever knows it can
// pass them over. Not installed.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sandhan::algorithms::internal {

/// The set of most of some of 0..n-1, spread evenly, as set_of tells it; the lowest of several.
///
/// Requires  n > 0.
template <class SetOf>
[[nodiscard]] std::uint32_t usual_set(std::size_t n, SetOf set_of) {
    std::array<std::uint32_t, 1024> sample{};
    for (std::size_t k = 0; k < sample.size(); ++k) {
        sample[k] = set_of(static_cast<std::uint32_t>(n * k / sample.size()));
    }
    std::sort(sample.begin(), sample.end());
    std::uint32_t best = sample[0];
    std::size_t most = 0;
    for (std::size_t k = 0, first = 0; k < sample.size(); ++k) {
        first = sample[k] == sample[first] ? first : k;
        if (k - first + 1 > most) {
            most = k - first + 1;
            best = sample[k];
        }
    }
    return best;
}

} // namespace sandhan::algorithms::internal
